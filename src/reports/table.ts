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
  /** Left out first where there is no room for all. */
  readonly minor?: true
  /** Key of the column under whose text it goes where there is no room beside it; such a table's text is never cut. */
  readonly under?: string
}

export type Cell = string | number | boolean | Amount | null

export interface Row {
  readonly [key: string]: Cell | undefined
}

/** A drawing of some columns of a table; how it looks is the terminal's and the page's business. */
export interface Chart {
  /** bars: one for each row. columns: the same for periods of time. funnel: steps that get fewer. line: a trend. */
  readonly kind: 'bars' | 'columns' | 'funnel' | 'line'
  readonly title: string
  /** Key of the column that names the rows. */
  readonly label: string
  /** Keys of the columns that are drawn, all of one unit. */
  readonly values: readonly string[]
}

export interface Table {
  readonly title?: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly totals?: Row
  /** Said below the table and on standard error in machine formats: rates used, what was left out. */
  readonly notes?: readonly string[]
  readonly charts?: readonly Chart[]
  /** Tables that belong to this one: below it for people, sheets of their own in a workbook. */
  readonly parts?: readonly Table[]
}

/** Whether a cell is an amount of money. */
export function isAmount(cell: Cell | undefined): cell is Amount {
  return typeof cell === 'object' && cell !== null
}
