/** How likely two records are the same thing: evidence for and against in bits, added up. (Fellegi & Sunter 1969.) */
import { spelling } from '../../spelling.ts'
import { compareTraits, type Evidence, isPrecise } from './evidence.ts'
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
/** Two birthdays at one door, and two birthdays or tax numbers otherwise. */
const MOST_NEIGHBOUR = 0.72
const MOST_APART = 0.4
/** Bits of an address that is more than a town. */
const ONE_PLACE = 8
/** Nothing names one thing: as sure as can be, and not certain. */
const MOST_UNCERTAIN = 0.999
/** Bits that names in full leave at least, beside what speaks against them: enough to be reported by. */
const LEAST_WHOLE = 1.4
const MOST_SHARED = 4
const REMOTE = 0.75

/**
 * Compares two records of kinds that are compared with each other.
 * @param prior how likely any two are the same, as bits
 * @returns undefined where the score is below `least`
 */
export function likeness(a: Profile, b: Profile, prior: number, least: number): Likeness | undefined {
  const compared = comparedIn(a, b)
  const sum =
    1 / (1 + 2 ** -bitsOf(compared, prior, namedBy(a, b), Math.max(a.traits.length, b.traits.length)))
  if (sum < least) return undefined
  const score = Math.min(sum, mostOf(compared, sum))
  return score < least ? undefined : { score, reasons: reasonsOf(compared) }
}

/** What the score is at most, whatever it adds up to. */
function mostOf(compared: readonly Compared[], sum: number): number {
  if (sum <= MOST_APART) return 1
  const apart = compared.find(({ evidence }) => evidence.isApart === true)
  if (apart !== undefined) return mostOfApart(apart, compared)
  if (isFamily(compared)) return mostOfFamily(compared)
  return isCertain(compared) ? 1 : MOST_UNCERTAIN
}

/** A birthday may be wrong of somebody at the same door: for a look. A tax number that differs is another company's. */
function mostOfApart({ trait }: Compared, compared: readonly Compared[]): number {
  const isAtOnePlace = compared.some(
    ({ trait: { how }, evidence: { bits } }) => how === 'address' && bits >= ONE_PLACE,
  )
  return trait.how === 'day' && isAtOnePlace ? MOST_NEIGHBOUR : MOST_APART
}

/** Certain is what has something in common that names one thing: a number or an email of its own, or name and place. */
function isCertain(compared: readonly Compared[]): boolean {
  const names = compared.filter(({ trait: { how } }) => how === 'person' || how === 'company')
  const isNamed = names.some(({ evidence: { isWhole } }) => isWhole)
  return compared.some(({ trait: { how }, other, trait, evidence: { isSame, agrees } }) => {
    if (!isSame || !agrees) return false
    if (how === 'exact' || how === 'taxId') return true
    return isNamed && (how === 'email' || (how === 'address' && isPrecise(trait) && isPrecise(other)))
  })
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

/** @param named what their own names are compared as, where a company is only what they belong to */
function bitsOf(
  compared: readonly Compared[],
  prior: number,
  named: 'person' | 'text' | undefined,
  traits: number,
): number {
  let bits = prior
  let own = 0
  let isEqual = compared.length === traits
  let isNamed = false
  let differs = false
  let against = 0
  let isWhole = false
  let isOfOneDay = false
  for (const { trait, evidence } of compared) {
    isEqual &&= evidence.isSame && evidence.bits >= 0
    against += Math.min(0, evidence.bits)
    isOfOneDay ||= trait.how === 'day' && evidence.isSame
    isWhole ||= evidence.isWhole === true && (named === undefined || trait.how === named)
    const told = named !== undefined && isShared(trait) ? Math.min(evidence.bits, MOST_SHARED) : evidence.bits
    if (trait.how === 'own') own += told
    else bits += told
    if (trait.how !== named && (trait.how !== 'company' || named === 'text')) continue
    isNamed ||= evidence.bits > 0
    differs ||= evidence.bits < 0
  }
  // People share addresses, telephones and employers, deals their customer: without a name or a birthday these are not enough.
  if (differs && !isNamed && !isOfOneDay) bits -= 6
  // However common a name is in this store, what is equal is never hidden by that.
  if (isWhole && (named === undefined || isEqual)) bits = Math.max(bits, LEAST_WHOLE + against)
  // Fields the user added often say the same thing twice: a batch, a list, a region.
  return bits + Math.min(own, MOST_OWN)
}

/** People have names of people, deals a text that says what is sold. */
function namedBy(a: Profile, b: Profile): 'person' | 'text' | undefined {
  const isOf = ({ kind, traits }: Profile, wanted: 'person' | 'text') =>
    traits.some(
      ({ how, called }) => how === wanted && (how === 'person' || (kind === 'deal' && called === 'name')),
    )
  if (isOf(a, 'person') && isOf(b, 'person')) return 'person'
  return isOf(a, 'text') && isOf(b, 'text') ? 'text' : undefined
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
function mostOfFamily(compared: readonly Compared[]): number {
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
