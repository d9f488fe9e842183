/** Which rows of a table a chart draws. */
import type { Amount } from '../money.ts'
import { placeNamed } from './period.ts'
import { type Cell, type Chart, isAmount, type Row, type Table } from './table.ts'

export interface Charted {
  readonly rows: readonly Row[]
  /** Which of how many, where these are not all: `the last 30 of 36`. */
  readonly some?: string
}

/** At most so many rows of a chart. */
export interface Most {
  /** Of a chart of time the latest, of a funnel the first. */
  readonly steps: number
  /** Of bars: of more of them the first ten are drawn, and one bar of the others. */
  readonly bars: number
}

const FIRST = 10

/**
 * The rows that are drawn. Those without a date have no place on a line of time and would be taken for the last. Bars are of
 * counts and amounts, which add up, or of shares, which do not: then the others are left out.
 */
export function chartedRows(chart: Chart, { rows: all, columns }: Table, most: Most): Charted {
  const { kind, label, values } = chart
  if (kind === 'bars' && all.length > most.bars) {
    const [first, others] = [all.slice(0, FIRST), all.slice(FIRST)]
    const some = `the first ${FIRST} of ${all.length}`
    if (columns.some(({ key, type }) => values.includes(key) && type === 'percent'))
      return { rows: first, some }
    const cells = values.map((key) => [key, sumOf(others.map((row) => row[key]))] as const)
    const rest = { [label]: `${others.length} others`, ...Object.fromEntries(cells) }
    return { rows: [...first, rest], some: `${some}, and the others` }
  }
  const isOverTime = kind === 'columns' || kind === 'line'
  const rows = isOverTime ? all.filter((row) => placeNamed(String(row[label])) !== undefined) : all
  if (kind === 'bars' || rows.length <= most.steps) return { rows }
  const some = `the ${isOverTime ? 'last' : 'first'} ${most.steps} of ${rows.length}`
  return { rows: isOverTime ? rows.slice(-most.steps) : rows.slice(0, most.steps), some }
}

/** Of amounts in one currency, or of numbers. */
function sumOf(cells: readonly (Cell | undefined)[]): Cell {
  const amounts = cells.filter(isAmount)
  const [first] = amounts
  if (first === undefined)
    return cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0)
  const add = (sum: Amount, one: Amount) => ({ ...sum, minor: sum.minor + one.minor })
  return amounts.slice(1).reduce(add, first)
}
