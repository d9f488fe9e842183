/** From lead to won: how many leads came how far, and in how many days. */
import { statusKind } from '../config.ts'
import { daysBetween } from '../dates.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, dayReader, kindOfDeal } from './days.ts'
import { leadsOfDeals } from './origins.ts'
import { chosen, inPeriod, medianOf, percentOf, type ReportOptions } from './report.ts'
import type { Table } from './table.ts'
import { dealFields } from './worth.ts'

/** Leads entered in the period, those qualified, converted and won. A lead is won where a deal that came of it is. */
export function leadFunnel(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const wonOn = wonDays(data)
  const steps = { qualified: days(), converted: days(), won: days() }
  const leads = chosen(
    data,
    'lead',
    ['createdAt', 'status', 'qualification', 'convertedAt'],
    withoutQuery(options),
    now,
  ).filter((lead) => inPeriod(dayAt(lead.createdAt), options))
  for (const lead of leads) {
    const entered = dayAt(lead.createdAt)
    const kind = statusKind(settings, lead.status)
    const won = wonOn.get(lead.id)
    const since = (instant: string | undefined) =>
      instant === undefined ? undefined : daysBetween(entered, dayAt(instant))
    if (kind === 'qualified' || kind === 'converted' || lead.qualification !== undefined)
      steps.qualified.add(since(lead.qualification?.at))
    if (kind === 'converted') steps.converted.add(since(lead.convertedAt))
    if (won !== undefined) steps.won.add(daysBetween(entered, won))
  }
  const row = (step: string, count: number, medianDays: number | null) => ({
    step,
    leads: count,
    conversion: percentOf(count, leads.length),
    medianDays,
  })
  return {
    title: 'From lead to won',
    columns: [
      { key: 'step', label: 'Leads', type: 'text' },
      { key: 'leads', label: 'Number', type: 'number' },
      { key: 'conversion', label: 'Conversion', type: 'percent' },
      { key: 'medianDays', label: 'Days to it', type: 'number' },
    ],
    rows: [
      row('entered', leads.length, null),
      ...Object.entries(steps).map(([name, { count, values }]) => row(name, count, medianOf(values))),
    ],
    charts: [{ kind: 'funnel', title: 'From lead to won', label: 'step', values: ['leads'] }],
  }
}

/** The query of a funnel is asked of deals. */
function withoutQuery({ query: _query, ...options }: ReportOptions): ReportOptions {
  return options
}

interface Days {
  count: number
  readonly values: number[]
  add(value: number | undefined): void
}

function days(): Days {
  return {
    count: 0,
    values: [],
    add(value) {
      this.count++
      if (value !== undefined) this.values.push(Math.max(0, value))
    },
  }
}

/** For each lead of which a deal was won, the day of the first win. */
function wonDays(data: Data): ReadonlyMap<string, string> {
  const dayAt = dayReader(data.settings.timezone)
  const origin = leadsOfDeals(data)
  const found = new Map<string, string>()
  for (const deal of data.slim('deal', [...dealFields, 'lead', 'updatedAt'])) {
    const lead = deal.lead ?? origin.get(deal.id)
    if (lead === undefined || kindOfDeal(deal, data.settings) !== 'won') continue
    const day = closeDay(deal, data.settings, dayAt) ?? dayAt(deal.updatedAt)
    const known = found.get(lead)
    if (known === undefined || day < known) found.set(lead, day)
  }
  return found
}
