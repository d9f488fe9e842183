/** R4: deals lost, by reason, beside those won. */
import type { Settings } from '../config.ts'
import { formatAmount } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, cycleReader, dayReader, kindOfDeal } from './days.ts'
import {
  chosen,
  counted,
  figureText,
  inPeriod,
  meanOf,
  percentOf,
  type Report,
  type ReportOptions,
} from './report.ts'
import type { Table } from './table.ts'
import { dealFields, Sum, valued } from './worth.ts'

export const lost: Report = {
  summary: 'deals lost by reason, with the win rate, the average cycle and size',
  definition: `Lost deals by their reason; "(none)" for those without. Share: of all lost deals.
Win rate: won ÷ (won + lost). Average cycle: days from the day a deal began (openedOn, else the day it was entered) to its close date, of won deals; as in the win-loss report. Average size: the amounts of won deals ÷ their number, to the minor unit.
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
  const cycleOf = cycleReader(settings)
  const total = new Sum(currency)
  const won = new Sum(currency)
  const reasons = new Map<string, Sum>()
  const cycles: number[] = []
  for (const deal of closed) {
    const worth = worthOf(deal)
    if (kindOfDeal(deal, settings) === 'won') {
      won.add(worth, 0)
      const days = cycleOf(deal)
      if (days !== undefined) cycles.push(days)
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
    notes: [...wonNotes(won, total.count, cycles, settings), ...notes],
  }
}

function wonNotes(
  won: Sum,
  lostCount: number,
  cycles: readonly number[],
  settings: Settings,
): readonly string[] {
  const rate = percentOf(won.count, won.count + lostCount)
  if (rate === null) return []
  const first = `Win rate: ${figureText(rate, settings)}% (${counted(won.count, 'deal', settings)} won of ${figureText(won.count + lostCount, settings)} closed).`
  if (won.mean === null) return [first]
  const size = formatAmount(won.mean, separatorsOf(settings))
  const days = meanOf(
    cycles.reduce((sum, one) => sum + one, 0),
    cycles.length,
  )
  const after = days === null ? '' : `, closed after ${figureText(days, settings)} days`
  return [first, `Won deals on average: ${size}${after}.`]
}
