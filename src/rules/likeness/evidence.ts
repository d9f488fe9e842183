/** What one trait of two records tells, in bits: above zero for their being the same, below zero against it. */
import { isSlip } from '../../spelling.ts'
import { matchWords } from './matching.ts'
import type { Trait } from './profile.ts'
import { areOtherTaxIds, compareBirthdays } from './telling.ts'

export interface Evidence {
  readonly bits: number
  /** It agrees so well that it is a reason. */
  readonly agrees: boolean
  readonly isSame: boolean
  /** It can only be of two: another birthday, another tax number. */
  readonly isApart?: true
  /** A whole name is there on both sides, letter by letter. */
  readonly isWhole?: true
}

/** Compares two traits of the same slot. */
export function compareTraits(a: Trait, b: Trait): Evidence {
  switch (a.how) {
    case 'email':
      return oneInCommon(a, b, 16, -2)
    case 'phone':
      return oneInCommon(a, b, 11, -1.5)
    case 'domain':
      return oneInCommon(a, b, 8, -1)
    case 'exact':
      return oneInCommon(a, b, 14, -8)
    case 'own':
      return ownValue(a, b)
    case 'day':
      return dayInCommon(a, b)
    case 'taxId':
      return taxIdInCommon(a, b)
    case 'person':
      return personInCommon(a, b)
    case 'company':
      return companyInCommon(a, b)
    case 'address':
      return placeInCommon(a, b)
    case 'text':
      return wordsInCommon(a, b, 12, 0.3, -4)
  }
}

/** @param most bits that a value nobody else has tells; @param none bits where no value is common */
function oneInCommon(a: Trait, b: Trait, most: number, none: number): Evidence {
  let best = none
  for (let i = 0; i < a.ids.length; i++) {
    if (b.ids.includes(a.ids[i] ?? -1)) best = Math.max(best, Math.min(most, a.weights[i] ?? 0))
  }
  return { bits: best, agrees: best > 0, isSame: true }
}

function ownValue(a: Trait, b: Trait): Evidence {
  const isSame = a.ids[0] === b.ids[0]
  if (!isSame && !isSlip(a.words[0] ?? '', b.words[0] ?? '')) return { bits: 0, agrees: false, isSame: false }
  const told = Math.min(a.weights[0] ?? 0, b.weights[0] ?? 0, 7) * (isSame ? 0.8 : 0.5)
  return { bits: told, agrees: told > 2, isSame }
}

/**
 * Words with a slip in them count less than equal ones; words run together are found in what is left over.
 * @param most bits that agreeing in everything tells at most
 * @param miss what a word that is missing on both sides costs, as a part of what it would tell
 * @param leastMiss bits that disagreeing costs at most; below zero
 */
function wordsInCommon(a: Trait, b: Trait, most: number, miss: number, leastMiss: number): Evidence {
  const { told, leftA, leftB, isSame } = matchWords(a, b)
  const [onlyA, onlyB] = [sumOf(a.weights, leftA), sumOf(b.weights, leftB)]
  const missing = Math.min(onlyA, onlyB)
  const extra = Math.abs(onlyA - onlyB)
  const bits = Math.max(leastMiss, Math.min(most, told) - missing * miss - extra * 0.1)
  return { bits, agrees: bits > 3, isSame }
}

function sumOf(weights: readonly number[], at: readonly number[]): number {
  let sum = 0
  for (const index of at) sum += weights[index] ?? 0
  return sum
}

function dayInCommon(a: Trait, b: Trait): Evidence {
  const [one = '', other = ''] = [a.words[0], b.words[0]]
  switch (compareBirthdays(one, other)) {
    case 'same':
      return {
        bits: one.length < 10 ? YEARLESS : Math.min(12, a.weights[0] ?? 0),
        agrees: true,
        isSame: true,
      }
    case 'near':
      return { bits: 2, agrees: false, isSame: false }
    case 'apart':
      return { bits: -8, agrees: false, isSame: false, isApart: true }
  }
}

/** What one day of 365 tells. */
const YEARLESS = Math.log2(365)

/** Another branch of one company has the same number with another branch behind it. */
function taxIdInCommon(a: Trait, b: Trait): Evidence {
  return areOtherTaxIds(a.words, b.words)
    ? { bits: -12, agrees: false, isSame: false, isApart: true }
    : { bits: 16, agrees: true, isSame: true }
}

/** Words enough for one name, letter by letter: however many there are of it, that is as like as a name can be. */
function personInCommon(a: Trait, b: Trait): Evidence {
  const evidence = wordsInCommon(a, b, 24, 0.75, -12)
  return evidence.isSame && a.words.length > 1 ? { ...evidence, isWhole: true } : evidence
}

/** The whole name being equal tells more than its words, which may be few and common. */
function companyInCommon(a: Trait, b: Trait): Evidence {
  const evidence = wordsInCommon(a, b, 14, 0.9, -10)
  return evidence.isSame ? { ...evidence, bits: evidence.bits + 4, isWhole: true } : evidence
}

/** The same street with another house number is another place. */
function placeInCommon(a: Trait, b: Trait): Evidence {
  const evidence = wordsInCommon(a, b, 16, 0.35, -6)
  const [one, other] = [houseNumber(a), houseNumber(b)]
  const isElsewhere =
    one !== undefined && other !== undefined && one !== other && !(one.length > 2 && isSlip(one, other))
  return isElsewhere
    ? { bits: Math.max(-6, evidence.bits - 6), agrees: evidence.bits > 9, isSame: false }
    : evidence
}

/** Whether an address says more than a town. */
export function isPrecise(trait: Trait): boolean {
  return houseNumber(trait) !== undefined
}

/** The first number of an address that is short enough for a house. */
function houseNumber({ words }: Trait): string | undefined {
  return words.find((word) => /^\d{1,4}$/.test(word))
}
