/** R8: what customers have bought over time, their recency-frequency-monetary groups, and who is going quiet. */
import type { Settings } from '../config.ts'
import { daysBetween, today } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import type { Data } from '../schema/data.ts'
import { linkTitle } from './cells.ts'
import { aheadNote, closeDay, dayReader, kindOfDeal } from './days.ts'
import { groupingOf } from './grouping.ts'
import { Groups } from './groups.ts'
import {
  chosen,
  counted,
  figureText,
  inPeriod,
  percentOf,
  type Report,
  type ReportOptions,
} from './report.ts'
import type { Cell, Row, Table } from './table.ts'
import { dealFields, Sum, valued } from './worth.ts'

/** A customer is new for so many days. */
const NEW_DAYS = 90

/** Fewer are not cut in fifths. */
const LEAST_CUSTOMERS = 20

export const customers: Report = {
  summary: 'customers: what they bought, how lately and often, who is going quiet',
  definition: `Customers are the accounts of won deals, or the first contact where a deal has no account; each won deal is a purchase on its close date. Deals of neither are in the row "(none)", without a group.
Amount: everything bought in the period. Last, days: the last purchase and the days since. Rhythm: the mean of the days between its purchases, from two days of purchase on.
R, F, M: 1 to 5 by fifths of all customers: how lately (days since), how often (purchases), how much (amount); equal customers get the same, that of the middle of them. No scores of what is equal for all, and none where there are fewer than ${LEAST_CUSTOMERS} customers: fifths of a handful say nothing.
Quiet: the days since the last purchase are more than twice the rhythm, or more than a year where there is no rhythm.
Groups, the first that fits: asleep: quiet, one purchase; at risk: quiet, several purchases; new: one purchase, in the last ${NEW_DAYS} days; champions: several purchases, R, F and M 4 or more; loyal: several purchases, F and M 3 or more or without scores; promising: the rest.
The second table has the groups, the third the won amounts by quarter. The period is that of the close date; owner and query are the deals'.`,
  source:
    'RFM analysis after A. M. Hughes, Strategic Database Marketing (1994): quintile scores for recency, frequency and monetary value.',
  compared: ['purchases', 'amount'],
  run: customersTable,
}

class Customer {
  readonly sum: Sum
  readonly days: string[] = []

  constructor(currency: string) {
    this.sum = new Sum(currency)
  }
}

interface Scored {
  readonly name: string
  readonly customer: Customer
  readonly first: string
  readonly last: string
  readonly since: number
  readonly rhythm: number | null
  r: number | null
  f: number | null
  m: number | null
}

function customersTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const day = today(now, settings.timezone)
  const won = chosen(data, 'deal', [...dealFields, 'account', 'contacts'], options, now).filter(
    (deal) => kindOfDeal(deal, settings) === 'won' && inPeriod(closeDay(deal, settings, dayAt), options),
  )
  const { currency, worthOf, notes } = valued(won, settings)
  const byId = new Map<string, Customer>()
  const nobody = new Customer(currency)
  const byQuarter = groupingOf(data, 'deal', 'quarter')
  const quarters = new Groups(() => new Sum(currency))
  const total = new Sum(currency)
  for (const deal of won) {
    const worth = worthOf(deal)
    const id = buyerOf(deal)
    const customer = id === undefined ? nobody : (byId.get(id) ?? new Customer(currency))
    if (id !== undefined) byId.set(id, customer)
    const closed = closeDay(deal, settings, dayAt)
    if (closed !== undefined) customer.days.push(closed)
    for (const sum of [customer.sum, quarters.at(byQuarter.of(deal)), total]) sum.add(worth, 100)
  }
  const scored = scoredOf(data, byId, day)
  const quiet = scored.filter(isQuiet)
  return {
    title: 'Customers',
    columns: [
      { key: 'customer', label: 'Customer', type: 'text' },
      { key: 'purchases', label: 'Purchases', type: 'number' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'share', label: 'Share', type: 'percent', minor: true },
      { key: 'last', label: 'Last', type: 'date', minor: true },
      { key: 'since', label: 'Days', type: 'number' },
      { key: 'rhythm', label: 'Rhythm', type: 'number', minor: true },
      { key: 'r', label: 'R', type: 'number', minor: true },
      { key: 'f', label: 'F', type: 'number', minor: true },
      { key: 'm', label: 'M', type: 'number', minor: true },
      { key: 'group', label: 'Group', type: 'text' },
      { key: 'quiet', label: 'Quiet', type: 'text', minor: true },
    ],
    rows: [
      ...scored.map((one) => rowOf(one, total)),
      ...(nobody.sum.count === 0 ? [] : [nobodyRow(nobody, total)]),
    ],
    totals: {
      customer: 'Total',
      purchases: total.count,
      amount: total.amount,
      share: percentOf(total.count, total.count),
    },
    notes: [
      ...(scored.length > 0 && scored.length < LEAST_CUSTOMERS
        ? [
            `Too few customers for R, F and M: ${figureText(scored.length, settings)}, ${LEAST_CUSTOMERS} needed.`,
          ]
        : []),
      ...aheadNote(won, settings, day, dayAt),
      ...quietNote(quiet, settings),
      ...notes,
    ],
    charts: [{ kind: 'bars', title: 'Amount by customer', label: 'customer', values: ['amount'] }],
    parts: [
      groupTable(scored, currency),
      quarterTable(
        quarters.inOrder(byQuarter, () => 0),
        total,
      ),
    ],
  }
}

