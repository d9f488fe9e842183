/** R4: deals lost, by reason, beside those won. */
import type { Settings } from '../config.ts'
import { daysBetween } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { formatAmount } from '../money.ts'
import type { Data } from '../schema/data.ts'
import { closeDays, dealKinds, openDays } from './days.ts'
import { chosen, counted, inPeriod, meanOf, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Table } from './table.ts'
import { Sum, type Valuation, valuation } from './worth.ts'

export const lost: Report = {
  summary: 'deals lost by reason, with the win rate, the average cycle and size',
  definition: `Lost deals by their reason; "(none)" for those without. Share: of all lost deals.
Win rate: won ÷ (won + lost). Average cycle: days from the day a deal began (openedOn, else the day it was entered) to its close date, of won deals. Average size: the amounts of won deals ÷ their number, to the minor unit.
The period is that of the close date; a deal closed without one counts on the day it was closed.`,
  run: lostTable,
}

function lostTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const [kindOf, closes] = [dealKinds(settings), closeDays(settings)]
  const closed = chosen(data, 'deal', options, now).filter(
    (deal) => kindOf(deal) !== 'open' && inPeriod(closes(deal), options),
  )
  const { currency, worthOf, notes } = valuation(closed, settings)
  const total = new Sum(currency)
  const reasons = new Map<string, Sum>()
  for (const deal of closed.filter((one) => kindOf(one) === 'lost')) {
    const reason = deal.lostReason ?? '(none)'
    const sum = reasons.get(reason) ?? new Sum(currency)
    reasons.set(reason, sum)
    for (const one of [sum, total]) one.add(worthOf(deal), 0)
  }
  const row = (reason: string, { count, amount }: Sum) => ({
    reason,
    count,
    share: percentOf(count, total.count),
    amount,
  })
  const won = closed.filter((one) => kindOf(one) === 'won')
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
    notes: [...winRate(won.length, total.count), ...averages(won, settings, currency, worthOf), ...notes],
  }
}

function winRate(won: number, lostDeals: number): readonly string[] {
  const rate = percentOf(won, won + lostDeals)
  return rate === null
    ? []
    : [`Win rate: ${rate} % (${counted(won, 'deal')} won of ${won + lostDeals} closed).`]
}

function averages(
  won: readonly Deal[],
  settings: Settings,
  currency: string,
  worthOf: Valuation['worthOf'],
): readonly string[] {
  if (won.length === 0) return []
  const [began, closes] = [openDays(settings), closeDays(settings)]
  let days = 0
  let minor = 0n
  let valued = 0n
  for (const deal of won) {
    days += daysBetween(began(deal), closes(deal) ?? began(deal))
    const amount = worthOf(deal)
    if (amount === undefined) continue
    minor += amount.minor
    valued++
  }
  const size = valued === 0n ? 0n : (minor * 2n + valued) / (valued * 2n)
  const mean = formatAmount({ minor: size, currency })
  return [`Won deals on average: ${mean}, closed after ${meanOf(days, won.length)} days.`]
}
