/** Workbooks (.xlsx) to rows. The only import of read-excel-file. */
import readWorkbook, { type CellValue } from 'read-excel-file/universal'
import { InputError, unknownWord } from '../errors.ts'
import { decimalText } from '../numbers.ts'
import { fold } from '../text.ts'
import { columnNumber, filledDown, joinedCells } from './joinedCells.ts'
import { type FileRow, type Rows, rowsOfTable } from './rows.ts'
import { type ZipEntry, zipEntries } from './zip.ts'

interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly (CellValue | null)[])[]
  /** Cells joined over several rows. */
  readonly hasJoined: boolean
}

/** A sheet with the names of its columns. */
export type Table = ReturnType<typeof rowsOfTable>

/** More than the memory takes: a sheet is held whole, with its empty cells. */
const maxCells = 20_000_000
/** What a sheet may have at most, in Excel as in LibreOffice. */
const maxRows = 1_048_576
const maxColumns = 16_384
/** So many empty cells may stand beside those that are written; beyond, so many for each byte of the sheet. */
const someCells = 500_000
const cellsForByte = 20
/** A text that many cells share is written once: so much may they hold together, beyond it so much for each byte. */
const someText = 20_000_000
const textForByte = 20

/**
 * Reads one sheet. Dates are read as days, or as clock times without a zone; results of formulas as values; yes and no.
 * @param wanted name of the sheet, or its number from 1; unless given, the first that holds what is looked for, else the
 * first that holds anything
 * @param isSought whether a sheet, read as a table, holds what is looked for
 * @throws InputError where the file is damaged, too large or protected, or has no such sheet
 */
export async function readXlsx(
  bytes: Uint8Array,
  wanted?: string,
  isSought?: (table: Table) => boolean,
): Promise<Rows> {
  const errors = new Map<string, number>()
  const entries = zipEntries(bytes)
  for (const entry of entries) checkSheet(entry, errors)
  const joined = joinedCells(entries)
  const found = await sheetsOf(bytes)
  checkText(found, entries)
  const sheets = found.map(({ name, rows }, index) => ({
    name,
    rows: filledDown(rows, joined[index] ?? [], (cell) => cellText(cell) === ''),
    hasJoined: (joined[index] ?? []).length > 0,
  }))
  const sheet = wanted === undefined ? sheetSought(sheets, isSought) : sheetNamed(sheets, wanted)
  const table = tableOf(sheet)
  const isOneOfMany = sheets.length > 1 && wanted === undefined
  const others = sheets.filter((one) => one !== sheet).map(({ name }) => `"${name}"`)
  const failed = Array.from(errors, ([error, count]) => `${error} (${count})`)
  const notes = [
    isOneOfMany ? `sheet "${sheet.name}"; others: ${others.join(', ')}` : `sheet "${sheet.name}"`,
    ...(sheet.hasJoined ? ['what cells joined over several rows say holds for each of them'] : []),
    ...(failed.length === 0 ? [] : [`left out: cells with errors: ${failed.join(', ')}`]),
  ]
  const source = { format: 'xlsx', sheet: sheet.name }
  return { ...table, notes, source, broken: [], unit: 'row' }
}

/** A cell whose formula has failed: it has no value. */
const errorCell = /<c\b[^<>]*\bt="e"[^<>]*>(?:<f\b[^<>]*\/>|<f\b[^<>]*>[^<]*<\/f>)?<v>([^<]*)<\/v>/g

/** Looks at what may be a sheet, which any file of the workbook may, before it is read, and counts its errors. */
function checkSheet(entry: ZipEntry, errors: Map<string, number>): void {
  if (!/\.(?:xml|rels)$/i.test(entry.name)) return
  const text = entry.unpack().toString('latin1')
  checkExtent(text)
  if (!/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) return
  for (const [, error = ''] of text.matchAll(errorCell)) errors.set(error, (errors.get(error) ?? 0) + 1)
}

const rowOrCell = /<(?:[^\s<>/:]+:)?(?:row|c)(?=[\s/>])([^<]*)/g
const place = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/

