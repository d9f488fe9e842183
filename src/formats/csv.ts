/** Comma-separated values (RFC 4180) ↔ rows. */
import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { InputError } from '../errors.ts'
import type { Table } from '../reports/table.ts'
import { nfc } from '../text.ts'
import { plainCell } from './cell.ts'
import { decodeText } from './encoding.ts'

export interface CsvOptions {
  /** Lines end in CR LF instead of LF. */
  readonly crlf?: boolean
  /** Begin with a byte order mark, by which Excel knows UTF-8. */
  readonly bom?: boolean
  /** Put an apostrophe before text that a spreadsheet would run as a formula. */
  readonly safe?: boolean
  /** One character; a comma unless given. */
  readonly delimiter?: string
}

interface CsvRow {
  /** Line of the file on which it begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface Csv {
  /** Names of the columns, without spaces around them. */
  readonly header: readonly string[]
  /** Names that more than one column has. */
  readonly duplicates: readonly string[]
  /** Rows with exactly one cell for each column; rows with nothing in them are left out. */
  readonly rows: readonly CsvRow[]
  /** Rows with too few cells, or with too many that hold something. */
  readonly ragged: readonly CsvRow[]
}

/** A table for machines: keys of the columns, then a line for each row; no totals. */
export function csv(table: Table, options: CsvOptions = {}): string {
  const header = table.columns.map((column) => column.key)
  const rows = table.rows.map((row) => header.map((key) => csvCell(plainCell(row[key]), row[key], options)))
  return writeCsv([header, ...rows], options)
}

/** Rows of cells as text; quotes only where they are needed. */
export function writeCsv(rows: readonly (readonly string[])[], options: CsvOptions = {}): string {
  return stringify([...rows], {
    bom: options.bom === true,
    delimiter: options.delimiter ?? ',',
    record_delimiter: options.crlf === true ? '\r\n' : '\n',
    quote_record_delimiter: true,
  })
}

const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const plainNumber = /^[+-]?\d[\d.]*$/

/** See https://owasp.org/www-community/attacks/CSV_Injection; a signed number or a phone number is no formula. */
function csvCell(text: string, cell: unknown, options: CsvOptions): string {
  const isFormula =
    options.safe === true && typeof cell === 'string' && formula.test(text) && !plainNumber.test(text)
  return isFormula ? `'${text}` : text
}

/**
 * Reads CSV: the first line that holds something names the columns.
 * @throws InputError where quotes are broken (naming the line), or nothing is in it
 */
export function parseCsv(input: string | Uint8Array, options: Pick<CsvOptions, 'delimiter'> = {}): Csv {
  const text = typeof input === 'string' ? input : decodeText(input)
  const all = withContent(numbered(records(text.replace(/^[ \uFEFF]+/, ''), options.delimiter ?? ',')))
  const [first, ...body] = all
  if (first === undefined) {
    throw new InputError(
      'The file is empty.',
      'Its first line must name the columns: firstName,lastName,email',
    )
  }
  const header = withoutBlankEnd(first.cells, 0).map((name) => nfc(name.trim()))
  const rows: CsvRow[] = []
  const ragged: CsvRow[] = []
  for (const row of body) {
    const cells = withoutBlankEnd(row.cells, header.length)
    if (cells.length === header.length) rows.push({ line: row.line, cells })
    else ragged.push(row)
  }
  return { header, duplicates: repeated(header), rows, ragged }
}

function records(text: string, delimiter: string): string[][] {
  const options = { delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true }
  try {
    return parse(text, options)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const before = typeof error.records === 'number' ? error.records : 0
    const read = before === 0 ? [] : parse(text, { ...options, to: before })
    const line = read.reduce((sum, cells) => sum + linesOf(cells), 1)
    throw new InputError(
      `The quotes in the row that begins on line ${line} are broken.`,
      'Put quotes around the whole cell and write a quote inside it twice: "He said ""yes"""',
    )
  }
}

/** Counted here, as the parser counts a CR LF inside quotes twice and is a third slower when asked for lines. */
function numbered(found: readonly (readonly string[])[]): CsvRow[] {
  let line = 1
  return found.map((cells) => {
    const row = { line, cells }
    line += linesOf(cells)
    return row
  })
}

function linesOf(cells: readonly string[]): number {
  let lines = 1
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) lines += cell.split(/\r\n|\n|\r/).length - 1
  }
  return lines
}

function withContent(rows: readonly CsvRow[]): CsvRow[] {
  return rows.filter((row) => row.cells.some((cell) => cell.trim() !== ''))
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
