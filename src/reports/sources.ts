/** R5: where leads come from, and what became of them. */
import { type Settings, statusKind } from '../config.ts'
import type { Deal } from '../entities/deal.ts'
import type { Lead } from '../entities/lead.ts'
import type { Data } from '../schema/data.ts'
import { fold } from '../text.ts'
import { dayReader, dealKinds, openDays } from './days.ts'
import { chosen, counted, inPeriod, ownedBy, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'
import { Sum, valuation } from './worth.ts'

export const sources: Report = {
  summary: 'leads by source, with their conversion and what was won',
  definition: `Leads by their source, whatever its case; "(none)" for those without.
Qualified: leads that were qualified, converted ones included. Converted: leads that were converted. Conversion: converted ÷ leads.
Deals: the deals that came of these leads, under the lead's source, and deals that came of no lead, under their own. Won and won amount: those of them that were won.
The period is that in which the lead was entered, whenever its deal was won; for a deal of no lead the day the deal began (openedOn, else the day it was entered). An owner is the lead's, or the deal's where there is no lead. A query is asked of the leads, and leaves out deals of no lead.`,
  run: sourcesTable,
}

const none = '(none)'

class Source {
  readonly name: string
  readonly won: Sum
  leads = 0
  qualified = 0
  converted = 0
  deals = 0

  constructor(name: string, currency: string) {
    this.name = name
    this.won = new Sum(currency)
  }

  row(): Row {
    const { name, leads, qualified, converted, deals, won } = this
    const conversion = percentOf(converted, leads)
    return {
      source: name,
      leads,
      qualified,
      converted,
      conversion,
      deals,
      won: won.count,
      wonAmount: won.amount,
    }
  }

  include(other: Source): void {
    this.leads += other.leads
    this.qualified += other.qualified
    this.converted += other.converted
    this.deals += other.deals
    this.won.include(other.won)
  }
}

/** The sources met so far; one spelt in several ways goes by the settings' spelling or else the first. */
class Sources {
  readonly #byKey = new Map<string, Source>()
  readonly #byName = new Map<string | undefined, Source>()
  readonly #spellings: ReadonlyMap<string, string>
  readonly #currency: string

  constructor(settings: Settings, currency: string) {
    this.#spellings = new Map(settings.sources.map((name) => [fold(name), name]))
    this.#currency = currency
  }

  at(name: string | undefined): Source {
    let source = this.#byName.get(name)
    if (source === undefined) {
      const key = name === undefined ? '' : fold(name)
      source = this.#byKey.get(key) ?? new Source(this.#spellings.get(key) ?? name ?? none, this.#currency)
      this.#byKey.set(key, source)
      this.#byName.set(name, source)
    }
    return source
  }

  /** Most leads first, then most deals, then by name; those without a source last. */
  inOrder(): readonly Source[] {
    const known = [...this.#byKey].filter(([key]) => key !== '').map(([, source]) => source)
    known.sort((a, b) => b.leads - a.leads || b.deals - a.deals || (a.name < b.name ? -1 : 1))
    const without = this.#byKey.get('')
    return without === undefined ? known : [...known, without]
  }
}

function sourcesTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const leads = chosen(data, 'lead', options, now).filter((lead) => inPeriod(dayAt(lead.createdAt), options))
  const inside = new Map(leads.map((lead) => [lead.id, lead]))
  const leadOf = origins(data)
  const [kindOf, began, isOwned] = [dealKinds(settings), openDays(settings), ownedBy(options.owner)]
  const deals = data.all('deal').filter((deal) => {
    const lead = leadOf(deal)
    if (lead !== undefined) return inside.has(lead)
    return options.query === undefined && isOwned(deal) && inPeriod(began(deal), options)
  })
  const { currency, worthOf, notes } = valuation(deals, settings)
  const all = new Sources(settings, currency)
  for (const lead of leads) countLead(all.at(lead.source), lead, settings)
  for (const deal of deals) {
    const source = all.at(inside.get(leadOf(deal) ?? '')?.source ?? deal.source)
    source.deals++
    if (kindOf(deal) === 'won') source.won.add(worthOf(deal), 100)
  }
  return tableOf(all.inOrder(), currency, [...leadlessNote(data, options, leadOf), ...notes])
}

/** A function that tells the id of the lead a deal came from. */
function origins(data: Data): (deal: Deal) => string | undefined {
  const leads = new Map<string, string>()
  for (const { id, convertedDeal } of data.all('lead'))
    if (convertedDeal !== undefined) leads.set(convertedDeal, id)
  return ({ id, lead }) => lead ?? leads.get(id)
}

function countLead(source: Source, lead: Lead, settings: Settings): void {
  const kind = statusKind(settings, lead.status)
  source.leads++
  if (kind === 'qualified' || kind === 'converted' || lead.qualification !== undefined) source.qualified++
  if (kind === 'converted') source.converted++
}

function tableOf(found: readonly Source[], currency: string, notes: readonly string[]): Table {
  const total = new Source('Total', currency)
  for (const source of found) total.include(source)
  return {
    title: 'Leads by source',
    columns: [
      { key: 'source', label: 'Source', type: 'text' },
      { key: 'leads', label: 'Leads', type: 'number' },
      { key: 'qualified', label: 'Qualified', type: 'number' },
      { key: 'converted', label: 'Converted', type: 'number' },
      { key: 'conversion', label: 'Conversion', type: 'percent' },
      { key: 'deals', label: 'Deals', type: 'number' },
      { key: 'won', label: 'Won', type: 'number' },
      { key: 'wonAmount', label: 'Won amount', type: 'money' },
    ],
    rows: found.map((source) => source.row()),
    totals: total.row(),
    notes,
  }
}

function leadlessNote(
  data: Data,
  { query }: ReportOptions,
  leadOf: (deal: Deal) => string | undefined,
): readonly string[] {
  if (query === undefined) return []
  const count = data.all('deal').filter((deal) => leadOf(deal) === undefined).length
  return count === 0
    ? []
    : [`Left out: ${counted(count, 'deal')} of no lead, which the query cannot be asked of.`]
}
