/** R4: deals won and lost, side by side. */
import { today } from '../dates.ts'
import type { Data } from '../schema/data.ts'
import { aheadNote, closeDay, cycleReader, dayReader, kindOfDeal, undatedNote } from './days.ts'
import { chartsBy, groupCells, groupColumns, groupingsOf } from './grouping.ts'
import { Groups } from './groups.ts'
import { lost } from './lost.ts'
import { chosen, inPeriod, medianOf, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'
import { dealFields, Sum, valued } from './worth.ts'

export const winLoss: Report = {
  summary: 'deals won and lost: win rate, amounts, size, days to win, by owner',
  definition: `Closed deals by their owner; --by source, account.industry, products, quarter … for other groups.
Win rate: won ÷ (won + lost), by number. Rate by amount: won amount ÷ (won amount + lost amount); a lost deal counts with the amount it was last worth.
Average size: the amounts of won deals ÷ their number, to the minor unit. Cycle: days from the day a deal began (openedOn, else the day it was entered) to its close date; the median of won deals and of lost deals; deals entered only after their close without an openedOn are left out of it.
The period is that of the close date; a deal closed without one counts on the day it was closed.
The second table has the reasons of the lost deals.`,
  source:
    'Win rate as in HubSpot and Salesforce: closed won ÷ all closed. The median is used for cycles, which a few old deals would lengthen.',
  by: 'owner',
  compared: ['won', 'lost', 'winRate', 'wonAmount'],
  run: winLossTable,
}

class Side {
  readonly sum: Sum
  days: number[] = []

  constructor(currency: string) {
    this.sum = new Sum(currency)
  }

  include(other: Side): void {
    this.sum.include(other.sum)
    this.days = [...this.days, ...other.days]
  }
}

class Pair {
  readonly won: Side
  readonly lost: Side

  constructor(currency: string) {
    this.won = new Side(currency)
    this.lost = new Side(currency)
  }

  row(names: Row): Row {
    const { won, lost } = this
    return {
      ...names,
      won: won.sum.count,
      lost: lost.sum.count,
      winRate: percentOf(won.sum.count, won.sum.count + lost.sum.count),
      wonAmount: won.sum.amount,
      lostAmount: lost.sum.amount,
      amountRate: percentOf(
        Number(won.sum.amount.minor),
        Number(won.sum.amount.minor + lost.sum.amount.minor),
      ),
      averageSize: won.sum.mean,
      wonCycle: medianOf(won.days),
      lostCycle: medianOf(lost.days),
    }
  }
}

function winLossTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const grouping = groupingsOf(data, 'deal', options.by ?? 'owner')
  const all = chosen(data, 'deal', dealFields, options, now).filter(
    (deal) => kindOfDeal(deal, settings) !== 'open',
  )
  const closed = all.filter((deal) => inPeriod(closeDay(deal, settings, dayAt), options))
  const { currency, worthOf, notes } = valued(closed, settings)
  const groups = new Groups(() => new Pair(currency), grouping.order)
  const cycleOf = cycleReader(settings)
  for (const deal of closed) {
    const side = groups.at(grouping.of(deal))[kindOfDeal(deal, settings) === 'won' ? 'won' : 'lost']
    side.sum.add(worthOf(deal), 0)
    const days = cycleOf(deal)
    if (days !== undefined) side.days.push(days)
  }
  const rows = groups.inOrder(grouping, (a, b) => b.won.sum.compare(a.won.sum))
  const total = new Pair(currency)
  for (const [, { won, lost }] of rows) {
    total.won.include(won)
    total.lost.include(lost)
  }
  const { key, label, isTime } = grouping
  return {
    title: `Won and lost by ${label.toLowerCase()}`,
    columns: [
      ...groupColumns(grouping),
      { key: 'won', label: 'Won', type: 'number' },
      { key: 'lost', label: 'Lost', type: 'number' },
      { key: 'winRate', label: 'Win rate', type: 'percent' },
      { key: 'wonAmount', label: 'Won amount', type: 'money' },
      { key: 'lostAmount', label: 'Lost amount', type: 'money', minor: true },
      { key: 'amountRate', label: 'Rate by amount', type: 'percent', minor: true },
      { key: 'averageSize', label: 'Average size', type: 'money', minor: true },
      { key: 'wonCycle', label: 'Days to win', type: 'number', minor: true },
      { key: 'lostCycle', label: 'Days to lose', type: 'number', minor: true },
    ],
    rows: rows.map(([name, pair]) => pair.row(groupCells(grouping, name))),
    totals: total.row(groupCells(grouping, 'Total')),
    notes: [
      ...undatedNote(all, options, settings),
      ...aheadNote(closed, settings, today(now, settings.timezone), dayAt),
      ...notes,
    ],
    charts: chartsBy(grouping, [
      { kind: isTime ? 'line' : 'bars', title: 'Win rate', label: key, values: ['winRate'] },
      { kind: isTime ? 'columns' : 'bars', title: 'Won amount', label: key, values: ['wonAmount'] },
    ]),
    parts: [lost.run(data, options, now)],
  }
}
