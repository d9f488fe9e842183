/** What a page and a board are, before anybody says how they are printed. */
import type { Cell, Table } from './table.ts'

/** One page about a record: fields, then sections. */
export interface Page {
  readonly title: string
  readonly fields: readonly (readonly [label: string, value: string])[]
  readonly sections: readonly { readonly title: string; readonly table: Table }[]
}

/** One figure that is looked at first. */
export interface Figure {
  readonly label: string
  readonly value: string
  /** What it is beside, or out of. */
  readonly hint?: string
  /** The value for machines, and what it was in the period before. */
  readonly cell: Cell
  readonly before?: Cell
}

/** What is looked at rather than read by a program: figures, tables with their charts, a board. */
export interface Sheet {
  readonly title: string
  /** Period, owner, query, the day it was made. */
  readonly subtitle: readonly string[]
  readonly figures: readonly Figure[]
  readonly parts: readonly SheetPart[]
  /** How the figures are counted. */
  readonly about?: string
  readonly board?: Board
  /** Other pages beside this one. */
  readonly links?: readonly (readonly [label: string, file: string])[]
}

export interface SheetPart {
  readonly table: Table
  /** How its figures are counted. */
  readonly about?: string
}

/** Deals by stage in columns. */
export interface Board {
  /** Whose, which and of what day, where it stands alone on a page. */
  readonly subtitle?: readonly string[]
  readonly columns: readonly BoardColumn[]
  readonly notes: readonly string[]
}
export interface BoardColumn {
  readonly title: string
  /** Lines under the title: count, amount, weighted amount. */
  readonly figures: readonly string[]
  /** How many cards are not shown. */
  readonly more?: number
  readonly cards: readonly { readonly lines: readonly string[]; readonly marks: readonly string[] }[]
}
