/** What deals are worth in one currency: as it is where all are in the same, by the settings' rates where they are not. */
import { type Settings, stageNamed } from '../config.ts'
import type { Deal } from '../entities/deal.ts'
import type { EntityName } from '../entities/index.ts'
import { type Amount, convertUnits, shareOf, Total, type Units, unitsOf } from '../money.ts'
import type { Slim } from '../schema/data.ts'
import { counted, figureText } from './report.ts'

/** What most reports read of a deal. */
export const dealFields = [
  'name',
  'amount',
  'currency',
  'stage',
  'probability',
  'closeDate',
  'openedOn',
  'closedAt',
  'createdAt',
  'owner',
] as const

/** A deal as most reports read it. */
export type ReportedDeal = Slim<'deal', (typeof dealFields)[number]>

/** What has an amount, and a name to be told by. */
export interface Priced {
  readonly name: string
  readonly amount?: number
  readonly currency?: string
}

export interface Valuation<P extends Priced = Priced> {
  /** The currency of every worth. */
  readonly currency: string
  /** What one of the deals is worth, in minor units: 0 without an amount, undefined where its currency has no rate. */
  readonly worthOf: (deal: P) => Units | undefined
  /** The rates used, and what has no worth for want of one. */
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
  const [only = settings.currency] = currencies
  if (currencies.size <= 1) {
    const worthOf = ({ amount }: P) => (amount === undefined ? 0 : unitsOf(amount, only))
    return { currency: only, worthOf, notes: [] }
  }
  const worthOf = ({ amount, currency = settings.currency }: P) =>
    amount === undefined ? 0 : convertUnits(unitsOf(amount, currency), currency, settings)
  return { currency: settings.currency, worthOf, notes: notesOn(deals, currencies, settings, kind) }
}

function notesOn(
  deals: readonly Priced[],
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
    ...missing.map((currency) => leftOut(deals, currency, kind, settings)),
  ]
}

function leftOut(deals: readonly Priced[], currency: string, kind: EntityName, settings: Settings): string {
  const names = deals
    .filter((deal) => deal.amount !== undefined && deal.currency === currency)
    .map(({ name }) => name)
  const listed =
    names.length > 10 ? [...names.slice(0, 10), `${figureText(names.length - 10, settings)} more`] : names
  const what = `${counted(names.length, kind, settings)} in ${currency} ${names.length === 1 ? 'is' : 'are'} counted but not in the amounts`
  return `${what}, for the settings have no rate for it: ${listed.join(', ')}.`
}

/** Percent: a closed deal's is its stage's, an open one's its own or else its stage's; 0 where the stage is unknown. */
export function probabilityOf(deal: Pick<Deal, 'stage' | 'probability'>, settings: Settings): number {
  const stage = stageNamed(settings, deal.stage)
  if (stage !== undefined && stage.kind !== 'open') return stage.probability
  return deal.probability ?? stage?.probability ?? 0
}

/** What deals are worth, added up. */
export class Sum {
  readonly currency: string
  count = 0
  readonly #worth = new Total()
  readonly #weighted = new Total()
  #valued = 0

  constructor(currency: string) {
    this.currency = currency
  }

  /** @param probability percent; each deal's weighted amount is rounded to the minor unit, halves away from zero */
  add(worth: Units | undefined, probability: number): void {
    this.count++
    if (worth === undefined) return
    this.#worth.add(worth)
    this.#valued++
    if (probability !== 0) this.#weighted.add(shareOf(worth, probability))
  }

  /** Adds another sum of the same currency. */
  include(other: Sum): void {
    this.count += other.count
    this.#worth.add(other.#worth.minor)
    this.#weighted.add(other.#weighted.minor)
    this.#valued += other.#valued
  }

  /** Negative where this sum is the smaller, as for Array.sort. */
  compare(other: Sum): number {
    const [own, others] = [this.#worth.minor, other.#worth.minor]
    return own < others ? -1 : own > others ? 1 : this.count - other.count
  }

  /** The mean of the amounts that were added, to the minor unit, halves away from zero; null where there are none. */
  get mean(): Amount | null {
    if (this.#valued === 0) return null
    const [minor, count] = [this.#worth.minor, BigInt(this.#valued)]
    const [size, sign] = minor < 0n ? [-minor, -1n] : [minor, 1n]
    return { minor: (sign * (size * 2n + count)) / (count * 2n), currency: this.currency }
  }

  get amount(): Amount {
    return { minor: this.#worth.minor, currency: this.currency }
  }

  get weighted(): Amount {
    return { minor: this.#weighted.minor, currency: this.currency }
  }
}
