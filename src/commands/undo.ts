/** crm undo and redo: takes back what a command did. */
import type { Context } from '../context.ts'
import { CancelledError, ConflictError, NotFoundError } from '../errors.ts'
import { invert, nextToRedo, nextToUndo, type Obstacle } from '../rules/undo.ts'
import type { Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import { titleOf } from '../schema/entity.ts'
import type { HistoryLine } from '../schema/history.ts'
import { quoted } from '../text.ts'
import type { Command, Result } from './command.ts'
import type { Input } from './input.ts'

export const command: Command = {
  summary: 'Take back a command: the last one, or any of the history',
  description:
    'Also imports, merges and conversions, as one. Refused where a record has changed since; --partial takes back the rest. The undo is in the history too, and crm redo takes it back.',
  arguments: [
    {
      name: 'id',
      help: 'line of the history, or the beginning of its id; otherwise the last',
      optional: true,
    },
  ],
  options: [{ name: 'partial', help: 'take back what has not changed since, leave the rest' }],
  examples: [
    { line: 'crm undo --dry-run', says: 'what would be taken back' },
    { line: 'crm undo', says: 'take back the last command' },
  ],
  changes: true,
  async run(context, input) {
    const id = input.argument('id')
    const line = id === undefined ? nextToUndo(context.history()) : lineOf(context, id)
    if (line === undefined) return { json: null, notes: ['There is nothing to undo.'] }
    return takeBack(context, input, line, 'Undid')
  },
}

export const redoCommand: Command = {
  summary: 'Do again what was undone last',
  examples: [{ line: 'crm redo', says: 'after crm undo' }],
  changes: true,
  async run(context, input) {
    const line = nextToRedo(context.history())
    if (line === undefined) return { json: null, notes: ['There is nothing to redo.'] }
    return takeBack(context, input, line, 'Redid')
  },
}

function lineOf(context: Context, typed: string): HistoryLine {
  const found = [...context.history()].filter((line) => line.id.startsWith(typed))
  const [line, other] = found
  if (line === undefined)
    throw new NotFoundError(`No line of the history has the id "${typed}".`, 'List them with: crm history')
  if (other !== undefined && line.id !== typed) {
    throw new NotFoundError(
      `"${typed}" begins ${found.length} ids of the history: ${found.map((one) => one.id).join(', ')}.`,
      'Use more of it.',
    )
  }
  return line
}

async function takeBack(
  context: Context,
  input: Input,
  line: HistoryLine,
  verb: 'Undid' | 'Redid',
): Promise<Result> {
  if (line.before !== undefined) throw replaced(context, line, line.before)
  const { changes, obstacles } = invert(line, context.store())
  if (obstacles.length > 0 && !input.has('partial')) throw refusal(context, line, obstacles)
  if (changes.records.length > 1 && context.prompt.available && !context.yes && !context.dryRun) {
    if (
      !(await context.prompt.confirm(
        `Take back "${line.command}" (${changes.records.length} records)?`,
        true,
      ))
    )
      throw new CancelledError()
  }
  await context.apply(changes)
  const left = obstacles.map((one) => described(context, one))
  return {
    json: { id: line.id, summary: changes.summary, records: changes.records.length, left },
    changes,
    notes: [
      `${changes.summary} (${line.command}).`,
      verb === 'Undid' ? 'Do it again with: crm redo' : 'Take it back with: crm undo',
    ],
    warnings: [...left.map((one) => `Left as it is: ${one}.`), ...(await lostContents(context, changes))],
  }
}

/** Files that are back by name only: their contents were cleaned away. */
async function lostContents(context: Context, { records }: Changes): Promise<readonly string[]> {
  const holders = records.flatMap(({ after }) => (after?.['attachments'] === undefined ? [] : [after]))
  if (holders.length === 0) return []
  const files = holders.flatMap((await import('../rules/files.ts')).attachmentsIn)
  const kept = new Set(context.files.names())
  const lost = files.filter(({ hash }) => !kept.has(hash)).map(({ name }) => name)
  return [...new Set(lost)].map(
    (name) => `The content of ${name} is gone: a backup may have it (crm file clean).`,
  )
}

/** `deal d7k3m9x2qa Shelves has changed since` */
function described(context: Context, { kind, id, why }: Obstacle): string {
  if (kind === 'settings') return `"${id}" in crm.json ${why}`
  const found = context.store().find(id)
  const title = found === undefined ? '' : ` ${titleOf(entityIn(context.settings(), kind), found.record)}`
  return `${kind} ${id}${title} ${why}`
}

/** What replaced the whole store is taken back by bringing back the one before. */
function replaced(context: Context, { command: typed }: HistoryLine, before: string): ConflictError {
  return new ConflictError(
    `"${typed}" replaced the whole store.`,
    `Bring back the one before it with: crm restore ${quoted(`${context.store().dir}/${before}`)}\nAn earlier command: crm undo ID`,
  )
}

function refusal(context: Context, line: HistoryLine, obstacles: readonly Obstacle[]): ConflictError {
  const shown = obstacles
    .slice(0, 5)
    .map((one) => `  ${described(context, one)}${laterLine(context, line, one.id)}`)
  const more = obstacles.length > 5 ? [`  … and ${obstacles.length - 5} more`] : []
  const free = line.changes.length - obstacles.length
  const hint =
    free > 0
      ? `Undo those first, or the other ${free} with: crm undo ${line.id} --partial`
      : 'Undo those first: crm undo ID'
  return new ConflictError([`"${line.command}" cannot be taken back:`, ...shown, ...more].join('\n'), hint)
}

/** By which later command, for the message. */
function laterLine(context: Context, line: HistoryLine, id: string): string {
  for (const later of context.history()) {
    if (later.id === line.id) return ''
    if (later.changes.some((change) => ('id' in change ? change.id === id : id in change.settings)))
      return `, by ${later.id} ${later.command}`
  }
  return ''
}
