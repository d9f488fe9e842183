/** The one way a record is written: key order, no empty fields, NFC text, one field a line. */
import { nfc } from '../text.ts'
import { shortDigest } from './digest.ts'
import type { Entity } from './entity.ts'
import type { AnyRecord, Value } from './field.ts'
import { isBlank, isList } from './value.ts'

const comma = ', '

type Keyed = { readonly [key: string]: Value | undefined }

/**
 * Keys in the order they are written; any other key follows by alphabet. The user's own fields are among the others:
 * however crm.json orders them, before they are added to it and after, the same record is the same bytes.
 */
interface Order {
  readonly ranks: ReadonlyMap<string, number>
  readonly labels: readonly Label[]
  /** What stands between two fields. */
  readonly between: string
}

/** What stands before the value of a key: at the beginning, after another value, or after a text whose quote is not yet closed. */
type Before = readonly [first: string, next: string, closing: string]
const first = 0
const next = 1
const closing = 2

interface Label {
  readonly value: Before
  /** With the quote that opens a text. */
  readonly text: Before
}

function orderOf(names: readonly string[], between: string): Order {
  return {
    ranks: new Map(names.map((name, rank) => [name, rank])),
    labels: names.map((name) => labelOf(`${JSON.stringify(name)}: `, between)),
    between,
  }
}

function labelOf(name: string, between: string): Label {
  const before = (quote: string): Before => [
    name + quote,
    between + name + quote,
    `"${between}${name}${quote}`,
  ]
  return { value: before(''), text: before('"') }
}

/** The keys inside a value: labelled texts, stages, qualifications, addresses. */
const innerOrder = orderOf(
  [
    ...['label', 'value', 'stage', 'at', 'by', 'answers', 'note'],
    ...['street', 'subdistrict', 'district', 'city', 'province', 'postalCode', 'country'],
  ],
  comma,
)

const orders = new WeakMap<Entity, Order>()

function orderIn(entity: Entity): Order {
  const known = orders.get(entity)
  if (known !== undefined) return known
  const builtIn = Object.keys(entity.fields).filter((name) => entity.added?.has(name) !== true)
  const order = orderOf(['id', ...builtIn], ',\n    ')
  orders.set(entity, order)
  return order
}

/** The record as the store holds it, without empty fields and in NFC; the same object where there is nothing to tidy. */
export function tidied(entity: Entity, record: AnyRecord): AnyRecord {
  return isTidy(record, orderIn(entity)) ? record : { id: record.id, ...tidyKeys(record) }
}

/** The lines of a tidied record, from its opening to its closing brace, without line break at the end. */
export function recordText(entity: Entity, record: AnyRecord): string {
  return `  {\n    ${fieldsText(record, orderIn(entity))}\n  }`
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
    if (typeof value === 'string' ? value === '' || nfc(value) !== value : isUntidy(value)) return false
    if (!ranks.has(key) && nfc(key) !== key) return false
  }
  return true
}

function isUntidy(value: Value | undefined): boolean {
  return value === undefined || isBlank(value) || tidyValue(value) !== value
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
function fieldsText(keyed: Keyed, order: Order): string {
  return textAsItComes(keyed, order) ?? sortedText(keyed, order)
}

/**
 * Undefined where the keys are not in order already, as those of most records are. A hundred thousand records are put
 * together of as few pieces as can be: a text's quotes are part of the labels before and after it.
 */
function textAsItComes(keyed: Keyed, { ranks, labels }: Order): string | undefined {
  let text = ''
  let last = -1
  let state: typeof first | typeof next | typeof closing = first
  for (const key in keyed) {
    const value = keyed[key]
    if (value === undefined) continue
    const rank = ranks.get(key) ?? -1
    const label = labels[rank]
    if (label === undefined || rank <= last) return undefined
    last = rank
    if (typeof value === 'string' && !escaped.test(value)) {
      text += label.text[state]
      text += value
      state = closing
    } else {
      text += label.value[state]
      text += valueText(value)
      state = next
    }
  }
  return state === closing ? `${text}"` : text
}

function sortedText(keyed: Keyed, order: Order): string {
  return sortedKeys(keyed, order)
    .map((key) => `${JSON.stringify(key)}: ${valueText(keyed[key] ?? '')}`)
    .join(order.between)
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
  if (typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(valueText).join(comma)}]`
  return `{${fieldsText(value, innerOrder)}}`
}
