/** How common each word and value is in the store: agreeing on a rare one tells much, on a common one little. */
import type { Profile } from './profile.ts'

/** Counts beyond the store's own: a name that is here twice in ten records is not therefore common. */
const BACKGROUND = 1000

export interface Frequencies {
  readonly records: number
  /** What agreeing on the word tells, in bits. */
  bits(slot: string, word: string): number
  /** How likely two records taken by chance are the same, as bits; below zero. */
  readonly prior: number
}

export function frequenciesOf(profiles: readonly Profile[]): Frequencies {
  const counts = new Map<string, Map<string, number>>()
  for (const { traits } of profiles) {
    for (const { slot, words } of traits) {
      let of = counts.get(slot)
      if (of === undefined) {
        of = new Map()
        counts.set(slot, of)
      }
      for (const word of words) of.set(word, (of.get(word) ?? 0) + 1)
    }
  }
  const records = profiles.length
  const size = records + BACKGROUND
  const told = new Map<string, Map<string, number>>()
  for (const [slot, of] of counts) {
    told.set(slot, new Map(Array.from(of, ([word, count]) => [word, Math.log2(size / (count + 2))])))
  }
  const unseen = Math.log2(size / 2)
  return { records, bits: (slot, word) => told.get(slot)?.get(word) ?? unseen, prior: -Math.log2(size) }
}
