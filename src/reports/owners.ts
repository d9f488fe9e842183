/** R7: what each person has in hand and what they brought in. */
import type { Data } from '../schema/data.ts'
import { closeDay, dayReader, daySpans, kindOfDeal, openDay } from './days.ts'
import {
  chosen,
  hasPeriod,
  inPeriod,
  medianOf,
  ownedBy,
  percentOf,
  type Report,
  type ReportOptions,
} from './report.ts'
import type { Row, Table } from './table.ts'
import { dealFields, probabilityOf, Sum, valued } from './worth.ts'

export const owners: Report = {
  summary: 'by owner: activities, open deals, won deals, win rate',
  definition: `Records by their owner; "(none)" for those without.
Activities: those that happened in the period. Open deals, amount and weighted amount: as they stand now, whatever the period; weighted as in the pipeline report. Won and lost: deals whose close date is in the period. Win rate: won ÷ (won + lost). Cycle: the median of the days from the day a won deal began (openedOn, else the day it was entered) to its close date.
A query is asked of the deals; the activities are not counted then.`,
  source: 'Activity and win figures as in the sales dashboards of HubSpot and Salesforce.',
  compared: ['activities', 'won', 'wonAmount', 'winRate'],
  run: ownersTable,
}

const none = '(none)'

class Owner {
  readonly open: Sum
  readonly won: Sum
  activities = 0
  lost = 0
  days: number[] = []

  constructor(currency: string) {
    this.open = new Sum(currency)
    this.won = new Sum(currency)
  }

  row(owner: string, hasActivities: boolean): Row {
    const { open, won, lost } = this
    return {
      owner,
      activities: hasActivities ? this.activities : null,
      open: open.count,
      amount: open.amount,
      weighted: open.weighted,
      won: won.count,
      wonAmount: won.amount,
      lost,
      winRate: percentOf(won.count, won.count + lost),
      cycle: medianOf(this.days),
    }
  }

  include(other: Owner): void {
    this.open.include(other.open)
    this.won.include(other.won)
    this.activities += other.activities
    this.lost += other.lost
    this.days = [...this.days, ...other.days]
  }
}

function ownersTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const span = daySpans()
  const deals = chosen(data, 'deal', dealFields, options, now).filter(
    (deal) =>
      kindOfDeal(deal, settings) === 'open' ||
      !hasPeriod(options) ||
      inPeriod(closeDay(deal, settings, dayAt), options),
  )
  const { currency, worthOf, notes } = valued(deals, settings)
  const people = new Map<string, Owner>()
  const at = (name = none): Owner => {
    const owner = people.get(name) ?? new Owner(currency)
    people.set(name, owner)
    return owner
  }
  for (const deal of deals) {
    const owner = at(deal.owner)
    const kind = kindOfDeal(deal, settings)
    if (kind === 'lost') owner.lost++
    else owner[kind].add(worthOf(deal), probabilityOf(deal, settings))
    if (kind !== 'won') continue
    const closed = closeDay(deal, settings, dayAt)
    if (closed !== undefined) owner.days.push(span(openDay(deal, dayAt), closed))
  }
  const hasActivities = options.query === undefined
  const isOwned = ownedBy(options.owner)
  for (const activity of hasActivities ? data.slim('activity', ['at', 'owner']) : []) {
    if (isOwned(activity) && inPeriod(dayAt(activity.at), options)) at(activity.owner).activities++
  }
  const total = new Owner(currency)
  for (const owner of people.values()) total.include(owner)
  return {
    title: 'Owners',
    columns: [
      { key: 'owner', label: 'Owner', type: 'text' },
      { key: 'activities', label: 'Activities', type: 'number', minor: true },
      { key: 'open', label: 'Open deals', type: 'number' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'weighted', label: 'Weighted', type: 'money', minor: true },
      { key: 'won', label: 'Won', type: 'number' },
      { key: 'wonAmount', label: 'Won amount', type: 'money' },
      { key: 'lost', label: 'Lost', type: 'number', minor: true },
      { key: 'winRate', label: 'Win rate', type: 'percent' },
      { key: 'cycle', label: 'Days to win', type: 'number', minor: true },
    ],
    rows: [...people].sort(byWonAmount).map(([name, owner]) => owner.row(name, hasActivities)),
    totals: total.row('Total', hasActivities),
    charts: [
      { kind: 'bars', title: 'Won amount', label: 'owner', values: ['wonAmount'] },
      {
        kind: 'bars',
        title: 'Open deals: amount and weighted',
        label: 'owner',
        values: ['amount', 'weighted'],
      },
    ],
    notes,
  }
}

/** Most won first, then most open, then by name; nobody's last. */
function byWonAmount([a, one]: readonly [string, Owner], [b, other]: readonly [string, Owner]): number {
  if (a === none || b === none) return a === none ? 1 : -1
  const won = other.won.amount.minor - one.won.amount.minor
  const open = other.open.amount.minor - one.open.amount.minor
  return Number(won) || Number(open) || (a < b ? -1 : 1)
}
