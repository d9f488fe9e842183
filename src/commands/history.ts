/** crm history: what was changed, when, by whom and with which command. */
import { datesOf } from '../config.ts'
import type { Context } from '../context.ts'
import { dayOf, formatWhen, parseDay, prepareDates } from '../dates.ts'
import { labelOf, linkTitle } from '../reports/cells.ts'
import type { Table } from '../reports/table.ts'
import { entityIn } from '../schema/custom.ts'
import type { HistoryLine, Past, PastChange } from '../schema/history.ts'
import { types } from '../schema/types/index.ts'
import { fold } from '../text.ts'
import type { Command, Result } from './command.ts'
import { findRecord } from './fields.ts'
import type { Input } from './input.ts'

export const command: Command = {
  summary: 'Show what was changed, when, by whom and how',
  description:
    'Newest first. With REF, each change of that record from what to what. What a line did can be taken back: crm undo ID.',
  arguments: [{ name: 'ref', help: 'only this record', optional: true, many: true }],
  options: [
    { name: 'limit', value: 'N', help: 'show at most N (20)' },
    { name: 'by', value: 'NAME', help: 'only changes by this person' },
    { name: 'from', value: 'DATE', help: 'first day' },
    { name: 'to', value: 'DATE', help: 'last day' },
    { name: 'command', value: 'WORDS', help: 'only commands with these words in them' },
  ],
  examples: [
    { line: 'crm history', says: 'the last twenty commands' },
    { line: 'crm history "Roastery fit-out"', says: 'what happened to one record' },
    { line: 'crm history --by Noy --from -7d --command "lead convert"', says: 'filtered' },
  ],
  async run(context, input) {
    const lines = await linesFor(context, input)
    const ref = input.argument('ref')
    return ref === undefined ? listed(lines) : ofRecord(context, await idOf(context, lines, ref), lines)
  },
}

async function linesFor(context: Context, input: Input): Promise<readonly HistoryLine[]> {
  const { timezone } = context.settings()
  const [from, to] = [await dayFrom(context, input, 'from'), await dayFrom(context, input, 'to')]
  const by = input.text('by')
  const words = input.text('command')
  const isWanted = (line: HistoryLine): boolean => {
    const day = dayOf(line.at, timezone)
    if ((from !== undefined && day < from) || (to !== undefined && day > to)) return false
    if (by !== undefined && fold(line.by) !== fold(by)) return false
    return words === undefined || fold(line.command).includes(fold(words))
  }
  const most =
    input.count('limit', 1) ?? (input.argument('ref') === undefined ? 20 : Number.POSITIVE_INFINITY)
  const found: HistoryLine[] = []
  for (const line of context.history()) {
    if (isWanted(line)) found.push(line)
    if (found.length >= most) break
  }
  return found
}

async function dayFrom(context: Context, input: Input, name: 'from' | 'to'): Promise<string | undefined> {
  const text = input.text(name)
  if (text === undefined) return undefined
  await prepareDates([text])
  return parseDay(text, datesOf(context.settings(), context.clock.now()))
}

/** The id that REF means; a record that is gone is known by its whole id. */
async function idOf(context: Context, lines: readonly HistoryLine[], ref: string): Promise<string> {
  const isGone = lines.some((line) => line.changes.some((change) => 'id' in change && change.id === ref))
  return isGone ? ref : (await findRecord(context, ref)).record.id
}

function listed(lines: readonly HistoryLine[]): Result {
  const columns: Table['columns'] = [
    { key: 'id', label: 'ID', type: 'text' },
    { key: 'at', label: 'When', type: 'instant' },
    { key: 'by', label: 'Who', type: 'text' },
    { key: 'summary', label: 'What', type: 'text' },
    { key: 'records', label: 'Records', type: 'number' },
    { key: 'command', label: 'Command', type: 'text' },
  ]
  const rows = lines.map(({ id, at, by, summary, changes, command: typed }) => ({
    id,
    at,
    by,
    summary,
    records: changes.length,
    command: typed,
  }))
  return {
    json: lines.map(({ changes, ...line }) => ({ ...line, records: changes.length })),
    view: { type: 'table', table: { columns, rows } },
    notes: rows.length === 0 ? ['Nothing was changed.'] : ['Take one back with: crm undo ID'],
  }
}

function ofRecord(context: Context, id: string, lines: readonly HistoryLine[]): Result {
  const parts = lines.flatMap((line) =>
    line.changes.filter((change) => 'id' in change && change.id === id).map((change) => ({ line, change })),
  )
  const { timezone } = context.settings()
  const text = parts
    .map(({ line, change }) =>
      [
        `${line.id}  ${formatWhen(line.at, timezone)}  ${line.by}  ${line.summary}`,
        ...differences(context, change),
      ].join('\n'),
    )
    .join('\n\n')
  return {
    json: parts.map(({ line, change }) => ({
      id: line.id,
      at: line.at,
      by: line.by,
      command: line.command,
      summary: line.summary,
      ...described(change),
    })),
    ...(text === '' ? {} : { view: { type: 'text', text } as const }),
    notes: parts.length === 0 ? [`Nothing is recorded about ${id}.`] : [],
  }
}

function described(change: PastChange): {
  readonly [key: string]: Past | { readonly [field: string]: readonly Past[] }
} {
  if ('fields' in change) return { change: 'edited', fields: change.fields }
  if ('removed' in change) return { change: 'removed', record: change.removed }
  return { change: 'hash' in change ? 'added' : 'settings' }
}

function differences(context: Context, change: PastChange): readonly string[] {
  if ('removed' in change) return ['  removed']
  if (!('fields' in change)) return ['  added']
  const { fields } = entityIn(context.settings(), change.kind)
  const show = (name: string, value: Past): string => {
    const field = fields[name]
    if (value === null) return 'nothing'
    if (field?.type === 'link' && typeof value === 'string') return linkTitle(context.store(), value)
    return field === undefined
      ? String(value)
      : types[field.type].format(value, {
          settings: context.settings(),
          now: context.clock.now(),
          name,
          field,
        })
  }
  return Object.entries(change.fields)
    .filter(([name]) => name !== 'updatedAt' && fields[name]?.type !== 'stageHistory')
    .map(([name, [from, to]]) => `  ${labelOf(name)}: ${show(name, from)} → ${show(name, to)}`)
}
