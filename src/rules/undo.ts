/** Takes a command back: the changes that undo a line of the history, as far as nothing has changed since. */
import { isDeepStrictEqual } from 'node:util'
import { defaultSettings, type Settings } from '../config.ts'
import type { EntityName } from '../entities/index.ts'
import { contentHash, tidied } from '../schema/canonical.ts'
import type { Change, Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import type { AnyRecord, Value } from '../schema/field.ts'
import type { Creation, Edit, FromTo, HistoryLine, Removal } from '../schema/history.ts'
import { sameValue } from '../schema/value.ts'
import { looseEnds } from './looseEnds.ts'

/** Why a change cannot be taken back: the record, or the key of the settings, and what became of it. */
export interface Obstacle {
  readonly kind: EntityName | 'settings'
  /** Id of the record, or key of the settings. */
  readonly id: string
  /** As the end of a sentence. */
  readonly why: string
}

export interface Inverse {
  /** Takes back everything that nothing stands in the way of. */
  readonly changes: Changes
  readonly obstacles: readonly Obstacle[]
}

/** The changes that take a line of the history back, and what in it cannot be taken back because it has changed since. */
export function invert(line: HistoryLine, data: Data): Inverse {
  const records: Change[] = []
  const obstacles: Obstacle[] = []
  let settings: Settings | undefined
  for (const past of line.changes) {
    if ('settings' in past) {
      for (const [key, fromTo] of Object.entries(past.settings)) {
        if (isAsLeft(data.settings, key, fromTo))
          settings = restoredSettings(settings ?? data.settings, key, fromTo)
        else obstacles.push({ kind: 'settings', id: key, why: 'has changed since' })
      }
      continue
    }
    const result = inverse(past, data)
    if ('why' in result) obstacles.push(result)
    else records.push(result)
  }
  const { broken } = line
  const kept = withoutLooseEnds(data, records, broken ?? [], obstacles)
  const changes: Changes = {
    summary: summaryOf(line),
    records: kept,
    undoes: line.id,
    ...(broken === undefined ? {} : { broken }),
    ...(line.split === undefined ? {} : { whole: line.split }),
    ...(settings === undefined ? {} : { settings }),
  }
  return { changes, obstacles }
}

/** What can be taken back without a link losing its other end; what stays may hold on to more that then stays too. */
function withoutLooseEnds(
  data: Data,
  records: readonly Change[],
  broken: readonly string[],
  obstacles: Obstacle[],
): readonly Change[] {
  const loose = looseEnds(data, records, broken)
  if (loose.length === 0) return records
  obstacles.push(...loose.map(({ change: { kind, id }, why }) => ({ kind, id, why })))
  const left = new Set(loose.map(({ change }) => change))
  return withoutLooseEnds(
    data,
    records.filter((change) => !left.has(change)),
    broken,
    obstacles,
  )
}

/** Taking back an undo does the thing again; taking that back undoes it. */
function summaryOf({ summary, undoes }: HistoryLine): string {
  const isUndo = undoes !== undefined && summary.startsWith('Undid: ')
  return isUndo ? summary.replace(/^Undid: /, 'Redid: ') : `Undid: ${summary.replace(/^Redid: /, '')}`
}

function inverse(past: Creation | Edit | Removal, data: Data): Change | Obstacle {
  const { kind, id } = past
  const now: AnyRecord | undefined = data.get(kind, id)
  if ('removed' in past) {
    return now === undefined ? { kind, id, after: past.removed } : { kind, id, why: 'is there again' }
  }
  if (now === undefined) return { kind, id, why: 'has been removed since' }
  if ('hash' in past) {
    const entity = entityIn(data.settings, kind)
    const isSame = contentHash(entity, tidied(entity, now)) === past.hash
    return isSame ? { kind, id, before: now } : { kind, id, why: 'has changed since' }
  }
  const changed = Object.entries(past.fields).find(([name, [, to]]) => !sameValue(now[name], to ?? undefined))
  if (changed !== undefined) return { kind, id, why: 'has changed since' }
  return { kind, id, before: now, after: restored(now, past.fields) }
}

/** A record with edited fields as they were before the edit. */
export function restored(now: AnyRecord, fields: { readonly [field: string]: FromTo }): AnyRecord {
  const values = new Map<string, Value>()
  for (const [name, value] of Object.entries(now)) if (value !== undefined) values.set(name, value)
  for (const [name, [from]] of Object.entries(fields)) {
    if (from === null) values.delete(name)
    else values.set(name, from)
  }
  return { ...Object.fromEntries(values), id: now.id }
}

type SettingFromTo = readonly [from: unknown, to: unknown]

/** Whether a key of the settings is as the line left it; one that is not in crm.json has its default. */
function isAsLeft(settings: Settings, key: string, [, to]: SettingFromTo): boolean {
  return isDeepStrictEqual(settingOf(settings, key), to ?? settingOf(defaultSettings, key))
}

function settingOf(settings: Settings, key: string): unknown {
  return new Map<string, unknown>(Object.entries(settings)).get(key)
}

/** A key that was not in crm.json before has no value here, and so goes from there again. */
function restoredSettings(settings: Settings, key: string, [from]: SettingFromTo): Settings {
  return { ...settings, ...Object.fromEntries([[key, from ?? undefined]]) }
}

/**
 * The line that undo takes back: the newest that is no undo itself and has not been taken back. Lines that changed
 * nothing, such as those of the doctor, are passed over, but not that of a restore: it replaced everything before it.
 * @param lines newest first
 */
export function nextToUndo(lines: Iterable<HistoryLine>): HistoryLine | undefined {
  for (const line of standing(lines)) if (line.undoes === undefined) return line
  return undefined
}

/**
 * The line that redo takes back: the newest undo that has not been taken back, as long as nothing else was done since.
 * @param lines newest first
 */
export function nextToRedo(lines: Iterable<HistoryLine>): HistoryLine | undefined {
  const all = [...lines]
  const byId = new Map(all.map((line) => [line.id, line]))
  const isUndo = ({ undoes }: HistoryLine): boolean => {
    const target = undoes === undefined ? undefined : byId.get(undoes)
    return undoes !== undefined && (target === undefined || !isUndo(target))
  }
  for (const line of standing(all)) {
    if (line.undoes === undefined) return undefined
    if (isUndo(line)) return line
  }
  return undefined
}

/** Lines that changed something and were not taken back by a later one that stands. */
function* standing(lines: Iterable<HistoryLine>): Generator<HistoryLine> {
  const undone = new Set<string>()
  for (const line of lines) {
    if (undone.has(line.id) || (line.changes.length === 0 && line.before === undefined)) continue
    if (line.undoes !== undefined) undone.add(line.undoes)
    yield line
  }
}
