/** The one way a record is written: key order, no empty fields, NFC text, one field a line. */
import { createHash } from 'node:crypto'
import type { Entity } from './entity.ts'
import type { AnyRecord, Value } from './field.ts'
import { isBlank, isList } from './value.ts'

/** Order of the keys inside a value (addresses, labelled numbers, stages); any other key follows by alphabet. */
const innerOrder = [
  ...['label', 'value', 'stage', 'at', 'by', 'answers', 'note'],
  ...['street', 'subdistrict', 'district', 'city', 'province', 'postalCode', 'country'],
]
const innerRanks = ranksOf(innerOrder)
const ranksByEntity = new WeakMap<Entity, ReadonlyMap<string, number>>()

function ranksOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, rank) => [name, rank]))
}

function fieldRanks(entity: Entity): ReadonlyMap<string, number> {
  const known = ranksByEntity.get(entity)
  if (known !== undefined) return known
  const ranks = ranksOf(['id', ...Object.keys(entity.fields)])
  ranksByEntity.set(entity, ranks)
  return ranks
}

/** The record as the store holds it; the same object where there is nothing to tidy. */
export function tidied(entity: Entity, record: AnyRecord): AnyRecord {
  const ranks = fieldRanks(entity)
  if (isTidy(record, ranks)) return record
  return { ...tidyKeys(record, ranks), id: record.id }
}

/** The lines of a tidied record, from its opening to its closing brace, without line break at the end. */
export function recordText(record: AnyRecord): string {
  let text = '  {'
  let comma = '\n    '
  for (const key in record) {
    const value = record[key]
    if (value === undefined) continue
    text += `${comma}${quoted(key)}: ${inline(value)}`
    comma = ',\n    '
  }
  return `${text}\n  }`
}

/** A short hash of a tidied record's content: equal for equal content. */
export function contentHash(record: AnyRecord): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 16)
}

type Keyed = { readonly [key: string]: Value | undefined }

function isTidy(keyed: Keyed, ranks: ReadonlyMap<string, number>): boolean {
  let last = -1
  let lastName = ''
  for (const key in keyed) {
    const rank = ranks.get(key) ?? ranks.size
    if (rank < last || (rank === ranks.size && rank === last && key < lastName)) return false
    last = rank
    lastName = key
    const value = keyed[key]
    if (value === undefined || isBlank(value) || !isTidyValue(value) || (rank === ranks.size && !isNfc(key)))
      return false
  }
  return true
}

function isTidyValue(value: Value): boolean {
  if (typeof value === 'string') return isNfc(value)
  if (typeof value !== 'object') return true
  return isList(value) ? value.every(isTidyValue) : isTidy(value, innerRanks)
}

function tidyKeys(keyed: Keyed, ranks: ReadonlyMap<string, number>): Keyed {
  const rankOf = (key: string): number => ranks.get(key) ?? ranks.size
  const entries: [string, Value][] = []
  for (const [key, raw] of Object.entries(keyed)) {
    if (raw !== undefined && !isBlank(raw)) entries.push([key.normalize('NFC'), tidyValue(raw)])
  }
  entries.sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
  return Object.fromEntries(entries)
}

function tidyValue(value: Value): Value {
  if (typeof value === 'string') return value.normalize('NFC')
  if (typeof value !== 'object') return value
  return isList(value) ? value.map(tidyValue) : tidyKeys(value, innerRanks)
}

const plainAscii = /^[ -~\n]*$/

function isNfc(text: string): boolean {
  return plainAscii.test(text) || text === text.normalize('NFC')
}

function inline(value: Value): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(inline).join(', ')}]`
  const entries = Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : [`${quoted(key)}: ${inline(part)}`],
  )
  return `{${entries.join(', ')}}`
}

/** What JSON cannot hold between quotes as it is: quotes, backslashes, controls, and surrogates (which may be lone). */
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/

function quoted(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`
}
