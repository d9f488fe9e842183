/** R1: deals by stage. */
import type { Settings } from '../config.ts'
import { today } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { formatAmount } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, dayReader, daySpans, kindOfDeal, openDay, undatedNote } from './days.ts'
import { chartsBy, groupCells, groupColumns, groupingsOf } from './grouping.ts'
import { Groups } from './groups.ts'
import { chosen, counted, hasPeriod, inPeriod, meanOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'
import { dealFields, probabilityOf, Sum, valued } from './worth.ts'

export const pipeline: Report = {
  summary: 'deals by stage: count, amount, weighted amount, average age',
  source:
    'Weighted pipeline as CRM systems commonly have it (Salesforce: amount × probability); ages are counted in days.',
  by: 'stage',
  compared: ['count', 'amount', 'weighted'],
  looksAhead: true,
  definition: `Every deal in the stage it is in now, in the order of the settings; won and lost deals are in their own stages.
Amount: the sum of the deals' amounts. Weighted: of each deal, amount × probability ÷ 100, rounded to the minor unit with halves away from zero; the probability is the deal's own or else its stage's, and the stage's once it is closed.
Average age: days from the day the deal began (openedOn, else the day it was entered) to today, of open deals.
Grouped by anything but the stage (--by owner, --by product, --by account.territory), only open deals are counted; --by owner,stage has all of them.
The period is that of the close date: expected for open deals, actual for closed ones. With a period, open deals without a close date are left out and counted in a note.`,
  run: (data, options, now) => pipelineTable(data, options, now),
}

class Group {
  readonly sum: Sum
  ageDays = 0
  openDeals = 0

  constructor(currency: string) {
    this.sum = new Sum(currency)
  }

  row(names: Row): Row {
    const { count, amount, weighted } = this.sum
    return { ...names, count, amount, weighted, averageAge: meanOf(this.ageDays, this.openDeals) }
  }

  include(other: Group): void {
    this.sum.include(other.sum)
    this.ageDays += other.ageDays
    this.openDeals += other.openDeals
  }
}

/** @param isOpenOnly only open deals, whatever they are grouped by */
export function pipelineTable(data: Data, options: ReportOptions, now: Date, isOpenOnly = false): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const grouping = groupingsOf(data, 'deal', options.by ?? 'stage')
  const isByStage = grouping.key === 'stage'
  const { parts = [grouping] } = grouping
  const hasStages = parts.some(({ key }) => key === 'stage')
  const isCounted = (deal: Pick<Deal, 'stage'>) =>
    (hasStages && !isOpenOnly) || kindOfDeal(deal, settings) === 'open'
  const deals = chosen(data, 'deal', dealFields, options, now).filter(isCounted)
  const inside = hasPeriod(options)
    ? deals.filter((deal) => inPeriod(closeDay(deal, settings, dayAt), options))
    : deals
  const { currency, worthOf, notes } = valued(inside, settings)
  const groups = new Groups(() => new Group(currency), grouping.order)
  if (isByStage) for (const { name } of settings.stages) groups.at(name)
  const total = new Group(currency)
  const open = new Sum(currency)
  const day = today(now, settings.timezone)
  const span = daySpans()
  for (const deal of inside) {
    const worth = worthOf(deal)
    const group = groups.at(grouping.of(deal))
    const probability = probabilityOf(deal, settings)
    group.sum.add(worth, probability)
    if (kindOfDeal(deal, settings) !== 'open') continue
    open.add(worth, probability)
    group.ageDays += span(openDay(deal, dayAt), day)
    group.openDeals++
  }
  const rows = groups.inOrder(grouping, (a, b) => b.sum.compare(a.sum))
  for (const [, group] of rows) total.include(group)
  const { key, label } = grouping
  return {
    title: `${hasStages ? 'Pipeline' : 'Open pipeline'} by ${label.toLowerCase()}`,
    columns: [
      ...groupColumns(grouping),
      { key: 'count', label: 'Deals', type: 'number' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'weighted', label: 'Weighted', type: 'money' },
      { key: 'averageAge', label: 'Average age (days)', type: 'number', minor: true },
    ],
    rows: rows.map(([name, group]) => group.row(groupCells(grouping, name))),
    totals: total.row(groupCells(grouping, 'Total')),
    notes: [openNote(open, settings), ...undatedNote(deals, options, settings), ...notes],
    charts: chartsBy(grouping, [
      { kind: 'bars', title: 'Amount and weighted amount', label: key, values: ['amount', 'weighted'] },
    ]),
  }
}

function openNote({ count, amount, weighted }: Sum, settings: Settings): string {
  const separators = separatorsOf(settings)
  return `Open: ${counted(count, 'deal', settings)}, ${formatAmount(amount, separators)}, weighted ${formatAmount(weighted, separators)}.`
}
