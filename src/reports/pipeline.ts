/** R1: deals by stage. */
import { today } from '../dates.ts'
import { formatAmount } from '../money.ts'
import type { Data } from '../schema/data.ts'
import { closeDays, daysUntil, dealKinds, openDays, undatedNote } from './days.ts'
import { chosen, counted, hasPeriod, inPeriod, meanOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'
import { probabilities, Sum, valuation } from './worth.ts'

export const pipeline: Report = {
  summary: 'deals by stage: count, amount, weighted amount, average age',
  definition: `Every deal in the stage it is in now, in the order of the settings; won and lost deals are in their own stages.
Amount: the sum of the deals' amounts. Weighted: of each deal, amount × probability ÷ 100, rounded to the minor unit with halves away from zero; the probability is the deal's own or else its stage's, and the stage's once it is closed.
Average age: days from the day the deal began (openedOn, else the day it was entered) to today, of open deals.
The period is that of the close date: expected for open deals, actual for closed ones. With a period, open deals without a close date are left out and counted in a note.`,
  run: pipelineTable,
}

class Group {
  readonly sum: Sum
  ageDays = 0
  openDeals = 0

  constructor(currency: string) {
    this.sum = new Sum(currency)
  }

  row(stage: string): Row {
    const { count, amount, weighted } = this.sum
    return { stage, count, amount, weighted, averageAge: meanOf(this.ageDays, this.openDeals) }
  }

  include(other: Group): void {
    this.sum.include(other.sum)
    this.ageDays += other.ageDays
    this.openDeals += other.openDeals
  }
}

function pipelineTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const closes = closeDays(settings)
  const deals = chosen(data, 'deal', options, now)
  const inside = hasPeriod(options) ? deals.filter((deal) => inPeriod(closes(deal), options)) : deals
  const { currency, worthOf, notes } = valuation(inside, settings)
  const groups = new Map(settings.stages.map((stage) => [stage.name, new Group(currency)]))
  const [kindOf, probabilityOf, began] = [dealKinds(settings), probabilities(settings), openDays(settings)]
  const ageSince = daysUntil(today(now, settings.timezone))
  for (const deal of inside) {
    const group = groups.get(deal.stage) ?? added(groups, deal.stage, currency)
    group.sum.add(worthOf(deal), probabilityOf(deal))
    if (kindOf(deal) !== 'open') continue
    group.ageDays += ageSince(began(deal))
    group.openDeals++
  }
  const total = new Group(currency)
  for (const group of groups.values()) total.include(group)
  return {
    title: 'Pipeline by stage',
    columns: [
      { key: 'stage', label: 'Stage', type: 'text' },
      { key: 'count', label: 'Deals', type: 'number' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'weighted', label: 'Weighted', type: 'money' },
      { key: 'averageAge', label: 'Average age (days)', type: 'number' },
    ],
    rows: [...groups].map(([stage, group]) => group.row(stage)),
    totals: total.row('Total'),
    notes: [openNote(groups, data, currency), ...undatedNote(deals, options), ...notes],
  }
}

function added(groups: Map<string, Group>, stage: string, currency: string): Group {
  const group = new Group(currency)
  groups.set(stage, group)
  return group
}

function openNote(groups: ReadonlyMap<string, Group>, { settings }: Data, currency: string): string {
  const closed = new Set(settings.stages.filter(({ kind }) => kind !== 'open').map(({ name }) => name))
  const open = new Sum(currency)
  for (const [stage, group] of groups) if (!closed.has(stage)) open.include(group.sum)
  return `Open: ${counted(open.count, 'deal')}, ${formatAmount(open.amount)}, weighted ${formatAmount(open.weighted)}.`
}
