/** Reminders by owner: what is open and late, and how promises were kept. */
import { dayOf, daysBetween, isDay, today } from '../dates.ts'
import type { Reminder } from '../entities/reminder.ts'
import type { Data } from '../schema/data.ts'
import { chartsBy, groupCells, groupColumns, groupingsOf } from './grouping.ts'
import { Groups } from './groups.ts'
import { chosen, inPeriod, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'

export const reminders: Report = {
  summary: 'reminders by owner: open, overdue, due soon, done, and done in time',
  definition: `Reminders by their owner; --by priority, month … for other groups.
Open: neither done nor cancelled. Of these, overdue: the day, or the day and time, has passed; today: due today and not overdue; week: due in the seven days after today.
Done: marked done. In time: done on or before the day they were due on; kept: in time ÷ done.
The period is that of the day they are due on.`,
  source: 'Task reports of CRM systems; a promise counts as kept by the day it was due on.',
  by: 'owner',
  compared: ['open', 'overdue', 'done', 'kept'],
  looksAhead: true,
  run: remindersTable,
}

const counters = ['open', 'overdue', 'today', 'week', 'done', 'inTime'] as const

class Group {
  readonly counts = { open: 0, overdue: 0, today: 0, week: 0, done: 0, inTime: 0 }

  include(other: Group): void {
    for (const name of counters) this.counts[name] += other.counts[name]
  }

  row(names: Row): Row {
    return { ...names, ...this.counts, kept: percentOf(this.counts.inTime, this.counts.done) }
  }
}

function remindersTable(data: Data, options: ReportOptions, now: Date): Table {
  const { timezone } = data.settings
  const grouping = groupingsOf(data, 'reminder', options.by ?? 'owner')
  const groups = new Groups(() => new Group(), grouping.order)
  const day = today(now, timezone)
  for (const reminder of chosen(data, 'reminder', ['due', 'status', 'doneAt', 'owner'], options, now)) {
    const due = isDay(reminder.due) ? reminder.due : dayOf(reminder.due, timezone)
    if (!inPeriod(due, options)) continue
    const { counts } = groups.at(grouping.of(reminder))
    if (reminder.status === 'done') {
      counts.done++
      if (reminder.doneAt !== undefined && dayOf(reminder.doneAt, timezone) <= due) counts.inTime++
    }
    if (reminder.status !== 'open') continue
    counts.open++
    const when = whenDue(reminder, due, day, now)
    if (when !== undefined) counts[when]++
  }
  const rows = groups.inOrder(
    grouping,
    (a, b) => b.counts.overdue - a.counts.overdue || b.counts.open - a.counts.open,
  )
  const total = new Group()
  for (const [, group] of rows) total.include(group)
  const { key, label } = grouping
  return {
    title: `Reminders by ${label.toLowerCase()}`,
    columns: [
      ...groupColumns(grouping),
      { key: 'open', label: 'Open', type: 'number' },
      { key: 'overdue', label: 'Overdue', type: 'number' },
      { key: 'today', label: 'Today', type: 'number', minor: true },
      { key: 'week', label: 'In 7 days', type: 'number', minor: true },
      { key: 'done', label: 'Done', type: 'number' },
      { key: 'inTime', label: 'In time', type: 'number', minor: true },
      { key: 'kept', label: 'Kept', type: 'percent' },
    ],
    rows: rows.map(([name, group]) => group.row(groupCells(grouping, name))),
    totals: total.row(groupCells(grouping, 'Total')),
    charts: chartsBy(grouping, [
      { kind: 'bars', title: 'Open and overdue', label: key, values: ['open', 'overdue'] },
    ]),
  }
}

function whenDue(
  reminder: Pick<Reminder, 'due'>,
  due: string,
  day: string,
  now: Date,
): 'overdue' | 'today' | 'week' | undefined {
  if (due < day || (!isDay(reminder.due) && Date.parse(reminder.due) < now.getTime())) return 'overdue'
  if (due === day) return 'today'
  return daysBetween(day, due) <= 7 ? 'week' : undefined
}
