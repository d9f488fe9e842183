/** crm export KIND: records as a file others can read. */
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { parseQuery } from '../query/parse.ts'
import { sortRecords } from '../query/sort.ts'
import { exportTable } from '../reports/export.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import type { AnyRecord } from '../schema/field.ts'
import type { Command } from './command.ts'
import { formatOfFile, formatTable } from './output.ts'

export function exportCommand(kind: EntityName): Command {
  const { plural } = entities[kind]
  return {
    summary: `Export ${plural}: CSV, TSV, JSON or Markdown`,
    description:
      'Every field that any of them has, unless --columns says which. What was exported can be imported again.',
    arguments: [{ name: 'query', help: 'words and conditions, as in list', optional: true, many: true }],
    options: [
      { name: 'columns', value: 'FIELDS', help: 'fields to write, separated by commas' },
      {
        name: 'sort',
        value: 'FIELDS',
        help: 'fields to sort by, separated by commas; -field for descending',
      },
      { name: 'out', value: 'FILE', help: 'write to a file; its ending says the format' },
      ...(hasCalendar(kind)
        ? [{ name: 'as', value: 'KIND', help: 'with --format ics: reminders as todo or event (todo)' }]
        : []),
    ],
    ...(hasCalendar(kind) ? { formats: ['ics'] } : {}),
    examples: [
      { line: `crm export ${plural}`, says: 'CSV on standard output' },
      { line: `crm export ${plural} --out ${plural}.csv --sort createdAt`, says: 'to a file, oldest first' },
    ],
    async run(context, input) {
      const data = context.store()
      const entity = entityIn(data.settings, kind)
      const query = input.argument('query')
      const now = context.clock.now()
      const all = data.all(kind)
      const matches =
        query === undefined
          ? all
          : all.filter(matcher(parseQuery(query), { entity, settings: data.settings, now, data }))
      const sorted = sortRecords(matches, input.text('sort') ?? 'id', entity)
      const table = exportTable(data, kind, sorted, input.list('columns'))
      const out = input.text('out')
      const format =
        context.format ??
        (out === undefined ? 'csv' : hasCalendar(kind) && out.endsWith('.ics') ? 'ics' : formatOfFile(out))
      const text =
        format === 'ics'
          ? await calendarText(data, kind, sorted, input.text('as'))
          : format === 'json'
            ? `${JSON.stringify(sorted, null, 2)}\n`
            : formatTable(table, format, data.settings.timezone)
      if (out === undefined) return { json: sorted, view: { type: 'raw', text } }
      await context.write(out, text)
      return { notes: [`Wrote ${out}: ${sorted.length} ${plural}.`] }
    },
  }
}

/** Kinds that a calendar has a place for. */
function hasCalendar(kind: EntityName): boolean {
  return kind === 'reminder' || kind === 'activity'
}

/** Reminders as tasks, or as events; of activities the meetings. */
async function calendarText(
  data: Data,
  kind: EntityName,
  records: readonly AnyRecord[],
  as = 'todo',
): Promise<string> {
  if (as !== 'todo' && as !== 'event') throw new InputError(`--as takes todo or event, not "${as}".`)
  const [{ loadCalendars }, { meetingEntry, reminderEntry }] = await Promise.all([
    import('../formats/calendar.ts'),
    import('../rules/calendar.ts'),
  ])
  const entries = records.flatMap(({ id }) => {
    const reminder = kind === 'reminder' ? data.get('reminder', id) : undefined
    const activity = kind === 'activity' ? data.get('activity', id) : undefined
    if (reminder !== undefined) return [reminderEntry(data, reminder, as)]
    return activity?.kind === 'meeting' ? [meetingEntry(data, activity)] : []
  })
  return (await loadCalendars()).write(entries)
}

/** Every kind as a verb of `crm export`, in the plural. */
export const exportVerbs = Object.fromEntries(
  entityNames.map((kind) => [entities[kind].plural, async () => exportCommand(kind)]),
)
