/** The file of an import as a table: where its columns are named, and without its totals. */
import type { Context } from '../context.ts'
import { type EntityName, entities } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { maxBytes, type ReadOptions, type Rows, readRows } from '../formats/reading.ts'
import { withHeaderIn } from '../formats/rows.ts'
import { headingRow, namesFields } from '../rules/importing/headingRow.ts'
import { withShortRows } from '../rules/importing/shortRows.ts'
import { withoutRemarks, withoutTotals } from '../rules/importing/totals.ts'
import { entityIn } from '../schema/custom.ts'
import { withoutVerdict } from './imported.ts'
import type { Input } from './input.ts'
import type { Mapping } from './mapping.ts'

/**
 * The rows of the file.
 * @throws InputError where it cannot be read, or has none
 */
export async function fileOf(
  context: Context,
  input: Input,
  { kind, file, mapping }: { kind: EntityName; file: string; mapping: Mapping | undefined },
): Promise<Rows> {
  const entity = entityIn(context.settings(), kind)
  const said = columnsSaid(input, mapping).flatMap((name) => [name, name.replace(/#\d+$/, '')])
  const all = await readRows(await context.read(file, maxBytes), {
    ...readingOf(context, input, kind, file, mapping),
    isSought: (table) => namesFields(table, entity, said),
  })
  const isTable = all.unit === 'line' || all.unit === 'row'
  const found = isTable ? headingRow(all, entity, said) : undefined
  const line = isGrid(all) ? (headingRowIn(input, mapping) ?? found) : found
  const read = withoutVerdict(line === undefined ? all : withHeaderIn(all, line))
  if (read.rows.length + read.ragged.length + read.broken.length === 0) {
    const what = file === '-' ? 'Standard input' : file
    if (read.header.length === 0)
      throw new InputError(`${what} has no ${entities[kind].plural}: ${read.notes.join(', ')}.`)
    throw new InputError(`${what} names columns but has no rows: ${read.header.join(', ')}.`)
  }
  const remarks = read.header.length > 1 ? withoutRemarks(read.rows, read.ragged) : { ...read, notes: [] }
  const full = withShortRows(remarks.rows, remarks.ragged, read.header.length)
  const { rows, notes } = withoutTotals(full.rows)
  const left = [...notes, ...remarks.notes].map((note) => note(read.unit))
  const short = shortNotes(full.lines, read.unit)
  return { ...read, rows, ragged: full.ragged, notes: [...read.notes, ...left, ...short] }
}

/** Which rows were read with empty cells at their end. */
function shortNotes(lines: readonly number[], unit: string): readonly string[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, 5).join(', ')
  const more = lines.length > 5 ? ` and ${lines.length - 5} more` : ''
  return [`empty cells at the end of short rows: ${unit} ${shown}${more}`]
}

/** Whether a row of the file names its columns. */
function isGrid({ source }: Rows): boolean {
  return source?.format === undefined || ['csv', 'tsv', 'xlsx'].includes(source.format)
}

/** The row that the user says names the columns. @throws InputError where that is no number */
export function headingRowIn(input: Input, mapping: Mapping | undefined): number | undefined {
  const typed = input.text('headerRow')
  if (typed === undefined) return mapping?.headerRow
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed)
  throw new InputError(`--header-row takes the number of a row, such as 3, not "${typed}".`)
}

/** How the user says that the file is to be read, now or in the mapping. */
export function readingSaid(input: Input, mapping: Mapping | undefined) {
  return {
    sheet: input.text('sheet') ?? mapping?.sheet,
    encoding: input.text('encoding') ?? mapping?.encoding,
    delimiter: input.text('delimiter') ?? mapping?.delimiter,
  }
}

/** Columns that the user names, now or in the mapping. */
export function columnsSaid(input: Input, mapping: Mapping | undefined): readonly string[] {
  const typed = input.texts('map').map((text) => text.slice(0, Math.max(text.lastIndexOf('='), 0)))
  return [...Object.keys(mapping?.map ?? {}), ...typed].filter((name) => name.trim() !== '')
}

function readingOf(
  context: Context,
  input: Input,
  kind: EntityName,
  name: string,
  mapping: Mapping | undefined,
): ReadOptions {
  const given = readingSaid(input, mapping)
  const format = context.fileFormat
  return {
    kind,
    name,
    now: context.clock.now(),
    timezone: context.settings().timezone,
    ...Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined)),
    ...(format === undefined ? {} : { format }),
  }
}
