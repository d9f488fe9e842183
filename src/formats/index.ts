/** The formats a table can be written in. Adding one is its file, its name in names.ts and one line here. */
import type { Table } from '../reports/table.ts'
import type { CellLook } from './cell.ts'
import { type CsvOptions, csv } from './csv.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'
import type { FormatName } from './names.ts'
import { tsv } from './tsv.ts'

export { type FormatName, isFormatName } from './names.ts'

export interface FormatOptions extends CellLook, Omit<CsvOptions, 'delimiter'> {}

/** Writes a table as text that ends in a line break. */
export type Format = (table: Table, options: FormatOptions) => string

export const formats: { readonly [name in FormatName]: Format } = { csv, tsv, json, markdown }
