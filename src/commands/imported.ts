/** What is said of an import, and the file of the rows it refused. */
import type { Context } from '../context.ts'
import { type EntityName, entities } from '../entities/index.ts'
import { writeCsv } from '../formats/csv.ts'
import type { Rows } from '../formats/reading.ts'
import type { ImportPlan } from '../rules/importing/index.ts'
import { squeezed } from '../schema/aliases.ts'
import type { Json, Result } from './command.ts'

/** Columns that a file of rejects has at its end. */
const verdict = ['line', 'field', 'code', 'reason']

/** The same rows without the reasons for which they were refused before. */
export function withoutVerdict(rows: Rows): Rows {
  const end = rows.header.length - verdict.length
  if (!verdict.every((name, i) => rows.header[end + i] === name)) return rows
  const cut = rows.rows.map(({ line, cells }) => ({ line, cells: cells.slice(0, end) }))
  return { ...rows, header: rows.header.slice(0, end), rows: cut }
}

/** The rows as they stand in the file, whatever was made of them since. */
export function rejectsOf(parsed: Rows, plan: ImportPlan): string {
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
  return writeCsv([header, ...rows])
}

interface Circumstances {
  readonly isRefused: boolean
  readonly rejectsFile: string | undefined
  /** Columns with something in them that the program they come from has no use for here. */
  readonly leftOut: readonly string[]
}

/** What became of columns that are not plainly a field. */
function columnNotes({ columns }: ImportPlan, leftOut: readonly string[]): readonly string[] {
  const custom = columns.filter(({ how }) => how === 'custom')
  const kept = custom.map(({ column, field = column }) =>
    squeezed(field) === squeezed(column) ? column : `${column} (as ${field})`,
  )
  const out = [...leftOut, ...columns.filter(({ how }) => how === 'ignored').map(({ column }) => column)]
  return [
    ...(kept.length > 0 ? [`Kept as custom fields: ${kept.join(', ')}`] : []),
    ...(out.length > 0 ? [`Left out: ${out.join(', ')}`] : []),
  ]
}

/** What an import comes to, for people and for scripts; exit code 2 where rows were refused and so nothing was written. */
export function resultOf(
  context: Context,
  kind: EntityName,
  parsed: Rows,
  plan: ImportPlan,
  { isRefused, rejectsFile, leftOut }: Circumstances,
): Result {
  const { plural } = entities[kind]
  const done = isRefused ? { created: 0, updated: 0, skipped: 0 } : plan
  const rejects: Json = plan.rejects.map(({ line, field, code, message }) => ({ line, field, code, message }))
  const counts = `${done.created} created, ${done.updated} updated, ${done.skipped} skipped, ${plan.rejects.length} rejected`
  const shown = plan.rejects
    .slice(0, 10)
    .map(
      (reject) =>
        `${parsed.unit} ${reject.line}: ${reject.field === '' ? '' : `${reject.field}: `}${reject.message}`,
    )
  const more = plan.rejects.length > 10 ? [`… and ${plan.rejects.length - 10} more rejected rows`] : []
  const notes = [
    ...(parsed.notes.length > 0 ? [`Read as: ${parsed.notes.join(', ')}`] : []),
    `${context.dryRun ? 'Would import' : 'Imported'} ${plural}: ${counts}.`,
    ...columnNotes(plan, leftOut),
    ...(rejectsFile !== undefined && !context.dryRun
      ? [`Refused rows are in ${rejectsFile}; correct them and import that file.`]
      : []),
  ]
  return {
    json: {
      created: done.created,
      updated: done.updated,
      skipped: done.skipped,
      rejected: plan.rejects.length,
      similar: plan.similar,
      rejects,
    },
    notes,
    dryNotes: notes,
    ...(isRefused ? {} : { changes: plan.changes }),
    warnings: [
      ...plan.warnings,
      ...shown,
      ...more,
      ...(isRefused
        ? [`Nothing was imported. Correct the rows, or take the good ones with --skip-invalid.`]
        : []),
    ],
    exitCode: isRefused ? 2 : 0,
  }
}
