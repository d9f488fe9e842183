/** A report beside the same report of the period before. */
import { type Amount, zero } from '../money.ts'
import type { Period } from './period.ts'
import { percentOf } from './report.ts'
import { type Cell, type Column, isAmount, type Row, type Table } from './table.ts'

/**
 * The columns `keys` of the table, each with two more beside it: what it was before, and the change: in percent of what it was, of
 * percentages in percentage points. Rows are matched by the columns that name them, where that is a part of the
 * calendar by their place. Amounts of two currencies are not compared.
 */
export function compared(table: Table, before: Table, keys: readonly string[], period: Period): Table {
  const names = namingColumns(table)
  const own = table.columns.filter(({ key }) => keys.includes(key))
  const columns = [...names, ...own.flatMap((column) => [column, ...beside(column)])]
  const isTime = names.length === 1 && /^(week|month|quarter|year)/.test(names[0]?.key ?? '')
  const nameOf = (row: Row, place: number) =>
    isTime ? String(place) : JSON.stringify(names.map(({ key }) => row[key] ?? null))
  const known = new Map(before.rows.map((row, place) => [nameOf(row, place), row]))
  const rows = table.rows.map((row, place) => {
    const name = nameOf(row, place)
    const old = known.get(name)
    known.delete(name)
    return joined(row, old ?? {}, own)
  })
  for (const row of known.values()) {
    const named = Object.fromEntries(names.map(({ key }) => [key, row[key] ?? null]))
    rows.push(joined({ ...named, ...nothing(row, own) }, row, own))
  }
  const totals = table.totals === undefined ? {} : { totals: joined(table.totals, before.totals ?? {}, own) }
  const notes = [...(table.notes ?? []), `Before: ${period.from} to ${period.to}.`]
  const charts = (table.charts ?? []).filter(({ values }) => values.every((key) => keys.includes(key)))
  return {
    ...(table.title === undefined ? {} : { title: table.title }),
    columns,
    rows,
    ...totals,
    notes,
    charts,
  }
}

/** The columns of text that a table begins with. */
function namingColumns({ columns }: Table): readonly Column[] {
  const end = columns.findIndex(({ type }) => type !== 'text')
  return end < 0 ? columns : columns.slice(0, end)
}

function beside({ key, label, type }: Column): Column[] {
  return [
    { key: `${key}Before`, label: `${label} before`, type, minor: true },
    {
      key: `${key}Change`,
      label: type === 'percent' ? 'Change (points)' : 'Change',
      type: type === 'percent' ? 'number' : 'percent',
    },
  ]
}

function joined(row: Row, old: Row, columns: readonly Column[]): Row {
  const cells: { [key: string]: Cell } = {}
  for (const column of columns) {
    const { key } = column
    const [now, before] = [row[key] ?? null, old[key] ?? none(row[key], column)]
    cells[`${key}Before`] = before
    cells[`${key}Change`] = change(now, before, column)
  }
  return { ...row, ...cells }
}

/** What a group that was not there had; a rate of nothing is none. */
function none(cell: Cell | undefined, { type }: Column): Cell {
  if (isAmount(cell)) return zero(cell.currency)
  return typeof cell === 'number' && type === 'number' ? 0 : null
}

function nothing(row: Row, columns: readonly Column[]): Row {
  return Object.fromEntries(columns.map((column) => [column.key, none(row[column.key], column)]))
}

function change(now: Cell, before: Cell, { type }: Column): number | null {
  if (isAmount(now) && isAmount(before)) return ofAmounts(now, before)
  if (typeof now !== 'number' || typeof before !== 'number') return null
  return type === 'percent' ? Math.round((now - before) * 10) / 10 : percentOf(now - before, before)
}

function ofAmounts(now: Amount, before: Amount): number | null {
  return now.currency === before.currency
    ? percentOf(Number(now.minor - before.minor), Number(before.minor))
    : null
}
