/** Making and changing one record: what every add, edit, copy and rule does the same way. */
import type { EntityName } from '../entities/index.ts'
import type { Change } from '../schema/changes.ts'
import type { AnyRecord, Value } from '../schema/field.ts'
import { isBlank, sameValue } from '../schema/value.ts'

/** Values to set by field; undefined empties a field. */
export type Patch = { readonly [field: string]: Value | undefined }

/** The record with the patch laid over it; emptied fields are gone. */
export function patched(record: AnyRecord, patch: Patch): AnyRecord {
  const result: { id: string; [field: string]: Value | undefined } = { ...record }
  for (const [name, value] of Object.entries(patch)) {
    if (name === 'id') continue
    if (isBlank(value)) delete result[name]
    else result[name] = value
  }
  return result
}

/** The plan of one new record. */
export function creation(kind: EntityName, id: string, values: Patch, now: string): Change {
  return { kind, id, after: { ...patched({ id }, values), createdAt: now, updatedAt: now } }
}

/** The plan of one edit, or undefined where it would change nothing. */
export function edition(kind: EntityName, before: AnyRecord, patch: Patch, now: string): Change | undefined {
  const changed = Object.entries(patch).some(
    ([name, value]) => !sameValue(before[name], isBlank(value) ? undefined : value),
  )
  if (!changed) return undefined
  return { kind, id: before.id, before, after: patched(before, { ...patch, updatedAt: now }) }
}

/** Of `patch`, only what fills a field that is empty in `record`. */
export function blanksOnly(record: AnyRecord, patch: Patch): Patch {
  return Object.fromEntries(Object.entries(patch).filter(([name]) => isBlank(record[name])))
}

/** Two lists as one, the first one's order kept, nothing twice. */
export function united<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] {
  return [...new Set([...(a ?? []), ...(b ?? [])])]
}
