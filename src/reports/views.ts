/** What a page and a board are, before anybody says how they are printed. */
import type { Table } from './table.ts'

/** One page about a record: fields, then sections. */
export interface Page {
  readonly title: string
  readonly fields: readonly (readonly [label: string, value: string])[]
  readonly sections: readonly { readonly title: string; readonly table: Table }[]
}

/** Deals by stage in columns. */
export interface Board {
  readonly columns: readonly BoardColumn[]
  readonly notes: readonly string[]
}
export interface BoardColumn {
  readonly title: string
  /** Lines under the title: count, amount, weighted amount. */
  readonly figures: readonly string[]
  readonly cards: readonly { readonly lines: readonly string[]; readonly marks: readonly string[] }[]
}
