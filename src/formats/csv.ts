/** Comma-separated values (RFC 4180) ↔ rows. */
import { CsvError, type Options, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { InputError } from '../errors.ts'
import type { Table } from '../reports/table.ts'
import { plainCell } from './cell.ts'
import { declaredDelimiter, delimiterName, foundDelimiter } from './dialect.ts'
import { decodeText } from './encoding.ts'
import { plainRecords } from './plaincsv.ts'
import { type FileRow, type Rows, rowsOfTable } from './rows.ts'

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

/** A CSV file as read: all but what is said about it. */
export type Csv = Pick<Rows, 'header' | 'duplicates' | 'rows' | 'ragged'>

/** A table for machines: keys of the columns, then a line for each row; no totals. */
export function csv(table: Table, options: CsvOptions = {}): string {
  const header = table.columns.map((column) => column.key)
  const rows = table.rows.map((row) => header.map((key) => csvCell(plainCell(row[key]), row[key], options)))
  return stringified([header, ...rows], options)
}

/** Rows of cells as text; quotes only where they are needed. Reading gives the same cells again. */
export function writeCsv(rows: readonly (readonly string[])[], options: CsvOptions = {}): string {
  return stringified(
    rows.map((cells) => cells.map((cell) => csvCell(cell, cell, options))),
    options,
  )
}

function stringified(rows: readonly (readonly string[])[], options: CsvOptions): string {
  return stringify([...rows], {
    bom: options.bom === true,
    delimiter: options.delimiter ?? ',',
    record_delimiter: options.crlf === true ? '\r\n' : '\n',
    quote_record_delimiter: true,
  })
}

const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
const plainNumber = /^[+-]?\d[\d.]*$/

/** What reading takes an apostrophe off: it makes text of a formula. */
const guarded = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
const anyGuarded = /'[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** See https://owasp.org/www-community/attacks/CSV_Injection; a signed number or a phone number is no formula. */
function csvCell(text: string, cell: unknown, options: CsvOptions): string {
  const isFormula =
    options.safe === true && typeof cell === 'string' && formula.test(text) && !plainNumber.test(text)
  return isFormula || guarded.test(text) ? `'${text}` : text
}

/**
 * Reads CSV: the first line that holds something names the columns. An apostrophe that keeps a formula from running
 * is taken off.
 * @param options the delimiter is found by looking unless given
 * @throws InputError where quotes are broken (naming the line), or nothing is in it
 */
export function parseCsv(input: string | Uint8Array, options: Pick<CsvOptions, 'delimiter'> = {}): Csv {
  return parseText(typeof input === 'string' ? input : decodeText(input), options).csv
}

/** Reads the text of a CSV file, and says what separates its columns where that was found by looking. */
export function readCsv(text: string, options: Pick<CsvOptions, 'delimiter'>): Rows {
  const { csv: found, delimiter } = parseText(text, options)
  const isSaid = options.delimiter !== undefined || delimiter === ','
  const notes = isSaid ? [] : [delimiterName(delimiter)]
  return { ...found, notes, source: { delimiter }, broken: [], unit: 'line' }
}

function parseText(input: string, options: Pick<CsvOptions, 'delimiter'>): { csv: Csv; delimiter: string } {
  const text = input.replace(/^[ \uFEFF]+/, '')
  const declared = declaredDelimiter(text)
  const body = declared === undefined ? text : text.replace(/^[^\r\n]*(?:\r\n|\n|\r|$)/, '')
  const delimiter = options.delimiter ?? declared ?? foundDelimiter(body)
  const read = records(body, delimiter)
  const first = body === text ? 1 : 2
  const all = hasOneLineEach(read, body) ? inOrder(read, first) : numbered(read, first)
  if (!anyGuarded.test(body)) return { csv: rowsOfTable(all), delimiter }
  const unguarded = all.map(({ line, cells }) => ({ line, cells: cells.map(withoutGuard) }))
  return { csv: rowsOfTable(unguarded), delimiter }
}

function withoutGuard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell
}

/** More characters than anybody writes into one row; a longer one is a quote that is never closed. */
const maxRowLength = 16_000_000

/** What is written as it should be is read quickly; everything else by the parser, which forgives some and explains the rest. */
function records(text: string, delimiter: string): string[][] {
  return plainRecords(text, delimiter) ?? parsedRecords(text, delimiter)
}

function parsedRecords(text: string, delimiter: string): string[][] {
  const options: Options = {
    delimiter,
    record_delimiter: text.includes('\r') ? ['\r\n', '\n', '\r'] : '\n',
    relax_column_count: true,
    max_record_size: maxRowLength,
  }
  try {
    return parse(text, options)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return spacedRecords(text, options) ?? looseRecords(text, options, error) ?? failed(text, options, error)
  }
}

/** The records of a file with spaces between delimiters and quotes, or undefined where that is not what is wrong. */
function spacedRecords(text: string, options: Options): string[][] | undefined {
  if (!/(?:^|[^"\s]) +"/m.test(text) || options.delimiter === '\t') return undefined
  try {
    return parse(text, { ...options, ltrim: true })
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}

/** The records of a file with quotes inside cells that are not quoted: `37°2'17.9"W`; undefined where something else is wrong. */
function looseRecords(text: string, options: Options, { code }: CsvError): string[][] | undefined {
  if (code !== 'INVALID_OPENING_QUOTE') return undefined
  try {
    return parse(text, { ...options, relax_quotes: true })
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}

function failed(text: string, options: Options, error: CsvError): never {
  const before = typeof error.records === 'number' ? error.records : 0
  const read: string[][] = before === 0 ? [] : parse(text, { ...options, to: before })
  const line = read.reduce((sum, cells) => sum + linesOf(cells), 1)
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    throw new InputError(
      `The row that begins on line ${line} never ends: it has more than ${maxRowLength / 1_000_000} million characters.`,
      'Look for a quote that is not closed',
    )
  }
  throw new InputError(
    `The quotes in the row that begins on line ${line} are broken.`,
    'Put quotes around the whole cell and write a quote inside it twice: "He said ""yes"""',
  )
}

/** Whether no cell has a line break: far quicker to see than to look into every cell. */
function hasOneLineEach(found: readonly (readonly string[])[], text: string): boolean {
  if (!text.includes('"')) return true
  if (text.includes('\r')) return false
  let breaks = text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks++
  return breaks === found.length
}

function inOrder(found: readonly (readonly string[])[], first: number): FileRow[] {
  return found.map((cells, index) => ({ line: first + index, cells }))
}

/** Counted here, as the parser counts a CR LF inside quotes twice and is a third slower when asked for lines. */
function numbered(found: readonly (readonly string[])[], first: number): FileRow[] {
  let line = first
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
