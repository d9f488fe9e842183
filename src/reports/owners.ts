/** R7: what each person has in hand and what they brought in. */
import { toInstant } from '../dates.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, cycleReader, dayReader, kindOfDeal } from './days.ts'
import { chartsBy, groupCells, groupColumns, groupingsOf } from './grouping.ts'
import { Groups } from './groups.ts'
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
  definition: `Records by their owner, however the name is spelt; "(none)" for those without. --by owner.manager, owner.territory … for what crm.json says of the owners under users.
Activities: those that happened in the period, up to now. Open deals, amount and weighted amount: as they stand now, whatever the period; weighted as in the pipeline report. Won and lost: deals whose close date is in the period. Win rate: won ÷ (won + lost). Cycle: the median of the days from the day a won deal began (openedOn, else the day it was entered) to its close date, as in the win-loss report.
A query is asked of the deals; the activities are not counted then, nor grouped by anything but the owner.`,
  source: 'Activity and win figures as in the sales dashboards of HubSpot and Salesforce.',
  by: 'owner',
  compared: ['activities', 'won', 'wonAmount', 'winRate'],
  run: ownersTable,
}

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

  row(names: Row, hasActivities: boolean): Row {
    const { open, won, lost } = this
    return {
      ...names,
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
  const cycleOf = cycleReader(settings)
  const deals = chosen(data, 'deal', dealFields, options, now).filter(
    (deal) =>
      kindOfDeal(deal, settings) === 'open' ||
      !hasPeriod(options) ||
      inPeriod(closeDay(deal, settings, dayAt), options),
  )
  const { currency, worthOf, notes } = valued(deals, settings)
  const by = options.by ?? 'owner'
  const grouping = groupingsOf(data, 'deal', by)
  const people = new Groups(() => new Owner(currency), grouping.order)
  for (const deal of deals) {
    const owner = people.at(grouping.of(deal))
    const kind = kindOfDeal(deal, settings)
    if (kind === 'lost') owner.lost++
    else owner[kind].add(worthOf(deal), probabilityOf(deal, settings))
    const days = kind === 'won' ? cycleOf(deal) : undefined
    if (days !== undefined) owner.days.push(days)
  }
  const hasActivities = options.query === undefined && by.split(',').every(isOfOwner)
  const isOwned = ownedBy(options.owner, data.settings)
  const limit = toInstant(now)
  for (const activity of hasActivities ? data.slim('activity', ['at', 'owner']) : []) {
    if (activity.at <= limit && isOwned(activity) && inPeriod(dayAt(activity.at), options))
      people.at(grouping.of(activity)).activities++
  }
  const rows = people.inOrder(grouping, byWonAmount)
  const total = new Owner(currency)
  for (const [, owner] of rows) total.include(owner)
  const { key, label } = grouping
  return {
    title: key === 'owner' ? 'Owners' : `Owners by ${label.toLowerCase()}`,
    columns: [
      ...groupColumns(grouping),
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
    rows: rows.map(([name, owner]) => owner.row(groupCells(grouping, name), hasActivities)),
    totals: total.row(groupCells(grouping, 'Total'), hasActivities),
    charts: chartsBy(grouping, [
      { kind: 'bars', title: 'Won amount', label: key, values: ['wonAmount'] },
      {
        kind: 'bars',
        title: 'Open deals: amount and weighted',
        label: key,
        values: ['amount', 'weighted'],
      },
    ]),
    notes,
  }
}

/** What activities have as well as deals. */
function isOfOwner(spec: string): boolean {
  return /^owner(\.|$)/.test(spec.trim())
}

/** Most won first, then most open. */
function byWonAmount(one: Owner, other: Owner): number {
  return other.won.compare(one.won) || other.open.compare(one.open)
}
