/** R4: deals lost, by reason, beside those won. */
import { daysBetween } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { formatAmount } from '../money.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, dayReader, kindOfDeal, openDay } from './days.ts'
import { chosen, counted, inPeriod, meanOf, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Table } from './table.ts'
import { Sum, valued, type Worth } from './worth.ts'

export const lost: Report = {
  summary: 'deals lost by reason, with the win rate, the average cycle and size',
  definition: `Lost deals by their reason; "(none)" for those without. Share: of all lost deals.
Win rate: won ÷ (won + lost). Average cycle: days from the day a deal began (openedOn, else the day it was entered) to its close date, of won deals. Average size: the amounts of won deals ÷ their number, to the minor unit.
The period is that of the close date; a deal closed without one counts on the day it was closed.`,
  source: 'Win and loss analysis as CRM systems commonly have it.',
  compared: ['count', 'amount'],
  run: lostTable,
}

function lostTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const closed = chosen(data, 'deal', options, now).filter(
    (deal) => kindOfDeal(deal, settings) !== 'open' && inPeriod(closeDay(deal, settings, dayAt), options),
  )
  const { currency, worths, notes } = valued(closed, settings)
  const isLost = ({ deal }: Worth) => kindOfDeal(deal, settings) === 'lost'
  const total = new Sum(currency)
  const reasons = new Map<string, Sum>()
  for (const { deal, amount } of worths.filter(isLost)) {
    const reason = deal.lostReason ?? '(none)'
    const sum = reasons.get(reason) ?? new Sum(currency)
    reasons.set(reason, sum)
    for (const one of [sum, total]) one.add(amount, 0)
  }
  const row = (reason: string, { count, amount }: Sum) => ({
    reason,
    count,
    share: percentOf(count, total.count),
    amount,
  })
  const cycle = (deal: Deal) =>
    daysBetween(openDay(deal, dayAt), closeDay(deal, settings, dayAt) ?? openDay(deal, dayAt))
  return {
    title: 'Lost deals by reason',
    columns: [
      { key: 'reason', label: 'Reason', type: 'text' },
      { key: 'count', label: 'Deals', type: 'number' },
      { key: 'share', label: 'Share', type: 'percent' },
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    rows: [...reasons]
      .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
      .map(([reason, sum]) => row(reason, sum)),
    totals: row('Total', total),
    charts: [{ kind: 'bars', title: 'Lost deals by reason', label: 'reason', values: ['count'] }],
    notes: [
      ...wonNotes(
        worths.filter((worth) => !isLost(worth)),
        total.count,
        currency,
        cycle,
      ),
      ...notes,
    ],
  }
}

function wonNotes(
  won: readonly Worth[],
  lostCount: number,
  currency: string,
  cycle: (deal: Deal) => number,
): readonly string[] {
  const rate = percentOf(won.length, won.length + lostCount)
  if (rate === null) return []
  const first = `Win rate: ${rate} % (${counted(won.length, 'deal')} won of ${won.length + lostCount} closed).`
  if (won.length === 0) return [first]
  const sum = new Sum(currency)
  for (const { amount } of won) sum.add(amount, 0)
  const days = won.reduce((all, { deal }) => all + cycle(deal), 0)
  const valuedCount = BigInt(won.filter(({ amount }) => amount !== undefined).length || 1)
  const mean = { minor: (sum.amount.minor * 2n + valuedCount) / (valuedCount * 2n), currency }
  return [
    first,
    `Won deals on average: ${formatAmount(mean)}, closed after ${meanOf(days, won.length)} days.`,
  ]
}
