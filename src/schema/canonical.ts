/** The one way a record is written: key order, no empty fields, NFC text, one field a line. */
import { hash } from 'node:crypto'
import { nfc } from '../text.ts'
import type { Entity } from './entity.ts'
import type { AnyRecord, Value } from './field.ts'
import { isBlank, isList } from './value.ts'

type Keyed = { readonly [key: string]: Value | undefined }

/** What JSON cannot hold between quotes as it is: quotes, backslashes, controls, and surrogates (which may be lone). */
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/

function quoted(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`
}

/**
 * Keys in the order they are written; any other key follows by alphabet. The user's own fields are among the others:
 * however crm.json orders them, before they are added to it and after, the same record is the same bytes.
 */
interface Order {
  readonly ranks: ReadonlyMap<string, number>
  /** What stands before each value: its quoted name. */
  readonly labels: readonly string[]
}

function orderOf(names: readonly string[]): Order {
  return {
    ranks: new Map(names.map((name, rank) => [name, rank])),
    labels: names.map((name) => `${quoted(name)}: `),
  }
}

/** The keys inside a value: labelled texts, stages, qualifications, addresses. */
const innerOrder = orderOf([
  ...['label', 'value', 'stage', 'at', 'by', 'answers', 'note'],
  ...['street', 'subdistrict', 'district', 'city', 'province', 'postalCode', 'country'],
])

const orders = new WeakMap<Entity, Order>()

function orderIn(entity: Entity): Order {
  const known = orders.get(entity)
  if (known !== undefined) return known
  const builtIn = Object.keys(entity.fields).filter((name) => entity.added?.has(name) !== true)
  const order = orderOf(['id', ...builtIn])
  orders.set(entity, order)
  return order
}

/** The record as the store holds it, without empty fields and in NFC; the same object where there is nothing to tidy. */
export function tidied(entity: Entity, record: AnyRecord): AnyRecord {
  return isTidy(record, orderIn(entity)) ? record : { id: record.id, ...tidyKeys(record) }
}

/** The lines of a tidied record, from its opening to its closing brace, without line break at the end. */
export function recordText(entity: Entity, record: AnyRecord): string {
  return `  {\n    ${fieldTexts(record, orderIn(entity)).join(',\n    ')}\n  }`
}

/** A short hash of a tidied record's content: equal for equal content, and not by chance. */
export function contentHash(entity: Entity, record: AnyRecord): string {
  return textHash(recordText(entity, record))
}

/** The same of a record whose text, or its bytes in UTF-8, are known. */
export function textHash(text: string | Uint8Array): string {
  return hash('sha1', text).slice(0, 16)
}

function isTidy(keyed: Keyed, { ranks }: Order): boolean {
  for (const key in keyed) {
    const value = keyed[key]
    if (value === undefined || isBlank(value) || tidyValue(value) !== value) return false
    if (!ranks.has(key) && nfc(key) !== key) return false
  }
  return true
}

function tidyKeys(keyed: Keyed): Keyed {
  const entries = Object.entries(keyed).flatMap<[string, Value]>(([key, value]) =>
    value === undefined || isBlank(value) ? [] : [[nfc(key), tidyValue(value)]],
  )
  return Object.fromEntries(entries)
}

/** The same value where there is nothing to tidy. */
function tidyValue(value: Value): Value {
  if (typeof value === 'string') return nfc(value)
  if (typeof value !== 'object') return value
  if (!isList(value)) return isTidy(value, innerOrder) ? value : tidyKeys(value)
  return value.every((part) => tidyValue(part) === part) ? value : value.map(tidyValue)
}

/** Every key with its value, in order; most records have their keys in order already. */
function fieldTexts(keyed: Keyed, order: Order): string[] {
  const texts: string[] = []
  let last = -1
  for (const key in keyed) {
    const value = keyed[key]
    if (value === undefined) continue
    const rank = order.ranks.get(key) ?? -1
    if (rank <= last) return sortedTexts(keyed, order)
    texts.push((order.labels[rank] ?? '') + inline(value))
    last = rank
  }
  return texts
}

function sortedTexts(keyed: Keyed, { ranks, labels }: Order): string[] {
  const texts: string[] = new Array(labels.length).fill('')
  let others: string[] | undefined
  for (const key in keyed) {
    const value = keyed[key]
    if (value === undefined) continue
    const rank = ranks.get(key)
    if (rank === undefined) others = [...(others ?? []), key]
    else texts[rank] = (labels[rank] ?? '') + inline(value)
  }
  const named = texts.filter((text) => text !== '')
  if (others === undefined) return named
  return [...named, ...others.sort().map((key) => `${quoted(key)}: ${inline(keyed[key] ?? '')}`)]
}

function inline(value: Value): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(inline).join(', ')}]`
  return `{${fieldTexts(value, innerOrder).join(', ')}}`
}
