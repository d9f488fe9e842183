/** Amounts of money as people type them: separators, signs, words for thousands and millions. */
import { dictionary } from './dictionary.ts'
import { InputError } from './errors.ts'
import { currencyDigits, isCurrency, tooManyDecimals } from './money.ts'
import { exactNumber, plainCharacters, withoutExponent, withoutThousands } from './numbers.ts'

/** How people write a currency other than by its code. A sign that several countries use stands for any of them. */
const currencyWords: { readonly [word: string]: readonly string[] | undefined } = dictionary({
  '฿': ['THB'],
  บาท: ['THB'],
  '₭': ['LAK'],
  ກີບ: ['LAK'],
  '₫': ['VND'],
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
  '₩': ['KRW'],
  $: ['USD', 'AUD', 'CAD', 'HKD', 'NZD', 'SGD', 'TWD'],
  US$: ['USD'],
  A$: ['AUD'],
  S$: ['SGD'],
})

/** Words for powers of ten after a number, in normal form KC, which writes ໝ as two letters. */
const magnitudes: readonly (readonly [word: string, power: number])[] = [
  ...([
    ['thousand', 3],
    ['million', 6],
    ['mn', 6],
    ['k', 3],
    ['m', 6],
  ] as const),
  ...([
    ['พัน', 3],
    ['หมื่น', 4],
    ['แสน', 5],
    ['ล้าน', 6],
  ] as const),
  ...([
    ['ພັນ', 3],
    ['ຫມື່ນ', 4],
    ['ແສນ', 5],
    ['ລ້ານ', 6],
    ['ຕື້', 9],
  ] as const),
]

const wordForm = '[^\\d\\s.,()+-]+'
const amountForm = new RegExp(
  `^(-?) ?(${wordForm})? ?([\\d.,][\\d., ]*?) ?(${wordForm})?(?: (${wordForm}))?$`,
)

/** Digits as a machine writes them, few enough to be kept as a number. */
const plainAmount = /^\d{1,12}(?:\.(\d{1,3}))?$/

/**
 * Reads an amount as people write it: 1,234.50, ฿1 234.50, 1234.5 THB, ๑,๒๓๔, -20, 5k, 1.5 ล้านบาท. A sign or code of a
 * currency must be that of `currency`.
 * @param isRounded whether decimals that the currency does not have are rounded, halves away from zero, instead of refused
 * @throws InputError where it is no amount, can be read in two ways, has too many digits or another currency
 */
export function parseAmount(text: string, currency: string, isRounded = false): number {
  const plain = plainAmount.exec(text)
  if (plain !== null && (plain[1] ?? '').length <= currencyDigits(currency)) return Number(text)
  const scientific = withoutExponent(plainCharacters(text))
  if (scientific !== undefined)
    return exactNumber(scientific.sign, withinDecimals(scientific.decimal, currency, isRounded), text)
  const match = amountForm.exec(plainCharacters(text))
  if (match === null) throw new InputError(`"${text}" is not an amount.`, 'Type it like 1234.50')
  const [, sign = '', before, number = '', after = '', last] = match
  const { word, power, rest } = magnitudeIn(after)
  if (last !== undefined && (word === '' || rest !== ''))
    throw new InputError(`"${text}" is not an amount.`, 'Type it like 1234.50')
  for (const written of [before, rest, last])
    if (written !== undefined && written !== '') checkCurrency(text, written, currency)
  const decimal = multiplied(withoutThousands(number, text), power)
  return exactNumber(sign, withinDecimals(decimal, currency, isRounded), text)
}

/** The currencies that the sign or code in an amount may mean, the likeliest first; none where it has neither. */
export function currenciesIn(text: string): readonly string[] {
  const [, , before, , after = ''] = amountForm.exec(plainCharacters(text)) ?? []
  const written = [before ?? '', magnitudeIn(after).rest].find((one) => one !== '')
  if (written === undefined) return []
  const code = written.toUpperCase()
  return currencyWords[written] ?? (isCurrency(code) ? [code] : [])
}

/** The word for a power of ten that the text begins with, and what is left. */
function magnitudeIn(after: string): {
  readonly word: string
  readonly power: number
  readonly rest: string
} {
  const lower = after.toLowerCase()
  const isLatin = /^[a-z]+$/.test(lower)
  const [word, power] = magnitudes.find(([one]) => (isLatin ? lower === one : lower.startsWith(one))) ?? [
    '',
    0,
  ]
  return { word, power, rest: after.slice(word.length) }
}

/** Decimal text times ten to the power. */
function multiplied(decimal: string, power: number): string {
  if (power === 0) return decimal
  const [whole = '', fraction = ''] = decimal.split('.')
  const digits = whole + fraction.slice(0, power).padEnd(power, '0')
  const left = fraction.slice(power)
  return left === '' ? digits : `${digits}.${left}`
}

function checkCurrency(text: string, written: string, currency: string): void {
  const code = written.toUpperCase()
  if (code === currency || currencyWords[written]?.includes(currency) === true) return
  const other = isCurrency(code) ? code : currencyWords[written]?.[0]
  if (other === undefined) {
    throw new InputError(
      `"${text}" is not an amount: what is "${written}"?`,
      'Type it like 1234.50, 5k or 1.5 million',
    )
  }
  throw new InputError(
    `"${text}" is in ${other}, but the amount is to be in ${currency}.`,
    `Type the number alone if it is ${currency}; otherwise set the currency to ${other} too`,
  )
}

/** The number less the zeros that say nothing. Three decimals after at most three digits may be thousands. */
function withinDecimals(number: string, currency: string, isRounded: boolean): string {
  const [whole = '', fraction = ''] = number.split('.')
  const places = currencyDigits(currency)
  if (fraction.length <= places) return number
  if (isRounded) return rounded(`${whole}.${fraction}`, places)
  const mayBeThousands = fraction.length === 3 && whole.length <= 3
  const kept = fraction.replace(/0+$/, '')
  if (kept.length <= places && !mayBeThousands) return `${whole}.${kept}0`
  const hint = mayBeThousands ? `Type ${whole}${fraction} if the point separates thousands` : undefined
  throw tooManyDecimals(number, currency, hint)
}

/** Decimal text without sign to so many places. */
function rounded(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.')
  const kept =
    BigInt(`${whole}${fraction.slice(0, places)}`) + (Number(fraction.charAt(places)) >= 5 ? 1n : 0n)
  const digits = String(kept).padStart(places + 1, '0')
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
