/** Duplicates over the whole store: pairs with a score, and groups of them. */
import type { Settings } from '../../config.ts'
import { type EntityName, entityNames } from '../../entities/index.ts'
import type { Data, Found } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { isAlive } from './alive.ts'
import { candidates } from './candidates.ts'
import { weigh } from './frequency.ts'
import { type AlikePair, type Group, groupsOf } from './groups.ts'
import { type Identical, identicalIn } from './identical.ts'
import { type Profile, profiler } from './profile.ts'
import { type Likeness, likeness } from './score.ts'

export interface Pair {
  readonly a: Found
  readonly b: Found
  /** From 0 to 1. */
  readonly score: number
  readonly reasons: readonly string[]
}

export interface SearchOptions {
  /** Kinds whose duplicates are looked for; with those their rules compare them with. */
  readonly kinds: readonly EntityName[]
  /** Instead of the rules' own thresholds. */
  readonly threshold?: number
}

export interface Duplicates {
  readonly groups: readonly Group[]
  /** Pairs, the surest first. Of more than `MOST_PAIRS` each record is only paired with the first it is exactly like. */
  readonly pairs: readonly Pair[]
  /** How alike two records are that the rules compare, whatever the threshold. */
  score(a: Found, b: Found): number
}

/** Ten thousand records of one name make fifty million pairs, which nobody reads. */
const MOST_PAIRS = 300_000

/**
 * Every pair of records that the rules hold for the same, the surest first. Converted leads and closed deals do not
 * count, nor pairs that the user said are not the same.
 */
export function findDuplicates(data: Data, { kinds, threshold }: SearchOptions): Duplicates {
  const { settings } = data
  const wanted = new Set(kinds)
  const profiles = profilesOf(data, pooledKinds(settings, kinds))
  const all = identicalIn(profiles, new Set(settings.notDuplicates.flat()))
  const prior = weigh(all)
  const alike = alikeIn(all, settings, (one, other) => {
    if (!isCompared(settings, wanted, one, other)) return undefined
    return likeness(one, other, prior, threshold ?? settings.duplicates[one.kind]?.threshold ?? 1)
  })
  const profileOf = new Map(
    all.flatMap(({ profile, members }) => members.map(({ record }) => [record.id, profile])),
  )
  return {
    groups: groupsOf(alike),
    pairs: pairsOf(alike),
    score(a, b) {
      const [one, other] = [profileOf.get(a.record.id), profileOf.get(b.record.id)]
      return one === undefined || other === undefined
        ? 0
        : rounded(likeness(one, other, prior, 0)?.score ?? 0)
    },
  }
}

/** The kinds asked for and those that their rules compare them with. */
export function pooledKinds(settings: Settings, kinds: readonly EntityName[]): readonly EntityName[] {
  return entityNames.filter(
    (kind) => kinds.includes(kind) || kinds.some((one) => settings.duplicates[one]?.against.includes(kind)),
  )
}

function profilesOf(data: Data, kinds: readonly EntityName[]) {
  return kinds.flatMap((kind) => {
    const profileOf = profiler(data, kind)
    const all: readonly AnyRecord[] = data.all(kind)
    return all
      .filter((record) => isAlive(data.settings, kind, record))
      .map((record) => ({ found: { kind, record }, profile: profileOf(record) }))
  })
}

function alikeIn(
  all: readonly Identical[],
  settings: Settings,
  compare: (one: Profile, other: Profile) => Likeness | undefined,
): readonly AlikePair[] {
  const apart = new Set(settings.notDuplicates.map(pairKey))
  const byProfile = new Map(all.map((one) => [one.profile, one]))
  const alike: AlikePair[] = []
  const take = (one: Profile, other: Profile): void => {
    const found = compare(one, other)
    if (found === undefined || apart.has(pairKey([one.id, other.id]))) return
    const [a, b] = [byProfile.get(one), byProfile.get(other)]
    if (a !== undefined && b !== undefined)
      alike.push({ a, b, score: rounded(found.score), reasons: found.reasons })
  }
  for (const { profile, members } of all) if (members.length > 1) take(profile, profile)
  candidates([...byProfile.keys()], take)
  return alike.sort((x, y) => y.score - x.score || (x.a.profile.id < y.a.profile.id ? -1 : 1))
}

function pairsOf(alike: readonly AlikePair[]): readonly Pair[] {
  const count = alike.reduce((sum, { a, b }) => sum + a.members.length * b.members.length, 0)
  return alike.flatMap(({ a, b, score, reasons }) =>
    couples(a, b, count <= MOST_PAIRS * 2).map(([one, other]) => ({ a: one, b: other, score, reasons })),
  )
}

function couples(a: Identical, b: Identical, areAll: boolean): readonly (readonly [Found, Found])[] {
  const heads = areAll ? a.members : a.members.slice(0, 1)
  if (a === b)
    return heads.flatMap((one, at) => a.members.slice(at + 1).map((other) => [one, other] as const))
  const partners = areAll ? b.members : b.members.slice(0, 1)
  return heads.flatMap((one) => partners.map((other) => [one, other] as const))
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000
}

export function pairKey(ids: readonly string[]): string {
  return [...ids].sort().join(' ')
}

/** A person's lead is no duplicate of the account where the person works; one without a person's name may be. */
function isCompared(settings: Settings, wanted: ReadonlySet<EntityName>, a: Profile, b: Profile): boolean {
  if (!wanted.has(a.kind) && !wanted.has(b.kind)) return false
  const knows = (one: Profile, other: Profile) =>
    settings.duplicates[one.kind]?.against.includes(other.kind) === true
  if (!knows(a, b) && !knows(b, a)) return false
  if (a.kind === b.kind || (a.kind !== 'account' && b.kind !== 'account')) return true
  return ![...a.traits, ...b.traits].some((trait) => trait.how === 'person')
}
