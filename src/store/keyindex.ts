/** The lookup keys of one data file: sorted hashes, each with the place of its record in the file, so that few files need reading. */
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { keysOf } from '../schema/keys.ts'
import { sameStamp, type Stamp } from './folder.ts'

const idLength = 10
const headerLength = 64
const magic = 0x6c6b6b31
const trailer = Buffer.from('end\n')

/** To be raised when keysOf gives other keys for the same record. */
const keysVersion = 1

/** A 32-bit hash of a text: FNV-1a over its UTF-16 units, then mixed. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  return (hash ^ (hash >>> 15)) >>> 0
}

const fingerprints = new WeakMap<Entity, number>()

/** Changes whenever the entity would give a record other keys. */
function fingerprintOf(entity: Entity): number {
  const known = fingerprints.get(entity)
  if (known !== undefined) return known
  const fields = Object.entries(entity.fields).map(([name, field]) => [name, field.type, field.unique])
  const fingerprint = hashOf(JSON.stringify([keysVersion, entity.title, fields]))
  fingerprints.set(entity, fingerprint)
  return fingerprint
}

export class KeyIndex {
  /** Whether the file is known to be in canonical form, byte by byte. */
  readonly isCanonical: boolean
  readonly #hashes: Uint32Array
  readonly #places: Uint32Array
  /** Every id of the file, in order, as Latin-1. */
  readonly #ids: Buffer

  private constructor(isCanonical: boolean, hashes: Uint32Array, places: Uint32Array, ids: Buffer) {
    this.isCanonical = isCanonical
    this.#hashes = hashes
    this.#places = places
    this.#ids = ids
  }

  /** The index of a file's records. */
  static of(entity: Entity, records: readonly AnyRecord[], isCanonical: boolean): KeyIndex {
    const pairs: number[] = []
    records.forEach((record, place) => {
      for (const key of keysOf(entity, record)) pairs.push(pairOf(hashOf(key), place))
    })
    return KeyIndex.#fromPairs(records, pairs, isCanonical)
  }

  /** The index of a file after a change, made from the one before: only records that are new objects are looked at. */
  revised(entity: Entity, before: readonly AnyRecord[], after: readonly AnyRecord[]): KeyIndex {
    const places = new Map(after.map((record, place) => [record, place]))
    const moved = before.map((record) => places.get(record) ?? -1)
    const pairs: number[] = []
    this.#hashes.forEach((hash, i) => {
      const place = moved[this.#places[i] ?? -1] ?? -1
      if (place !== -1) pairs.push(pairOf(hash, place))
    })
    for (const record of before) places.delete(record)
    for (const [record, place] of places) {
      for (const key of keysOf(entity, record)) pairs.push(pairOf(hashOf(key), place))
    }
    return KeyIndex.#fromPairs(after, pairs, true)
  }

  static #fromPairs(records: readonly AnyRecord[], pairs: readonly number[], isCanonical: boolean): KeyIndex {
    const sorted = Float64Array.from(pairs).sort()
    const hashes = Uint32Array.from(sorted, (pair) => Math.floor(pair / maxPlaces))
    const places = Uint32Array.from(sorted, (pair) => pair % maxPlaces)
    const ids = Buffer.from(records.map((record) => record.id).join(''), 'latin1')
    return new KeyIndex(isCanonical, hashes, places, ids)
  }

  /** The index as kept in a cache file, or undefined where it is of another version of the data file or damaged. */
  static decode(bytes: Buffer, entity: Entity, stamp: Stamp): KeyIndex | undefined {
    if (bytes.length < headerLength + trailer.length || bytes.byteOffset % 8 !== 0) return undefined
    const numbers = new Uint32Array(bytes.buffer, bytes.byteOffset, 8)
    const [mark, fingerprint, canonical, records = 0, pairs = 0] = numbers
    if (mark !== magic || fingerprint !== fingerprintOf(entity)) return undefined
    if (!sameStamp(stamp, readStamp(bytes))) return undefined
    const placesAt = headerLength + 4 * pairs
    const idsAt = placesAt + 4 * pairs
    const end = idsAt + idLength * records
    if (bytes.length !== end + trailer.length || !bytes.subarray(end).equals(trailer)) return undefined
    const hashes = new Uint32Array(bytes.buffer, bytes.byteOffset + headerLength, pairs)
    const places = new Uint32Array(bytes.buffer, bytes.byteOffset + placesAt, pairs)
    return new KeyIndex(canonical === 1, hashes, places, bytes.subarray(idsAt, end))
  }

  /** @param stamp of the data file the index was made from */
  encode(entity: Entity, stamp: Stamp): Buffer {
    const header = Buffer.alloc(headerLength)
    const counts = [magic, fingerprintOf(entity), this.isCanonical ? 1 : 0, this.#ids.length / idLength, this.#hashes.length]
    new Uint32Array(header.buffer, header.byteOffset, 8).set(counts)
    new BigUint64Array(header.buffer, header.byteOffset + 32, 4).set([stamp.size, stamp.modified, stamp.changed, stamp.inode])
    return Buffer.concat([header, bytesOf(this.#hashes), bytesOf(this.#places), this.#ids, trailer])
  }

  /** Places of the records that may have the key: each must be looked at, for hashes may collide. */
  placesOf(key: string): number[] {
    const hash = hashOf(key)
    const places: number[] = []
    for (let i = this.#firstAt(hash); this.#hashes[i] === hash; i++) places.push(this.#places[i] ?? 0)
    return places
  }

  /** The same for many keys at once. */
  placesOfAny(hashes: ReadonlySet<number>): number[] {
    const places = new Set<number>()
    this.#hashes.forEach((hash, i) => {
      if (hashes.has(hash)) places.add(this.#places[i] ?? 0)
    })
    return [...places]
  }

  /** Ids of the file that begin with `prefix`. */
  idsFrom(prefix: string): string[] {
    const ids: string[] = []
    for (let place = this.#firstIdAt(prefix); place < this.#count; place++) {
      const id = this.#idAt(place)
      if (!id.startsWith(prefix)) break
      ids.push(id)
    }
    return ids
  }

  get #count(): number {
    return this.#ids.length / idLength
  }

  #idAt(place: number): string {
    return this.#ids.toString('latin1', place * idLength, (place + 1) * idLength)
  }

  #firstAt(hash: number): number {
    return firstWhere(this.#hashes.length, (i) => (this.#hashes[i] ?? 0) >= hash)
  }

  #firstIdAt(prefix: string): number {
    return firstWhere(this.#count, (place) => this.#idAt(place) >= prefix)
  }
}

/** A hash and a place in one double, whole numbers being exact up to 2^53. */
const maxPlaces = 2 ** 21

function pairOf(hash: number, place: number): number {
  return hash * maxPlaces + place
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}

function readStamp(bytes: Buffer): Stamp {
  const [size = 0n, modified = 0n, changed = 0n, inode = 0n] = new BigUint64Array(bytes.buffer, bytes.byteOffset + 32, 4)
  return { size, modified, changed, inode }
}

/** The first of `count` places for which `isPast` holds, by halving; `count` where there is none. */
export function firstWhere(count: number, isPast: (place: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isPast(middle)) high = middle
    else low = middle + 1
  }
  return low
}
