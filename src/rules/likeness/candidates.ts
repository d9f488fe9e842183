/** Which pairs are worth comparing: those with something rare in common, found without looking at every pair. */
import type { Frequencies } from './frequency.ts'
import type { Profile } from './profile.ts'
import { soundOf } from './words.ts'

/** A key that more records than this share tells nothing. */
const MOST_SHARING = 200
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
  const sharing = new Map<string, number[]>()
  const keys = profiles.map((profile) => blockingKeys(profile))
  for (const [index, of] of keys.entries()) {
    for (const key of of) {
      const list = sharing.get(key)
      if (list === undefined) sharing.set(key, [index])
      else if (list.length <= MOST_SHARING) list.push(index)
    }
  }
  const size = frequencies.records + 1000
  const bits = new Float32Array(profiles.length)
  for (const [index, profile] of profiles.entries()) {
    const touched: number[] = []
    for (const key of keys[index] ?? []) {
      const list = sharing.get(key) ?? []
      if (list.length < 2 || list.length > MOST_SHARING) continue
      const told = Math.log2(size / (list.length + 2)) + (strong.test(key) ? LEAST_BITS : 0)
      for (let at = list.length - 1; at >= 0; at--) {
        const other = list[at] ?? 0
        if (other <= index) break
        if (bits[other] === 0) touched.push(other)
        bits[other] = (bits[other] ?? 0) + told
      }
    }
    for (const other of touched) {
      const partner = profiles[other]
      if ((bits[other] ?? 0) >= LEAST_BITS && partner !== undefined) visit(profile, partner)
      bits[other] = 0
    }
  }
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
