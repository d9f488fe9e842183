/**
 * A key index as a file in .local/cache, one beside each data file and good only for the version of it whose stamp it
 * bears. In order: a header, where each part of the hashes begins, the hashes, the places, the ids, a trailer.
 */
import { randomBytes } from '../chance.ts'
import type { Entity } from '../schema/entity.ts'
import { randomText } from '../schema/id.ts'
import { type Folder, type Stamp, sameStamp } from './folder.ts'
import { firstAt, idLength, KeyIndex } from './keyindex.ts'
import { hashOf } from './pairs.ts'
import type { Place } from './records.ts'
import { numbersIn } from './sum.ts'

export const cacheFolder = '.local/cache'
const headerLength = 64
/** Where the header says what it was made of. */
const sumAt = 20
/** The hashes are in so many parts, by their leading bits, of which one lookup reads one. */
const fanBits = 6
const fanLength = (2 ** fanBits + 1) * 4
const hashesAt = headerLength + fanLength
const magic = 0x6c6b6b33
const trailer = Buffer.from('end\n')

/** To be raised when keysOf gives other keys for the same record, or a type no longer takes what it took. */
const keysVersion = 2

const fingerprints = new WeakMap<Entity, number>()

/** Changes whenever the entity would give a record other keys, or not take it at all. */
export function fingerprintOf(entity: Entity): number {
  const known = fingerprints.get(entity)
  if (known !== undefined) return known
  const fields = Object.entries(entity.fields).map(([name, field]) => [
    name,
    field.type,
    field.options,
    field.required,
    field.unique,
  ])
  const fingerprint = hashOf(JSON.stringify([keysVersion, entity.title, fields]))
  fingerprints.set(entity, fingerprint)
  return fingerprint
}

/** Which cache, of which version of which data file. */
export interface KeyFile {
  readonly folder: Folder
  readonly entity: Entity
  readonly place: Place
  readonly stamp: Stamp
}

/** An index as it was kept, and the sum of the bytes that it was made of. */
export interface KeptIndex {
  readonly index: KeyIndex
  readonly sum: bigint
}

/** The index, or undefined where there is none of this version. */
export function readIndex(file: KeyFile): KeptIndex | undefined {
  const bytes = file.folder.bytes(cacheName(file))
  const layout = bytes === undefined ? undefined : layoutOf(bytes, file)
  if (bytes === undefined || layout === undefined || bytes.length !== layout.end + trailer.length)
    return undefined
  if (!bytes.subarray(layout.end).equals(trailer)) return undefined
  const hashes = numbersIn(bytes.subarray(hashesAt, layout.placesAt))
  const places = numbersIn(bytes.subarray(layout.placesAt, layout.idsAt))
  if (places.some((place) => place >= layout.count)) return undefined
  const ids = bytes.subarray(layout.idsAt, layout.end)
  return { index: new KeyIndex(layout.isCanonical, hashes, places, ids), sum: layout.sum }
}

/** What `KeyIndex.candidates` answers, by reading only the few bytes it takes; undefined where there is no index of this version. */
export function peekCandidates(file: KeyFile, key: string): string[] | undefined {
  const hash = hashOf(key)
  return file.folder.parts(cacheName(file), (part, size) => {
    const head = part(0, hashesAt)
    const layout = layoutOf(head, file)
    if (layout === undefined || layout.end + trailer.length !== size) return undefined
    const fan = numbersIn(head.subarray(headerLength))
    const lead = hash >>> (32 - fanBits)
    const from = fan[lead] ?? 0
    const hashes = numbersIn(part(hashesAt + 4 * from, 4 * ((fan[lead + 1] ?? 0) - from)))
    const first = firstAt(hashes, hash)
    let count = 0
    while (hashes[first + count] === hash) count++
    const places = numbersIn(part(layout.placesAt + 4 * (from + first), 4 * count))
    return Array.from(places, (place) => part(layout.idsAt + idLength * place, idLength).toString('latin1'))
  })
}

/** What the header alone tells; undefined where there is no index of this version. */
export function peekIndex(file: KeyFile): Pick<KeyIndex, 'isCanonical'> | undefined {
  return file.folder.parts(cacheName(file), (part) => layoutOf(part(0, headerLength), file))
}

/**
 * Keeps an index for the next command; quietly does without where that is impossible.
 * @param sum of the bytes that it was made of
 */
export function saveIndex(file: KeyFile, index: KeyIndex, sum: bigint): void {
  const name = cacheName(file)
  const draft = `${name}.${randomText(6, randomBytes)}`
  try {
    file.folder.make(cacheFolder)
    file.folder.scribble(draft, encoded(file, index, sum))
    // Moved over the old one it would have to be on the disk first.
    file.folder.remove(name)
    file.folder.move(draft, name)
  } catch {
    // A read-only store works without caches.
  }
}

/** Takes away the index of a file that is gone; quietly leaves it where that is impossible. */
export function removeIndex(folder: Folder, entity: Entity, place: Place): void {
  try {
    folder.remove(cacheName({ entity, place }))
  } catch {
    // Nobody reads it: the doctor clears it away.
  }
}

export function cacheName({ entity, place }: Pick<KeyFile, 'entity' | 'place'>): string {
  const part = place.character === undefined ? '' : `.${place.character}`
  return `${cacheFolder}/${entity.plural}${part}.keys`
}

interface Layout {
  readonly isCanonical: boolean
  readonly count: number
  readonly sum: bigint
  readonly placesAt: number
  readonly idsAt: number
  readonly end: number
}

/** Where the parts of the file are, or undefined where its header is of another version of the data file. */
function layoutOf(head: Buffer, { entity, stamp }: KeyFile): Layout | undefined {
  if (head.length < headerLength) return undefined
  const [mark, fingerprint, canonical, ids = 0, pairs = 0] = numbersIn(head.subarray(0, 32))
  if (mark !== magic || fingerprint !== fingerprintOf(entity)) return undefined
  const [size = 0n, modified = 0n, changed = 0n, inode = 0n] = [0, 8, 16, 24].map((at) =>
    head.readBigUInt64LE(32 + at),
  )
  if (!sameStamp(stamp, { size, modified, changed, inode })) return undefined
  const placesAt = hashesAt + 4 * pairs
  const idsAt = placesAt + 4 * pairs
  const sum = head.readBigUInt64LE(sumAt)
  return { isCanonical: canonical === 1, count: ids, sum, placesAt, idsAt, end: idsAt + idLength * ids }
}

function encoded({ entity, stamp }: KeyFile, index: KeyIndex, sum: bigint): Buffer {
  const header = Buffer.alloc(headerLength)
  const counts = [magic, fingerprintOf(entity), index.isCanonical ? 1 : 0, index.count, index.hashes.length]
  header.set(bytesOf(Uint32Array.from(counts)))
  header.writeBigUInt64LE(sum, sumAt)
  const { size, modified, changed, inode } = stamp
  ;[size, modified, changed, inode].forEach((part, i) => {
    header.writeBigUInt64LE(BigInt.asUintN(64, part), 32 + 8 * i)
  })
  return Buffer.concat([
    header,
    bytesOf(fanOf(index.hashes)),
    bytesOf(index.hashes),
    bytesOf(index.places),
    index.ids,
    trailer,
  ])
}

/** Where each part of the hashes begins, and where the last one ends. */
function fanOf(hashes: Uint32Array): Uint32Array {
  const fan = new Uint32Array(2 ** fanBits + 1).fill(hashes.length)
  for (let lead = 0; lead < 2 ** fanBits; lead++) fan[lead] = firstAt(hashes, lead * 2 ** (32 - fanBits))
  return fan
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
