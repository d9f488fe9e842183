/** The lookup keys of one data file: sorted hashes, each with the place of its record in the file. */
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { type HashedPlaces, hashOf, Pairs } from './pairs.ts'

export const idLength = 10

export class KeyIndex {
  /** Whether the file is known to be in canonical form, byte by byte. */
  readonly isCanonical: boolean
  readonly hashes: Uint32Array
  readonly places: Uint32Array
  /** Every id of the file, in order, as Latin-1. */
  readonly ids: Buffer

  constructor(isCanonical: boolean, hashes: Uint32Array, places: Uint32Array, ids: Buffer) {
    this.isCanonical = isCanonical
    this.hashes = hashes
    this.places = places
    this.ids = ids
  }

  /** The index of a file's records as they were read. */
  static ofRecords(entity: Entity, records: readonly AnyRecord[]): KeyIndex {
    const added = new Pairs()
    for (const [place, record] of records.entries()) added.addKeys(entity, record, place)
    return merged(false, idsOf(records), added.sorted())
  }

  /**
   * The index of a new file.
   * @param order its records: the place in the file before, or -1 - n for the n-th of the drafts
   */
  static ofOrder(
    order: Int32Array,
    drafts: { readonly ids: readonly string[]; readonly keys: Pairs },
    before: KeyIndex | undefined,
  ): KeyIndex {
    const moved = new Int32Array(before?.count ?? 0).fill(-1)
    const places = new Uint32Array(drafts.ids.length)
    const ids = Buffer.allocUnsafe(order.length * idLength)
    for (let now = 0; now < order.length; now++) {
      const from = order[now] ?? 0
      if (from < 0) {
        places[-1 - from] = now
        ids.write(drafts.ids[-1 - from] ?? '', now * idLength, 'latin1')
      } else {
        moved[from] = now
        before?.ids.copy(ids, now * idLength, from * idLength, (from + 1) * idLength)
      }
    }
    return merged(true, ids, drafts.keys.sorted(places), before, moved)
  }

  has(id: string): boolean {
    return this.idAt(this.placeFrom(id)) === id
  }

  /** The place of the first record whose id is not less than this one. */
  placeFrom(id: string): number {
    return firstWhere(this.count, (place) => this.idAt(place) >= id)
  }

  get count(): number {
    return this.ids.length / idLength
  }

  idAt(place: number): string {
    return this.ids.toString('latin1', place * idLength, (place + 1) * idLength)
  }

  /** Ids of the records that may have the key: each must be looked at, for hashes may collide. */
  candidates(key: string): string[] {
    const hash = hashOf(key)
    const ids: string[] = []
    for (let i = firstAt(this.hashes, hash); this.hashes[i] === hash; i++)
      ids.push(this.idAt(this.places[i] ?? 0))
    return ids
  }

  /** The same for many keys at once. */
  candidatesOfAny(hashes: ReadonlySet<number>): string[] {
    const places = new Set<number>()
    for (let i = 0; i < this.hashes.length; i++) {
      if (hashes.has(this.hashes[i] ?? 0)) places.add(this.places[i] ?? 0)
    }
    return Array.from(places, (place) => this.idAt(place))
  }

  /** Ids of the file that begin with `prefix`. */
  idsFrom(prefix: string): string[] {
    const ids: string[] = []
    for (let place = this.placeFrom(prefix); place < this.count; place++) {
      const id = this.idAt(place)
      if (!id.startsWith(prefix)) break
      ids.push(id)
    }
    return ids
  }
}

function idsOf(items: readonly { readonly id: string }[]): Buffer {
  return Buffer.from(items.map(({ id }) => id).join(''), 'latin1')
}

const nothing: HashedPlaces = { hashes: new Uint32Array(), places: new Uint32Array() }

/** Puts the new pairs between those of another index, moved as `moved` says. */
function merged(
  isCanonical: boolean,
  ids: Buffer,
  added: HashedPlaces,
  before?: KeyIndex,
  moved: Int32Array = new Int32Array(),
): KeyIndex {
  const kept = before === undefined ? nothing : movedPairs(before, moved)
  const count = added.hashes.length
  const hashes = new Uint32Array(kept.hashes.length + count)
  const places = new Uint32Array(hashes.length)
  let from = 0
  const keepUntil = (to: number, shift: number): void => {
    if (from === to) return
    hashes.set(kept.hashes.subarray(from, to), from + shift)
    places.set(kept.places.subarray(from, to), from + shift)
    from = to
  }
  for (let k = 0; k < count; k++) {
    const hash = added.hashes[k] ?? 0
    if (kept.hashes.length > 0) keepUntil(firstAt(kept.hashes, hash), k)
    hashes[from + k] = hash
    places[from + k] = added.places[k] ?? 0
  }
  keepUntil(kept.hashes.length, count)
  return new KeyIndex(isCanonical, hashes, places, ids)
}

/** The pairs with each place as `moved` has it, or without it where that is -1. */
function movedPairs({ hashes, places }: HashedPlaces, moved: Int32Array): HashedPlaces {
  const nextPlaces = new Uint32Array(places.length)
  if (!moved.includes(-1)) {
    for (let i = 0; i < places.length; i++) nextPlaces[i] = moved[places[i] ?? 0] ?? 0
    return { hashes, places: nextPlaces }
  }
  const nextHashes = new Uint32Array(hashes.length)
  let count = 0
  for (let i = 0; i < places.length; i++) {
    const place = moved[places[i] ?? 0] ?? -1
    if (place === -1) continue
    nextHashes[count] = hashes[i] ?? 0
    nextPlaces[count++] = place
  }
  return { hashes: nextHashes.subarray(0, count), places: nextPlaces.subarray(0, count) }
}

/** The first place in sorted hashes with at least this one. */
export function firstAt(hashes: Uint32Array, hash: number): number {
  let low = 0
  let high = hashes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((hashes[middle] ?? 0) >= hash) high = middle
    else low = middle + 1
  }
  return low
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
