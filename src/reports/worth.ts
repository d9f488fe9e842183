/** What deals are worth in one currency: as it is where all are in the same, by the settings' rates where they are not. */
import { type Settings, stageNamed } from '../config.ts'
import type { Deal } from '../entities/deal.ts'
import { type Amount, convert, share, toMinor, zero } from '../money.ts'
import { counted } from './report.ts'

/** A deal with its worth; undefined where its currency has no rate. A deal without amount is worth nothing. */
export interface Worth {
  readonly deal: Deal
  readonly amount: Amount | undefined
}

export interface Valuation {
  /** The currency of every amount. */
  readonly currency: string
  readonly worths: readonly Worth[]
  /** The rates used, and what has no amount for want of one. */
  readonly notes: readonly string[]
}

/**
 * What each deal is worth. Deals in one currency keep it; deals in several are converted to the store's currency, each
 * by itself to the nearest minor unit, halves away from zero, so that every grouping adds up to the same whole.
 */
export function valued(deals: readonly Deal[], settings: Settings): Valuation {
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
  return { currency: settings.currency, worths, notes: notesOn(worths, currencies, settings) }
}

function inOneCurrency(deals: readonly Deal[], currency: string): Valuation {
  const nothing = zero(currency)
  const amountOf = ({ amount }: Deal) =>
    amount === undefined ? nothing : { minor: toMinor(amount, currency), currency }
  return { currency, worths: deals.map((deal) => ({ deal, amount: amountOf(deal) })), notes: [] }
}

function notesOn(
  worths: readonly Worth[],
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
    ...missing.map((currency) => leftOut(worths, currency)),
  ]
}

function leftOut(worths: readonly Worth[], currency: string): string {
  const names = worths
    .filter(({ deal, amount }) => amount === undefined && deal.currency === currency)
    .map(({ deal }) => deal.name)
  const listed = names.length > 10 ? [...names.slice(0, 10), `${names.length - 10} more`] : names
  const what = `${counted(names.length, 'deal')} in ${currency} ${names.length === 1 ? 'is' : 'are'} counted but not in the amounts`
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

  constructor(currency: string) {
    this.currency = currency
  }

  /** @param probability percent; each deal's weighted amount is rounded to the minor unit, halves away from zero */
  add(amount: Amount | undefined, probability: number): void {
    this.count++
    if (amount === undefined) return
    this.#minor += amount.minor
    if (amount.minor !== 0n) this.#weighted += share(amount, probability).minor
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
