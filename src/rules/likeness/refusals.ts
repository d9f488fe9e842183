/** What `add` refuses and no score tells of: each pair of it is listed as well, with the reason. */
import type { Data, Found } from '../../schema/data.ts'
import { type Refused, refusedIn } from '../duplicates/refused.ts'
import type { Group } from './groups.ts'
import { type Duplicates, type Pair, pairKey, pooledKinds, type SearchOptions } from './search.ts'

/** The score of what is refused for one thing in common while everything else speaks against it: for a look. */
const LEAST_REFUSED = 0.3
/** Of larger groups each is paired with the first. */
const MOST_PAIRED = 100

/** The duplicates found, and after them what would be refused and is not among them. */
export function withRefused(
  data: Data,
  { kinds, threshold = 0 }: SearchOptions,
  found: Duplicates,
): Pick<Duplicates, 'groups' | 'pairs'> {
  if (threshold > 1) return found
  const apart = new Set(data.settings.notDuplicates.map(pairKey))
  const isApart = (one: string, other: string) => apart.has(pairKey([one, other]))
  const groupOf = new Map(
    found.groups.flatMap((group) => group.members.map(({ record }) => [record.id, group] as const)),
  )
  const known = new Set(found.pairs.map(({ a, b }) => pairKey([a.record.id, b.record.id])))
  const groups = new Map<string, Group>()
  const pairs = new Map<string, Pair>()
  for (const refused of refusedIn(data, pooledKinds(data.settings, kinds), isApart)) {
    for (const kind of kinds) {
      const members = refused.members.filter((one) => one.kind === kind)
      if (members.length < 2 || areTogether(members, groupOf)) continue
      const group = joined(groups.get(signOf(members)), scored(found, members, refused))
      if (group.score >= threshold) groups.set(signOf(members), group)
    }
    for (const [a, b] of couplesOf(refused.members)) {
      const key = pairKey([a.record.id, b.record.id])
      if (known.has(key) || (!kinds.includes(a.kind) && !kinds.includes(b.kind))) continue
      const score = scoreOf(found, a, b)
      const reasons = [...new Set([...(pairs.get(key)?.reasons ?? []), ...refused.reasons])]
      if (score >= threshold) pairs.set(key, { a, b, score, reasons })
    }
  }
  const byScore = (x: { score: number }, y: { score: number }) => y.score - x.score
  return {
    groups: [...found.groups, ...[...groups.values()].sort(byScore)],
    pairs: [...found.pairs, ...[...pairs.values()].sort(byScore)],
  }
}

function areTogether(members: readonly Found[], groupOf: ReadonlyMap<string, Group>): boolean {
  const first = groupOf.get(members[0]?.record.id ?? '')
  return first !== undefined && members.every(({ record }) => groupOf.get(record.id) === first)
}

function signOf(members: readonly Found[]): string {
  return members
    .map(({ record }) => record.id)
    .sort()
    .join(' ')
}

function scored(found: Duplicates, members: readonly Found[], { reasons }: Refused): Group {
  const [first, ...others] = members
  const scores = others
    .slice(0, MOST_PAIRED)
    .map((one) => (first === undefined ? 0 : scoreOf(found, first, one)))
  return { members, score: Math.min(...scores), reasons }
}

function joined(before: Group | undefined, group: Group): Group {
  return before === undefined
    ? group
    : { ...group, reasons: [...new Set([...before.reasons, ...group.reasons])] }
}

function scoreOf(found: Duplicates, a: Found, b: Found): number {
  return Math.max(LEAST_REFUSED, found.score(a, b))
}

function couplesOf(members: readonly Found[]): readonly (readonly [Found, Found])[] {
  const heads = members.length <= MOST_PAIRED ? members : members.slice(0, 1)
  return heads.flatMap((one, at) => members.slice(at + 1).map((other) => [one, other] as const))
}