function buyerOf({ account, contacts }: Pick<Deal, 'account' | 'contacts'>): string | undefined {
  return account ?? contacts?.[0]
}

/** The customers, largest amount first, with their scores. */
function scoredOf(data: Data, byId: ReadonlyMap<string, Customer>, day: string): readonly Scored[] {
  const all = [...byId].map(([id, customer]): Scored => {
    const days = [...new Set(customer.days)].sort()
    const [first = day, last = first] = [days[0], days.at(-1)]
    const rhythm = days.length < 2 ? null : Math.round(daysBetween(first, last) / (days.length - 1))
    const since = Math.max(0, daysBetween(last, day))
    return { name: linkTitle(data, id), customer, first, last, since, rhythm, r: null, f: null, m: null }
  })
  score(all, 'r', (one, other) => other.since - one.since)
  score(all, 'f', (one, other) => one.customer.sum.count - other.customer.sum.count)
  score(all, 'm', (one, other) => one.customer.sum.compare(other.customer.sum))
  return all.sort((a, b) => b.customer.sum.compare(a.customer.sum) || (a.name < b.name ? -1 : 1))
}

/** Fifths from the worst to the best: equal customers get the score of the middle of them; none where all are equal. */
function score(all: Scored[], key: 'r' | 'f' | 'm', compare: (a: Scored, b: Scored) => number): void {
  const sorted = [...all].sort(compare)
  if (sorted.length < LEAST_CUSTOMERS) return
  let equal: Scored[] = []
  for (const [place, one] of sorted.entries()) {
    equal.push(one)
    const next = sorted[place + 1]
    if (next !== undefined && compare(one, next) === 0) continue
    if (equal.length === sorted.length) return
    const middle = place + 1 - (equal.length - 1) / 2
    for (const other of equal) other[key] = Math.ceil((middle * 5) / sorted.length)
    equal = []
  }
}

function groupOf(one: Scored): string {
  const { r, f, m, since } = one
  const isOnce = one.customer.sum.count === 1
  if (isQuiet(one)) return isOnce ? 'asleep' : 'at risk'
  if (isOnce) return since <= NEW_DAYS ? 'new' : 'promising'
  if (r !== null && r >= 4 && (f ?? 0) >= 4 && (m ?? 0) >= 4) return 'champions'
  return (f ?? 3) >= 3 && (m ?? 3) >= 3 ? 'loyal' : 'promising'
}

function isQuiet({ since, rhythm }: Scored): boolean {
  return since > (rhythm === null || rhythm === 0 ? 365 : rhythm * 2)
}

function rowOf(one: Scored, total: Sum): Row {
  const { customer, name, last, since, rhythm, r, f, m } = one
  return {
    customer: name,
    purchases: customer.sum.count,
    amount: customer.sum.amount,
    share: shareOf(customer.sum, total),
    last,
    since,
    rhythm,
    r,
    f,
    m,
    group: groupOf(one),
    quiet: isQuiet(one) ? 'quiet' : null,
  }
}

function shareOf({ amount }: Sum, total: Sum): Cell {
  return percentOf(Number(amount.minor), Number(total.amount.minor))
}

function nobodyRow({ sum }: Customer, total: Sum): Row {
  return { customer: '(none)', purchases: sum.count, amount: sum.amount, share: shareOf(sum, total) }
}

function quietNote(quiet: readonly Scored[], settings: Settings): readonly string[] {
  if (quiet.length === 0) return []
  const names = quiet
    .slice(0, 5)
    .map(
      ({ name, since, rhythm }) =>
        `${name} (${figureText(since, settings)} days${rhythm === null ? '' : `, usually ${figureText(rhythm, settings)}`})`,
    )
  const more = quiet.length > 5 ? ` and ${counted(quiet.length - 5, 'account', settings)} more` : ''
  return [`Going quiet: ${names.join(', ')}${more}.`]
}

const groupNames = ['champions', 'loyal', 'new', 'promising', 'at risk', 'asleep']

function groupTable(scored: readonly Scored[], currency: string): Table {
  const groups = new Map(groupNames.map((name) => [name, { customers: 0, sum: new Sum(currency) }]))
  for (const one of scored) {
    const group = groups.get(groupOf(one))
    if (group === undefined) continue
    group.customers++
    group.sum.include(one.customer.sum)
  }
  return {
    title: 'Customer groups',
    columns: [
      { key: 'group', label: 'Group', type: 'text' },
      { key: 'customers', label: 'Customers', type: 'number' },
      { key: 'purchases', label: 'Purchases', type: 'number' },
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    rows: [...groups].map(([group, { customers: count, sum }]) => ({
      group,
      customers: count,
      purchases: sum.count,
      amount: sum.amount,
    })),
    charts: [{ kind: 'bars', title: 'Customers by group', label: 'group', values: ['customers'] }],
  }
}

function quarterTable(quarters: readonly (readonly [name: string, sum: Sum])[], total: Sum): Table {
  return {
    title: 'Won by quarter',
    columns: [
      { key: 'quarter', label: 'Quarter', type: 'text' },
      { key: 'purchases', label: 'Purchases', type: 'number' },
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    rows: quarters.map(([quarter, { count, amount }]) => ({ quarter, purchases: count, amount })),
    totals: { quarter: 'Total', purchases: total.count, amount: total.amount },
    charts: [{ kind: 'columns', title: 'Won by quarter', label: 'quarter', values: ['amount'] }],
  }
}
