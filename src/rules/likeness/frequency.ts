/** How common each word and value is in the store: agreeing on a rare one tells much, on a common one little. */
import type { Profile } from './profile.ts'

/** Counts beyond the store's own: a name that is here twice in ten records is not therefore common. */
const BACKGROUND = 1000

interface Seen {
  readonly id: number
  count: number
}

/**
 * Gives each word of the profiles its number and what agreeing on it tells, in bits.
 * @returns how likely two records taken by chance are the same, as bits; below zero
 */
export function weigh(profiles: readonly Profile[]): number {
  const bySlot = new Map<string, Map<string, Seen>>()
  const counts: Seen[] = []
  for (const { traits } of profiles) {
    for (const trait of traits) {
      const seen = bySlot.get(trait.slot) ?? new Map<string, Seen>()
      if (seen.size === 0) bySlot.set(trait.slot, seen)
      trait.ids = trait.words.map((word) => counted(seen, word, counts))
    }
  }
  const size = profiles.length + BACKGROUND
  const bits = counts.map(({ count }) => Math.log2(size / (count + 2)))
  for (const { traits } of profiles)
    for (const trait of traits) trait.weights = trait.ids.map((id) => bits[id] ?? 0)
  return -Math.log2(size)
}

function counted(seen: Map<string, Seen>, word: string, counts: Seen[]): number {
  const known = seen.get(word)
  if (known !== undefined) {
    known.count++
    return known.id
  }
  const one = { id: counts.length, count: 1 }
  seen.set(word, one)
  counts.push(one)
  return one.id
}
