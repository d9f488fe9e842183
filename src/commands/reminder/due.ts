/** crm reminder due: what is due, overdue first; made for cron: prints nothing where nothing is due. */

import type { Context } from '../../context.ts'
import { formatWhen, isDay, today } from '../../dates.ts'
import { linkTitles } from '../../reports/cells.ts'
import type { Table } from '../../reports/table.ts'
import { toldTo } from '../../rules/agenda/owner.ts'
import { sameUntil } from '../../rules/agenda/until.ts'
import { type Due, type DueGroup, dueReminders, remindFields, type Told } from '../../rules/reminders.ts'
import type { Data } from '../../schema/data.ts'
import type { Command, Json, Result } from '../command.ts'
import { daysOf } from '../input.ts'
import { ownerOption, ownerSaid } from '../owner.ts'
import { withShortIds } from '../results.ts'

const headings: { readonly [G in DueGroup]: string } = {
  overdue: 'Overdue',
  today: 'Today',
  coming: 'Coming',
}

export const command: Command = {
  summary: 'Show what is due: overdue first',
  description:
    'Made for cron: prints nothing and exits 0 where nothing is due. --format csv or --json for scripts.',
  options: [
    { name: 'within', value: 'DAYS', help: 'coming days to include after today, such as 7d or 2w' },
    ownerOption,
  ],
  examples: [
    { line: 'crm reminder due', says: 'overdue and today' },
    { line: 'crm reminder due --within 7d --owner me', says: 'your week' },
    { line: 'crm reminder due --format csv', says: 'for a spreadsheet' },
  ],
  run(context, input) {
    return dueResult(context, daysOf(input.text('within') ?? '0', '--within'), ownerSaid(context, input))
  },
}

/** What is due, as a result: text grouped by urgency, a flat table for machines. */
export function dueResult(context: Context, within: number, owner: string | undefined): Result {
  const { timezone } = context.settings()
  const isText = context.format === undefined
  const question = JSON.stringify([
    isText ? 'due as text' : 'due',
    within,
    owner ?? null,
    today(context.clock.now(), timezone),
  ])
  const make = () => (isText ? textOf(context, within, owner) : answerOf(context, within, owner))
  const text = context.remembered(question, () => ({
    text: JSON.stringify(make()),
    until: sameUntil(context.store(), context.clock.now()),
  }))
  const kept: unknown = JSON.parse(text)
  const { json, sections, table } = isAnswer(kept) ? kept : make()
  return { json, view: { type: 'sections', sections, table } }
}

interface Answer {
  readonly json: readonly Json[]
  readonly sections: readonly { readonly title: string; readonly table: Table }[]
  readonly table: Table
}

/** What was kept by this very version of the program. */
function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === 'object' && value !== null && 'json' in value && 'sections' in value && 'table' in value
  )
}

/** Only what a person is shown: it is much shorter. */
function textOf(context: Context, within: number, owner: string | undefined): Answer {
  const data = context.store()
  const due = dueIn(data.slim('reminder', remindFields), context, within, owner)
  const sections = withShortIds(data, groupsOf(context, due))
  return { json: [], sections, table: { columns: [], rows: [] } }
}

function answerOf(context: Context, within: number, owner: string | undefined): Answer {
  const data = context.store()
  const due = dueIn(data.all('reminder'), context, within, owner)
  return {
    json: due.map(({ reminder, group, days }) => ({
      ...reminder,
      group,
      days,
      about: linkTitles(data, reminder.for ?? []),
    })),
    sections: groupsOf(context, due),
    table: dueTable(data, due),
  }
}

function dueIn<R extends Told>(
  reminders: readonly R[],
  context: Context,
  within: number,
  owner: string | undefined,
): readonly Due<R>[] {
  const now = context.clock.now()
  const { timezone } = context.settings()
  const isTold = toldTo(owner, context.settings())
  const told = reminders.filter((reminder) => isTold(reminder.owner))
  return dueReminders(told, { now, today: today(now, timezone), timezone, within })
}

function groupsOf(context: Context, due: readonly Due[]): readonly { title: string; table: Table }[] {
  const data = context.store()
  const names: readonly DueGroup[] = ['overdue', 'today', 'coming']
  return names.flatMap((group) => {
    const rows = due
      .filter((one) => one.group === group)
      .map(({ reminder, days }) => ({
        id: reminder.id,
        due: isDay(reminder.due) ? reminder.due : formatWhen(reminder.due, data.settings.timezone),
        text: `${reminder.priority === 'high' ? '! ' : ''}${reminder.text}`,
        for: linkTitles(data, reminder.for ?? []).join(', '),
        late: days < 0 ? `${-days}d late` : days > 0 ? `in ${days}d` : '',
        owner: reminder.owner ?? '',
      }))
    return rows.length === 0
      ? []
      : [
          {
            title: headings[group],
            table: { columns: columns(['id', 'due', 'late', 'text', 'for', 'owner']), rows },
          },
        ]
  })
}

function columns(keys: readonly string[]): Table['columns'] {
  const labels: { readonly [key: string]: string | undefined } = {
    id: 'ID',
    due: 'Due',
    late: '',
    text: 'What',
    for: 'For',
    owner: 'Owner',
  }
  return keys.map((key) => ({
    key,
    label: labels[key] ?? key,
    type: key === 'id' ? 'id' : 'text',
    ...(key === 'for' || key === 'owner' ? { under: 'text' } : {}),
  }))
}

function dueTable(data: Data, due: readonly Due[]): Table {
  const keys = ['id', 'group', 'due', 'days', 'text', 'for', 'priority', 'owner']
  return {
    columns: keys.map((key) => ({ key, label: key, type: key === 'days' ? 'number' : 'text' })),
    rows: due.map(({ reminder, group, days }) => ({
      id: reminder.id,
      group,
      due: reminder.due,
      days,
      text: reminder.text,
      for: linkTitles(data, reminder.for ?? []).join('; '),
      priority: reminder.priority ?? null,
      owner: reminder.owner ?? null,
    })),
  }
}
