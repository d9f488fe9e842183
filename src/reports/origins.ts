/** R5: leads by where they come from and what they are, and what became of them up to the won amount. */
import { statusKind } from '../config.ts'
import type { Lead } from '../entities/lead.ts'
import type { Data, Slim } from '../schema/data.ts'
import { dayReader, kindOfDeal, openDay } from './days.ts'
import { chartsBy, type Grouping, groupCells, groupColumns, groupingOf, groupingsOf } from './grouping.ts'
import { Groups } from './groups.ts'
import { chosen, counted, inPeriod, ownedBy, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'
import { dealFields, Sum, valued } from './worth.ts'

/** Leads by one of their fields. @param ofDeal where a deal that came of no lead has the same: its own field, or its account's */
function byField(field: string, plural: string, ofDeal: string | undefined): Report {
  const own =
    ofDeal === undefined
      ? 'deals that came of no lead are under "(none)"'
      : `deals that came of no lead under ${ofDeal.includes('.') ? 'their account’s' : 'their own'}`
  return {
    summary: `leads by ${plural}, with their conversion and what was won`,
    definition: `Leads by their ${plural}, whatever its case; "(none)" for those without. --by names another field of leads.
Qualified: leads that were qualified, converted ones included. Converted: leads that were converted. Conversion: converted ÷ leads.
Deals: the deals that came of these leads, under the lead's; ${own}. Won and won amount: those of them that were won.
The period is that in which the lead was entered, whenever its deal was won; for a deal of no lead the day the deal began (openedOn, else the day it was entered). An owner is the lead's, or the deal's where there is no lead. A query is asked of the leads, and leaves out deals of no lead.`,
    source:
      'Lead conversion as in Salesforce and HubSpot: converted ÷ all leads of the same period of entry.',
    by: field,
    compared: ['leads', 'converted', 'wonAmount'],
    run: (data, options, now) => originsTable(data, options, now, field, ofDeal),
  }
}

export const sources = byField('source', 'source', 'source')
export const campaigns = byField('campaign', 'campaign', 'campaign')
export const statuses = byField('status', 'status', undefined)
export const ratings = byField('rating', 'rating', 'account.rating')
export const industries = byField('industry', 'industry', 'account.industry')
export const territories = byField('territory', 'territory', 'account.territory')
export const timeFrames = byField('timeFrame', 'buying time frame', undefined)

const leadFields = [
  'createdAt',
  'status',
  'qualification',
  'source',
  'campaign',
  'rating',
  'industry',
  'territory',
  'timeFrame',
] as const
const originFields = [...dealFields, 'lead', 'account', 'source', 'campaign'] as const
type OriginDeal = Slim<'deal', (typeof originFields)[number]>

class Origin {
  readonly won: Sum
  leads = 0
  qualified = 0
  converted = 0
  deals = 0

  constructor(currency: string) {
    this.won = new Sum(currency)
  }

  row(names: Row): Row {
    const { leads, qualified, converted, deals, won } = this
    return {
      ...names,
      leads,
      qualified,
      converted,
      conversion: percentOf(converted, leads),
      deals,
      won: won.count,
      wonAmount: won.amount,
    }
  }

  include(other: Origin): void {
    this.leads += other.leads
    this.qualified += other.qualified
    this.converted += other.converted
    this.deals += other.deals
    this.won.include(other.won)
  }

  count(lead: Pick<Lead, 'qualification'>, kind: string): void {
    this.leads++
    if (kind === 'qualified' || kind === 'converted' || lead.qualification !== undefined) this.qualified++
    if (kind === 'converted') this.converted++
  }
}

function originsTable(
  data: Data,
  options: ReportOptions,
  now: Date,
  usual: string,
  ofDeal: string | undefined,
): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const grouping = groupingsOf(data, 'lead', options.by ?? usual)
  const dealGrouping =
    grouping.key === usual && ofDeal !== undefined ? groupingOf(data, 'deal', ofDeal) : undefined
  const leads = chosen(data, 'lead', leadFields, options, now).filter((lead) =>
    inPeriod(dayAt(lead.createdAt), options),
  )
  const known = new Set(data.slim('lead', leadFields).map(({ id }) => id))
  const counts = new Map(leads.map((lead) => [lead.id, lead]))
  const origin = leadsOfDeals(data)
  const isOwned = ownedBy(options.owner, data.settings)
  const isInside = (deal: OriginDeal): boolean => {
    const lead = deal.lead ?? origin.get(deal.id)
    if (lead !== undefined && known.has(lead)) return counts.has(lead)
    return options.query === undefined && isOwned(deal) && inPeriod(openDay(deal, dayAt), options)
  }
  const deals = data.slim('deal', originFields).filter(isInside)
  const { currency, worthOf, notes } = valued(deals, settings)
  const groups = new Groups(() => new Origin(currency), grouping.order)
  for (const lead of leads) groups.at(grouping.of(lead)).count(lead, statusKind(settings, lead.status))
  for (const deal of deals) {
    const lead = counts.get(deal.lead ?? origin.get(deal.id) ?? '')
    const group = groups.at(
      lead === undefined ? dealGrouping?.of(deal) : (grouping.of(lead) ?? dealGrouping?.of(deal)),
    )
    group.deals++
    if (kindOfDeal(deal, settings) === 'won') group.won.add(worthOf(deal), 100)
  }
  return tableOf(groups, grouping, currency, [...unlinkedNote(data, options, origin), ...notes])
}

