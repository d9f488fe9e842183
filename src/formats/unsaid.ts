/** What of a card or a calendar item goes into no cell, so that it can be told of. */
import { fold } from '../text.ts'
import type { Property } from './ical.ts'
import { textOf } from './vcardParts.ts'

/**
 * The names of properties of which some word is in none of the cells.
 * @param aside properties of the file format itself, and those that are read in another form than they are written
 */
export function unsaid(
  properties: readonly Property[],
  cells: ReadonlyMap<string, string>,
  aside: ReadonlySet<string>,
): readonly string[] {
  let said: string | undefined
  const isSaid = (word: string) => {
    said ??= joined([...cells.values()].join(' '))
    return said.includes(joined(word))
  }
  return properties
    .filter(({ name, values }) => !aside.has(name) && !wordsOf(values.map(textOf).join(' ')).every(isSaid))
    .map(({ name }) => name)
}

function wordsOf(text: string): readonly string[] {
  return text.replace(/\b(?:tel|mailto):/gi, '').split(/[\s:;,]+/)
}

function joined(text: string): string {
  return fold(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

/** `ORGANIZER (3), X-COLOUR (1)`; empty where nothing was left out. */
export function leftOutNotes(counts: ReadonlyMap<string, number>): readonly string[] {
  const list = Array.from(counts, ([name, count]) => `${name.toUpperCase()} (${count})`)
  return list.length === 0 ? [] : [`left out: ${list.join(', ')}`]
}

/** Counts names. */
export function tally(names: readonly string[], counts: Map<string, number>): void {
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
}
