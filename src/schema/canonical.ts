/** The one way a record is written: key order, no empty fields, NFC text, one field a line. */
import { nfc } from '../text.ts'
import { shortDigest } from './digest.ts'
import type { Entity } from './entity.ts'
import type { AnyRecord, Value } from './field.ts'
import { isBlank, isList } from './value.ts'

const lineBreak = ',\n    '
const comma = ', '

type Keyed = { readonly [key: string]: Value | undefined }

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
    labels: names.map((name) => `${JSON.stringify(name)}: `),
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
  return `  {\n    ${fieldsText(record, orderIn(entity), lineBreak)}\n  }`
}

/** A short hash of a tidied record's content: equal for equal content, and not by chance. */
export function contentHash(entity: Entity, record: AnyRecord): string {
  return bytesHash(Buffer.from(recordText(entity, record)))
}

/** The same of a record whose lines are known, in UTF-8. */
export function bytesHash(lines: Uint8Array): string {
  return shortDigest(lines)
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

/** Every key with its value, in order. */
function fieldsText(keyed: Keyed, order: Order, between: string): string {
  return textAsItComes(keyed, order, between) ?? sortedText(keyed, order, between)
}

/** Undefined where the keys are not in order already, as those of most records are. */
function textAsItComes(keyed: Keyed, { ranks, labels }: Order, between: string): string | undefined {
  let text = ''
  let last = -1
  for (const key in keyed) {
    const value = keyed[key]
    if (value === undefined) continue
    const rank = ranks.get(key) ?? -1
    const label = labels[rank]
    if (label === undefined || rank <= last) return undefined
    text += last < 0 ? label : between + label
    text += valueText(value)
    last = rank
  }
  return text
}

function sortedText(keyed: Keyed, order: Order, between: string): string {
  return sortedKeys(keyed, order)
    .map((key) => `${JSON.stringify(key)}: ${valueText(keyed[key] ?? '')}`)
    .join(between)
}

function sortedKeys(keyed: Keyed, { ranks }: Order): readonly string[] {
  const filled = Object.keys(keyed).filter((key) => keyed[key] !== undefined)
  const named = filled.filter((key) => ranks.has(key))
  const others = filled.filter((key) => !ranks.has(key))
  return [...named.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)), ...others.sort()]
}

/** What JSON escapes, and surrogates, which may be lone. */
const escaped = /["\\\x00-\x1f\ud800-\udfff]/

function valueText(value: Value): string {
  if (typeof value !== 'string') return otherText(value)
  // Of a hundred thousand texts few need the slower way.
  return escaped.test(value) ? JSON.stringify(value) : `"${value}"`
}

function otherText(value: Exclude<Value, string>): string {
  if (typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(valueText).join(comma)}]`
  return `{${fieldsText(value, innerOrder, comma)}}`
}
