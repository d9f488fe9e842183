/** Duplicates over the whole store: pairs with a score, and groups of them. */
import { type Settings, stageNamed, statusKind } from '../../config.ts'
import { type EntityName, entityNames } from '../../entities/index.ts'
import type { Data, Found } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { candidates } from './candidates.ts'
import { weigh } from './frequency.ts'
import { type Profile, profiler } from './profile.ts'
import { likeness } from './score.ts'

export interface Pair {
  readonly a: Found
  readonly b: Found
  /** From 0 to 1. */
  readonly score: number
  readonly reasons: readonly string[]
}

export interface Group {
  readonly members: readonly Found[]
  /** The least score of the pairs that hold it together. */
  readonly score: number
  readonly reasons: readonly string[]
}

export interface SearchOptions {
  /** Kinds whose duplicates are looked for; with those their rules compare them with. */
  readonly kinds: readonly EntityName[]
  /** Instead of the rules' own thresholds. */
  readonly threshold?: number
}

/**
 * Every pair of records that the rules hold for the same, the surest first. Converted leads and closed deals do not
 * count, nor pairs that the user said are not the same.
 */
export function duplicatePairs(data: Data, { kinds, threshold }: SearchOptions): readonly Pair[] {
  const { settings } = data
  const wanted = new Set(kinds)
  const pooled = entityNames.filter(
    (kind) => wanted.has(kind) || kinds.some((one) => settings.duplicates[one]?.against.includes(kind)),
  )
  const records = new Map<string, Found>()
  const profiles = pooled.flatMap((kind) => {
    const profileOf = profiler(data, kind)
    const all: readonly AnyRecord[] = data.all(kind)
    return all
      .filter((record) => isAlive(settings, kind, record))
      .map((record) => {
        records.set(record.id, { kind, record })
        return profileOf(record)
      })
  })
  const prior = weigh(profiles)
  const apart = new Set(settings.notDuplicates.map(pairKey))
  const pairs: Pair[] = []
  candidates(profiles, (one, other) => {
    if (!isCompared(settings, wanted, one, other)) return
    const least = threshold ?? settings.duplicates[one.kind]?.threshold ?? 1
    const found = likeness(one, other, prior, least)
    if (found === undefined || apart.has(pairKey([one.id, other.id]))) return
    const [a, b] = [records.get(one.id), records.get(other.id)]
    const score = Math.round(found.score * 1000) / 1000
    if (a !== undefined && b !== undefined) pairs.push({ a, b, score, reasons: found.reasons })
  })
  return pairs.sort((x, y) => y.score - x.score || (x.a.record.id < y.a.record.id ? -1 : 1))
}

function pairKey(ids: readonly string[]): string {
  return [...ids].sort().join(' ')
}

function isAlive(settings: Settings, kind: EntityName, record: AnyRecord): boolean {
  if (kind === 'lead') return statusKind(settings, String(record['status'])) !== 'converted'
  return kind !== 'deal' || stageNamed(settings, String(record['stage']))?.kind === 'open'
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

/**
 * Groups of records of one kind that are all the same thing: the surest pairs first; two groups become one where at
 * least half of the pairs between them are alike, so that a chain of likenesses does not tie strangers together.
 */
export function groupsOf(pairs: readonly Pair[]): readonly Group[] {
  const alike = new Set(pairs.map(({ a, b }) => pairKey([a.record.id, b.record.id])))
  const groupOf = new Map<string, { members: Found[]; score: number; reasons: Set<string> }>()
  for (const { a, b, score, reasons } of pairs) {
    if (a.kind !== b.kind) continue
    const one = groupOf.get(a.record.id) ?? { members: [a], score, reasons: new Set<string>() }
    const other = groupOf.get(b.record.id) ?? { members: [b], score, reasons: new Set<string>() }
    if (one === other || !isTied(one.members, other.members, alike)) continue
    const joined = {
      members: [...one.members, ...other.members],
      score,
      reasons: new Set([...one.reasons, ...other.reasons, ...reasons]),
    }
    for (const { record } of joined.members) groupOf.set(record.id, joined)
  }
  return [...new Set(groupOf.values())].map(({ members, score, reasons }) => ({
    members,
    score,
    reasons: [...reasons],
  }))
}

function isTied(one: readonly Found[], other: readonly Found[], alike: ReadonlySet<string>): boolean {
  let count = 0
  for (const a of one) for (const b of other) if (alike.has(pairKey([a.record.id, b.record.id]))) count++
  return count * 2 >= one.length * other.length
}
