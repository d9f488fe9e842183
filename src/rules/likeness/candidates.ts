/** Which pairs are worth comparing: those with something rare in common, found without looking at every pair. */
import type { Frequencies } from './frequency.ts'
import type { Profile } from './profile.ts'
import { soundOf } from './words.ts'

/** A key that more records than this share tells nothing. */
const MOST_SHARING = 100
/** Pairs of names that sound alike are worth comparing even where both names are common. */
const MOST_NAMES = 4

/** Bits in common from which on two records are compared closely. */
const LEAST_BITS = 20

/** Keys that are worth a look alone. */
const strong = /^(?:email|phone|taxId|exact|whole) /

/**
 * Calls `visit` for each pair worth comparing, once, the earlier record first.
 */
export function candidates(
  profiles: readonly Profile[],
  frequencies: Frequencies,
  visit: (a: Profile, b: Profile) => void,
): void {
  const sharing = new Sharing(profiles, frequencies.records)
  const bits = new Float32Array(profiles.length)
  for (const [index, profile] of profiles.entries()) {
    const touched: number[] = []
    sharing.eachEarlier(index, (other, told) => {
      if (bits[other] === 0) touched.push(other)
      bits[other] = (bits[other] ?? 0) + told
    })
    for (const other of touched) {
      const partner = profiles[other]
      if ((bits[other] ?? 0) >= LEAST_BITS && partner !== undefined) visit(partner, profile)
      bits[other] = 0
    }
  }
}

/** Which records share a key. Keys are kept as numbers: there are dozens for each of a hundred thousand records. */
class Sharing {
  readonly #numbers: Int32Array[] = []
  readonly #lists = new Map<number, { readonly members: number[]; readonly isStrong: boolean }>()
  readonly #size: number

  constructor(profiles: readonly Profile[], records: number) {
    this.#size = records + 1000
    for (const [index, profile] of profiles.entries()) {
      const keys = blockingKeys(profile)
      this.#numbers.push(Int32Array.from(keys, (key) => this.#add(key, index)))
    }
  }

  #add(key: string, index: number): number {
    const number = hashOf(key)
    const list = this.#lists.get(number)
    if (list === undefined) this.#lists.set(number, { members: [index], isStrong: strong.test(key) })
    else if (list.members.length <= MOST_SHARING) list.members.push(index)
    return number
  }

  /** Calls `visit` for the earlier records that share a key, once for each key, with what sharing it tells. */
  eachEarlier(index: number, visit: (other: number, told: number) => void): void {
    for (const number of this.#numbers[index] ?? []) {
      const list = this.#lists.get(number)
      if (list === undefined || list.members.length < 2 || list.members.length > MOST_SHARING) continue
      const told = Math.log2(this.#size / (list.members.length + 2)) + (list.isStrong ? LEAST_BITS : 0)
      for (const other of list.members) {
        if (other >= index) break
        visit(other, told)
      }
    }
  }
}

/** A 32-bit hash (FNV-1a). That two keys have one now and then costs a comparison, nothing else. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}

/** Words, how names sound, names in pairs, and a name with a number of the address. */
function blockingKeys({ traits }: Profile): readonly string[] {
  const keys = new Set<string>()
  const names: string[] = []
  const places: string[] = []
  for (const { slot, how, words } of traits) {
    for (const word of words) keys.add(`${slot} ${word}`)
    if (how === 'person' || how === 'company') {
      names.push(...words.slice(0, MOST_NAMES))
      for (const word of words) keys.add(`sound ${slot} ${soundOf(word)}`)
    }
    if (how === 'company') keys.add(`whole ${[...words].sort().join(' ')}`)
    if (how === 'address') {
      places.push(...words.filter((word) => /^\d+$/.test(word)).slice(0, 3))
      for (const word of words) if (word.length > 4) keys.add(`begin ${word.slice(0, 4)}`)
    }
  }
  const sounds = [...new Set(names.map(soundOf))].sort()
  for (const [at, one] of sounds.entries()) {
    for (const other of sounds.slice(at + 1)) keys.add(`names ${one} ${other}`)
    for (const place of places) keys.add(`at ${one} ${place}`)
  }
  for (const [at, one] of places.entries())
    for (const other of places.slice(at + 1)) keys.add(`places ${one} ${other}`)
  return [...keys]
}
