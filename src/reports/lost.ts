/** R4: deals lost, by reason, beside those won. */
import type { Settings } from '../config.ts'
import { formatAmount } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, dayReader, daySpans, kindOfDeal, openDay } from './days.ts'
import { chosen, counted, inPeriod, meanOf, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Table } from './table.ts'
import { dealFields, Sum, valued } from './worth.ts'

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
  const closed = chosen(data, 'deal', [...dealFields, 'lostReason'], options, now).filter(
    (deal) => kindOfDeal(deal, settings) !== 'open' && inPeriod(closeDay(deal, settings, dayAt), options),
  )
  const { currency, worthOf, notes } = valued(closed, settings)
  const span = daySpans()
  const total = new Sum(currency)
  const won = new Sum(currency)
  const reasons = new Map<string, Sum>()
  let wonDays = 0
  for (const deal of closed) {
    const worth = worthOf(deal)
    if (kindOfDeal(deal, settings) === 'won') {
      won.add(worth, 0)
      const begun = openDay(deal, dayAt)
      wonDays += span(begun, closeDay(deal, settings, dayAt) ?? begun)
      continue
    }
    const reason = deal.lostReason ?? '(none)'
    const sum = reasons.get(reason) ?? new Sum(currency)
    reasons.set(reason, sum)
    for (const one of [sum, total]) one.add(worth, 0)
  }
  const row = (reason: string, { count, amount }: Sum) => ({
    reason,
    count,
    share: percentOf(count, total.count),
    amount,
  })
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
    notes: [...wonNotes(won, total.count, wonDays, settings), ...notes],
  }
}

function wonNotes(won: Sum, lostCount: number, days: number, settings: Settings): readonly string[] {
  const rate = percentOf(won.count, won.count + lostCount)
  if (rate === null) return []
  const first = `Win rate: ${rate} % (${counted(won.count, 'deal')} won of ${won.count + lostCount} closed).`
  if (won.mean === null) return [first]
  const size = formatAmount(won.mean, separatorsOf(settings))
  return [first, `Won deals on average: ${size}, closed after ${meanOf(days, won.count)} days.`]
}
