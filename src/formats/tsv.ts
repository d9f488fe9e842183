/** Tab-separated values: CSV with tabs, as spreadsheets copy and paste it. */
import type { Table } from '../reports/table.ts'
import { type CsvOptions, csv } from './csv.ts'

/** A table for machines: keys of the columns, then a line for each row; no totals. */
export function tsv(table: Table, options: CsvOptions = {}): string {
  return csv(table, { ...options, delimiter: '\t' })
}
