/** Which pairs are worth comparing: those with something rare in common, found without looking at every pair. */
import type { Profile } from './profile.ts'
import { soundOf } from './words.ts'

/** A key that more records than this share tells nothing, unless they are of few names. */
const MOST_SHARING = 100
/** Records of few names, which may have many numbers and addresses; so many pairs of them are looked at in all. */
const MOST_NAMESAKES = 400
const FEW_NAMES = 25
const MOST_PAIRS = 2_000_000
/** An email or a number tells enough alone, however many share it: each is compared with so many before it. */
const WINDOW = 20
/** Pairs of names that sound alike are worth comparing even where both names are common. */
const MOST_NAMES = 4

/** Bits in common from which on two records are compared closely. */
const LEAST_BITS = 20

/** Colleagues share their company: of two people it tells no more than this. */
const MOST_OF_COLLEAGUES = 4

/** What sharing a key may tell besides its rarity, as bits of one number: enough for a look alone; little of two people. */
const strong = 1
const shared = 2

function natureOf(key: string): number {
  if (key.startsWith('whole ')) return strong | shared
  if (/^(?:company|domain|sound company) /.test(key)) return shared
  return /^(?:email|phone|taxId|exact) /.test(key) ? strong : 0
}

function natureIn(entry = 0): number {
  return Math.floor(entry / MOST_RECORDS) % 4
}

function isWindowed(nature: number, size: number): boolean {
  return nature === strong && size > MOST_SHARING
}

/**
 * Calls `visit` for each pair worth comparing, once, the earlier record first.
 */
