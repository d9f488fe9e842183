/** What is said of an import, and the file of the rows it refused. */
import type { Context } from '../context.ts'
import { type EntityName, entities } from '../entities/index.ts'
import { writeCsv } from '../formats/csv.ts'
import type { Rows } from '../formats/reading.ts'
import type { FileRow } from '../formats/rows.ts'
import { kindOfIds } from '../rules/importing/headings.ts'
import type { ImportPlan } from '../rules/importing/index.ts'
import type { ColumnUse } from '../rules/importing/options.ts'
import type { Presented } from '../rules/importing/presenting.ts'
import { squeezed } from '../schema/aliases.ts'
import type { Json, Result } from './command.ts'
import { reasonsIn } from './importReasons.ts'

/** Columns that a file of rejects has at its end. */
const verdict = ['line', 'field', 'code', 'reason']

/** The same rows without the reasons for which they were refused before. */
export function withoutVerdict(rows: Rows): Rows {
  const end = rows.header.length - verdict.length
  if (!verdict.every((name, i) => rows.header[end + i] === name)) return rows
  const cut = ({ line, cells }: FileRow): FileRow => ({ line, cells: cells.slice(0, -verdict.length) })
  // Of a row with too few or too many cells the reasons stand behind these, wherever that is.
  const ragged = rows.ragged.map((row) => (wasRagged(row) ? cut(row) : row))
  const right = (row: FileRow) => row.cells.length === end
  return {
    ...rows,
    header: rows.header.slice(0, end),
    rows: [...rows.rows.map(cut), ...ragged.filter(right)].toSorted((a, b) => a.line - b.line),
    ragged: ragged.filter((row) => !right(row)),
  }
}

function wasRagged({ cells }: FileRow): boolean {
  const [line = '', , code] = cells.slice(-verdict.length)
  return cells.length > verdict.length && /^\d+$/.test(line) && code === 'ragged'
}

/** The rows as they stand in the file, whatever was made of them since. @param safe nothing in them is to run in a spreadsheet */
export function rejectsOf(parsed: Rows, plan: ImportPlan, safe: boolean): string {
  const original = new Map(
    [...parsed.rows, ...parsed.ragged, ...parsed.broken].map((row) => [row.line, row.cells]),
  )
  const header = [...parsed.header, ...verdict]
  const rows = plan.rejects.map((reject) => [
    ...(original.get(reject.line) ?? reject.cells),
    String(reject.line),
    reject.field,
    reject.code,
    reject.message,
  ])
  return writeCsv([header, ...rows], { safe })
}

interface Circumstances {
  readonly isRefused: boolean
  readonly rejectsFile: string | undefined
  readonly columns: readonly FileColumn[]
  /** Cells that went nowhere, by what a person calls them. */
  readonly lost: ReadonlyMap<string, number>
  /** About how the file was read. */
  readonly warnings: readonly string[]
  /** For scripts: how the file was read. */
  readonly source: { readonly [name: string]: Json }
}

/** What became of a column of the file. */
type FileColumn = Omit<ColumnUse, 'how'> & { readonly how: ColumnUse['how'] | 'preset' }

/** What became of each column of the file, and of those that were made of others. */
export function columnsOfFile(
  header: readonly string[],
  { origins, lost }: Presented,
  { columns }: ImportPlan,
  preset: string | undefined,
): readonly FileColumn[] {
  const own = header.map((column, index): FileColumn => {
    const uses = columns.filter((_, at) => origins[at]?.includes(index))
    const [use = uses[0], ...others] = uses.filter(({ field }) => field !== undefined)
    const cells = lost.get(column)
    const left = cells === undefined ? {} : { cells }
    if (use === undefined) return { column, how: cells === undefined ? 'empty' : 'ignored', ...left }
    const fields = [use, ...others].flatMap(({ field = [] }) => field)
    const isOther = use.column !== column && (use.how === 'name' || use.how === 'alias')
    return {
      ...use,
      ...left,
      column,
      ...(fields.length === 0 ? {} : { field: fields.join(' ') }),
      how: !isOther ? use.how : preset === undefined ? 'alias' : 'preset',
    }
  })
  return [...own, ...columns.slice(origins.length)]
}

/** Ids of other programs that lead to nothing, and the way to have them lead somewhere. */
export function unlinkedIn(unlinked: ReadonlyMap<string, number>): readonly string[] {
  return Array.from(unlinked, ([heading, count]) => {
    const kind = kindOfIds(heading)
    const what = kind === undefined ? 'records' : entities[kind].plural
    const rows = count === 1 ? 'one row' : `${count} rows`
    return `${heading} of ${rows} leads to nothing that is here: import the ${what} first, then this file again with --on-duplicate update.`
  })
}

