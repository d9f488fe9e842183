/** Imports: rows of a file to a plan of changes. Nothing is written here. */
import type { Settings } from '../../config.ts'
import { dictionary } from '../../dictionary.ts'
import { entities } from '../../entities/index.ts'
import { type Change, type Changes, noChanges } from '../../schema/changes.ts'
import type { Data } from '../../schema/data.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Field, TypeName } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { prepareValues } from '../../schema/values.ts'
import { refuseCircles } from './circles.ts'
import { type Columns, columnsOf } from './columns.ts'
import { Links, mayLinkByPhone } from './links.ts'
import type { ColumnUse, ImportOptions, ImportPlan, ImportTable, RowOutcome } from './options.ts'
import { type Outcome, Planner } from './planning.ts'
import { RowReader, raggedDraft } from './reader.ts'
import { refuseBroken } from './ruled.ts'
import { settleLinks } from './settling.ts'
import type { Target } from './targets.ts'
import { warningsOf } from './warnings.ts'

export type { ImportOptions, ImportPlan, ImportTable } from './options.ts'

/** So many rows are read between two steps. */
const ROWS_BETWEEN_NEWS = 500

/**
 * Loads what the types of the file's fields need to read its cells. To be awaited before `planImport`.
 * @throws InputError as planImport, for columns
 */
export async function prepareImport(table: ImportTable, options: ImportOptions, data: Data): Promise<void> {
  const { columns, entity } = columnsOf(table, options, data.settings)
  const texts: { [field: string]: string[] } = dictionary({})
  for (const { index, target } of columns) {
    const field = target.type === 'field' ? entity.fields[target.name] : undefined
    if (target.type !== 'field' || field === undefined || selfReliant.has(field.type)) continue
    const cells = filled(table, index, isPhone(field) ? 1 : table.rows.length)
    if (cells.length > 0) texts[target.name] = [...(texts[target.name] ?? []), ...cells]
  }
  for (const [name, text] of Object.entries(options.defaults)) texts[name] = [...(texts[name] ?? []), text]
  await prepareValues(entity, texts)
  const linked = Object.entries(texts).filter(([name]) => entity.fields[name]?.type.startsWith('link'))
  if (linked.some(([, list]) => list.some(mayLinkByPhone))) await types.phone.prepare([])
}

/** Types that are read without help: their columns, often the most, are not copied for nothing. */
const selfReliant: ReadonlySet<TypeName> = new Set([
  'text',
  'longText',
  'email',
  'address',
  'choice',
  'money',
  'number',
  'tags',
])

/** Whether any one number will do to load what reads them all. */
function isPhone({ type }: Field): boolean {
  return type === 'phone' || type === 'phones'
}

/** The first cells of a column that hold something, at most so many. */
function filled({ rows }: ImportTable, index: number, most: number): readonly string[] {
  const cells: string[] = []
  for (const row of rows) {
    if (cells.length === most) break
    const cell = row.cells[index]
    if (cell !== undefined && cell !== '') cells.push(cell)
  }
  return cells
}

/**
 * What importing the rows of a file comes to. Without `skipInvalid` one bad row stops all: nothing is planned then.
 * What the file does not say is left as it is; the same file again changes nothing.
 * @throws InputError where the options do not fit the file: unknown columns or fields, two columns for one field
 */
export function planImport(table: ImportTable, options: ImportOptions, data: Data): ImportPlan {
  const steps = importSteps(table, options, data)
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
}

/** The same step by step, so that others have a turn: yields now and then how many rows have been read. */
export function* importSteps(
  table: ImportTable,
  options: ImportOptions,
  data: Data,
): Generator<number, ImportPlan, undefined> {
  const found = columnsOf(table, options, data.settings)
  const links = new Links(data, found.settings, options)
  const reader = new RowReader(found, links, options)
  const planner = new Planner(data, found, links, reader.defaults, options, table.rows.length)
  const linksToRows = found.columns.some(({ target }) => isOwnLink(target, found.entity))
  const keepsOutcomes = linksToRows || options.broken !== undefined || options.tellsRows === true
  const outcomes: Outcome[] = []
  let count = 0
  for (const row of table.rows) {
    const outcome = planner.take(reader.read(row))
    if (keepsOutcomes) outcomes.push(outcome)
    if (++count % ROWS_BETWEEN_NEWS === 0) yield count
  }
  const width = table.width ?? table.header.length
  for (const row of table.ragged ?? []) planner.take(raggedDraft(row, width))
  settleLinks(outcomes, planner, links, found.entity, options)
  const above = refuseCircles(outcomes, planner, data, found.entity, options)
  const standing = refuseBroken(above, planner, options)
  // What linked to a row that was refused links to nothing now.
  if (standing.length < outcomes.length) settleLinks(standing, planner, links, found.entity, options)
  const rejects = planner.rejects.toSorted((a, b) => a.line - b.line)
  const isStopped = rejects.length > 0 && !options.skipInvalid
  return {
    ...(isStopped ? { ...planner.counts, created: 0, updated: 0, skipped: 0 } : planner.counts),
    good: { ...planner.counts },
    changes: isStopped ? noChanges : changesOf(planner, links, found, data, options),
    similar: isStopped ? 0 : planner.similar.filter(({ isKept }) => isKept).length,
    rejects,
    columns: found.uses,
    rows: options.tellsRows === true ? standing.flatMap(rowOutcome) : [],
    warnings: warningsOf(reader.findings, rejects, planner, found, options, table),
  }
}

function rowOutcome({ type, subject }: Outcome): readonly RowOutcome[] {
  return type === 'rejected' ? [] : [{ type, record: subject?.after }]
}

/** Whether a column links to records of the imported kind, and so perhaps to rows of the file. */
function isOwnLink(target: Target, { name, fields }: Entity): boolean {
  return target.type === 'field' && fields[target.name]?.to === name
}

function changesOf(
  planner: Planner,
  links: Links,
  found: Columns,
  data: Data,
  { kind }: ImportOptions,
): Changes {
  const rows = planner.changes()
  const made = linkedFrom(rows, links.changes(), found.entity)
  const records = [...made, ...rows]
  if (records.length === 0) return noChanges
  const { created, updated } = planner.counts
  const linked = made.length === 0 ? '' : `, ${made.length} linked records created`
  const summary = `Imported ${entities[kind].plural}: ${created} created, ${updated} updated${linked}`
  return { summary, records, ...(found.settings === data.settings ? {} : { settings: found.settings }) }
}

/** Of the records made because rows name them, those that are linked to: not what only refused and skipped rows name. */
function linkedFrom(rows: readonly Change[], made: readonly Change[], { fields }: Entity): readonly Change[] {
  if (made.length === 0) return made
  const links = Object.keys(fields).filter((name) => fields[name]?.type.startsWith('link'))
  const used = new Set(rows.flatMap(({ after }) => links.flatMap((name) => after?.[name] ?? [])))
  return made.filter(({ id }) => used.has(id))
}

/** What becomes of each column, before anything is read. @throws InputError as planImport, for columns */
export function columnUses(
  table: ImportTable,
  options: ImportOptions,
  settings: Settings,
): readonly ColumnUse[] {
  return columnsOf(table, options, settings).uses
}
