/** Which rows of a table a chart draws. */
import { placeNamed } from './period.ts'
import type { Chart, Row } from './table.ts'

export interface Charted {
  readonly rows: readonly Row[]
  /** Which of how many, where these are not all: `the last 30 of 36`. */
  readonly some?: string
}

/**
 * The rows that are drawn, at most so many: of a chart of time the latest, without what has no date, which has no place
 * on a line of time and would be taken for the last; else the first.
 */
export function chartedRows({ kind, label }: Chart, all: readonly Row[], most: number): Charted {
  const isOverTime = kind === 'columns' || kind === 'line'
  const rows = isOverTime ? all.filter((row) => placeNamed(String(row[label])) !== undefined) : all
  if (rows.length <= most) return { rows }
  const some = `the ${isOverTime ? 'last' : 'first'} ${most} of ${rows.length}`
  return { rows: isOverTime ? rows.slice(-most) : rows.slice(0, most), some }
}
