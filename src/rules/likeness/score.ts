/** How likely two records are the same thing: evidence for and against in bits, added up. (Fellegi & Sunter 1969.) */
import { spelling } from '../../spelling.ts'
import { compareTraits, type Evidence } from './evidence.ts'
import { matchWords } from './matching.ts'
import type { Profile, Trait } from './profile.ts'

export interface Likeness {
  /** From 0 (another) to 1 (the same). */
  readonly score: number
  /** What speaks for it, the strongest first. */
  readonly reasons: readonly string[]
}

/** Traits that both have, and what each tells. */
interface Compared {
  readonly trait: Trait
  readonly other: Trait
  readonly evidence: Evidence
}

const MOST_OWN = 6
/** A family, as far as names go: for a person to look at. */
const MOST_FAMILY = 0.9
/** A family whose members have telephones or emails of their own. */
const MOST_OTHER = 0.6
const MOST_SHARED = 4
const REMOTE = 0.75

/**
 * Compares two records of kinds that are compared with each other.
 * @param prior how likely any two are the same, as bits
 * @returns undefined where the score is below `least`
 */
export function likeness(a: Profile, b: Profile, prior: number, least: number): Likeness | undefined {
  const compared = comparedIn(a, b)
  const sum = 1 / (1 + 2 ** -bitsOf(compared, prior, arePeople(a, b)))
  if (sum < least) return undefined
  const score = sum > MOST_OTHER && isFamily(compared) ? Math.min(sum, mostOf(compared)) : sum
  return score < least ? undefined : { score, reasons: reasonsOf(compared) }
}

function comparedIn(a: Profile, b: Profile): readonly Compared[] {
  const compared: Compared[] = []
  for (const trait of a.traits) {
    for (const other of b.traits) {
      if (other.slot !== trait.slot) continue
      compared.push({ trait, other, evidence: compareTraits(trait, other) })
      break
    }
  }
  return compared
}

function bitsOf(compared: readonly Compared[], prior: number, arePeople: boolean): number {
  let bits = prior
  let own = 0
  let isNamed = false
  let differs = false
  for (const { trait, evidence } of compared) {
    const told = arePeople && isShared(trait) ? Math.min(evidence.bits, MOST_SHARED) : evidence.bits
    if (trait.how === 'own') own += told
    else bits += told
    if (trait.how !== 'person' && trait.how !== 'company') continue
    isNamed ||= evidence.bits > 0
    differs ||= evidence.bits < 0
  }
  // People share addresses, telephones and employers: without any name in common these are not enough.
  if (differs && !isNamed) bits -= 6
  // Fields the user added often say the same thing twice: a batch, a list, a region.
  return bits + Math.min(own, MOST_OWN)
}

function arePeople(a: Profile, b: Profile): boolean {
  return isPerson(a) && isPerson(b)
}

function isPerson({ traits }: Profile): boolean {
  return traits.some(({ how }) => how === 'person')
}

/** What colleagues have in common. */
function isShared({ how }: Trait): boolean {
  return how === 'company' || how === 'domain'
}

/** First names that have nothing in common, and no email or number of their own that says otherwise. */
function isFamily(compared: readonly Compared[]): boolean {
  const isOwn = compared.some(
    ({ trait: { how }, evidence: { agrees } }) => agrees && (how === 'email' || how === 'exact'),
  )
  return !isOwn && compared.some(({ trait, other }) => trait.how === 'person' && isTorn(trait, other))
}

/**
 * A family shares name and address: shown for a look, never sure enough to be merged unasked. Where both have a telephone
 * or an email, and none in common, nothing is left to say that they are one.
 */
function mostOf(compared: readonly Compared[]): number {
  const isApart = compared.some(
    ({ trait: { how }, evidence: { bits } }) => bits < 0 && (how === 'phone' || how === 'email'),
  )
  return isApart ? MOST_OTHER : MOST_FAMILY
}

/** Whether words are left over on both sides that are not even remotely alike. */
function isTorn(a: Trait, b: Trait): boolean {
  const { leftA, leftB } = matchWords(a, b)
  if (leftA.length === 0 || leftB.length === 0) return false
  return leftA.every((i) => leftB.every((j) => spelling(a.words[i] ?? '', b.words[j] ?? '') < REMOTE))
}

function reasonsOf(compared: readonly Compared[]): readonly string[] {
  return compared
    .filter(({ evidence }) => evidence.agrees)
    .sort((x, y) => y.evidence.bits - x.evidence.bits)
    .map(({ trait, evidence }) => (evidence.isSame ? trait.called : `similar ${trait.called}`))
}
