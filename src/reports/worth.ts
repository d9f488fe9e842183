/** What deals are worth in one currency: as it is where all are in the same, by the settings' rates where they are not. */
import type { Settings } from '../config.ts'
import type { Deal } from '../entities/deal.ts'
import { type Amount, convert, share, toMinor, zero } from '../money.ts'
import { counted } from './report.ts'

export interface Valuation {
  /** The currency of every amount. */
  readonly currency: string
  /** What a deal is worth: nothing without amount, undefined where there is no rate for its currency. */
  worthOf(deal: Deal): Amount | undefined
  /** The rates used, and what has no amount for want of one. */
  readonly notes: readonly string[]
}

/**
 * What deals are worth. Deals in one currency keep it; deals in several are converted to the store's currency, each by
 * itself to the nearest minor unit, halves away from zero, so that every grouping adds up to the same whole.
 */
export function valuation(deals: readonly Deal[], settings: Settings): Valuation {
  const currencies = new Set<string>()
  for (const deal of deals) if (deal.amount !== undefined) currencies.add(deal.currency ?? settings.currency)
  const [only] = currencies
  const isOne = currencies.size <= 1
  const currency = isOne ? (only ?? settings.currency) : settings.currency
  const nothing = zero(currency)
  const worthOf = (deal: Deal): Amount | undefined => {
    if (deal.amount === undefined) return nothing
    const own = deal.currency ?? settings.currency
    const amount = { minor: toMinor(deal.amount, own), currency: own }
    return isOne ? amount : convert(amount, settings)
  }
  return { currency, worthOf, notes: isOne ? [] : notesOn(deals, currencies, settings) }
}

function notesOn(
  deals: readonly Deal[],
  currencies: ReadonlySet<string>,
  settings: Settings,
): readonly string[] {
  const foreign = [...currencies].filter((currency) => currency !== settings.currency).sort()
  const rates = foreign.flatMap((currency) => {
    const rate = settings.rates[currency]
    return rate === undefined ? [] : [`1 ${currency} = ${rate} ${settings.currency}`]
  })
  const missing = foreign.filter((currency) => settings.rates[currency] === undefined)
  return [
    ...(rates.length === 0 ? [] : [`Converted to ${settings.currency}: ${rates.join(', ')}.`]),
    ...missing.map((currency) => leftOut(deals, currency)),
  ]
}

function leftOut(deals: readonly Deal[], currency: string): string {
  const names = deals
    .filter((deal) => deal.amount !== undefined && deal.currency === currency)
    .map(({ name }) => name)
  const listed = names.length > 10 ? [...names.slice(0, 10), `${names.length - 10} more`] : names
  const what = `${counted(names.length, 'deal')} in ${currency} ${names.length === 1 ? 'is' : 'are'} counted but not in the amounts`
  return `${what}, for the settings have no rate for it: ${listed.join(', ')}.`
}

/**
 * A function that tells a deal's probability in percent: of a closed deal its stage's, of an open one its own or else
 * its stage's; 0 where the stage is unknown.
 */
export function probabilities(settings: Settings): (deal: Deal) => number {
  const stages = new Map(settings.stages.map((stage) => [stage.name, stage]))
  return ({ stage: name, probability }) => {
    const stage = stages.get(name)
    if (stage !== undefined && stage.kind !== 'open') return stage.probability
    return probability ?? stage?.probability ?? 0
  }
}

/** Amounts of deals added up. */
export class Sum {
  readonly currency: string
  count = 0
  #minor = 0n
  #weighted = 0n

  constructor(currency: string) {
    this.currency = currency
  }

  /** @param probability percent; each deal's weighted amount is rounded to the minor unit, halves away from zero */
  add(amount: Amount | undefined, probability: number): void {
    this.count++
    if (amount === undefined) return
    this.#minor += amount.minor
    if (probability !== 0) this.#weighted += (probability === 100 ? amount : share(amount, probability)).minor
  }

  /** Adds another sum of the same currency. */
  include(other: Sum): void {
    this.count += other.count
    this.#minor += other.#minor
    this.#weighted += other.#weighted
  }

  get amount(): Amount {
    return { minor: this.#minor, currency: this.currency }
  }

  get weighted(): Amount {
    return { minor: this.#weighted, currency: this.currency }
  }
}
