/** How it goes: what was won and which leads came in, month by month. */
import { today } from '../dates.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, dayReader, kindOfDeal } from './days.ts'
import { namesBetween } from './period.ts'
import { chosen, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'
import { dealFields, Sum, valued } from './worth.ts'

interface Month {
  readonly won: Sum
  leads: number
}

/** The last thirteen months, the present one the last of them: deals won by close date, leads by the day they were entered. */
export function trendTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const day = today(now, settings.timezone)
  const names = monthsUntil(day)
  const deals = chosen(data, 'deal', dealFields, options, now).filter(
    (deal) => kindOfDeal(deal, settings) === 'won' && (closeDay(deal, settings, dayAt) ?? '9') <= day,
  )
  const { currency, worthOf, notes } = valued(deals, settings)
  const months = new Map(names.map((name): [string, Month] => [name, { won: new Sum(currency), leads: 0 }]))
  for (const deal of deals)
    months.get((closeDay(deal, settings, dayAt) ?? '').slice(0, 7))?.won.add(worthOf(deal), 0)
  for (const { createdAt } of chosen(data, 'lead', ['createdAt'], options, now)) {
    const month = months.get(dayAt(createdAt).slice(0, 7))
    if (month !== undefined) month.leads++
  }
  return {
    title: 'Won and new leads by month',
    columns: [
      { key: 'month', label: 'Month', type: 'text' },
      { key: 'won', label: 'Won', type: 'number' },
      { key: 'wonAmount', label: 'Won amount', type: 'money' },
      { key: 'leads', label: 'New leads', type: 'number' },
    ],
    rows: [...months].map(
      ([month, { won, leads }]): Row => ({ month, won: won.count, wonAmount: won.amount, leads }),
    ),
    notes,
    charts: [
      { kind: 'columns', title: 'Won by month', label: 'month', values: ['wonAmount'] },
      { kind: 'columns', title: 'New leads by month', label: 'month', values: ['leads'] },
    ],
  }
}

/** From the same month a year ago, to be compared with. */
function monthsUntil(day: string): readonly string[] {
  const yearAgo = `${Number(day.slice(0, 4)) - 1}${day.slice(4, 7)}`
  return namesBetween(yearAgo, day.slice(0, 7))
}
