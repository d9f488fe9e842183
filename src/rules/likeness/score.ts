/** How likely two records are the same thing: evidence for and against in bits, added up. (Fellegi & Sunter 1969.) */

import { isSlip, spelling } from '../../spelling.ts'
import type { Frequencies } from './frequency.ts'
import type { Profile, Trait } from './profile.ts'

export interface Likeness {
  /** From 0 (another) to 1 (the same). */
  readonly score: number
  /** What speaks for it, the strongest first. */
  readonly reasons: readonly string[]
}

/** Bits that speak for (above zero) or against it, and whether the trait agrees so well that it is a reason. */
interface Evidence {
  readonly bits: number
  readonly agrees: boolean
  readonly isSame: boolean
  /** Both sides have words that the other has nothing like. */
  readonly isTorn?: boolean
}

const MOST_OWN = 6
const MOST_OTHER = 0.9
const MOST_SHARED = 4
const REMOTE = 0.6

/** Compares two records of kinds that are compared with each other. */
export function likeness(a: Profile, b: Profile, frequencies: Frequencies): Likeness {
  let bits = frequencies.prior
  const arePeople = [a, b].every(({ traits }) => traits.some((trait) => trait.how === 'person'))
  let isNamed = false
  let differs = false
  let isOther = false
  let isOwn = false
  let own = 0
  const reasons: { called: string; bits: number }[] = []
  for (const trait of a.traits) {
    const other = b.traits.find((one) => one.slot === trait.slot)
    if (other === undefined) continue
    const evidence = compare(trait, other, frequencies)
    const told = arePeople && isShared(trait) ? Math.min(evidence.bits, MOST_SHARED) : evidence.bits
    if (trait.how === 'own') own += told
    else bits += told
    if (isName(trait)) {
      isNamed ||= evidence.bits > 0
      differs ||= evidence.bits < 0
    }
    if (trait.how === 'person' && evidence.isTorn === true) isOther = true
    if (evidence.agrees && (trait.how === 'email' || trait.how === 'exact')) isOwn = true
    if (evidence.agrees)
      reasons.push({
        called: evidence.isSame ? trait.called : `similar ${trait.called}`,
        bits: evidence.bits,
      })
  }
  // People share addresses, telephones and employers: without any name in common these are not enough.
  if (differs && !isNamed) bits -= 6
  // Fields the user added often say the same thing twice: a batch, a list, a region.
  bits += Math.min(own, MOST_OWN)
  const sum = 1 / (1 + 2 ** -bits)
  // A family shares name, address and telephone: shown for a look, never sure enough to be merged unasked.
  const score = isOther && !isOwn ? Math.min(sum, MOST_OTHER) : sum
  return { score, reasons: reasons.sort((x, y) => y.bits - x.bits).map(({ called }) => called) }
}

/** What colleagues have in common. */
function isShared({ how }: Trait): boolean {
  return how === 'company' || how === 'domain'
}

function isName({ how }: Trait): boolean {
  return how === 'person' || how === 'company'
}

function compare(a: Trait, b: Trait, frequencies: Frequencies): Evidence {
  switch (a.how) {
    case 'email':
      return oneInCommon(a, b, frequencies, 16, -2)
    case 'phone':
      return oneInCommon(a, b, frequencies, 11, -1.5)
    case 'domain':
      return oneInCommon(a, b, frequencies, 8, -1)
    case 'exact':
      return oneInCommon(a, b, frequencies, 14, -8)
    case 'own':
      return ownValue(a, b, frequencies)
    case 'person':
      return wordsInCommon(a, b, frequencies, { most: 24, miss: 0.75, leastMiss: -12 })
    case 'company':
      return companyInCommon(a, b, frequencies)
    case 'address':
      return placeInCommon(a, b, frequencies)
    case 'text':
      return wordsInCommon(a, b, frequencies, { most: 12, miss: 0.3, leastMiss: -4 })
  }
}

/** @param most bits that a value nobody else has tells; @param none bits where no value is common */
function oneInCommon(a: Trait, b: Trait, frequencies: Frequencies, most: number, none: number): Evidence {
  let best = none
  for (const word of a.words) {
    if (b.words.includes(word)) best = Math.max(best, Math.min(most, frequencies.bits(a.slot, word)))
  }
  return { bits: best, agrees: best > 0, isSame: true }
}

function ownValue(a: Trait, b: Trait, frequencies: Frequencies): Evidence {
  const [one = ''] = a.words
  const [other = ''] = b.words
  const isSame = one === other
  if (!isSame && !isSlip(one, other)) return { bits: 0, agrees: false, isSame: false }
  const told =
    Math.min(frequencies.bits(a.slot, one), frequencies.bits(a.slot, other), 7) * (isSame ? 0.8 : 0.5)
  return { bits: told, agrees: told > 2, isSame }
}

