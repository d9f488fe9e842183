/** Duplicates that a change of many records would make: with the rest of the store, and among themselves. */
import type { EntityName } from '../../entities/index.ts'
import type { Change } from '../../schema/changes.ts'
import type { Data } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { Batch } from './batch.ts'
import { type Duplicate, duplicatesOf, freshDuplicates } from './index.ts'

export interface Alike {
  readonly change: Change
  readonly record: AnyRecord
  readonly duplicates: readonly Duplicate[]
}

/** The changed records that become duplicates, each with what it is like; what was so before does not count. */
export function duplicatesMade(data: Data, kind: EntityName, changes: readonly Change[]): readonly Alike[] {
  const changed = new Set(changes.map(({ id }) => id))
  const batch = new Batch(data)
  const alike: Alike[] = []
  for (const change of changes) {
    const { before = { id: change.id }, after } = change
    if (after === undefined) continue
    const others = freshDuplicates(data, kind, before, after, changed)
    const duplicates = [...others, ...unlessBefore(data, kind, before, batch.take(kind, after))]
    if (duplicates.length > 0) alike.push({ change, record: after, duplicates })
  }
  return alike
}

function unlessBefore(
  data: Data,
  kind: EntityName,
  before: AnyRecord,
  found: readonly Duplicate[],
): readonly Duplicate[] {
  if (found.length === 0) return found
  const known = new Set(duplicatesOf(data, kind, before).map(({ record }) => record.id))
  return found.filter(({ record }) => !known.has(record.id))
}
