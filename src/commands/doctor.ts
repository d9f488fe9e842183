/** crm doctor: looks the whole store over, and repairs what is safe to repair. */
import type { Examination, Problem } from '../context.ts'
import type { Command, Result } from './command.ts'

/** More than this nobody reads; --json has them all. */
const mostShown = 100

export const command: Command = {
  summary: 'Look the whole store over, and repair what is safe to repair',
  description:
    'Checks everything the store promises, file by file and record by record, even where it cannot be opened. With --fix it repairs what loses nothing, after a backup under .local/backups, and says how to repair the rest. Exit code 0 when all is well, 5 when not.',
  options: [{ name: 'fix', help: 'repair what is safe to repair' }],
  examples: [
    { line: 'crm doctor', says: 'only look' },
    { line: 'crm doctor --fix', says: 'and repair' },
    { line: 'crm doctor --json', says: 'for scripts: {clean, problems, notes, fixed}' },
  ],
  storeless: true,
  async run(context, input) {
    return resultOf(await context.examine(input.has('fix')))
  },
}

function resultOf(examination: Examination): Result {
  const { dir, problems, notes, fixed, failures, backup } = examination
  const clean = problems.length === 0
  const open = problems.filter(({ fixable }) => fixable).length
  const lines = [
    ...fixed
      .slice(0, mostShown)
      .map((one) => `Repaired: ${lineOf(one)}${one.done === undefined ? '' : ` → ${one.done}`}`),
    ...problems.slice(0, mostShown).map((one) => `${lineOf(one)}${one.fixable ? ' (--fix repairs it)' : ''}`),
    ...(problems.length > mostShown
      ? [`… and ${problems.length - mostShown} more; --json has them all.`]
      : []),
  ]
  return {
    json: json({ clean, problems, notes, fixed, failures, backup: backup ?? null }),
    ...(lines.length === 0 ? {} : { view: { type: 'text', text: lines.join('\n') } }),
    warnings: failures,
    notes: [
      ...notes.slice(0, mostShown).map((one) => `Note: ${lineOf(one)}`),
      ...(backup === undefined ? [] : [`The store as it was is kept in ${backup}`]),
      clean
        ? `All is well in ${dir}.`
        : `${counted(problems.length)} in ${dir}.${open === 0 ? '' : ` ${open} can be repaired: crm doctor --fix`}`,
    ],
    exitCode: clean ? 0 : 5,
  }
}

function counted(count: number): string {
  return count === 1 ? '1 problem' : `${count} problems`
}

/** One problem on one line: where, what, and what to do. */
export function lineOf({ file, line, record, message, hint }: Problem): string {
  const where = line === undefined ? file : `${file}, line ${line}`
  return `${where}: ${record === undefined ? '' : `record ${record}: `}${message}.${hint === undefined ? '' : ` ${hint}.`}`
}

function json(
  found: {
    readonly clean: boolean
    readonly backup: string | null
    readonly failures: readonly string[]
  } & Lists,
) {
  const plain = (list: readonly Problem[]) => list.map((one) => ({ ...one }))
  return { ...found, problems: plain(found.problems), notes: plain(found.notes), fixed: plain(found.fixed) }
}

interface Lists {
  readonly problems: readonly Problem[]
  readonly notes: readonly Problem[]
  readonly fixed: readonly Problem[]
}
