/**
 * Some fields of the records of one data file, field by field, as bytes: read in a fraction of the time that the records
 * take. A field with few different values is a list of these and, for each record, the place of its value in the list.
 */
import type { AnyRecord, Value } from '../schema/field.ts'
import { firstWhere, idLength } from './keyindex.ts'

/** One field: so many bytes of JSON, and how many bytes each record's place takes; 0 where the JSON is of each record. */
type Column = readonly [name: string, json: number, width: number]

interface Head {
  readonly count: number
  readonly columns: readonly Column[]
  /** Where the ids begin. */
  readonly begin: number
}

const lineEnd = 10

/** The fields of one data file. */
export class Columns {
  readonly count: number
  readonly ids: string
  readonly bytes: Buffer
  readonly #lists: Map<string, readonly unknown[]>
  /** Where each field is. */
  readonly #places = new Map<string, { readonly at: number; readonly json: number; readonly width: number }>()

  /** @param lists values that are known already */
  constructor(bytes: Buffer, lists = new Map<string, readonly unknown[]>()) {
    this.#lists = lists
    const { count, columns, begin } = headOf(bytes)
    let at = begin + count * idLength
    this.bytes = bytes
    this.count = count
    this.ids = bytes.toString('latin1', begin, at)
    for (const [name, json, width] of columns) {
      this.#places.set(name, { at, json, width })
      at += json + count * width
    }
  }

  /** The columns of records with these fields. */
  static of(records: readonly AnyRecord[], fields: readonly string[]): Columns {
    const head: Column[] = []
    const lists = new Map<string, readonly unknown[]>()
    const bytes: Uint8Array[] = [Buffer.from(records.map(({ id }) => id).join(''), 'latin1')]
    for (const name of fields) {
      const { values, places, width, list } = told(records, name)
      const json = Buffer.from(JSON.stringify(values))
      head.push([name, json.length, width])
      lists.set(name, list)
      bytes.push(json, places)
    }
    const line = Buffer.from(`${JSON.stringify([records.length, head])}\n`)
    return new Columns(Buffer.concat([line, ...bytes]), lists)
  }

  get names(): readonly string[] {
    return [...this.#places.keys()]
  }

  hasAll(names: readonly string[]): boolean {
    return names.every((name) => this.#places.has(name))
  }

  /** Ids that begin with `prefix`. */
  idsFrom(prefix: string): string[] {
    const found: string[] = []
    for (let row = firstWhere(this.count, (one) => this.idAt(one) >= prefix); row < this.count; row++) {
      const id = this.idAt(row)
      if (!id.startsWith(prefix)) break
      found.push(id)
    }
    return found
  }

  idAt(row: number): string {
    return this.ids.slice(row * idLength, (row + 1) * idLength)
  }

  /** The value of each record, undefined where it has none; read when it is first asked for. */
  valuesOf(name: string): readonly unknown[] {
    const known = this.#lists.get(name)
    if (known !== undefined) return known
    const { at, json, width } = this.#places.get(name) ?? { at: 0, json: 0, width: 0 }
    const told: unknown = JSON.parse(this.bytes.toString('utf8', at, at + json))
    const values: unknown[] = Array.isArray(told) ? told : []
    for (let i = 0; i < values.length; i++) values[i] ??= undefined
    const list = width === 0 ? values : this.#spread(values, at + json, width)
    this.#lists.set(name, list)
    return list
  }

  #spread(values: readonly unknown[], from: number, width: number): readonly unknown[] {
    const bytes = this.bytes
    const all: unknown[] = []
    for (let at = from, end = from + this.count * width; at < end; at += width)
      all.push(values[width === 1 ? (bytes[at] ?? 0) : (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)])
    return all
  }
}

function headOf(bytes: Buffer): Head {
  const end = bytes.indexOf(lineEnd)
  const head: unknown = JSON.parse(bytes.toString('utf8', 0, end))
  const [count, columns]: unknown[] = Array.isArray(head) ? head : []
  if (typeof count === 'number' && areColumns(columns)) return { count, columns, begin: end + 1 }
  throw new TypeError('these are no columns')
}

function areColumns(value: unknown): value is readonly Column[] {
  return Array.isArray(value) && value.every((column) => Array.isArray(column) && column.length === 3)
}

interface Told {
  readonly values: readonly (Value | null)[]
  readonly places: Uint8Array
  readonly width: 0 | 1 | 2
  /** The value of each record: equal ones are one object, which costs less to keep and to compare. */
  readonly list: readonly (Value | undefined)[]
}

function told(records: readonly AnyRecord[], name: string): Told {
  if (differsOften(records, name)) return each(records, name)
  const most = Math.min(records.length / 2, 0xffff)
  const known = new Map<Value | undefined, number>()
  const knownLists = new Map<string, number>()
  const values: (Value | undefined)[] = []
  const list: (Value | undefined)[] = []
  const places = new Uint16Array(records.length)
  let last: Value | undefined
  let lastPlace = -1
  for (let row = 0; row < records.length; row++) {
    const value = records[row]?.[name]
    if (lastPlace >= 0 && value === last) {
      places[row] = lastPlace
      list.push(values[lastPlace])
      continue
    }
    const text = typeof value === 'object' ? JSON.stringify(value) : undefined
    let place = text === undefined ? known.get(value) : knownLists.get(text)
    if (place === undefined) {
      place = values.length
      if (place >= most) return each(records, name)
      if (text === undefined) known.set(value, place)
      else knownLists.set(text, place)
      values.push(value)
    }
    places[row] = place
    list.push(values[place])
    last = value
    lastPlace = place
  }
  const stored = values.map((value) => value ?? null)
  if (values.length <= 0x100) return { values: stored, places: Uint8Array.from(places), width: 1, list }
  return { values: stored, places: littleEndian(places), width: 2, list }
}

/** So many records show what a field is like. */
const SAMPLE = 64

/** Whether hardly two of the first records have the same: then looking for equal values is lost work. */
function differsOften(records: readonly AnyRecord[], name: string): boolean {
  if (records.length < SAMPLE) return false
  const seen = new Set<unknown>()
  for (let row = 0; row < SAMPLE; row++) {
    const value = records[row]?.[name]
    seen.add(typeof value === 'object' ? JSON.stringify(value) : value)
  }
  return seen.size > SAMPLE / 2
}

function each(records: readonly AnyRecord[], name: string): Told {
  const list = records.map((record) => record[name])
  return { values: list.map((value) => value ?? null), places: new Uint8Array(), width: 0, list }
}

function littleEndian(places: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(places.length * 2)
  for (let row = 0; row < places.length; row++) {
    const place = places[row] ?? 0
    bytes[2 * row] = place & 0xff
    bytes[2 * row + 1] = place >> 8
  }
  return bytes
}
