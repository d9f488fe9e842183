/** All records of the store that could not be added beside each other: what `add` refuses, found for every pair at once. */
import type { EntityName } from '../../entities/index.ts'
import type { Data, Found } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { isAlive } from '../likeness/alive.ts'
import { type DuplicateReason, type Identified, reasonsBetween } from './comparing.ts'
import type { Identity } from './identity.ts'
import { identifying } from './index.ts'

/** Records of which each is refused for another of them, at least one, and why. */
export interface Refused {
  readonly members: readonly Found[]
  readonly reasons: readonly DuplicateReason[]
}

/** How many before it each record is compared with, of those that share a name or a number: there may be ten thousand. */
const WINDOW = 30

/**
 * @param kinds all that are looked at
 * @param apart whether the user said that two are not the same
 */
export function refusedIn(
  data: Data,
  kinds: readonly EntityName[],
  apart: (one: string, other: string) => boolean,
): readonly Refused[] {
  const identified = identifying(data)
  const sharers = sharersIn(data, kinds, identified)
  const refused: Refused[] = []
  for (const group of sharers) {
    const all = group.map(identified).sort((a, b) => (companyOf(a) < companyOf(b) ? -1 : 1))
    refused.push(
      ...connected(all, (one, other) =>
        apart(one.record.id, other.record.id) ? [] : reasonsOfEither(data, one, other),
      ),
    )
  }
  return refused
}

/** Whichever of the two had been there first. */
function reasonsOfEither(data: Data, one: Identified, other: Identified): readonly DuplicateReason[] {
  const reasons = reasonsBetween(data.settings, one, other)
  return reasons.length > 0 ? reasons : reasonsBetween(data.settings, other, one)
}

function companyOf({ identity: { name } }: Identified): string {
  return name?.company ?? ''
}

/** Groups of two or more that have a name, a number or an address in common. */
function sharersIn(
  data: Data,
  kinds: readonly EntityName[],
  identified: (found: Found) => Identified,
): readonly (readonly Found[])[] {
  const first = new Map<string, Found>()
  const groups = new Map<string, Found[]>()
  for (const kind of kinds) {
    const all: readonly AnyRecord[] = data.all(kind)
    for (const record of all) {
      if (!isAlive(data.settings, kind, record)) continue
      const found = { kind, record }
      for (const sign of signsOf(kind, identified(found).identity)) {
        const before = first.get(sign)
        if (before === undefined) first.set(sign, found)
        else if (!groups.has(sign)) groups.set(sign, [before, found])
        else groups.get(sign)?.push(found)
      }
    }
  }
  return [...groups.values()]
}

function signsOf(kind: EntityName, { keys, values, name }: Identity): readonly string[] {
  // Colleagues share a web domain; of companies alone it tells that they are one.
  const told = kind === 'account' ? keys : keys.filter((key) => !key.startsWith('domain:'))
  const named = name === undefined ? [] : [name.words.length > 1 || !name.isPerson ? name.sign : name.plain]
  return [
    ...told,
    ...values.map(({ field, text }) => `${field}=${text}`),
    ...named.map((sign) => `\n${sign}`),
  ]
}

/** Those that hang together, each by a reason with one shortly before it. */
function connected(
  all: readonly Identified[],
  reasonsFor: (one: Identified, other: Identified) => readonly DuplicateReason[],
): readonly Refused[] {
  const groupOf = new Map<Identified, { members: Identified[]; reasons: Set<DuplicateReason> }>()
  for (const [at, one] of all.entries()) {
    for (const other of all.slice(Math.max(0, at - WINDOW), at)) {
      const [mine, theirs] = [groupOf.get(one), groupOf.get(other)]
      if (mine !== undefined && mine === theirs) continue
      const reasons = reasonsFor(one, other)
      if (reasons.length === 0) continue
      const [small, large] = sorted(mine ?? single(one), theirs ?? single(other))
      for (const member of small.members) large.members.push(member)
      for (const reason of [...small.reasons, ...reasons]) large.reasons.add(reason)
      for (const member of [...small.members, other, one]) groupOf.set(member, large)
    }
  }
  return [...new Set(groupOf.values())].map(({ members, reasons }) => ({
    members: members.map(({ kind, record }) => ({ kind, record })),
    reasons: [...reasons],
  }))
}

interface Growing {
  members: Identified[]
  reasons: Set<DuplicateReason>
}

function single(one: Identified): Growing {
  return { members: [one], reasons: new Set() }
}

function sorted(a: Growing, b: Growing): readonly [Growing, Growing] {
  return a.members.length < b.members.length ? [a, b] : [b, a]
}
