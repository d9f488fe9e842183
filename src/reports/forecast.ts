/** R2: what is coming in, month by month. */
import type { Settings } from '../config.ts'
import { today } from '../dates.ts'
import { formatAmount, fraction } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, dayReader, kindOfDeal, undatedNote } from './days.ts'
import { chartsBy, groupCells, groupColumns, groupingsOf } from './grouping.ts'
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
import type { Row, Table } from './table.ts'
import { dealFields, probabilityOf, type ReportedDeal, Sum, valued } from './worth.ts'

/** Percent from which an open deal counts as committed. */
const committedFrom = 75

export const forecast: Report = {
  summary: 'what is coming in: committed, best case, weighted, by history, and won',
  definition: `Deals by the month of their close date, expected or actual; --by quarter, week or year for other periods, --by owner or any other field for people and segments. Lost deals are left out.
Best case: the amounts of the open deals in full. Weighted: of each open deal, amount × probability ÷ 100, rounded to the minor unit with halves away from zero; the probability is the deal's own or else its stage's.
By history: the best case × the win rate that history shows: won ÷ (won + lost) by number, of all deals of the same owner and query that were closed until today; a note says it.
Won: the amounts of the deals won in that period. Committed: these and the open deals with a probability of ${committedFrom} % or more.
Open deals without a close date are in the row "(no date)", last. Open deals whose close date is past stay in their month and are counted in a note.
The period is that of the close date; the row "(no date)" is in no period.`,
  source:
    'Forecast categories as in Salesforce: commit takes in what is closed; here best case is of the open deals alone.',
  by: 'month',
  compared: ['bestCase', 'weighted', 'won', 'committed'],
  looksAhead: true,
  run: forecastTable,
}

/** How many deals were closed until today, and how many of them were won. */
interface History {
  readonly won: number
  readonly closed: number
}

class Part {
  readonly open: Sum
  readonly won: Sum
  readonly sure: Sum

  constructor(currency: string) {
    this.open = new Sum(currency)
    this.won = new Sum(currency)
    this.sure = new Sum(currency)
  }

  include(other: Part): void {
    this.open.include(other.open)
    this.won.include(other.won)
    this.sure.include(other.sure)
  }

  row(names: Row, { won: wins, closed }: History): Row {
    const { open, won, sure } = this
    return {
      ...names,
      count: open.count,
      bestCase: open.amount,
      weighted: open.weighted,
      byHistory: closed === 0 ? null : fraction(open.amount, wins, closed),
      wonCount: won.count,
      won: won.amount,
      committed: sure.amount,
    }
  }
}

function forecastTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const grouping = groupingsOf(data, 'deal', options.by ?? 'month')
  const all = chosen(data, 'deal', dealFields, options, now)
  const deals = all.filter((deal) => kindOfDeal(deal, settings) !== 'lost')
  const inside = deals.filter((deal) => inPeriod(closeDay(deal, settings, dayAt), options))
  const { currency, worthOf, notes } = valued(inside, settings)
  const groups = new Groups(() => new Part(currency), grouping.order)
  const overdue = new Sum(currency)
  const day = today(now, settings.timezone)
  for (const deal of inside) {
    const worth = worthOf(deal)
    const part = groups.at(grouping.of(deal))
    const isOpen = kindOfDeal(deal, settings) === 'open'
    const probability = probabilityOf(deal, settings)
    part[isOpen ? 'open' : 'won'].add(worth, probability)
    if (!isOpen || probability >= committedFrom) part.sure.add(worth, probability)
    const closes = closeDay(deal, settings, dayAt)
    if (isOpen && closes !== undefined && closes < day) overdue.add(worth, probability)
  }
  const history = historyOf(all, data, day, dayAt)
  const rows = groups.inOrder(grouping, (a, b) => b.open.compare(a.open))
  const total = new Part(currency)
  for (const [, part] of rows) total.include(part)
  const { key, label } = grouping
  return {
    title: `Forecast by ${label.toLowerCase()}`,
    columns: [
      ...groupColumns(grouping),
      { key: 'count', label: 'Open deals', type: 'number', minor: true },
      { key: 'bestCase', label: 'Best case', type: 'money' },
      { key: 'weighted', label: 'Weighted', type: 'money' },
      { key: 'byHistory', label: 'By history', type: 'money', minor: true },
      { key: 'wonCount', label: 'Won deals', type: 'number', minor: true },
      { key: 'won', label: 'Won', type: 'money' },
      { key: 'committed', label: 'Committed', type: 'money' },
    ],
    rows: rows.map(([name, part]) => part.row(groupCells(grouping, name), history)),
    totals: total.row(groupCells(grouping, 'Total'), history),
    notes: [
      ...historyNote(history, settings),
      ...overdueNote(overdue, day, settings),
      ...undatedNote(deals, options, settings),
      ...notes,
    ],
    charts: chartsBy(grouping, [
      {
        kind: grouping.isTime ? 'columns' : 'bars',
        title: 'Won, weighted and best case',
        label: key,
        values: ['won', 'weighted', 'bestCase'],
      },
    ]),
  }
}

function historyOf(
  deals: readonly ReportedDeal[],
  { settings }: Data,
  day: string,
  dayAt: (instant: string) => string,
): History {
  let won = 0
  let closed = 0
  for (const deal of deals) {
    const kind = kindOfDeal(deal, settings)
    if (kind === 'open' || (closeDay(deal, settings, dayAt) ?? day) > day) continue
    closed++
    if (kind === 'won') won++
  }
  return { won, closed }
}

function historyNote({ won, closed }: History, settings: Settings): readonly string[] {
  const percent = percentOf(won, closed)
  if (percent === null) return []
  return [
    `History: ${figureText(percent, settings)}% won (${figureText(won, settings)} of ${figureText(closed, settings)} closed ${closed === 1 ? 'deal' : 'deals'}).`,
  ]
}

function overdueNote({ count, amount }: Sum, day: string, settings: Settings): readonly string[] {
  if (count === 0) return []
  const were = count === 1 ? 'was' : 'were'
  return [
    `Overdue: ${counted(count, 'deal', settings)} worth ${formatAmount(amount, separatorsOf(settings))} ${were} expected to close before today, ${day}.`,
  ]
}
