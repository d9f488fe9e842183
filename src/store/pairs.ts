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

const digitBits = 11
const digits = 2 ** digitBits

/**
 * By counting, digit after digit, the last first, each time keeping the order of equal ones: several times faster than
 * by comparing.
 */
function sortedPairs(pairs: HashedPlaces): HashedPlaces {
  let sorted = pairs
  // Records that come in the order of the file have their places in order already.
  const most = isAscending(pairs.places) ? 0 : pairs.places.reduce((max, place) => Math.max(max, place), 0)
  for (let shift = 0; most >> shift > 0; shift += digitBits) sorted = byDigit(sorted, sorted.places, shift)
  for (let shift = 0; shift < 32; shift += digitBits) sorted = byDigit(sorted, sorted.hashes, shift)
  return sorted
}

function byDigit({ hashes, places }: HashedPlaces, numbers: Uint32Array, shift: number): HashedPlaces {
  const starts = new Uint32Array(digits + 1)
  for (let i = 0; i < numbers.length; i++) {
    const next = (((numbers[i] ?? 0) >>> shift) & (digits - 1)) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let digit = 1; digit <= digits; digit++)
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0)
  const sorted = { hashes: new Uint32Array(hashes.length), places: new Uint32Array(places.length) }
  for (let i = 0; i < numbers.length; i++) {
    const digit = ((numbers[i] ?? 0) >>> shift) & (digits - 1)
    const at = starts[digit] ?? 0
    starts[digit] = at + 1
    sorted.hashes[at] = hashes[i] ?? 0
    sorted.places[at] = places[i] ?? 0
  }
  return sorted
}

function isAscending(numbers: Uint32Array): boolean {
  for (let i = 1; i < numbers.length; i++) if ((numbers[i - 1] ?? 0) > (numbers[i] ?? 0)) return false
  return true
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
