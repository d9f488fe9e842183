/** Exact money: decimal in, minor units inside, decimal out. */
import type { Settings } from './config.ts'
import { InputError } from './errors.ts'
import { decimalText, groupThousands, type Separators } from './numbers.ts'

/** An exact amount in one currency. */
export interface Amount {
  /** In minor units of the currency. */
  readonly minor: bigint
  readonly currency: string
}

/** Decimals of the currencies met most: Intl, which knows them all, takes long to start. */
const decimals = new Map(
  Object.entries({
    THB: 2,
    LAK: 0,
    USD: 2,
    EUR: 2,
    GBP: 2,
    CNY: 2,
    SGD: 2,
    MYR: 2,
    AUD: 2,
    JPY: 0,
    KRW: 0,
    VND: 0,
  }),
)

/** How many decimals amounts in a currency have, as CLDR has it (LAK 0, THB 2, KWD 3); 2 for an unknown code. */
export function currencyDigits(code: string): number {
  let known = decimals.get(code)
  if (known === undefined) {
    if (!isCurrency(code)) return 2
    known = decimalsByIntl(code)
    decimals.set(code, known)
  }
  return known
}

function decimalsByIntl(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

let codes: ReadonlySet<string> | undefined

/** Whether `code` is the ISO 4217 code of a currency, in capitals. */
export function isCurrency(code: string): boolean {
  if (decimals.has(code)) return true
  codes ??= new Set(Intl.supportedValuesOf('currency'))
  return codes.has(code)
}

/** An amount in minor units: a number where that is exact, which is much quicker than the big integer it is otherwise. */
export type Units = number | bigint

/** Nothing, in a currency. */
export function zero(currency: string): Amount {
  return { minor: 0n, currency }
}

/**
 * An amount as records hold it, in minor units, exactly.
 * @throws InputError where it is not finite or has more decimals than the currency
 */
export function unitsOf(amount: number, currency: string): Units {
  const places = currencyDigits(currency)
  const scale = 10 ** places
  const minor = Math.round(amount * scale)
  // Of at most 15 digits no two amounts are the same number: what divides back to the amount is the amount.
  if (Math.abs(minor) < 1e15 && minor / scale === amount) return minor
  const text = decimalText(amount)
  const exact = readDecimal(text)
  if (exact === undefined) throw new InputError(`${text} is not an amount of money.`)
  if (exact.places > places) throw tooManyDecimals(text, currency)
  return exact.units * 10n ** BigInt(places - exact.places)
}

/** The same as a big integer. */
export function toMinor(amount: number, currency: string): bigint {
  return BigInt(unitsOf(amount, currency))
}

/** A sum of minor units, exact whatever its size. */
export class Total {
  #large = 0n
  #small = 0

  add(units: Units): void {
    const sum = typeof units === 'number' ? this.#small + units : Number.NaN
    if (Number.isSafeInteger(sum)) this.#small = sum
    else this.#large += BigInt(units)
  }

  get minor(): bigint {
    return this.#large + BigInt(this.#small)
  }
}

/** The amount as plain decimal text with all the currency's decimals: 1234.50 */
export function toDecimal(amount: Amount): string {
  const places = currencyDigits(amount.currency)
  const sign = amount.minor < 0n ? '-' : ''
  const text = String(amount.minor)
    .slice(sign.length)
    .padStart(places + 1, '0')
  const whole = text.slice(0, text.length - places)
  return places === 0 ? sign + whole : `${sign}${whole}.${text.slice(-places)}`
}

/** The amount as records hold it: the number nearest to it. */
export function toNumber(amount: Amount): number {
  return Number(toDecimal(amount))
}

/** The amount for people: 1,234.50 THB */
export function formatAmount(amount: Amount, separators?: Separators): string {
  return `${groupThousands(toDecimal(amount), separators)} ${amount.currency}`
}

/**
 * The sum of two amounts of the same currency.
 * @throws TypeError where the currencies differ: convert first
 */
export function add(a: Amount, b: Amount): Amount {
  if (a.currency !== b.currency) throw new TypeError(`Cannot add ${b.currency} to ${a.currency}`)
  return { minor: a.minor + b.minor, currency: a.currency }
}

/**
 * `part` of `whole` parts of an amount, to the nearest minor unit, halves away from zero.
 * @param whole above 0; both are whole numbers
 */
export function fraction({ minor, currency }: Amount, part: number, whole: number): Amount {
  const [size, sign] = minor < 0n ? [-minor, -1n] : [minor, 1n]
  const parts = BigInt(whole)
  return { minor: (sign * (size * BigInt(part) * 2n + parts)) / (parts * 2n), currency }
}

/** A percentage of minor units, to the nearest unit, halves away from zero. */
export function shareOf(units: Units, percent: number): Units {
  const exact = factor(percent)
  if (exact === undefined) throw new TypeError(`${percent} is not a percentage`)
  return scaled(units, exact.units, exact.places + 2)
}

/**
 * The amount in the store's currency by the rates of the settings, to the nearest minor unit, halves away from
 * zero; undefined where the settings have no rate for its currency.
 * @throws InputError where the rate is not a decimal number
 */
export function convert(amount: Amount, settings: Pick<Settings, 'currency' | 'rates'>): Amount | undefined {
  const units = convertUnits(amount.minor, amount.currency, settings)
  return units === undefined ? undefined : { minor: BigInt(units), currency: settings.currency }
}

/** The same of minor units of a currency. */
export function convertUnits(
  units: Units,
  currency: string,
  settings: Pick<Settings, 'currency' | 'rates'>,
): Units | undefined {
  if (currency === settings.currency) return units
  const text = settings.rates[currency]
  if (text === undefined) return undefined
  const rate = factor(text)
  if (rate === undefined) {
    throw new InputError(
      `The rate of ${currency} in the settings is not a decimal number: "${text}".`,
      `Write what one ${currency} is worth in ${settings.currency}: "36.50"`,
    )
  }
  const places = currencyDigits(currency) + rate.places - currencyDigits(settings.currency)
  return places >= 0
    ? scaled(units, rate.units, places)
    : scaled(units, rate.units * 10n ** BigInt(-places), 0)
}

/** `units` × `times` ÷ 10 to the power of `places`, rounded half away from zero. */
function scaled(units: Units, times: bigint, places: number): Units {
  const product = Number(units) * Number(times)
  if (!Number.isSafeInteger(product) || places > 15) {
    return divide(BigInt(units) * times, 10n ** BigInt(places))
  }
  // The remainder and what is left without it are exact, where a quotient would be rounded already.
  const divisor = 10 ** places
  const rest = product % divisor
  const whole = (product - rest) / divisor
  return Math.abs(rest) * 2 >= divisor ? whole + Math.sign(product) : whole
}

/** The quotient of two whole numbers, rounded half away from zero. The divisor is a power of ten. */
function divide(dividend: bigint, divisor: bigint): bigint {
  const half = divisor / 2n
  return (dividend < 0n ? dividend - half : dividend + half) / divisor
}

interface Decimal {
  readonly units: bigint
  /** Digits after the point. */
  readonly places: number
}

const factors = new Map<string | number, Decimal | undefined>()

/** A percentage or a rate: reports multiply by the same few again and again. */
function factor(value: string | number): Decimal | undefined {
  if (!factors.has(value))
    factors.set(value, readDecimal(typeof value === 'number' ? decimalText(value) : value))
  return factors.get(value)
}

function readDecimal(text: string): Decimal | undefined {
  const [, whole, fraction = ''] = /^(-?\d+)(?:\.(\d+))?$/.exec(text) ?? []
  return whole === undefined ? undefined : { units: BigInt(whole + fraction), places: fraction.length }
}

/** The error for an amount with decimals that the currency does not have. @param text the amount */
export function tooManyDecimals(text: string, currency: string, hint?: string): InputError {
  const places = currencyDigits(currency)
  const allowed = places === 0 ? 'no decimals' : `at most ${places} decimals`
  const example = places === 0 ? '1234' : `1234.${'5'.padEnd(places, '0')}`
  return new InputError(
    `Amounts in ${currency} have ${allowed}, not "${text}".`,
    hint ?? `Type it like ${example}`,
  )
}
