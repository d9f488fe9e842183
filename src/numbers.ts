/** Decimal numbers as people write them, in Thai, Lao and other digits, read without loss. */
import { InputError } from './errors.ts'
import { ascii, digits } from './text.ts'

/** Numbers of more digits than this do not survive as a JSON number. */
const maxDigits = 15

/** The shortest decimal text that reads back as the number, never with an exponent. */
export function decimalText(value: number): string {
  const text = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = ''] = match
  const power = Number(exponent)
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${whole}${fraction}`
  return `${sign}${whole}${fraction.padEnd(power, '0')}`
}

/** What stands between thousands, and before the decimals. */
export interface Separators {
  readonly group: string
  readonly point: string
}

/** 1,234.50: English, and Thai. */
const usual: Separators = { group: ',', point: '.' }

const knownSeparators = new Map<string, Separators>([
  ['en', usual],
  ['th', usual],
])

/** How a language and country (BCP 47: lo, de-CH) writes numbers, as CLDR has it; the usual way where none is named. */
export function separatorsOf({ locale = 'en' }: { readonly locale?: string }): Separators {
  let known = knownSeparators.get(locale)
  if (known === undefined) {
    const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.5)
    const part = (type: string) => parts.find((one) => one.type === type)?.value
    known = { group: part('group') ?? '', point: part('decimal') ?? usual.point }
    knownSeparators.set(locale, known)
  }
  return known
}

/** The decimal text with its thousands separated: 1,234.50 */
export function groupThousands(decimal: string, { group, point }: Separators = usual): string {
  const [whole = '', fraction] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group)
  return fraction === undefined ? grouped : `${grouped}${point}${fraction}`
}

/** One form of writing for what means the same: ASCII digits and punctuation, plain spaces, a plain minus. */
export function plainCharacters(text: string): string {
  if (ascii.test(text)) return text.trim()
  return digits(text.normalize('NFKC')).replace('\u2212', '-').trim()
}

/**
 * The digits and point of a number as programs print large ones, 6.0E7 or 1.5e+6, with its sign; undefined for another
 * form.
 */
export function withoutExponent(
  number: string,
): { readonly sign: string; readonly decimal: string } | undefined {
  const [, sign = '', whole = '', fraction = '', power] =
    /^(-?)(\d+)(?:\.(\d+))?(?:E|e(?=[+-]))([+-]?\d{1,2})$/.exec(number) ?? []
  if (power === undefined) return undefined
  const point = whole.length + Number(power)
  const digits = (whole + fraction).padEnd(point, '0')
  if (point <= 0) return { sign, decimal: `0.${'0'.repeat(-point)}${digits}` }
  const left = digits.slice(point)
  return { sign, decimal: digits.slice(0, point) + (left === '' ? '' : `.${left}`) }
}

/**
 * The digits and point of a number without sign, its separators of thousands (comma or space) taken out.
 * @param typed what the number is part of, for the message
 * @throws InputError where it is no number, or the separators can be read in two ways, as in 1.234,56
 */
export function withoutThousands(number: string, typed: string): string {
  if (/^\d*\.?\d+$/.test(number)) return number
  if (/^\d{1,3}([, ])\d{3}(?:\1\d{3})*(?:\.\d+)?$/.test(number)) return number.replace(/[, ]/g, '')
  if (!/^\d+(?:[., ]\d+)+$/.test(number)) throw notANumber(typed)
  const parts = number.split(/[., ]/)
  const kinds = new Set(number.match(/[.,]/g))
  const last = kinds.size === 2 || parts.length === 2 ? parts.pop() : undefined
  const meant = parts.join('') + (last === undefined ? '' : `.${last}`)
  throw new InputError(
    `"${typed}" can be read in more than one way.`,
    `Type ${meant} if that is what you mean`,
  )
}

/**
 * Reads a number: 1,234.5, ๑๒๓, -20.
 * @throws InputError where it is none, can be read in two ways or has more than 15 digits
 */
export function parseNumber(text: string): number {
  const scientific = withoutExponent(plainCharacters(text))
  if (scientific !== undefined) return exactNumber(scientific.sign, scientific.decimal, text)
  const [, sign = '', number] = /^(-?) ?([\d.,][\d., ]*)$/.exec(plainCharacters(text)) ?? []
  if (number === undefined) throw notANumber(text)
  return exactNumber(sign, withoutThousands(number, text), text)
}

function notANumber(typed: string): InputError {
  return new InputError(`"${typed}" is not a number.`, 'Type it like 1234.5')
}

/**
 * The number of a sign and plain decimal text.
 * @throws InputError where it has more digits than a JSON number keeps
 */
export function exactNumber(sign: string, decimal: string, typed: string): number {
  if (significantDigits(decimal) > maxDigits) {
    throw new InputError(
      `"${typed}" has more than ${maxDigits} digits.`,
      'Leave digits out, or keep it as text',
    )
  }
  return Number(`${sign}${decimal}`) + 0
}

function significantDigits(decimal: string): number {
  const [whole = '', fraction = ''] = decimal.split('.')
  const kept = whole.replace(/^0+/, '') + fraction.replace(/0+$/, '')
  return kept.replace(/^0+/, '').length
}