/** The lead that each deal came of, where the deal itself does not say it. */
export function leadsOfDeals(data: Data): ReadonlyMap<string, string> {
  const origin = new Map<string, string>()
  for (const lead of data.slim('lead', ['convertedDeal']))
    if (lead.convertedDeal !== undefined) origin.set(lead.convertedDeal, lead.id)
  return origin
}

/** Most leads first, then most deals, then by name; in the order of the settings where the field has one. */
function tableOf(
  groups: Groups<Origin>,
  grouping: Grouping,
  currency: string,
  notes: readonly string[],
): Table {
  const isOrdered =
    grouping.isTime ||
    grouping.parts !== undefined ||
    grouping.key === 'status' ||
    grouping.key === 'rating' ||
    grouping.key === 'timeFrame'
  const compare = (a: Origin, b: Origin) => b.leads - a.leads || b.deals - a.deals
  const rows = isOrdered ? groups.inOrder(grouping, compare) : groups.sorted(compare)
  const total = new Origin(currency)
  for (const [, group] of rows) total.include(group)
  const { key, label } = grouping
  return {
    title: `Leads by ${label.toLowerCase()}`,
    columns: [
      ...groupColumns(grouping),
      { key: 'leads', label: 'Leads', type: 'number' },
      { key: 'qualified', label: 'Qualified', type: 'number', minor: true },
      { key: 'converted', label: 'Converted', type: 'number', minor: true },
      { key: 'conversion', label: 'Conversion', type: 'percent' },
      { key: 'deals', label: 'Deals', type: 'number', minor: true },
      { key: 'won', label: 'Won', type: 'number' },
      { key: 'wonAmount', label: 'Won amount', type: 'money' },
    ],
    rows: rows.map(([name, group]) => group.row(groupCells(grouping, name))),
    totals: total.row(groupCells(grouping, 'Total')),
    notes,
    charts: chartsBy(grouping, [
      {
        kind: grouping.isTime ? 'columns' : 'bars',
        title: 'Leads, and those converted',
        label: key,
        values: ['leads', 'converted'],
      },
      {
        kind: grouping.isTime ? 'columns' : 'bars',
        title: 'Won amount',
        label: key,
        values: ['wonAmount'],
      },
    ]),
  }
}

function unlinkedNote(
  data: Data,
  { query }: ReportOptions,
  origin: ReadonlyMap<string, string>,
): readonly string[] {
  if (query === undefined) return []
  const count = data
    .slim('deal', originFields)
    .filter((deal) => deal.lead === undefined && !origin.has(deal.id)).length
  return count === 0
    ? []
    : [`Left out: ${counted(count, 'deal', data.settings)} of no lead, which the query cannot be asked of.`]
}
