/** crm undo and redo: takes back what a command did. */
import type { Context } from '../context.ts'
import { CancelledError, ConflictError, NotFoundError } from '../errors.ts'
import { type Blocked, invert, nextToUndo } from '../rules/undo.ts'
import type { Changes } from '../schema/changes.ts'
import type { HistoryLine } from '../schema/history.ts'
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
    const line = id === undefined ? nextToUndo(context.history(), false) : lineOf(context, id)
    if (line === undefined) return { json: null, notes: ['There is nothing to undo.'] }
    return takeBack(context, input, line, 'Undid')
  },
}

export const redoCommand: Command = {
  summary: 'Do again what was undone last',
  examples: [{ line: 'crm redo', says: 'after crm undo' }],
  changes: true,
  async run(context, input) {
    const line = nextToUndo(context.history(), true)
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
  const inverse = invert(line, context.store())
  if (inverse.blocked.length > 0 && !input.has('partial')) throw refusal(context, line, inverse.blocked)
  const said = line.summary.replace(/^Undid: /, '')
  const changes: Changes = {
    summary: `${verb}: ${said}`,
    records: inverse.records,
    undoes: line.id,
    ...(Object.keys(inverse.settings).length === 0
      ? {}
      : { settings: context.settingsWith(inverse.settings) }),
  }
  if (inverse.records.length > 1 && context.prompt.available && !context.yes && !context.dryRun) {
    if (
      !(await context.prompt.confirm(`Take back "${line.command}" (${line.changes.length} records)?`, true))
    )
      throw new CancelledError()
  }
  await context.apply(changes)
  return {
    json: {
      id: line.id,
      summary: changes.summary,
      records: inverse.records.length,
      left: inverse.blocked.map((one) => one.message),
    },
    changes,
    notes: [
      `${changes.summary} (${line.command}).`,
      verb === 'Undid' ? 'Do it again with: crm redo' : 'Take it back with: crm undo',
    ],
    warnings: inverse.blocked.map((one) => `Left: ${one.message}.`),
  }
}

function refusal(context: Context, line: HistoryLine, blocked: readonly Blocked[]): ConflictError {
  const shown = blocked.slice(0, 5).map((one) => `  ${one.message}${laterLine(context, line, one.id)}`)
  const more = blocked.length > 5 ? [`  … and ${blocked.length - 5} more`] : []
  const free = line.changes.length - blocked.length
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
