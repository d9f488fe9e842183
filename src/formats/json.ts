/** Tables and values as JSON text. */
import { toNumber } from '../money.ts'
import { isAmount, type Row, type Table } from '../reports/table.ts'

interface JsonRow {
  readonly [key: string]: string | number | boolean | null
}

export interface JsonTable {
  /** Keys of the columns. */
  readonly columns: readonly string[]
  /** Each with every key; what is empty is null. */
  readonly rows: readonly JsonRow[]
  readonly totals: JsonRow | null
}

/** A table as scripts get it: an amount is a number, in the currency of the row's `currency` column if there is one. */
export function tableJson(table: Table): JsonTable {
  const columns = table.columns.map((column) => column.key)
  return {
    columns,
    rows: table.rows.map((row) => jsonRow(row, columns)),
    totals: table.totals === undefined ? null : jsonRow(table.totals, columns),
  }
}

/** A table as indented JSON. */
export function json(table: Table): string {
  return jsonText(tableJson(table))
}

const harmful = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/g

/** A value as JSON, indented by two spaces; characters that a terminal might obey are escaped. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? 'null'
  return `${text.replace(harmful, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}

function jsonRow(row: Row, columns: readonly string[]): JsonRow {
  const cells: { [key: string]: string | number | boolean | null } = {}
  for (const key of columns) {
    const cell = row[key] ?? null
    cells[key] = isAmount(cell) ? toNumber(cell) : cell
  }
  if (columns.includes('currency') && cells.currency === null) {
    cells.currency = Object.values(row).find(isAmount)?.currency ?? null
  }
  return cells
}
