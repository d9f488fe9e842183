/** Taking back what one line of the history did, as a new plan. */
import { entities } from '../entities/index.ts'
import { contentHash, tidied } from '../schema/canonical.ts'
import type { Change } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord, Value } from '../schema/field.ts'
import type { Creation, Edit, HistoryLine, Past, Removal, SettingsEdit } from '../schema/history.ts'
import { sameValue } from '../schema/value.ts'
import { patched } from './records.ts'

/** Something that is no longer as the line left it. */
export interface Blocked {
  /** Id of the record, or key of the settings. */
  readonly id: string
  /** `deal d7k3m9x2qa Shelves was changed since` */
  readonly message: string
}

export interface Inverse {
  readonly records: readonly Change[]
  /** Settings to put back, by top-level key; unchecked, as the history has them. */
  readonly settings: { readonly [key: string]: unknown }
  readonly blocked: readonly Blocked[]
}

/** The plan that takes a line back, and what stands in its way because it has changed since. */
export function invert(line: HistoryLine, data: Data): Inverse {
  const records: Change[] = []
  const settings: { [key: string]: unknown } = {}
  const blocked: Blocked[] = []
  for (const past of line.changes) {
    if ('settings' in past) {
      invertSettings(past, data, settings, blocked)
      continue
    }
    const inverse =
      'hash' in past ? uncreated(past, data) : 'fields' in past ? unedited(past, data) : unremoved(past, data)
    if ('message' in inverse) blocked.push(inverse)
    else records.push(inverse)
  }
  return { records, settings, blocked }
}

function uncreated({ kind, id, hash }: Creation, data: Data): Change | Blocked {
  const record = data.find(id)?.record
  if (record === undefined) return { id, message: `${kind} ${id} was removed since` }
  const entity = entityIn(data.settings, kind)
  const isSame = contentHash(entity, tidied(entity, record)) === hash
  return isSame
    ? { kind, id, before: record }
    : { id, message: `${kind} ${id} ${titleOf(entity, record)} was changed since` }
}

function unedited({ kind, id, fields }: Edit, data: Data): Change | Blocked {
  const record = data.find(id)?.record
  if (record === undefined) return { id, message: `${kind} ${id} was removed since` }
  const isSame = Object.entries(fields).every(([name, [, to]]) => sameValue(record[name], present(to)))
  if (!isSame) return { id, message: `${kind} ${id} ${titleOf(entities[kind], record)} was changed since` }
  const before = Object.fromEntries(Object.entries(fields).map(([name, [from]]) => [name, present(from)]))
  return { kind, id, before: record, after: patched(record, before) }
}

function unremoved({ kind, id, removed }: Removal, data: Data): Change | Blocked {
  const record: AnyRecord | undefined = data.find(id)?.record
  if (record === undefined) return { kind, id, after: removed }
  return { id, message: `${kind} ${id} is here again` }
}

function present(past: Past): Value | undefined {
  return past === null ? undefined : past
}

function invertSettings(
  past: SettingsEdit,
  data: Data,
  settings: { [key: string]: unknown },
  blocked: Blocked[],
): void {
  const now = new Map<string, unknown>(Object.entries(data.settings))
  for (const [key, [from, to]] of Object.entries(past.settings)) {
    const isSame = JSON.stringify(now.get(key) ?? null) === JSON.stringify(to)
    if (isSame) settings[key] = from === null ? undefined : from
    else blocked.push({ id: key, message: `"${key}" in crm.json was changed since` })
  }
}

/**
 * The line that `crm undo` takes back: the newest that is no undo itself and has not been taken back; for redo the
 * newest undo that has not been taken back.
 * @param lines newest first
 */
export function nextToUndo(lines: Iterable<HistoryLine>, isRedo: boolean): HistoryLine | undefined {
  const undone = new Set<string>()
  for (const line of lines) {
    if (undone.has(line.id)) continue
    if (line.undoes !== undefined) undone.add(line.undoes)
    if (isRedo === (line.undoes !== undefined)) return line
    // A redo is only for what was undone last: anything done since closes the way.
    if (isRedo) return undefined
  }
  return undefined
}
