/** Which row of a file names its columns: people put a title above, programs put notes there. */
import { squeezed } from '../../schema/aliases.ts'
import type { Entity } from '../../schema/entity.ts'
import type { ImportRow, ImportTable } from './options.ts'
import { meaningOf } from './targets.ts'

/** Names of columns stand among the first rows, if not in the first. */
const rowsLookedAt = 20

/**
 * The line of the row that names the columns, where it is not the first: it names at least two fields, and more than
 * twice as many as the first one does. Undefined where the first one is to be taken.
 * @param said columns that the caller names
 */
export function headingRow(
  { header, rows, ragged = [] }: ImportTable,
  entity: Entity,
  said: readonly string[],
): number | undefined {
  const names = new Set(said.map(squeezed))
  const known = (cells: readonly string[]) => knownIn(cells, entity, names)
  const inFirst = known(header)
  const early = [...rows.slice(0, rowsLookedAt), ...ragged.slice(0, rowsLookedAt)]
  let best: { readonly row: ImportRow; readonly count: number } | undefined
  for (const row of early.toSorted((a, b) => a.line - b.line).slice(0, rowsLookedAt)) {
    const count = known(row.cells)
    if (count >= 2 && count > 2 * inFirst && count > (best?.count ?? 0)) best = { row, count }
  }
  return best?.row.line
}

/** Whether a table has records of a kind: a row among its first names fields of theirs. */
export function namesFields(table: ImportTable, entity: Entity, said: readonly string[]): boolean {
  return (
    knownIn(table.header, entity, new Set(said.map(squeezed))) > 0 ||
    headingRow(table, entity, said) !== undefined
  )
}

function knownIn(cells: readonly string[], entity: Entity, names: ReadonlySet<string>): number {
  const words = new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))
  return [...words].filter((word) => names.has(squeezed(word)) || isHeading(word, entity)).length
}

function isHeading(word: string, entity: Entity): boolean {
  const { how } = meaningOf(word, entity, false)
  return how === 'name' || how === 'alias'
}