export function candidates(profiles: readonly Profile[], visit: (a: Profile, b: Profile) => void): void {
  const sharing = new Sharing(profiles)
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

/** Room for the number of a record beside a hash of 32 bits, in the 53 bits of a whole number. */
const MOST_RECORDS = 2 ** 21

/**
 * Which records share a key. There are dozens of keys for each of a hundred thousand records: hash and record are kept
 * as one number each, and sorting these brings together what shares a key.
 */
class Sharing {
  readonly #size: number
  readonly #isPerson: Uint8Array
  /** Members of the groups one after the other, and where each group begins. */
  #members = new Int32Array(0)
  #count = 0
  /** Pairs of namesakes so far. */
  #pairs = 0
  readonly #begins: number[] = []
  readonly #natures: number[] = []
  /** Which name each record has. */
  readonly #names: Int32Array
  /** Groups of each record one after the other, and where those of each begin. */
  readonly #groups: Int32Array
  readonly #first: Int32Array

  constructor(profiles: readonly Profile[]) {
    this.#size = profiles.length + 1000
    this.#isPerson = Uint8Array.from(profiles, ({ traits }) =>
      traits.some(({ how }) => how === 'person') ? 1 : 0,
    )
    this.#names = namesIn(profiles)
    const entries = sortedEntries(profiles)
    this.#members = new Int32Array(entries.length)
    for (let from = 0; from < entries.length; ) from = this.#addGroup(entries, from)
    this.#begins.push(this.#count)
    this.#members = this.#members.slice(0, this.#count)
    this.#first = new Int32Array(profiles.length + 1)
    for (const member of this.#members) this.#first[member + 1] = (this.#first[member + 1] ?? 0) + 1
    for (let at = 0; at < profiles.length; at++)
      this.#first[at + 1] = (this.#first[at + 1] ?? 0) + (this.#first[at] ?? 0)
    this.#groups = new Int32Array(this.#members.length)
    this.#fillGroups(profiles.length)
  }

  /** @returns where the next group begins */
  #addGroup(entries: Float64Array, from: number): number {
    const hash = Math.floor((entries[from] ?? 0) / MOST_RECORDS)
    let to = from + 1
    while (to < entries.length && Math.floor((entries[to] ?? 0) / MOST_RECORDS) === hash) to++
    if (to - from < 2 || !this.#tells(entries, from, to)) return to
    this.#begins.push(this.#count)
    this.#natures.push(hash & 3)
    for (let at = from; at < to; at++) this.#members[this.#count++] = (entries[at] ?? 0) % MOST_RECORDS
    return to
  }

  #tells(entries: Float64Array, from: number, to: number): boolean {
    const size = to - from
    if (size <= MOST_SHARING || isWindowed(natureIn(entries[from]), size)) return true
    if (size > MOST_NAMESAKES || this.#pairs + (size * size) / 2 > MOST_PAIRS) return false
    const names = new Set<number>()
    for (let at = from; at < to && names.size <= FEW_NAMES; at++)
      names.add(this.#names[(entries[at] ?? 0) % MOST_RECORDS] ?? 0)
    if (names.size > FEW_NAMES) return false
    this.#pairs += (size * size) / 2
    return true
  }

  #fillGroups(records: number): void {
    const next = this.#first.slice(0, records)
    for (let group = 0; group < this.#natures.length; group++) {
      for (let at = this.#begins[group] ?? 0; at < (this.#begins[group + 1] ?? 0); at++) {
        const member = this.#members[at] ?? 0
        const place = next[member] ?? 0
        this.#groups[place] = group
        next[member] = place + 1
      }
    }
  }

  /** Where a record stands among the members of a group, which ascend. */
  #placeOf(index: number, begin: number, end: number): number {
    let [low, high] = [begin, end]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#members[middle] ?? 0) < index) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Calls `visit` for the earlier records that share a key, once for each key, with what sharing it tells. */
  eachEarlier(index: number, visit: (other: number, told: number) => void): void {
    for (let at = this.#first[index] ?? 0; at < (this.#first[index + 1] ?? 0); at++) {
      const group = this.#groups[at] ?? 0
      const begin = this.#begins[group] ?? 0
      const end = this.#begins[group + 1] ?? 0
      const nature = this.#natures[group] ?? 0
      const told = Math.log2(this.#size / (end - begin + 2)) + ((nature & strong) > 0 ? LEAST_BITS : 0)
      const first = isWindowed(nature, end - begin)
        ? Math.max(begin, this.#placeOf(index, begin, end) - WINDOW)
        : begin
      const isCapped = (nature & shared) > 0 && this.#isPerson[index] === 1
      for (let place = first; place < end; place++) {
        const other = this.#members[place] ?? 0
        if (other >= index) break
        visit(other, isCapped && this.#isPerson[other] === 1 ? Math.min(told, MOST_OF_COLLEAGUES) : told)
      }
    }
  }
}

/** A number for each name, the same for the same one. */
function namesIn(profiles: readonly Profile[]): Int32Array {
  return Int32Array.from(profiles, ({ traits }) => {
    const named = traits.find(({ how }) => how === 'person' || how === 'company' || how === 'text')
    return named === undefined ? 0 : hashOf(wholeOf(named.words))
  })
}

/** The words in an order of their own. */
function wholeOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : [...words].sort().join(' ')
}

/** Each key of each record as one number: its hash, then the record. */
function sortedEntries(profiles: readonly Profile[]): Float64Array {
  let entries = new Float64Array(profiles.length * 40 + 64)
  let count = 0
  for (const [index, profile] of profiles.entries()) {
    for (const key of blockingKeys(profile)) {
      if (count === entries.length) {
        const more = new Float64Array(count * 2)
        more.set(entries)
        entries = more
      }
      entries[count++] = (((hashOf(key) & ~3) | natureOf(key)) >>> 0) * MOST_RECORDS + index
    }
  }
  return entries.subarray(0, count).sort()
}

/** A 32-bit hash (FNV-1a). That two keys have one now and then costs a comparison, nothing else. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}

const sounds = new Map<string, string>()

/** How a word sounds, remembered: the same names come again and again. */
function knownSound(word: string): string {
  const known = sounds.get(word)
  if (known !== undefined) return known
  const sound = soundOf(word)
  if (sounds.size < 50_000) sounds.set(word, sound)
  return sound
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
      for (const word of words) keys.add(`sound ${slot} ${knownSound(word)}`)
    }
    if (how === 'company') keys.add(`whole ${wholeOf(words)}`)
    if (how === 'address') {
      places.push(...words.filter((word) => /^\d+$/.test(word)).slice(0, 3))
      for (const word of words) if (word.length > 4) keys.add(`begin ${word.slice(0, 4)}`)
    }
  }
  const sounds = [...new Set(names.map(knownSound))].sort()
  for (const [at, one] of sounds.entries()) {
    for (const other of sounds.slice(at + 1)) keys.add(`names ${one} ${other}`)
    for (const place of places) keys.add(`at ${one} ${place}`)
  }
  for (const [at, one] of places.entries())
    for (const other of places.slice(at + 1)) keys.add(`places ${one} ${other}`)
  return [...keys]
}