/** One stray cell at the far end of a sheet would make millions of empty ones. */
function checkExtent(text: string): void {
  let columns = 1
  let rows = 1
  for (const [, attributes = ''] of text.matchAll(rowOrCell)) {
    const [, double, single] = place.exec(attributes) ?? []
    const written = double ?? single
    if (written === undefined) continue
    const [, letters, digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(written) ?? []
    if (letters === undefined || Number(digits) > maxRows || columnNumber(letters) > maxColumns)
      throw tooFar(`A sheet has a cell or row "${written}"; a workbook ends at XFD1048576.`)
    columns = Math.max(columns, columnNumber(letters))
    rows = Math.max(rows, Number(digits))
  }
  if (columns * rows <= Math.min(maxCells, Math.max(someCells, cellsForByte * text.length))) return
  throw tooFar(`A sheet reaches to column ${columns} and row ${rows}; that is more than can be read.`)
}

function tooFar(message: string): InputError {
  return new InputError(message, 'Delete what stands far outside the table, or save the sheet as "CSV UTF-8"')
}

/** A long text that thousands of cells share takes few bytes, and for ever to go through. */
function checkText(sheets: readonly Pick<Sheet, 'rows'>[], entries: readonly ZipEntry[]): void {
  let length = 0
  for (const { rows } of sheets)
    for (const row of rows) for (const cell of row) if (typeof cell === 'string') length += cell.length
  const bytes = entries.reduce((sum, { size }) => sum + size, 0)
  if (length <= Math.max(someText, textForByte * bytes)) return
  throw new InputError(
    'The cells of the workbook share texts so long that they cannot be gone through.',
    'Shorten them, or save the sheet as "CSV UTF-8"',
  )
}

async function sheetsOf(bytes: Uint8Array): Promise<readonly Omit<Sheet, 'hasJoined'>[]> {
  const copy = new Uint8Array(bytes)
  try {
    const sheets = await readWorkbook(copy.buffer, { trim: false })
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data }))
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message})` : ''
    throw new InputError(
      `The workbook cannot be read${why}.`,
      'Open it, save it as .xlsx or "CSV UTF-8" and import that file',
    )
  }
}

/** Of notes, prices and people, the people. */
function sheetSought(sheets: readonly Sheet[], isSought?: (table: Table) => boolean): Sheet {
  const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cellText(cell) !== '')))
  const [first, ...others] = filled
  if (first === undefined)
    throw new InputError('The workbook is empty.', 'Its first row must name the columns')
  if (isSought === undefined || others.length === 0) return first
  return filled.find((sheet) => isSought(tableOf(sheet))) ?? first
}

function tableOf({ rows }: Sheet): Table {
  const all = rows.map((row, index): FileRow => ({ line: index + 1, cells: row.map(cellText) }))
  return rowsOfTable(all, true)
}

function sheetNamed(sheets: readonly Sheet[], wanted: string): Sheet {
  const found =
    sheets.find(({ name }) => name === wanted) ??
    sheets.find(({ name }) => fold(name) === fold(wanted)) ??
    (/^\d+$/.test(wanted) ? sheets[Number(wanted) - 1] : undefined)
  if (found !== undefined) return found
  throw unknownWord(
    'sheet',
    wanted,
    sheets.map(({ name }) => name),
  )
}

function cellText(cell: CellValue | null | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return cell instanceof Date ? dateText(cell) : numberText(Number(cell))
}

/** As the spreadsheet shows it: 15 digits, which takes off what binary fractions add. */
function numberText(value: number): string {
  return Number.isFinite(value) ? decimalText(Number(value.toPrecision(15))) : ''
}

/** Spreadsheets know no zones: a day, a day and time of the clock, or, before their first year, only a time. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString()
  const time = text.endsWith('T00:00:00.000Z') ? '' : text.slice(11, 19).replace(/:00$/, '')
  if (date.getTime() < Date.UTC(1900, 0, 1)) return time === '' ? '00:00' : time
  return time === '' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`
}
