/** A line of the history: what one command changed, as plain data from which it can be taken back. */
import type { EntityName } from '../entities/index.ts'
import type { AnyRecord, Value } from './field.ts'
import { isBlank, sameValue } from './value.ts'

/** A value as JSON, where null stands for missing. */
export type Past = Value | null
/** A field before and after. */
export type FromTo = readonly [from: Past, to: Past]

interface OfRecord {
  readonly kind: EntityName
  readonly id: string
}
/** A record that was made; the hash of its content tells whether it has changed since. */
export type Creation = OfRecord & { readonly hash: string }
/** A record that was changed, by field. */
export type Edit = OfRecord & { readonly fields: { readonly [field: string]: FromTo } }
/** A record that was removed, whole. */
export type Removal = OfRecord & { readonly removed: AnyRecord }
/** Settings that were changed, by top-level key. */
export type SettingsEdit = {
  readonly settings: { readonly [key: string]: readonly [from: unknown, to: unknown] }
}

type Keyed = { readonly [key: string]: unknown }

export type PastChange = Creation | Edit | Removal | SettingsEdit

export interface HistoryLine {
  readonly id: string
  /** UTC instant. */
  readonly at: string
  readonly by: string
  readonly command: string
  readonly summary: string
  /** The line that this one took back. */
  readonly undoes?: string
  /** Where the whole store as it was before is kept, for what no undo takes back: a backup within the store's folder. */
  readonly before?: string
  /** Ids that were linked to although they are not there. */
  readonly broken?: readonly string[]
  /** Kinds that outgrew one file by it: taking it back makes one file of them again. */
  readonly split?: readonly string[]
  /** Ids of records that were lost, which the user has accepted. */
  readonly lost?: readonly string[]
  readonly changes: readonly PastChange[]
}

/** A record before and after a change: missing where it was made or removed. */
interface Changed extends OfRecord {
  readonly before?: AnyRecord | undefined
  readonly after?: AnyRecord | undefined
}

/** How the history tells of a change, or undefined where nothing changed. @param hash of the new record's content */
export function pastChange(change: Changed, hash: string): PastChange | undefined {
  const { kind, id, before, after } = change
  if (after === undefined) return before === undefined ? undefined : { kind, id, removed: before }
  if (before === undefined) return { kind, id, hash }
  const fields = changedFields(before, after)
  return Object.keys(fields).length === 0 ? undefined : { kind, id, fields }
}

/** The fields in which two versions of a record differ. */
export function changedFields(before: AnyRecord, after: AnyRecord): { readonly [field: string]: FromTo } {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const fields: [string, FromTo][] = []
  for (const name of names) {
    const from = before[name]
    const to = after[name]
    if (!sameValue(from, to)) fields.push([name, [past(from), past(to)]])
  }
  return Object.fromEntries(fields)
}

function past(value: Value | undefined): Past {
  return value === undefined || isBlank(value) ? null : value
}

/** How the history tells of a change of these keys of crm.json; null is for a key that is not there. */
export function pastSettings(before: Keyed, after: Keyed, keys: readonly string[]): SettingsEdit {
  return { settings: Object.fromEntries(keys.map((key) => [key, [before[key] ?? null, after[key] ?? null]])) }
}

/** Whether a parsed line is one of the history. */
export function isHistoryLine(value: unknown): value is HistoryLine {
  if (typeof value !== 'object' || value === null) return false
  const parts = new Map<string, unknown>(Object.entries(value))
  const hasTexts = ['id', 'at', 'by', 'command', 'summary'].every(
    (name) => typeof parts.get(name) === 'string',
  )
  const changes = parts.get('changes')
  const broken = parts.get('broken') ?? []
  const split = parts.get('split') ?? []
  const lost = parts.get('lost') ?? []
  return (
    hasTexts &&
    Array.isArray(broken) &&
    Array.isArray(split) &&
    Array.isArray(lost) &&
    Array.isArray(changes) &&
    changes.every((change) => typeof change === 'object' && change !== null)
  )
}

/**
 * The records that were made and neither removed nor given up, by the last line about each that says so. An edit alone
 * does not bring a record back: somebody may have edited what another removed before the two were merged.
 * @param lines newest first
 */
export function madeRecords(lines: Iterable<HistoryLine>): ReadonlyMap<string, EntityName> {
  const gone = new Set<string>()
  const made = new Map<string, EntityName>()
  const edited = new Map<string, EntityName>()
  for (const line of lines) {
    for (const id of line.lost ?? []) if (!made.has(id)) gone.add(id)
    for (const change of line.changes) {
      if (!('id' in change) || made.has(change.id) || gone.has(change.id)) continue
      if ('removed' in change) gone.add(change.id)
      else if ('fields' in change) edited.set(change.id, change.kind)
      else made.set(change.id, change.kind)
    }
  }
  // Made before the history began.
  for (const [id, kind] of edited) if (!gone.has(id)) made.set(id, kind)
  return made
}
