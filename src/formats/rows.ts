/** What reading a file of any format comes to: names of columns, and rows of text. */
import { InputError } from '../errors.ts'

export interface FileRow {
  /** Line, row, card or item of the file at which it begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface BrokenRow extends FileRow {
  /** What is wrong with it, as a sentence. */
  readonly message: string
}

/** How a file was read. */
interface Source {
  readonly format?: string
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
  /** The row that names the columns, where it is not the first. */
  readonly headerRow?: number
}

export interface Rows {
  /** Names of the columns, without spaces around them. */
  readonly header: readonly string[]
  /** Names that more than one column has. */
  readonly duplicates: readonly string[]
  /** Rows with exactly one cell for each column; rows with nothing in them are left out. */
  readonly rows: readonly FileRow[]
  /** Rows with too few cells, or with too many that hold something. */
  readonly ragged: readonly FileRow[]
  /** What was found out by looking and a person should know: the encoding, what separates columns, which sheet. */
  readonly notes: readonly string[]
  /** What was read otherwise than the file may mean, to be checked by a person. */
  readonly warnings?: readonly string[]
  /** The same for scripts. */
  readonly source?: Source
  /** Records that could not be read at all; their cells are the text as it was. */
  readonly broken: readonly BrokenRow[]
  /** What `line` counts. */
  readonly unit: 'line' | 'row' | 'card' | 'item'
}

/** More columns than any spreadsheet people keep; a file with more is something else. */
const maxColumns = 10_000

/** One record of a file of records: text by column, in the order it is written. */
export interface FileRecord {
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
}

/** Records as rows: the columns are all that any record has, in the order they are first met. */
export function rowsOfRecords(
  records: readonly FileRecord[],
  { unit, notes, broken }: Pick<Rows, 'unit' | 'notes' | 'broken'>,
): Rows {
  const names = new Set<string>()
  for (const { cells } of records) for (const name of cells.keys()) names.add(name)
  const header = checkedHeader([...names])
  const rows = records.map(({ line, cells }) => ({
    line,
    cells: header.map((name) => cells.get(name) ?? ''),
  }))
  return { header, duplicates: [], rows, ragged: [], notes, broken, unit }
}

/**
 * Rows of cells as they stand in a table file: the first that holds something names the columns.
 * @param isGrid the cells of a row are in their columns for certain: those beyond the names are columns without a name,
 * which are called after their letter, and not a sign of a row gone wrong
 * @throws InputError where there is none, or it names too many
 */
export function rowsOfTable(
  all: readonly FileRow[],
  isGrid = false,
): Pick<Rows, 'header' | 'duplicates' | 'rows' | 'ragged'> {
  const [first, ...body] = all.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (first === undefined) {
    throw new InputError(
      'The file is empty.',
      'Its first line must name the columns: firstName,lastName,email',
    )
  }
  const names = withoutBlankEnd(first.cells, 0).map(
    (name, index) => name.trim().normalize('NFC') || nameOfUnnamed(index, body),
  )
  const header = checkedHeader(isGrid ? [...names, ...unnamed(names.length, body)] : names)
  const rows: FileRow[] = []
  const ragged: FileRow[] = []
  for (const row of body) {
    const cells = withoutBlankEnd(row.cells, header.length)
    if (isGrid && cells.length < header.length)
      rows.push({ line: row.line, cells: header.map((_, index) => cells[index] ?? '') })
    else if (cells.length === header.length) rows.push(cells === row.cells ? row : { line: row.line, cells })
    else ragged.push(row)
  }
  return { header, duplicates: repeated(header), rows, ragged }
}

/**
 * The same file with the names of its columns in another row; what stands above is told of.
 * @param line of that row; one before the second row means the first
 * @throws InputError where there is nothing from that line on
 */
export function withHeaderIn(rows: Rows, line: number): Rows {
  const all = [...rows.rows, ...rows.ragged].toSorted((a, b) => a.line - b.line)
  const at = all.findIndex((row) => row.line >= line)
  if (at < 0) throw new InputError(`There is no ${rows.unit} ${line} in the file, or nothing is in it.`)
  if (at === 0 && all[0]?.line !== line) return rows
  const above = [rows.header, ...all.slice(0, at).map(({ cells }) => cells)].map((cells) =>
    shortened(cells.filter((cell) => cell.trim() !== '' && !/^Column [A-Z]+$/.test(cell)).join(' ')),
  )
  const notes = [
    ...rows.notes,
    `names of the columns in ${rows.unit} ${all[at]?.line}; above it: ${above.map((text) => `"${text}"`).join(', ')}`,
  ]
  const source = { ...rows.source, headerRow: all[at]?.line ?? line }
  return { ...rows, ...rowsOfTable(all.slice(at), rows.unit === 'row'), notes, source }
}

/** `Column H` for each column that rows have beyond the named ones. */
function unnamed(named: number, rows: readonly FileRow[]): readonly string[] {
  const most = rows.reduce((width, { cells }) => Math.max(width, withoutBlankEnd(cells, named).length), named)
  return Array.from({ length: most - named }, (_, index) => `Column ${columnLetters(named + index)}`)
}

/** A column without a name that holds something must be called something. */
function nameOfUnnamed(index: number, rows: readonly FileRow[]): string {
  return rows.some(({ cells }) => (cells[index] ?? '').trim() !== '') ? `Column ${columnLetters(index)}` : ''
}

function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function checkedHeader(header: readonly string[]): readonly string[] {
  if (header.length <= maxColumns) return header
  throw new InputError(
    `The file has ${header.length} columns; the most is ${maxColumns}.`,
    'Check what separates its columns, or take out those you do not need',
  )
}

/** The cells without the empty ones that spreadsheets add at the end of a line, but at least `wanted` of them. */
function withoutBlankEnd(cells: readonly string[], wanted: number): readonly string[] {
  let end = cells.length
  while (end > wanted && cells[end - 1]?.trim() === '') end--
  return end === cells.length ? cells : cells.slice(0, end)
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const name of names) {
    if (name !== '' && seen.has(name)) twice.add(name)
    seen.add(name)
  }
  return [...twice]
}
