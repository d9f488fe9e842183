/**
 * Some fields of the records of one data file, field by field, as bytes: read in a fraction of the time that the records
 * take. A field with few different values is a list of these and, for each record, the place of its value in the list.
 */
import type { AnyRecord, Value } from '../schema/field.ts'
import { idLength } from './keyindex.ts'

/** One field: so many bytes of JSON, and how many bytes each record's place takes; 0 where the JSON is of each record. */
type Column = readonly [name: string, json: number, width: number]

interface Head {
  readonly count: number
  readonly columns: readonly Column[]
  /** Where the ids begin. */
  readonly begin: number
}

const lineEnd = 10

/** The fields as bytes. */
export function columnsOf(records: readonly AnyRecord[], fields: readonly string[]): Buffer {
  const columns: Column[] = []
  const bytes: Uint8Array[] = [Buffer.from(records.map(({ id }) => id).join(''), 'latin1')]
  for (const name of fields) {
    const { values, places, width } = told(records, name)
    const json = Buffer.from(JSON.stringify(values))
    columns.push([name, json.length, width])
    bytes.push(json, places)
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify([records.length, columns])}\n`), ...bytes])
}

/** The fields of one data file. */
export class Columns {
  readonly count: number
  readonly ids: string
  readonly bytes: Buffer
  readonly #lists = new Map<string, readonly unknown[]>()
  /** Where each field is. */
  readonly #places = new Map<string, { readonly at: number; readonly json: number; readonly width: number }>()

  /** @throws SyntaxError where the bytes are of something else */
  constructor(bytes: Buffer) {
    const { count, columns, begin } = headOf(bytes)
    let at = begin + count * idLength
    this.bytes = bytes
    this.count = count
    this.ids = bytes.toString('latin1', begin, at)
    for (const [name, json, width] of columns) {
      this.#places.set(name, { at, json, width })
      at += json + count * width
    }
    if (at !== bytes.length) throw new SyntaxError('the columns are cut off')
  }

  get names(): readonly string[] {
    return [...this.#places.keys()]
  }

  has(name: string): boolean {
    return this.#places.has(name)
  }

  /** The value of each record, undefined where it has none. @throws SyntaxError where the bytes were damaged */
  valuesOf(name: string): readonly unknown[] {
    const known = this.#lists.get(name)
    if (known !== undefined) return known
    const { at, json, width } = this.#places.get(name) ?? { at: 0, json: 0, width: 0 }
    const told: unknown = JSON.parse(this.bytes.toString('utf8', at, at + json))
    const values: unknown[] = Array.isArray(told) ? told : []
    for (let i = 0; i < values.length; i++) values[i] ??= undefined
    const list = width === 0 ? values : this.#spread(values, at + json, width)
    if (list.length !== this.count) throw new SyntaxError('a column is cut off')
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
  const head: unknown = JSON.parse(bytes.toString('latin1', 0, Math.max(0, end)))
  const [count, columns]: unknown[] = Array.isArray(head) ? head : []
  if (typeof count === 'number' && areColumns(columns)) return { count, columns, begin: end + 1 }
  throw new SyntaxError('no columns')
}

function areColumns(value: unknown): value is readonly Column[] {
  return Array.isArray(value) && value.every((column) => Array.isArray(column) && column.length === 3)
}

interface Told {
  readonly values: readonly (Value | null)[]
  readonly places: Uint8Array
  readonly width: 0 | 1 | 2
}

function told(records: readonly AnyRecord[], name: string): Told {
  const most = Math.min(records.length / 2, 0xffff)
  const known = new Map<Value | undefined, number>()
  const places = new Uint16Array(records.length)
  for (let row = 0; row < records.length; row++) {
    const value = records[row]?.[name]
    let place = known.get(value)
    if (place === undefined) {
      place = known.size
      if (place >= most || typeof value === 'object') return each(records, name)
      known.set(value, place)
    }
    places[row] = place
  }
  const values = Array.from(known.keys(), (value) => value ?? null)
  if (values.length <= 0x100) return { values, places: Uint8Array.from(places), width: 1 }
  return { values, places: littleEndian(places), width: 2 }
}

function each(records: readonly AnyRecord[], name: string): Told {
  return { values: records.map((record) => record[name] ?? null), places: new Uint8Array(), width: 0 }
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
