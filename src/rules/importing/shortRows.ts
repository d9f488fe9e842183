/** Rows that are shorter than the header: programs and people leave out the commas behind the last thing they have to say. */
import type { ImportRow } from './options.ts'

interface Filled<R> {
  readonly rows: readonly R[]
  readonly ragged: readonly R[]
  /** Lines of the rows that were filled up. */
  readonly lines: readonly number[]
}

/**
 * The rows with the short ones among them, whose cells that are not there are empty. They stay apart where another row has
 * too many cells, or where one has a single cell of many: a line is broken then, and cells stand under wrong names.
 * @param width how many columns there are
 */
export function withShortRows<R extends ImportRow>(
  rows: readonly R[],
  ragged: readonly R[],
  width: number,
): Filled<R | ImportRow> {
  const isShort = ({ cells }: R) => cells.length < width && (cells.length > 1 || width === 2)
  if (ragged.length === 0 || ragged.some(({ cells }) => cells.length > width))
    return { rows, ragged, lines: [] }
  const short = ragged.filter(isShort)
  const filled = short.map(({ line, cells }) => ({
    line,
    cells: Array.from({ length: width }, (_, index) => cells[index] ?? ''),
  }))
  return {
    rows: [...rows, ...filled].toSorted((a, b) => a.line - b.line),
    ragged: ragged.filter((row) => !isShort(row)),
    lines: short.map(({ line }) => line),
  }
}
