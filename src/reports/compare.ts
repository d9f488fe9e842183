/** A report beside the same report of the period before. */
import { type Amount, zero } from '../money.ts'
import { nameAt, type Period, placeNamed, unitOf } from './period.ts'
import { percentOf } from './report.ts'
import { type Cell, type Column, isAmount, type Row, type Table } from './table.ts'

/** The two periods that are compared. */
export interface Periods {
  readonly now: Period
  readonly before: Period
}

/**
 * The columns `keys` of the table, each with two more beside it: what it was before, and the change: in percent of what it was, of
 * percentages in percentage points. Rows are matched by the columns that name them, parts of the calendar by their place
 * in the period: the second month with the second. Several rows of one name are matched in their order, so that nothing
 * is counted twice. Amounts of two currencies are not compared.
 */
export function compared(table: Table, before: Table, keys: readonly string[], periods: Periods): Table {
  const names = namingColumns(table)
  const own = table.columns.filter(({ key }) => keys.includes(key))
  const columns = [...names, ...own.flatMap((column) => [column, ...beside(column)])]
  const earlier = queues(
    before.rows.map((row) => moved(row, names, periods)),
    names,
  )
  const rows = table.rows.map((row) => joined(row, earlier.get(nameOf(row, names))?.shift() ?? {}, own))
  for (const row of [...earlier.values()].flat()) {
    const named = Object.fromEntries(names.map(({ key }) => [key, row[key] ?? null]))
    rows.push(joined({ ...named, ...nothing(row, own) }, row, own))
  }
  const totals = table.totals === undefined ? {} : { totals: joined(table.totals, before.totals ?? {}, own) }
  const notes = [...(table.notes ?? []), `Before: ${periods.before.from} to ${periods.before.to}.`]
  const charts = (table.charts ?? []).filter(({ values }) => values.every((key) => keys.includes(key)))
  return {
    ...(table.title === undefined ? {} : { title: table.title }),
    columns,
    rows: inTime(rows, names),
    ...totals,
    notes,
    charts,
  }
}

function nameOf(row: Row, names: readonly Column[]): string {
  return JSON.stringify(names.map(({ key }) => row[key] ?? null))
}

function queues(rows: readonly Row[], names: readonly Column[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const name = nameOf(row, names)
    found.set(name, [...(found.get(name) ?? []), row])
  }
  return found
}

function isTime({ key }: Column): boolean {
  return /^(week|month|quarter|year)([A-Z]|$)/.test(key)
}

/** A row of the period before, with the parts of the calendar that have the same place in the present period. */
function moved(row: Row, names: readonly Column[], { now, before }: Periods): Row {
  const cells = names.filter(isTime).map(({ key }) => {
    const place = placeNamed(String(row[key]))
    if (place === undefined) return [key, row[key]] as const
    const [start, earlier] = [now, before].map(
      ({ from }) => placeNamed(unitOf(from, place.unit))?.number ?? 0,
    )
    return [key, nameAt({ ...place, number: place.number + (start ?? 0) - (earlier ?? 0) })] as const
  })
  return { ...row, ...Object.fromEntries(cells) }
}

/** Rows that are parts of the calendar in its order, those without a date last. */
function inTime(rows: readonly Row[], names: readonly Column[]): readonly Row[] {
  const [only] = names
  if (only === undefined || names.length > 1 || !isTime(only)) return rows
  const nameIn = (row: Row) => String(row[only.key])
  const isPart = (row: Row) => placeNamed(nameIn(row)) !== undefined
  return rows.toSorted(
    (a, b) =>
      Number(isPart(b)) - Number(isPart(a)) || (nameIn(a) < nameIn(b) ? -1 : nameIn(a) > nameIn(b) ? 1 : 0),
  )
}

/** The columns of text that a table begins with. */
function namingColumns({ columns }: Table): readonly Column[] {
  const end = columns.findIndex(({ type }) => type !== 'text')
  return end < 0 ? columns : columns.slice(0, end)
}

function beside({ key, label, type, minor }: Column): Column[] {
  return [
    { key: `${key}Before`, label: `${label} before`, type, minor: true },
    {
      key: `${key}Change`,
      label: type === 'percent' ? 'Change (points)' : 'Change',
      type: type === 'percent' ? 'number' : 'percent',
      ...(minor === true ? { minor } : {}),
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
