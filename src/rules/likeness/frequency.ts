/** How common each word and value is in the store: agreeing on a rare one tells much, on a common one little. */
import type { Identical } from './identical.ts'
import type { Trait } from './profile.ts'

/** Counts beyond the store's own: a name that is here twice in ten records is not therefore common. */
const BACKGROUND = 1000

interface Seen {
  readonly id: number
  count: number
}

/** The words of a slot, and the names it was seen with. */
interface Slot {
  readonly words: Map<string, Seen>
  readonly names: Set<string>
}

/**
 * Gives each word of the profiles its number and what agreeing on it tells, in bits. A word of a company is as
 * common as there are companies called differently with it: one written down a hundred times makes no word common.
 * @returns how likely two taken by chance are the same, as bits; below zero
 */
export function weigh(all: readonly Identical[]): number {
  const slots = new Map<string, Slot>()
  const counts: Seen[] = []
  let records = 0
  for (const { profile, members } of all) {
    records += members.length
    for (const trait of profile.traits) {
      const slot = slots.get(trait.slot) ?? { words: new Map<string, Seen>(), names: new Set<string>() }
      slots.set(trait.slot, slot)
      const more = timesOf(slot, trait, members.length)
      trait.ids = trait.words.map((word) => counted(slot.words, word, counts, more))
    }
  }
  const size = records + BACKGROUND
  const bits = counts.map(({ count }) => Math.max(0, Math.log2(size / (count + 2))))
  for (const { profile } of all)
    for (const trait of profile.traits) trait.weights = trait.ids.map((id) => bits[id] ?? 0)
  return -Math.log2(size)
}

/** Records exactly alike count as one, but a person of one word only may be anybody: such a name counts each time. */
function timesOf(slot: Slot, trait: Trait, members: number): number {
  if (trait.how === 'company' || trait.how === 'text') return newName(slot, trait)
  return trait.how === 'person' && trait.words.length === 1 ? members : 1
}

/** @returns 1 for a name that was not seen yet, else 0 */
function newName({ names }: Slot, { words }: Trait): number {
  const before = names.size
  names.add([...words].sort().join(' '))
  return names.size - before
}

function counted(seen: Map<string, Seen>, word: string, counts: Seen[], more: number): number {
  const known = seen.get(word)
  if (known !== undefined) {
    known.count += more
    return known.id
  }
  const one = { id: counts.length, count: more }
  seen.set(word, one)
  counts.push(one)
  return one.id
}
