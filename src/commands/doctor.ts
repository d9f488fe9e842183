/** crm doctor: looks the whole store over, and repairs what is safe to repair. */
import type { Context, Examination, Problem, Store } from '../context.ts'
import { CrmError, StoreError } from '../errors.ts'
import type { Violation } from '../rules/validation/index.ts'
import type { Command, Result } from './command.ts'

/** More than this nobody reads; --json has them all. */
const mostShown = 100

export const command: Command = {
  summary: 'Look the whole store over, and repair what is safe to repair',
  description:
    'Checks everything the store promises, file by file and record by record, even where it cannot be opened. With --fix it repairs what loses nothing, after a backup under .local/backups, and says how to repair the rest. Records that the history made, no command removed and the data lacks are the worst finding. What breaks the validation rules of crm.json is listed too. Exit code 0 when all is well, 5 when not, 4 when only such rules are broken.',
  options: [
    { name: 'fix', help: 'repair what is safe to repair, bringing back what is lost from the backups' },
    { name: 'acceptLost', help: 'records that are lost are meant to be gone: write that into the history' },
  ],
  examples: [
    { line: 'crm doctor', says: 'only look' },
    { line: 'crm doctor --fix', says: 'and repair' },
    { line: 'crm doctor --accept-lost', says: 'a file was removed by hand, on purpose' },
    { line: 'crm doctor --json', says: 'for scripts: {clean, problems, notes, fixed, violations}' },
  ],
  storeless: true,
  async run(context, input) {
    const examination = await context.examine({ fix: input.has('fix'), acceptLost: input.has('acceptLost') })
    // A store with something unfinished would be repaired by opening it.
    if (examination.problems.length > 0) return resultOf(examination, [])
    return resultOf({ ...examination, problems: await mistakes(context) }, await broken(context))
  },
}

/** The store, where it can be opened. */
function storeOf(context: Context): Store | undefined {
  try {
    return context.store()
  } catch (error) {
    if (error instanceof StoreError) return undefined
    throw error
  }
}

/** What only the grammar sees in crm.json. */
async function mistakes(context: Context): Promise<readonly Problem[]> {
  const store = storeOf(context)
  if (store === undefined) return []
  const { mistakesIn } = await import('../query/library.ts')
  const found = await mistakesIn(store.settings, context.clock.now())
  return found.map(({ at, message }) => ({
    file: 'crm.json',
    code: 'query',
    message: `${at} cannot be read: ${message.replace(/\.$/, '')}`,
    hint: 'Correct it; see crm help query',
    fixable: false,
  }))
}

/** Records that the history made, no command removed and the data lacks are the worst finding. What breaks the validation rules of the settings. The store is sound all the same. */
async function broken(context: Context): Promise<readonly Violation[]> {
  const store = storeOf(context)
  if (store === undefined) return []
  if (Object.values(store.settings.validation).every((rules) => (rules ?? []).length === 0)) return []
  const { prepareRules, violationsIn } = await import('../rules/validation/index.ts')
  try {
    await prepareRules(store.settings)
    return violationsIn(store, context.clock.now())
  } catch (error) {
    // A rule or a file that cannot be read has been told of as a problem.
    if (error instanceof CrmError) return []
    throw error
  }
}

function resultOf(examination: Examination, violations: readonly Violation[]): Result {
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
    ...violations.slice(0, mostShown).map(violationLine),
  ]
  const refused = violations.filter(({ action }) => action === 'refuse').length
  return {
    json: {
      ...json({ clean, problems, notes, fixed, failures, backup: backup ?? null }),
      violations: violations.map((one) => ({ ...one })),
    },
    ...(lines.length === 0 ? {} : { view: { type: 'text', text: lines.join('\n') } }),
    warnings: failures,
    notes: [
      ...notes.slice(0, mostShown).map((one) => `Note: ${lineOf(one)}`),
      ...(backup === undefined ? [] : [`The store as it was is kept in ${backup}`]),
      ...(violations.length === 0
        ? []
        : [
            `${violations.length} against the rules in crm.json, ${refused} of them against rules that refuse; all of them: crm check`,
          ]),
      clean
        ? violations.length === 0
          ? `All is well in ${dir}.`
          : `The files in ${dir} are sound.`
        : `${counted(problems.length)} in ${dir}.${open === 0 ? '' : ` ${open} can be repaired: crm doctor --fix`}`,
    ],
    exitCode: clean ? (refused > 0 ? 4 : 0) : 5,
  }
}

function violationLine({ kind, id, name, message, rule, action }: Violation): string {
  return `${action === 'refuse' ? 'Against' : 'Warned of by'} ${rule}: ${kind} ${id}  ${name}: ${message}.`
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
