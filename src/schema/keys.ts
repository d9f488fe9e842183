/** Lookup keys: the strings by which a record is found without reading every record. Exact match, normalised. */

import { fold } from '../text.ts'
import type { Entity } from './entity.ts'
import type { AnyRecord } from './field.ts'
import { types } from './types/index.ts'

/** The key of a name: whole title, folded. */
export function nameKey(name: string): string {
  return `name:${fold(name)}`
}

/** The key of one word of a name, folded. */
export function wordKey(word: string): string {
  return `word:${fold(word)}`
}

/** The key that every record linking to `id` has. */
export function linkKey(id: string): string {
  return `link:${id}`
}

/** Everything a record is called: whole name, nickname, company; not the email or phone that stand in for a name. */
function namesOf(entity: Entity, record: AnyRecord): readonly string[] {
  const names: string[] = []
  for (const group of entity.title) {
    let name = ''
    for (const field of group) {
      const value = record[field]
      if (typeof value === 'string' && entity.fields[field]?.type === 'text')
        name += name === '' ? value : ` ${value}`
    }
    if (name !== '') names.push(name)
  }
  return names
}

/** Every lookup key of a record: its names and the words of them, its emails, phones, domains, external id, links. */
export function keysOf(entity: Entity, record: AnyRecord): readonly string[] {
  const keys = new Set<string>()
  for (const name of namesOf(entity, record)) {
    // Folded once: what folding makes of the white space between words is one space.
    const folded = fold(name)
    keys.add(`name:${folded}`)
    for (const word of folded.split(' ')) if (word !== '') keys.add(`word:${word}`)
  }
  for (const name in record) {
    const value = record[name]
    const field = entity.fields[name]
    if (value === undefined || field === undefined) continue
    for (const key of types[field.type].keys(value)) keys.add(key)
    for (const id of types[field.type].links(value)) keys.add(linkKey(id))
    if (field.unique === true && typeof value === 'string') keys.add(`${name}:${value}`)
  }
  return [...keys]
}