interface Weights {
  /** Bits that agreeing in everything tells at most. */
  readonly most: number
  /** What a word that is missing on both sides costs, as a part of what it would tell. */
  readonly miss: number
  readonly leastMiss: number
}

/** Words with a slip in them count less than equal ones; words run together are found in what is left over. */
function wordsInCommon(
  a: Trait,
  b: Trait,
  frequencies: Frequencies,
  { most, miss, leastMiss }: Weights,
): Evidence {
  const bitsOf = (word: string) => frequencies.bits(a.slot, word)
  const leftA: string[] = []
  const leftB = b.words.filter((word) => !a.words.includes(word))
  let told = 0
  let isSame = true
  for (const word of a.words) {
    if (b.words.includes(word)) told += bitsOf(word)
    else leftA.push(word)
  }
  for (let i = leftA.length - 1; i >= 0; i--) {
    const word = leftA[i] ?? ''
    const at = leftB.findIndex((other) => isNear(word, other, a.how) || isInitial(word, other, a.how))
    if (at === -1) continue
    const other = leftB[at] ?? ''
    told +=
      Math.min(bitsOf(word), bitsOf(other)) *
      (word[0] === other[0] ? 0.75 : 0.6) *
      (isSlip(word, other) ? 1 : 0.4)
    isSame = false
    leftA.splice(i, 1)
    leftB.splice(at, 1)
  }
  if (leftA.length > 0 && leftB.length > 0 && leftA.length + leftB.length > 2) {
    const joined = runTogether(leftA, leftB, a.words, b.words)
    if (joined !== undefined) {
      told += joined.reduce((sum, word) => sum + bitsOf(word), 0) * 0.6
      isSame = false
      leftA.length = 0
      leftB.length = 0
    }
  }
  if (leftA.length > 0 || leftB.length > 0) isSame = false
  const missing = Math.min(sumOf(leftA, bitsOf), sumOf(leftB, bitsOf))
  const extra = Math.abs(sumOf(leftA, bitsOf) - sumOf(leftB, bitsOf))
  const bits = Math.max(leastMiss, Math.min(most, told) - missing * miss - extra * 0.1)
  return { bits, agrees: bits > 3, isSame, isTorn: isTorn(leftA, leftB) }
}

/** Whether words are left over on both sides that are not even remotely alike. */
function isTorn(leftA: readonly string[], leftB: readonly string[]): boolean {
  if (leftA.length === 0 || leftB.length === 0) return false
  return leftA.every((one) => leftB.every((other) => spelling(one, other) < REMOTE))
}

/** The whole name being equal tells more than its words, which may be few and common. */
function companyInCommon(a: Trait, b: Trait, frequencies: Frequencies): Evidence {
  const evidence = wordsInCommon(a, b, frequencies, { most: 14, miss: 0.9, leastMiss: -10 })
  return evidence.isSame ? { ...evidence, bits: evidence.bits + 4 } : evidence
}

/** The same street with another house number is another place. */
function placeInCommon(a: Trait, b: Trait, frequencies: Frequencies): Evidence {
  const evidence = wordsInCommon(a, b, frequencies, { most: 16, miss: 0.35, leastMiss: -6 })
  const [one, other] = [houseNumber(a), houseNumber(b)]
  const isElsewhere =
    one !== undefined && other !== undefined && one !== other && !(one.length > 2 && isSlip(one, other))
  return isElsewhere
    ? { bits: Math.max(-6, evidence.bits - 6), agrees: evidence.bits > 9, isSame: false }
    : evidence
}

/** The first number of an address that is short enough for a house. */
function houseNumber({ words }: Trait): string | undefined {
  return words.find((word) => /^\d{1,4}$/.test(word))
}

function sumOf(words: readonly string[], bitsOf: (word: string) => number): number {
  let sum = 0
  for (const word of words) sum += bitsOf(word)
  return sum
}

/** In an address a number may have a slip in it; in a name another number is another thing. */
function isNear(a: string, b: string, how: string): boolean {
  return (how === 'address' || !/\d/.test(a)) && isSlip(a, b)
}

function isInitial(a: string, b: string, how: string): boolean {
  return how === 'person' && (a.length === 1 || b.length === 1) && a[0] === b[0]
}

/** Whether what is left over is the same once spaces are taken out. @returns the words of the side with fewer */
function runTogether(
  leftA: readonly string[],
  leftB: readonly string[],
  allA: readonly string[],
  allB: readonly string[],
): readonly string[] | undefined {
  const one = allA.filter((word) => leftA.includes(word)).join('')
  const other = allB.filter((word) => leftB.includes(word)).join('')
  if (one.length < 5 || other.length < 5) return undefined
  if (!isSlip(one, other) && one !== other && !one.includes(other) && !other.includes(one)) return undefined
  return leftA.length <= leftB.length ? leftA : leftB
}