/** What became of columns that are not plainly a field. */
function columnNotes({ columns }: ImportPlan, lost: ReadonlyMap<string, number>): readonly string[] {
  const kept = columns.filter(({ how }) => how === 'custom').map(keptAs)
  const out = columns
    .filter(({ how }) => how === 'ignored')
    .map(({ column, cells = 0 }) => counted(column, cells))
  const system = columns.filter(({ how }) => how === 'system').map(({ column }) => column)
  const left = [...Array.from(lost, ([what, cells]) => counted(what, cells)), ...out]
  return [
    ...(kept.length > 0 ? [`Kept as custom fields: ${kept.join(', ')}`] : []),
    ...(left.length > 0 ? [`Left out: ${left.join(', ')}`] : []),
    ...(system.length > 0 ? [`Left to the program, which sets them itself: ${system.join(', ')}`] : []),
  ]
}

/** A custom field by its column, with its own name where that is another, and what it holds where that is no text. */
function keptAs({ column, field = column, type = 'text' }: ColumnUse): string {
  const name = squeezed(field) === squeezed(column) ? [] : [`as ${field}`]
  const held = type === 'text' || type === 'longText' ? [] : [type === 'yesNo' ? 'yes/no' : type]
  const more = [...name, ...held].join(', ')
  return more === '' ? column : `${column} (${more})`
}

function counted(what: string, cells: number): string {
  return `${what} (${cells === 1 ? '1 cell' : `${cells} cells`})`
}

/** What an import comes to, for people and for scripts; exit code 2 where rows were refused and so nothing was written. */
export function resultOf(
  context: Context,
  kind: EntityName,
  parsed: Rows,
  plan: ImportPlan,
  { isRefused, rejectsFile, columns, lost, warnings, source }: Circumstances,
): Result {
  const { plural } = entities[kind]
  const done = isRefused ? { created: 0, updated: 0, skipped: 0 } : plan
  const rejects: Json = plan.rejects.map(({ line, field, code, message }) => ({ line, field, code, message }))
  const counts = `${done.created} created, ${done.updated} updated, ${done.skipped} skipped, ${plan.rejects.length} rejected`
  const waiting = isRefused ? goodIn(plan) : undefined
  const notes = [
    ...(parsed.notes.length > 0 ? [`Read as: ${parsed.notes.join(', ')}`] : []),
    `${context.dryRun ? 'Would import' : 'Imported'} ${plural}: ${counts}.`,
    ...(waiting === undefined ? [] : [waiting]),
    ...columnNotes(plan, lost),
    ...(rejectsFile === undefined || plan.rejects.length === 0
      ? []
      : [rejectsNote(rejectsFile, isRefused || context.dryRun)]),
  ]
  return {
    json: {
      created: done.created,
      updated: done.updated,
      skipped: done.skipped,
      rejected: plan.rejects.length,
      good: goodRows(plan),
      similar: plan.similar,
      rejects,
      columns: columns.map((column) => ({ ...column })),
      source,
    },
    notes,
    dryNotes: notes,
    ...(isRefused ? {} : { changes: plan.changes }),
    warnings: [
      ...warnings,
      ...plan.warnings,
      ...reasonsIn(plan.rejects, parsed.unit),
      ...(isRefused
        ? ['Nothing was imported. Correct the rows, or take the good ones with --skip-invalid.']
        : []),
    ],
    exitCode: isRefused ? 2 : 0,
  }
}

function goodRows({ good: { created, updated, skipped } }: ImportPlan): number {
  return created + updated + skipped
}

/** What waits for the rows that are not good. */
function goodIn(plan: ImportPlan): string {
  const { created, updated, skipped } = plan.good
  const count = goodRows(plan)
  if (count === 0) return 'No row is good.'
  const parts = [
    ...(created > 0 ? [`${created} to be created`] : []),
    ...(updated > 0 ? [`${updated} to be updated`] : []),
    ...(skipped > 0 ? [`${skipped} to be skipped`] : []),
  ]
  return `${count === 1 ? 'One row is' : `${count} rows are`} good: ${parts.join(', ')}.`
}

/** Where nothing was imported, the corrected rows alone would leave out all the good ones. */
function rejectsNote(file: string, isNothingDone: boolean): string {
  return isNothingDone
    ? `Refused rows are in ${file}: correct them in the file they came from and import that again; or take the good rows with --skip-invalid, then import ${file} corrected.`
    : `Refused rows are in ${file}; correct them and import that file.`
}
