/** R2: what is coming in, month by month. */
import { monthOf, today } from '../dates.ts'
import { formatAmount } from '../money.ts'
import type { Data } from '../schema/data.ts'
import { closeDays, dealKinds, undatedNote } from './days.ts'
import { chosen, counted, inPeriod, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'
import { probabilities, Sum, valuation } from './worth.ts'

export const forecast: Report = {
  summary: 'by month: open deals in full and weighted, and what was won',
  definition: `Deals by the month of their close date, expected or actual. Lost deals are left out.
Best case: the amounts of the open deals in full. Weighted: of each open deal, amount × probability ÷ 100, rounded to the minor unit with halves away from zero; the probability is the deal's own or else its stage's. Committed: the amounts of the deals won in that month.
Open deals without a close date are in the row "(no date)", last. Open deals whose close date is past stay in their month and are counted in a note.
The period is that of the close date; the row "(no date)" is in no period.`,
  run: forecastTable,
}

const noDate = '(no date)'

class Month {
  readonly open: Sum
  readonly won: Sum

  constructor(currency: string) {
    this.open = new Sum(currency)
    this.won = new Sum(currency)
  }

  include(other: Month): void {
    this.open.include(other.open)
    this.won.include(other.won)
  }

  row(month: string): Row {
    const { open, won } = this
    return {
      month,
      count: open.count,
      bestCase: open.amount,
      weighted: open.weighted,
      wonCount: won.count,
      committed: won.amount,
    }
  }
}

function forecastTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const [kindOf, closeOf, probabilityOf] = [dealKinds(settings), closeDays(settings), probabilities(settings)]
  const deals = chosen(data, 'deal', options, now).filter((deal) => kindOf(deal) !== 'lost')
  const inside = deals.filter((deal) => inPeriod(closeOf(deal), options))
  const { currency, worthOf, notes } = valuation(inside, settings)
  const months = new Map<string, Month>()
  const overdue = new Sum(currency)
  const day = today(now, settings.timezone)
  for (const deal of inside) {
    const closes = closeOf(deal)
    const name = closes === undefined ? noDate : monthOf(closes)
    const month = months.get(name) ?? new Month(currency)
    months.set(name, month)
    const part = kindOf(deal) === 'won' ? 'won' : 'open'
    const amount = worthOf(deal)
    month[part].add(amount, probabilityOf(deal))
    if (part === 'open' && closes !== undefined && closes < day) overdue.add(amount, 0)
  }
  const total = new Month(currency)
  for (const month of months.values()) total.include(month)
  return {
    title: 'Forecast by month',
    columns: [
      { key: 'month', label: 'Month', type: 'text' },
      { key: 'count', label: 'Open deals', type: 'number' },
      { key: 'bestCase', label: 'Best case', type: 'money' },
      { key: 'weighted', label: 'Weighted', type: 'money' },
      { key: 'wonCount', label: 'Won deals', type: 'number' },
      { key: 'committed', label: 'Committed', type: 'money' },
    ],
    rows: [...months].sort(byMonth).map(([name, month]) => month.row(name)),
    totals: total.row('Total'),
    notes: [...overdueNote(overdue, day), ...undatedNote(deals, options), ...notes],
  }
}

function byMonth([a]: readonly [string, Month], [b]: readonly [string, Month]): number {
  if (a === noDate || b === noDate) return a === b ? 0 : a === noDate ? 1 : -1
  return a < b ? -1 : 1
}

function overdueNote({ count, amount }: Sum, day: string): readonly string[] {
  if (count === 0) return []
  const were = count === 1 ? 'was' : 'were'
  return [
    `Overdue: ${counted(count, 'deal')} worth ${formatAmount(amount)} ${were} expected to close before today, ${day}.`,
  ]
}
