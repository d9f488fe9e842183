/** Leads as they came in: how many, what became of them, how fast. */
import { statusKind } from '../config.ts'
import { daysBetween } from '../dates.ts'
import type { Data } from '../schema/data.ts'
import { dayReader } from './days.ts'
import { chartsBy, groupCells, groupColumns, groupingsOf } from './grouping.ts'
import { Groups } from './groups.ts'
import { chosen, inPeriod, medianOf, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'

export const leads: Report = {
  summary: 'leads by month of entry, what became of them, days to convert',
  definition: `Leads by the month they were entered in; --by week, quarter, owner, source or any other field for other groups.
Open, qualified, converted, closed: by the kind of the status they have now, each lead in one of them. Conversion: converted ÷ leads. Closed: disqualified, junk and the like.
Days to convert: from the day of entry to the day of conversion, the median of the converted leads.
The period is that in which the lead was entered.`,
  source: 'Lead conversion by cohort of entry, as in Salesforce’s lead reports.',
  by: 'month',
  compared: ['leads', 'converted', 'conversion'],
  run: leadsTable,
}

class Group {
  readonly kinds = { open: 0, qualified: 0, converted: 0, closed: 0 }
  days: number[] = []

  get leads(): number {
    const { open, qualified, converted, closed } = this.kinds
    return open + qualified + converted + closed
  }

  include(other: Group): void {
    for (const kind of ['open', 'qualified', 'converted', 'closed'] as const)
      this.kinds[kind] += other.kinds[kind]
    this.days = [...this.days, ...other.days]
  }

  row(names: Row): Row {
    const conversion = percentOf(this.kinds.converted, this.leads)
    return { ...names, leads: this.leads, ...this.kinds, conversion, daysToConvert: medianOf(this.days) }
  }
}

function leadsTable(data: Data, options: ReportOptions, now: Date): Table {
  const dayAt = dayReader(data.settings.timezone)
  const grouping = groupingsOf(data, 'lead', options.by ?? 'month')
  const groups = new Groups(() => new Group(), grouping.order)
  for (const lead of chosen(data, 'lead', ['createdAt', 'status', 'convertedAt'], options, now)) {
    const entered = dayAt(lead.createdAt)
    if (!inPeriod(entered, options)) continue
    const group = groups.at(grouping.of(lead))
    group.kinds[statusKind(data.settings, lead.status)]++
    if (lead.convertedAt !== undefined)
      group.days.push(Math.max(0, daysBetween(entered, dayAt(lead.convertedAt))))
  }
  const rows = groups.inOrder(grouping, (a, b) => b.leads - a.leads)
  const total = new Group()
  for (const [, group] of rows) total.include(group)
  const { key, label, isTime } = grouping
  return {
    title: `Leads by ${label.toLowerCase()}`,
    columns: [
      ...groupColumns(grouping),
      { key: 'leads', label: 'Leads', type: 'number' },
      { key: 'open', label: 'Open', type: 'number', minor: true },
      { key: 'qualified', label: 'Qualified', type: 'number', minor: true },
      { key: 'converted', label: 'Converted', type: 'number' },
      { key: 'closed', label: 'Closed', type: 'number', minor: true },
      { key: 'conversion', label: 'Conversion', type: 'percent' },
      { key: 'daysToConvert', label: 'Days to convert', type: 'number', minor: true },
    ],
    rows: rows.map(([name, group]) => group.row(groupCells(grouping, name))),
    totals: total.row(groupCells(grouping, 'Total')),
    charts: chartsBy(grouping, [
      {
        kind: isTime ? 'columns' : 'bars',
        title: 'Leads, and those converted',
        label: key,
        values: ['leads', 'converted'],
      },
    ]),
  }
}
