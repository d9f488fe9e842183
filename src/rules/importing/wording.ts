/** How a whole column is written: the order of its dates, its decimal mark. Each column is read as one, or asked about. */

import type { Settings } from '../../config.ts'
import { InputError } from '../../errors.ts'
import type { TypeName } from '../../schema/field.ts'
import { digits } from '../../text.ts'
import { columnsOf } from './columns.ts'
import type { ImportOptions, ImportRow, ImportTable } from './options.ts'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

export interface WordingOptions {
  /** The order of numeric dates, where it is known. */
  readonly dateOrder?: DateOrder
  /** Words that stand for an empty cell, in any case: "-", "N/A". */
  readonly blanks: readonly string[]
}

export interface Reworded {
  /** The table with dates in ISO form and amounts with a decimal point, wherever a column needed it. */
  readonly table: ImportTable
  /** How columns were read, for people. */
  readonly notes: readonly string[]
}

type Rewrite = (text: string) => string

/**
 * Looks at each column as a whole and rewrites its cells to what one cell alone would be read as: dates in an order that
 * the column proves or `dateOrder` says, serial numbers of spreadsheets, amounts with a decimal comma, placeholders.
 * @throws InputError where a column of dates may be read in two ways, or contradicts itself
 */
export function reworded(
  table: ImportTable,
  options: ImportOptions,
  settings: Settings,
  wording: WordingOptions,
): Reworded {
  const blanked = withoutPlaceholders(table, wording.blanks)
  const { columns, entity } = columnsOf(blanked, options, settings)
  const rewrites = new Map<number, Rewrite>()
  const notes: string[] = []
  for (const { index, heading, target } of columns) {
    const type = target.type === 'field' ? entity.fields[target.name]?.type : undefined
    if (type === undefined || !isWritten(type)) continue
    const texts = blanked.rows.map((row) => row.cells[index]?.trim() ?? '').filter((text) => text !== '')
    const found = texts.length === 0 ? undefined : rewriteOf(type, heading, texts, wording)
    if (found === undefined) continue
    rewrites.set(index, found.rewrite)
    notes.push(`${heading}: ${found.says}`)
  }
  if (rewrites.size === 0) return { table: blanked, notes }
  return { table: mapCells(blanked, (text, index) => rewrites.get(index)?.(text) ?? text), notes }
}

function withoutPlaceholders(table: ImportTable, blanks: readonly string[]): ImportTable {
  if (blanks.length === 0) return table
  const words = new Set(blanks.map((word) => word.trim().toLowerCase()))
  return mapCells(table, (text) => (words.has(text.trim().toLowerCase()) ? '' : text))
}

function mapCells(table: ImportTable, change: (text: string, index: number) => string): ImportTable {
  const row = ({ line, cells }: ImportRow): ImportRow => ({ line, cells: cells.map(change) })
  return { ...table, rows: table.rows.map(row) }
}

interface Reading {
  readonly rewrite: Rewrite
  readonly says: string
}

const dated: readonly TypeName[] = ['date', 'instant', 'when']

const decimal: readonly TypeName[] = ['money', 'number']

/** Whether values of a type are written in more than one way. */
function isWritten(type: TypeName): boolean {
  return dated.includes(type) || decimal.includes(type)
}

function rewriteOf(
  type: TypeName,
  heading: string,
  texts: readonly string[],
  wording: WordingOptions,
): Reading | undefined {
  if (dated.includes(type)) return serials(type, texts) ?? numericDates(heading, texts, wording.dateOrder)
  return decimalCommas(texts)
}

/** Days from 1954 to 2119 as Excel counts them; smaller numbers are years or mistakes. */
const serial = /^[2-7]\d{4}(\.\d+)?$/

/** Day 60 of Excel's calendar is a 29 February 1900 that never was, so that its day 0 is 1899-12-30 for all days since. */
const serialEpoch = Date.UTC(1899, 11, 30)

function serials(type: TypeName, texts: readonly string[]): Reading | undefined {
  if (!texts.every((text) => serial.test(text))) return undefined
  const rewrite = (text: string): string => {
    if (!serial.test(text.trim())) return text
    const instant = new Date(serialEpoch + Math.round(Number(text) * 86_400) * 1000).toISOString()
    return type === 'date' || instant.endsWith('T00:00:00.000Z') ? instant.slice(0, 10) : instant.slice(0, 19)
  }
  return { rewrite, says: 'dates as spreadsheets number them' }
}

const numeric = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(\D.*)?$/

/** A year of the Buddhist era is written with the day first, always. */
const buddhist = 2400

function numericDates(
  heading: string,
  texts: readonly string[],
  said: DateOrder | undefined,
): Reading | undefined {
  const parts = texts.map((text) => numeric.exec(digits(text))).filter((match) => match !== null)
  const [example] = parts
  if (example === undefined) return undefined
  const dayFirst = parts.find(([, first, , year]) => Number(first) > 12 || Number(year) >= buddhist)
  const monthFirst = parts.find(
    ([, first, second, year]) => Number(second) > 12 && Number(first) <= 12 && Number(year) < buddhist,
  )
  if (said === undefined && dayFirst !== undefined && monthFirst !== undefined) {
    throw new InputError(
      `Column "${heading}" has dates in both orders: ${dayFirst[0]} has the day first, ${monthFirst[0]} the month.`,
      'Make them alike, or say which it is and see the others rejected: --date-order dmy or --date-order mdy',
    )
  }
  if (said === undefined && dayFirst === undefined && monthFirst === undefined) {
    throw new InputError(
      `Column "${heading}" can be read in two ways: has ${example[0]} the day first, or the month?`,
      'Say which: --date-order dmy (the day first) or --date-order mdy (the month first)',
    )
  }
  const isMonthFirst = said === undefined ? monthFirst !== undefined : said === 'mdy'
  return {
    rewrite: (text) => iso(text, isMonthFirst),
    says: isMonthFirst ? 'dates with the month first' : 'dates with the day first',
  }
}

function iso(text: string, isMonthFirst: boolean): string {
  const match = numeric.exec(digits(text.trim()))
  if (match === null) return text
  const [, first = '', second = '', year, rest = ''] = match
  const [day, month] = isMonthFirst ? [second, first] : [first, second]
  // An impossible date is left as it was written, so that the message shows what the file says.
  if (Number(month) > 12 || Number(day) > 31) return text
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest}`
}

const pointed = /^[^\d]*\d{1,3}(,\d{3})+(\.\d+)?[^\d]*$|^[^\d]*\d+\.\d{1,2}[^\d]*$/
const comma = /^[^\d]*\d{1,3}(\.\d{3})+,\d+[^\d]*$|^[^\d]*\d+,\d{1,2}[^\d]*$/

/** A column is written with a decimal comma where some amounts can only be that and none can only be the other. */
function decimalCommas(texts: readonly string[]): Reading | undefined {
  if (!texts.some((text) => comma.test(text)) || texts.some((text) => pointed.test(text))) return undefined
  const rewrite = (text: string) => text.replaceAll('.', '').replace(',', '.')
  return { rewrite, says: 'numbers with a decimal comma' }
}
