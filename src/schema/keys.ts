/** Lookup keys: the strings by which a record is found without reading every record. Exact match, normalised. */

import { fold } from '../text.ts'
import type { Entity } from './entity.ts'
import type { AnyRecord } from './field.ts'
import { type FieldType, none, type TakeKey } from './type.ts'
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

/** Every lookup key of a record: its names and the words of them, its emails, phones, domains, external id, links. */
export function keysOf(entity: Entity, record: AnyRecord): readonly string[] {
  const keys = new Set<string>()
  eachKey(entity, record, (prefix, text) => keys.add(prefix + text))
  return [...keys]
}

/** Calls `take` with every lookup key of a record; a key may come more than once. */
export function eachKey(entity: Entity, record: AnyRecord, take: TakeKey): void {
  const { names, fields } = keyedIn(entity)
  for (const group of names) {
    const name = nameIn(record, group)
    if (name === '') continue
    // Folded once: what folding makes of the white space between words is one space.
    const folded = fold(name)
    take('name:', folded)
    eachWord(folded, take)
  }
  for (const { name, type, isUnique } of fields) {
    const value = record[name]
    if (value === undefined) continue
    type.eachKey?.(value, take)
    if (type.links !== none) for (const id of type.links(value)) take('link:', id)
    if (isUnique && typeof value === 'string') take(`${name}:`, value)
  }
}

function nameIn(record: AnyRecord, group: readonly string[]): string {
  let name = ''
  for (const field of group) {
    const value = record[field]
    if (typeof value === 'string') name += name === '' ? value : ` ${value}`
  }
  return name
}

function eachWord(folded: string, take: TakeKey): void {
  for (let from = 0, end = 0; from < folded.length; from = end + 1) {
    end = folded.indexOf(' ', from)
    if (end < 0) end = folded.length
    if (end > from) take('word:', folded.slice(from, end))
  }
}

/** What of a kind gives keys: a hundred thousand records are gone through for the few fields that do. */
interface Keyed {
  /** Everything a record is called: whole name, nickname, company; not the email or phone that stand in for a name. */
  readonly names: readonly (readonly string[])[]
  readonly fields: readonly { readonly name: string; readonly type: FieldType; readonly isUnique: boolean }[]
}

const keyedByEntity = new WeakMap<Entity, Keyed>()

function keyedIn(entity: Entity): Keyed {
  const known = keyedByEntity.get(entity)
  if (known !== undefined) return known
  const names = entity.title.map((group) => group.filter((name) => entity.fields[name]?.type === 'text'))
  const fields = Object.entries(entity.fields)
    .map(([name, field]) => ({ name, type: types[field.type], isUnique: field.unique === true }))
    .filter(({ type, isUnique }) => isUnique || type.eachKey !== undefined || type.links !== none)
  const keyed = { names: names.filter(({ length }) => length > 0), fields }
  keyedByEntity.set(entity, keyed)
  return keyed
}
