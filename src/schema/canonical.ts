/** The one way a record is written: key order, no empty fields, NFC text, one field a line. */
import { nfc } from '../text.ts'
import { shortDigest } from './digest.ts'
import type { Entity } from './entity.ts'
import type { AnyRecord, Value } from './field.ts'
import { JsonBytes } from './jsonbytes.ts'
import { isBlank, isList } from './value.ts'

/** About how many bytes a record has. */
const usualSize = 512

const opening = Buffer.from('  {\n    ')
const lineBreak = Buffer.from(',\n    ')
const closing = Buffer.from('\n  }')
const comma = Buffer.from(', ')

type Keyed = { readonly [key: string]: Value | undefined }

/**
 * Keys in the order they are written; any other key follows by alphabet. The user's own fields are among the others:
 * however crm.json orders them, before they are added to it and after, the same record is the same bytes.
 */
interface Order {
  readonly ranks: ReadonlyMap<string, number>
  /** What stands before each value: its quoted name. */
  readonly labels: readonly Uint8Array[]
}

function orderOf(names: readonly string[]): Order {
  return {
    ranks: new Map(names.map((name, rank) => [name, rank])),
    labels: names.map((name) => Buffer.from(`${JSON.stringify(name)}: `)),
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
  return recordBytes(entity, record).toString()
}

function recordBytes(entity: Entity, record: AnyRecord): Buffer {
  const out = new JsonBytes(usualSize)
  writeRecord(entity, record, out)
  return out.slice(0, out.length)
}

/** Writes the lines of a tidied record. */
export function writeRecord(entity: Entity, record: AnyRecord, out: JsonBytes): void {
  out.raw(opening)
  writeFields(record, orderIn(entity), lineBreak, out)
  out.raw(closing)
}

/** A short hash of a tidied record's content: equal for equal content, and not by chance. */
export function contentHash(entity: Entity, record: AnyRecord): string {
  return bytesHash(recordBytes(entity, record))
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
function writeFields(keyed: Keyed, order: Order, between: Uint8Array, out: JsonBytes): void {
  const start = out.length
  if (writeAsTheyCome(keyed, order, between, out)) return
  out.cut(start)
  for (const key of sortedKeys(keyed, order)) {
    if (out.length > start) out.raw(between)
    out.json(`${JSON.stringify(key)}: `)
    writeValue(keyed[key] ?? '', out)
  }
}

/** Whether the keys are in order already, as those of most records are; where not, what is written is of no use. */
function writeAsTheyCome(
  keyed: Keyed,
  { ranks, labels }: Order,
  between: Uint8Array,
  out: JsonBytes,
): boolean {
  let last = -1
  for (const key in keyed) {
    const value = keyed[key]
    if (value === undefined) continue
    const rank = ranks.get(key) ?? -1
    const label = labels[rank]
    if (label === undefined || rank <= last) return false
    if (last >= 0) out.raw(between)
    out.raw(label)
    writeValue(value, out)
    last = rank
  }
  return true
}

function sortedKeys(keyed: Keyed, { ranks }: Order): readonly string[] {
  const filled = Object.keys(keyed).filter((key) => keyed[key] !== undefined)
  const named = filled.filter((key) => ranks.has(key))
  const others = filled.filter((key) => !ranks.has(key))
  return [...named.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)), ...others.sort()]
}

function writeValue(value: Value, out: JsonBytes): void {
  if (typeof value === 'string') out.text(value)
  else if (typeof value !== 'object') out.json(JSON.stringify(value))
  else if (isList(value)) writeList(value, out)
  else {
    out.json('{')
    writeFields(value, innerOrder, comma, out)
    out.json('}')
  }
}

function writeList(list: readonly Value[], out: JsonBytes): void {
  out.json('[')
  list.forEach((value, i) => {
    if (i > 0) out.raw(comma)
    writeValue(value, out)
  })
  out.json(']')
}
