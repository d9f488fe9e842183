/** How a whole column is written: the order of its dates, its decimal mark. Each column is read as one, or asked about. */

import type { Settings } from '../../config.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Field, TypeName } from '../../schema/field.ts'
import { columnsOf } from './columns.ts'
import { type DateOrder, type DaysRead, daysOfContent, daysOfField } from './days.ts'
import type { ImportOptions, ImportRow, ImportTable } from './options.ts'
import { attachedSalutations } from './people.ts'
import type { Target } from './targets.ts'
import { twoNames } from './twoNames.ts'

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
  /** What a person should look at. */
  readonly warnings: readonly string[]
  /** How columns of dates were read. */
  readonly dates: readonly DatesOfColumn[]
}

/** For scripts: which order the dates of a column have, and what told it. */
interface DatesOfColumn extends Pick<DaysRead, 'order' | 'because'> {
  readonly column: string
}

type Rewrite = (text: string) => string

/**
 * Looks at each column as a whole and rewrites its cells to what one cell alone would be read as: dates in an order that
 * the column proves or `dateOrder` says, serial numbers of spreadsheets, amounts with a decimal comma, placeholders.
 * A column that matches no field and has dates only is made one of days.
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
  const { fields: before } = entityIn(settings, options.kind)
  const rewrites = new Map<number, Rewrite>()
  const notes: string[] = []
  const dates: DatesOfColumn[] = []
  const warnings = columns.flatMap((column) => twoNames(column, entity, blanked))
  for (const { index, heading, target } of columns) {
    const field = target.type === 'field' ? entity.fields[target.name] : undefined
    const type = field?.type
    const isNew = target.type === 'field' && before[target.name] === undefined && options.textOnly !== true
    const isRead = field !== undefined && (isWritten(field.type) || (isNew && type === 'text'))
    const found = isRead
      ? readingOf(field, heading, filledIn(blanked, index), { isNew, wording, settings, now: options.now })
      : nameOnOneLine(target, type, blanked, index)
    if (found === undefined) continue
    if (found.rewrite !== undefined) rewrites.set(index, found.rewrite)
    notes.push(`${heading}: ${found.says}`)
    if ('order' in found) dates.push({ column: heading, order: found.order, because: found.because })
  }
  if (rewrites.size === 0) return { table: blanked, notes, warnings, dates }
  const rewritten = mapCells(blanked, (text, index) => rewrites.get(index)?.(text) ?? text)
  return { table: rewritten, notes, warnings, dates }
}

function filledIn({ rows }: ImportTable, index: number): readonly string[] {
  return rows.map(({ cells }) => cells[index]?.trim() ?? '').filter((text) => text !== '')
}

/** Names with salutations joined to them, and names that people have written on several lines of their cells. */
function nameOnOneLine(
  target: Target,
  type: TypeName | undefined,
  table: ImportTable,
  index: number,
): Reading | undefined {
  if (target.type === 'wholeName') {
    const rewrite = attachedSalutations(filledIn(table, index))
    return rewrite === undefined ? undefined : { rewrite, says: 'salutations before the names' }
  }
  const hasLines = (text = '') => lineBreak.test(text) && lineBreak.test(text.trim())
  return type === 'text' && table.rows.some(({ cells }) => hasLines(cells[index]))
    ? { rewrite: onOneLine, says: 'several lines as one' }
    : undefined
}

const lineBreak = /[\n\r\u2028\u2029]/

function onOneLine(text: string): string {
  return text.trim().replace(/\s*[\n\r\u2028\u2029]\s*/g, ' ')
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

interface Circumstances {
  /** The column matches no field yet. */
  readonly isNew: boolean
  readonly wording: WordingOptions
  readonly settings: Settings
  readonly now: Date
}

function readingOf(
  field: Field,
  heading: string,
  texts: readonly string[],
  { isNew, wording, settings, now }: Circumstances,
): Reading | DaysRead | undefined {
  if (texts.length === 0) return undefined
  if (isNew) return daysOfContent(heading, texts, wording.dateOrder, settings, now)
  if (dated.includes(field.type)) return daysOfField(field, heading, texts, wording.dateOrder)
  return decimalCommas(texts)
}

const pointed = /^[^\d]*\d{1,3}(,\d{3})+(\.\d+)?[^\d]*$|^[^\d]*\d+\.\d{1,2}[^\d]*$/
const comma = /^[^\d]*\d{1,3}(\.\d{3})+,\d+[^\d]*$|^[^\d]*\d+,\d{1,2}[^\d]*$/

/** A column is written with a decimal comma where some amounts can only be that and none can only be the other. */
function decimalCommas(texts: readonly string[]): Reading | undefined {
  if (!texts.some((text) => comma.test(text)) || texts.some((text) => pointed.test(text))) return undefined
  const rewrite = (text: string) => text.replaceAll('.', '').replace(',', '.')
  return { rewrite, says: 'numbers with a decimal comma' }
}
