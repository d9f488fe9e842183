/** Cells that a workbook joins over several rows: what they say holds for each row. */
import type { ZipEntry } from './zip.ts'

/** A range of one column, from the row that has its value to its last one; all counted from 0. */
interface Joined {
  readonly column: number
  readonly first: number
  readonly last: number
}

/** The cells that are joined downwards, by the place of their sheet in the workbook. */
export function joinedCells(entries: readonly ZipEntry[]): readonly (readonly Joined[])[] {
  const text = (name: string) =>
    entries
      .find((entry) => entry.name === name)
      ?.unpack()
      .toString('utf8') ?? ''
  const targets = new Map(
    Array.from(text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b[^<>]*>/g), ([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target').replace(/^\/?(?:xl\/)?/, ''),
    ]),
  )
  return Array.from(text('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\b[^<>]*>/g), ([tag]) =>
    joinedIn(text(`xl/${targets.get(attribute(tag, '\\w+:id'))}`)),
  )
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
}

function joinedIn(sheet: string): readonly Joined[] {
  // They stand behind the cells, of which there may be millions.
  const ranges = sheet
    .slice(sheet.lastIndexOf('sheetData>'))
    .matchAll(/<(?:\w+:)?mergeCell\b[^<>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)
  return Array.from(ranges).flatMap(([, letters = '', first, others, last]) =>
    letters === others && first !== last
      ? [{ column: columnNumber(letters) - 1, first: Number(first) - 1, last: Number(last) - 1 }]
      : [],
  )
}

/** The rows with the value of joined cells in each row that has anything else; the same rows where none are joined. */
export function filledDown<C>(
  rows: readonly (readonly C[])[],
  joined: readonly Joined[],
  isEmpty: (cell: C | undefined) => boolean,
): readonly (readonly C[])[] {
  if (joined.length === 0) return rows
  const filled = rows.map((row) => [...row])
  for (const { column, first, last } of apart(joined)) {
    const value = rows[first]?.[column]
    if (value === undefined || isEmpty(value)) continue
    for (const row of filled.slice(first + 1, last + 1)) if (!row.every(isEmpty)) row[column] = value
  }
  return filled
}

/** Without those that begin within another, which no program writes: thousands of them would take for ever. */
function apart(joined: readonly Joined[]): readonly Joined[] {
  const ends = new Map<number, number>()
  return joined
    .toSorted((a, b) => a.first - b.first)
    .filter(({ column, first, last }) => {
      if (first <= (ends.get(column) ?? -1)) return false
      ends.set(column, last)
      return true
    })
}

/** `A` is 1, `AA` 27. */
export function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}
