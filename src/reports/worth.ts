/** What deals are worth in one currency: as it is where all are in the same, by the settings' rates where they are not. */
import { type Settings, stageNamed } from '../config.ts'
import type { Deal } from '../entities/deal.ts'
import type { EntityName } from '../entities/index.ts'
import { type Amount, convert, share, toMinor, zero } from '../money.ts'
import { counted } from './report.ts'

/** What has an amount, and a name to be told by. */
export interface Priced {
  readonly name: string
  readonly amount?: number
  readonly currency?: string
}

/** A deal with its worth; undefined where its currency has no rate. A deal without amount is worth nothing. */
export interface Worth<P extends Priced = Deal> {
  readonly deal: P
  readonly amount: Amount | undefined
}

export interface Valuation<P extends Priced = Deal> {
  /** The currency of every amount. */
  readonly currency: string
  readonly worths: readonly Worth<P>[]
  /** The rates used, and what has no amount for want of one. */
  readonly notes: readonly string[]
}

/**
 * What each deal is worth. Deals in one currency keep it; deals in several are converted to the store's currency, each
 * by itself to the nearest minor unit, halves away from zero, so that every grouping adds up to the same whole.
 */
export function valued<P extends Priced>(
  deals: readonly P[],
  settings: Settings,
  kind: EntityName = 'deal',
): Valuation<P> {
  const currencies = new Set<string>()
  for (const deal of deals) if (deal.amount !== undefined) currencies.add(deal.currency ?? settings.currency)
  const [only] = currencies
  if (currencies.size <= 1) return inOneCurrency(deals, only ?? settings.currency)
  const nothing = zero(settings.currency)
  const worths = deals.map((deal) => {
    if (deal.amount === undefined) return { deal, amount: nothing }
    const currency = deal.currency ?? settings.currency
    return { deal, amount: convert({ minor: toMinor(deal.amount, currency), currency }, settings) }
  })
  return { currency: settings.currency, worths, notes: notesOn(worths, currencies, settings, kind) }
}

function inOneCurrency<P extends Priced>(deals: readonly P[], currency: string): Valuation<P> {
  const nothing = zero(currency)
  const amountOf = ({ amount }: P) =>
    amount === undefined ? nothing : { minor: toMinor(amount, currency), currency }
  return { currency, worths: deals.map((deal) => ({ deal, amount: amountOf(deal) })), notes: [] }
}

function notesOn(
  worths: readonly Worth<Priced>[],
  currencies: ReadonlySet<string>,
  settings: Settings,
  kind: EntityName,
): readonly string[] {
  const foreign = [...currencies].filter((currency) => currency !== settings.currency).sort()
  const rates = foreign.flatMap((currency) => {
    const rate = settings.rates[currency]
    return rate === undefined ? [] : [`1 ${currency} = ${rate} ${settings.currency}`]
  })
  const missing = foreign.filter((currency) => settings.rates[currency] === undefined)
  return [
    ...(rates.length === 0 ? [] : [`Converted to ${settings.currency}: ${rates.join(', ')}.`]),
    ...missing.map((currency) => leftOut(worths, currency, kind)),
  ]
}

function leftOut(worths: readonly Worth<Priced>[], currency: string, kind: EntityName): string {
  const names = worths
    .filter(({ deal, amount }) => amount === undefined && deal.currency === currency)
    .map(({ deal }) => deal.name)
  const listed = names.length > 10 ? [...names.slice(0, 10), `${names.length - 10} more`] : names
  const what = `${counted(names.length, kind)} in ${currency} ${names.length === 1 ? 'is' : 'are'} counted but not in the amounts`
  return `${what}, for the settings have no rate for it: ${listed.join(', ')}.`
}

/** Percent: a closed deal's is its stage's, an open one's its own or else its stage's; 0 where the stage is unknown. */
export function probabilityOf(deal: Deal, settings: Settings): number {
  const stage = stageNamed(settings, deal.stage)
  if (stage !== undefined && stage.kind !== 'open') return stage.probability
  return deal.probability ?? stage?.probability ?? 0
}

/** Amounts of deals added up. */
export class Sum {
  readonly currency: string
  count = 0
  #minor = 0n
  #weighted = 0n
  #valued = 0n

  constructor(currency: string) {
    this.currency = currency
  }

  /** @param probability percent; each deal's weighted amount is rounded to the minor unit, halves away from zero */
  add(amount: Amount | undefined, probability: number): void {
    this.count++
    if (amount === undefined) return
    this.#minor += amount.minor
    this.#valued++
    if (amount.minor !== 0n) this.#weighted += share(amount, probability).minor
  }

  /** Adds another sum of the same currency. */
  include(other: Sum): void {
    this.count += other.count
    this.#minor += other.#minor
    this.#weighted += other.#weighted
    this.#valued += other.#valued
  }

  /** Negative where this sum is the smaller, as for Array.sort. */
  compare(other: Sum): number {
    return this.#minor < other.#minor ? -1 : this.#minor > other.#minor ? 1 : this.count - other.count
  }

  /** The mean of the amounts that were added, to the minor unit, halves away from zero; null where there are none. */
  get mean(): Amount | null {
    if (this.#valued === 0n) return null
    const [size, sign] = this.#minor < 0n ? [-this.#minor, -1n] : [this.#minor, 1n]
    return { minor: (sign * (size * 2n + this.#valued)) / (this.#valued * 2n), currency: this.currency }
  }

  get amount(): Amount {
    return { minor: this.#minor, currency: this.currency }
  }

  get weighted(): Amount {
    return { minor: this.#weighted, currency: this.currency }
  }
}
