/** The lookup keys of records while an index is made: hashes, each with the place of its record, to be sorted. */
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { eachKey } from '../schema/keys.ts'

/** A 32-bit hash of a text: FNV-1a over its UTF-16 units, then mixed. */
export function hashOf(text: string): number {
  return hashAfter(emptyState, text)
}

const emptyState = 0x811c9dc5

function stateAfter(state: number, text: string): number {
  let hash = state
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

/** The hash of what led to the state and of the text after it. */
function hashAfter(state: number, text: string): number {
  let hash = stateAfter(state, text)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  return (hash ^ (hash >>> 15)) >>> 0
}

const prefixStates = new Map<string, number>()

function stateOf(prefix: string): number {
  const known = prefixStates.get(prefix)
  if (known !== undefined) return known
  const state = stateAfter(emptyState, prefix)
  prefixStates.set(prefix, state)
  return state
}

/** Hashes, and at the same index the place of the record that has the key. */
export interface HashedPlaces {
  readonly hashes: Uint32Array
  readonly places: Uint32Array
}

export class Pairs {
  #hashes: Uint32Array = new Uint32Array(64)
  #places: Uint32Array = new Uint32Array(64)
  #place = 0
  #count = 0

  addKeys(entity: Entity, record: AnyRecord, place: number): void {
    this.#place = place
    eachKey(entity, record, this.#take)
  }

  /** By hash, then by place; each pair once. @param moved where the records come to stand, if not where they were */
  sorted(moved?: Uint32Array): HashedPlaces {
    const hashes = this.#hashes.slice(0, this.#count)
    const places = this.#places.slice(0, this.#count)
    if (moved !== undefined) for (let i = 0; i < places.length; i++) places[i] = moved[places[i] ?? 0] ?? 0
    return withoutRepeats(sortedPairs({ hashes, places }))
  }

  readonly #take = (prefix: string, text: string): void => {
    if (this.#count === this.#hashes.length) {
      this.#hashes = longer(this.#hashes)
      this.#places = longer(this.#places)
    }
    this.#hashes[this.#count] = hashAfter(stateOf(prefix), text)
    this.#places[this.#count++] = this.#place
  }
}

function longer(numbers: Uint32Array): Uint32Array {
  const copy = new Uint32Array(numbers.length * 2)
  copy.set(numbers)
  return copy
}

/** More places than a file has, as its text could not be read otherwise: with a hash beside it a place is still a whole number. */
const mostPlaces = 2 ** 21

/** Each pair as one number: the engine sorts these several times as fast as anything else. */
function sortedPairs({ hashes, places }: HashedPlaces): HashedPlaces {
  const both = new Float64Array(hashes.length)
  for (let i = 0; i < both.length; i++) both[i] = (hashes[i] ?? 0) * mostPlaces + (places[i] ?? 0)
  both.sort()
  const sorted = { hashes: new Uint32Array(both.length), places: new Uint32Array(both.length) }
  for (let i = 0; i < both.length; i++) {
    const one = both[i] ?? 0
    const hash = Math.floor(one / mostPlaces)
    sorted.hashes[i] = hash
    sorted.places[i] = one - hash * mostPlaces
  }
  return sorted
}

/** Records of one name have its word twice, as person and as company. */
function withoutRepeats({ hashes, places }: HashedPlaces): HashedPlaces {
  let kept = 0
  for (let i = 0; i < hashes.length; i++) {
    if (i > 0 && hashes[i] === hashes[kept - 1] && places[i] === places[kept - 1]) continue
    hashes[kept] = hashes[i] ?? 0
    places[kept++] = places[i] ?? 0
  }
  return { hashes: hashes.subarray(0, kept), places: places.subarray(0, kept) }
}
