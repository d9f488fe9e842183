/** Cells that hold the names of two people: each row makes one record, so a person is told of them. */
import type { Entity } from '../../schema/entity.ts'
import type { Column } from './columns.ts'
import type { ImportTable } from './options.ts'
import { isPerson, placesOf } from './targets.ts'

/** Rows that are named. */
const shown = 5

/** What may join two names; looked for first, as it is quick. */
const joint = /[&;/+]| (?:and|และ|กับ|ແລະ|ກັບ) /i
/** A joint with letters on both sides: `a/l` of a Malay name and `R&D` have one at most. */
const joined = /[\p{L}\p{M}]{2}\.?\s*(?:[&;/]|\s\+\s|\s(?:and|และ|กับ|ແລະ|ກັບ)\s)\s*[\p{L}\p{M}]{2}/iu

/** A warning where cells of a column of names have two of them: `Ann & Bob`, `มาลี สุขสันต์ / คุณวิชัย ใจดี`. */
export function twoNames(
  { index, heading, target }: Column,
  entity: Entity,
  table: ImportTable,
): readonly string[] {
  if (!isPerson(entity) || !placesOf(target).some((place) => place === 'firstName' || place === 'lastName'))
    return []
  const { rows, unit = 'line' } = table
  const met = rows.filter(({ cells }) => hasTwo(cells[index] ?? ''))
  if (met.length === 0) return []
  const named = met.slice(0, shown).map(({ line, cells }) => `${unit} ${line} "${cells[index]?.trim()}"`)
  const more = met.length > shown ? ` and ${met.length - shown} more` : ''
  return [
    `Two names may be in one cell of ${heading}: ${named.join(', ')}${more}. A row makes one record; give each person a row.`,
  ]
}

function hasTwo(text: string): boolean {
  return joint.test(text) && joined.test(text)
}
