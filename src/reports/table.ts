/** What a report or a list is, before anybody says how it is printed. */
import type { Amount } from '../money.ts'

/** How a cell's value is meant; formats decide how it looks. */
export type ColumnType =
  | 'text'
  | 'number'
  | 'percent'
  | 'money'
  | 'date'
  | 'instant'
  | 'when'
  | 'phone'
  | 'id'

export interface Column {
  /** Key of the rows, JSON key and CSV header. */
  readonly key: string
  /** Heading for people. */
  readonly label: string
  readonly type: ColumnType
}

export type Cell = string | number | boolean | Amount | null

export interface Row {
  readonly [key: string]: Cell | undefined
}

export interface Table {
  readonly title?: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly totals?: Row
  /** Said below the table and on standard error in machine formats: rates used, what was left out. */
  readonly notes?: readonly string[]
}

/** Whether a cell is an amount of money. */
export function isAmount(cell: Cell | undefined): cell is Amount {
  return typeof cell === 'object' && cell !== null
}
