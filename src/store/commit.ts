/** Writes a plan, all or nothing: new files aside, one marker that decides, then everything into place. Only under the lock. */
import { randomBytes } from 'node:crypto'
import type { Settings } from '../config.ts'
import { ConflictError, StoreError } from '../errors.ts'
import { recordText, textHash, tidied } from '../schema/canonical.ts'
import type { Changes } from '../schema/changes.ts'
import { type HistoryLine, type PastChange, pastChange, pastSettings } from '../schema/history.ts'
import { newId, randomText } from '../schema/id.ts'
import { isIdle, refuseConflicts, type SoundChange } from './conflicts.ts'
import type { Folder } from './folder.ts'
import { historyLetter, historyName } from './history.ts'
import {
  hasMarker,
  type Marker,
  pendingFolder,
  readGeneration,
  rollForward,
  writeMarker,
} from './journal.ts'
import { saveIndex } from './keyfile.ts'
import { KeyIndex } from './keyindex.ts'
import type { Lock } from './lock.ts'
import { type NewFile, placed } from './placement.ts'
import { newRecordsFile, recordBytes } from './records.ts'
import { changedKeys, revisedSettings, settingsName } from './settings.ts'
import type { Snapshot } from './snapshot.ts'

export interface Commit {
  readonly folder: Folder
  readonly lock: Lock
  /** The store as it is now. */
  readonly base: Snapshot
  readonly changes: Changes
  /** The settings as the plan saw them. */
  readonly settings: Settings
  readonly by: string
  /** The command as typed. */
  readonly command: string
  /** UTC instant, to the second. */
  readonly at: string
}

/**
 * Checks the plan against the store as it is now and writes it.
 * @throws ConflictError, InputError; StoreError where the disk refuses
 */
export function writePlan(commit: Commit): void {
  const changes = soundChanges(commit)
  const settings = newSettings(commit)
  if (changes.length === 0 && settings === undefined) return
  refuseConflicts(commit.base, changes)
  const files = newFiles(commit.base, changes)
  const { folder } = commit
  const id = randomText(12, randomBytes)
  const marker = written(commit, id, files, changes, settings)
  try {
    rollForward(folder, marker)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    throw new StoreError(
      `The change is kept, but putting it into place stopped: ${error.message}`,
      `${error.hint ?? ''} The next command will finish it.`.trim(),
    )
  }
  for (const file of files) indexAgain(folder, file)
}

function soundChanges({ base, changes }: Commit): SoundChange[] {
  return changes.records.flatMap((change) => {
    if (isIdle(change)) return []
    const { entity } = base.kind(change.kind)
    return [
      change.after === undefined
        ? { ...change, entity }
        : { ...change, entity, after: tidied(entity, change.after) },
    ]
  })
}

interface NewSettings {
  readonly text: string
  readonly past: PastChange
}

/** crm.json with what the plan changes of it. */
function newSettings({ folder, base, changes, settings }: Commit): NewSettings | undefined {
  if (changes.settings === undefined) return undefined
  const keys = changedKeys(settings, changes.settings)
  if (keys.length === 0) return undefined
  const stale = changedKeys(settings, base.settings).find((key) => keys.includes(key))
  if (stale !== undefined) {
    throw new ConflictError(
      `"${stale}" in crm.json was changed meanwhile.`,
      'Look at it and run the command again.',
    )
  }
  const revised = revisedSettings(folder.text(settingsName) ?? '{}', changes.settings, keys)
  return { text: revised.text, past: pastSettings(revised.before, revised.after, keys) }
}

function newFiles(base: Snapshot, changes: readonly SoundChange[]): NewFile[] {
  const kinds = new Set(changes.map(({ kind }) => kind))
  return [...kinds].flatMap((kind) =>
    placed(
      base.kind(kind),
      changes.filter((change) => change.kind === kind),
    ),
  )
}

/** @param hashes of the content of new records, by id */
function historyText(
  commit: Commit,
  changes: readonly SoundChange[],
  hashes: ReadonlyMap<string, string>,
  settings: NewSettings | undefined,
): string {
  const past = changes.flatMap((change) => pastChange(change, hashes.get(change.id) ?? '') ?? [])
  const line: HistoryLine = {
    id: newId(historyLetter, randomBytes),
    at: commit.at,
    by: commit.by,
    command: commit.command,
    summary: commit.changes.summary,
    ...(commit.changes.undoes === undefined ? {} : { undoes: commit.changes.undoes }),
    changes: settings === undefined ? past : [...past, settings.past],
  }
  return `${JSON.stringify(line)}\n`
}

/** Writes the new files aside and then the marker; until that is on the disk nothing has happened. */
function written(
  commit: Commit,
  id: string,
  files: readonly NewFile[],
  changes: readonly SoundChange[],
  settings: NewSettings | undefined,
): Marker {
  const { folder, lock } = commit
  const aside = `${pendingFolder}/${id}`
  folder.make(aside)
  try {
    const hashes = new Map<string, string>()
    const moves = files
      .filter(({ entries }) => entries.length > 0)
      .map((file, number) => ({
        from: writeAside(folder, `${aside}/${number}`, file, hashes),
        to: file.place.name,
      }))
    if (settings !== undefined) {
      folder.write(`${aside}/settings`, settings.text)
      moves.push({ from: `${aside}/settings`, to: settingsName })
    }
    const history = historyEntry(commit, historyText(commit, changes, hashes, settings))
    const marker = {
      id,
      generation: readGeneration(folder) + 1,
      moves,
      removals: removals(folder, files),
      history,
    }
    if (!lock.isOurs())
      throw new StoreError('The lock of the store was lost; nothing was changed.', 'Run the command again.')
    writeMarker(folder, marker)
    return marker
  } catch (error) {
    if (!hasMarker(folder)) dropped(folder, aside)
    throw error
  }
}

/** @param hashes is given the content's hash of each new record */
function writeAside(
  folder: Folder,
  name: string,
  { kind, entries }: NewFile,
  hashes: Map<string, string>,
): string {
  const file = newRecordsFile(folder, name)
  file.data = entries.map((entry) => {
    if ('bytes' in entry) return entry.bytes
    const text = recordText(kind.entity, entry.record)
    if (entry.isNew === true) hashes.set(entry.id, textHash(text))
    return recordBytes(text)
  })
  file.write()
  return name
}

function removals(folder: Folder, files: readonly NewFile[]): Marker['removals'] {
  return files
    .filter(({ entries, place }) => entries.length === 0 && folder.has(place.name))
    .map(({ place: { name } }) => ({ name }))
}

/** A line that was cut off by a power cut long ago is ended first. */
function historyEntry({ folder, at }: Commit, line: string): Marker['history'] {
  const name = historyName(folder, at)
  const offset = Number(folder.stamp(name)?.size ?? 0n)
  const isWhole = offset === 0 || folder.tail(name, offset - 1).toString() === '\n'
  return { name, offset, line: isWhole ? line : `\n${line}` }
}

/** Makes room again after a failure; what cannot be dropped now is dropped by the next command. */
function dropped(folder: Folder, aside: string): void {
  try {
    folder.clear(aside)
  } catch {
    // The failure that led here is the one to tell.
  }
}

/** Keeps the lookup keys of a new file for the next command. */
function indexAgain(folder: Folder, { kind: { entity }, place, entries, source }: NewFile): void {
  const stamp = entries.length === 0 ? undefined : folder.stamp(place.name)
  if (stamp === undefined) return
  saveIndex({ folder, entity, place, stamp }, KeyIndex.ofEntries(entity, entries, source?.index()))
}
