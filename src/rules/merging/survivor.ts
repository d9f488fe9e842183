/** Which of the records to be merged stays, and in which order the others are asked for what it lacks. */
import type { EntityName } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { isBlank } from '../../schema/value.ts'

export type Prefer = 'newest' | 'fullest' | 'first'

export interface Merge {
  readonly kind: EntityName
  /** In the order they were named. */
  readonly records: readonly AnyRecord[]
  /** Id of the survivor; otherwise the preferred one. */
  readonly keep?: string
  readonly prefer: Prefer
  /** For these fields the id of the record whose value is taken. */
  readonly set: { readonly [field: string]: string | undefined }
}

/** The record that stays. */
export function survivorOf({ records, keep, prefer }: Merge): AnyRecord {
  const named = records.find(({ id }) => id === keep)
  const [first] = named === undefined ? ranked(records, prefer) : [named]
  if (first === undefined) throw new InputError('There is nothing to merge.')
  return first
}

/** The records, the preferred one first. */
export function ranked(records: readonly AnyRecord[], prefer: Prefer): readonly AnyRecord[] {
  if (prefer === 'first') return records
  const filled = (record: AnyRecord) => Object.values(record).filter((value) => !isBlank(value)).length
  const stamp = (record: AnyRecord) => String(record['updatedAt'] ?? '')
  if (prefer === 'fullest')
    return [...records].sort((a, b) => filled(b) - filled(a) || (stamp(a) < stamp(b) ? 1 : -1))
  return [...records].sort((a, b) => (stamp(a) < stamp(b) ? 1 : stamp(a) > stamp(b) ? -1 : 0))
}
