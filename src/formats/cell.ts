/** One cell of a table as text: for people, and for machines. */
import type { Settings } from '../config.ts'
import { formatWhen } from '../dates.ts'
import { formatAmount, toDecimal } from '../money.ts'
import { decimalText, groupThousands, type Separators, separatorsOf } from '../numbers.ts'
import { type Cell, type Column, isAmount, type Table } from '../reports/table.ts'

/** What a cell's text for people depends on. */
export interface CellLook {
  /** IANA zone that instants are shown in. */
  readonly timezone: string
  /** How numbers are written; 1,234.50 unless given. */
  readonly separators?: Separators
  /** How a phone number is shown; as it is stored unless given. */
  readonly phone?: (number: string) => string
  /** How an id is shown; whole unless given. */
  readonly id?: (id: string) => string
}

/** How a store's people are shown things. */
export function lookOf(settings: Settings): CellLook {
  return { timezone: settings.timezone, separators: separatorsOf(settings) }
}

/** Decimals that people are shown; machines get them all. */
const mostDecimals = { number: 2, percent: 1 } as const

/** The text of a cell for people, still with the control characters and line breaks of the data. */
export function cellText(cell: Cell | undefined, column: Column, look: CellLook, decimals?: number): string {
  if (cell === undefined || cell === null) return ''
  if (isAmount(cell)) return formatAmount(cell, look.separators)
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell === 'number')
    return numberText(cell, column, decimals ?? decimalsOf(cell, column), look.separators)
  switch (column.type) {
    case 'date':
    case 'instant':
    case 'when':
      return cell === '' ? '' : formatWhen(cell, look.timezone)
    case 'phone':
      return look.phone?.(cell) ?? cell
    case 'id':
      return look.id?.(cell) ?? cell
    default:
      return cell
  }
}

/** The text of a cell for machines: plain decimals, dates and ids as they are stored. */
export function plainCell(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return ''
  if (isAmount(cell)) return toDecimal(cell)
  return typeof cell === 'number' ? decimalText(cell) : String(cell)
}

/** How many decimals people need to see of a number in this column. */
export function decimalsOf(value: Cell | undefined, column: Column): number {
  if (typeof value !== 'number') return 0
  const most = column.type === 'percent' ? mostDecimals.percent : mostDecimals.number
  const [, fraction = ''] = decimalText(Number(value.toFixed(most))).split('.')
  return fraction.length
}

/** How many decimals people need to see in each column, so that its numbers line up. */
export type Decimals = ReadonlyMap<string, number>

export function decimalsByColumn({ columns, rows, totals = {} }: Table): Decimals {
  const most = (column: Column) =>
    [...rows, totals].reduce((sofar, row) => Math.max(sofar, decimalsOf(row[column.key], column)), 0)
  return new Map(columns.map((column) => [column.key, most(column)]))
}

/** Whether a column's cells are set to the right. */
export function isNumeric(column: Column): boolean {
  return column.type === 'number' || column.type === 'percent' || column.type === 'money'
}

function numberText(value: number, column: Column, decimals: number, separators?: Separators): string {
  const text = groupThousands(value.toFixed(decimals), separators)
  return column.type === 'percent' ? `${text}%` : text
}
