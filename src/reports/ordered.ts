/** A report's rows in another order, and only the first of them. */
import { unknownWord } from '../errors.ts'
import { compareText, fold } from '../text.ts'
import { type Cell, type Column, isAmount, type Row, type Table } from './table.ts'

/**
 * The table sorted by columns (`amount`, `-amount` for descending; by key or heading), cut after so many rows. Empty cells
 * come last either way. Totals stay those of all rows. What is no longer in the order of time or stages is not drawn so.
 * @throws InputError for an unknown column
 */
export function ordered(table: Table, sort: readonly string[], limit: number | undefined): Table {
  const keys = sort.map((spec) => sortKey(table.columns, spec))
  const rows = keys.length === 0 ? table.rows : table.rows.toSorted((a, b) => compareRows(a, b, keys))
  const charts = (table.charts ?? []).filter(({ kind }) => keys.length === 0 || kind === 'bars')
  if (limit === undefined || rows.length <= limit) return { ...table, rows, charts }
  const note = `The first ${limit} of ${rows.length} rows; totals are of all.`
  return { ...table, rows: rows.slice(0, limit), charts, notes: [...(table.notes ?? []), note] }
}

interface SortKey {
  readonly key: string
  readonly sign: number
}

function sortKey(columns: readonly Column[], spec: string): SortKey {
  const name = fold(spec.replace(/^[-+]/, ''))
  const found = columns.find(({ key, label }) => fold(key) === name || fold(label) === name)
  if (found !== undefined) return { key: found.key, sign: spec.startsWith('-') ? -1 : 1 }
  throw unknownWord(
    'column',
    spec.replace(/^[-+]/, ''),
    columns.map(({ key }) => key),
  )
}

function compareRows(a: Row, b: Row, keys: readonly SortKey[]): number {
  for (const { key, sign } of keys) {
    const [one, other] = [a[key] ?? null, b[key] ?? null]
    if (one === null || other === null) {
      if (one !== other) return one === null ? 1 : -1
      continue
    }
    const order = compareCells(one, other) * sign
    if (order !== 0) return order
  }
  return 0
}

function compareCells(a: NonNullable<Cell>, b: NonNullable<Cell>): number {
  if (isAmount(a) && isAmount(b)) return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareText(String(a), String(b))
}
