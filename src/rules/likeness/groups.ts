/** Groups of records of one kind that are all the same thing, out of pairs. */
import type { Found } from '../../schema/data.ts'
import type { Identical } from './identical.ts'

export interface Group {
  readonly members: readonly Found[]
  /** The least score of the pairs that hold it together. */
  readonly score: number
  readonly reasons: readonly string[]
}

/** Two that are alike, or one whose own members are, as `a` and `b`. */
export interface AlikePair {
  readonly a: Identical
  readonly b: Identical
  readonly score: number
  readonly reasons: readonly string[]
}

interface Growing {
  readonly parts: readonly Identical[]
  readonly score: number
  readonly reasons: ReadonlySet<string>
}

/**
 * The surest pairs first; two groups become one where at least half of the pairs between them are alike, so that a chain
 * of likenesses does not tie strangers together.
 */
export function groupsOf(pairs: readonly AlikePair[]): readonly Group[] {
  const alike = new Map<Identical, Set<Identical>>()
  for (const { a, b } of pairs) {
    partnersOf(alike, a).add(b)
    partnersOf(alike, b).add(a)
  }
  const groupOf = new Map<Identical, Growing>()
  for (const { a, b, score, reasons } of pairs) {
    if (a.profile.kind !== b.profile.kind) continue
    const one = groupOf.get(a) ?? { parts: [a], score, reasons: new Set<string>() }
    const other = groupOf.get(b) ?? { parts: [b], score, reasons: new Set<string>() }
    const isNew = !groupOf.has(a) || !groupOf.has(b)
    if (a === b ? !isNew : one === other || !isTied(one.parts, other.parts, alike)) continue
    const joined = {
      parts: a === b ? [a] : [...one.parts, ...other.parts],
      score,
      reasons: new Set([...one.reasons, ...other.reasons, ...reasons]),
    }
    for (const part of joined.parts) groupOf.set(part, joined)
  }
  return [...new Set(groupOf.values())].map(({ parts, score, reasons }) => ({
    members: parts.flatMap(({ members }) => members),
    score,
    reasons: [...reasons],
  }))
}

function partnersOf(alike: Map<Identical, Set<Identical>>, one: Identical): Set<Identical> {
  const known = alike.get(one) ?? new Set<Identical>()
  alike.set(one, known)
  return known
}

function isTied(
  one: readonly Identical[],
  other: readonly Identical[],
  alike: ReadonlyMap<Identical, ReadonlySet<Identical>>,
): boolean {
  let count = 0
  for (const a of one) {
    const partners = alike.get(a)
    for (const b of other) if (partners?.has(b) === true) count += a.members.length * b.members.length
  }
  return count * 2 >= sizeOf(one) * sizeOf(other)
}

function sizeOf(parts: readonly Identical[]): number {
  return parts.reduce((sum, { members }) => sum + members.length, 0)
}
