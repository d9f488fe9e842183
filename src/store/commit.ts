/** Writes a plan, all or nothing: new files aside, one marker that decides, then everything into place. Only under the lock. */
import { randomBytes } from '../chance.ts'
import type { Settings } from '../config.ts'
import type { EntityName } from '../entities/index.ts'
import { ConflictError } from '../errors.ts'
import { tidied } from '../schema/canonical.ts'
import type { Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import { type HistoryLine, type PastChange, pastChange, pastSettings } from '../schema/history.ts'
import { newId } from '../schema/id.ts'
import { isIdle, refuseConflicts, type SoundChange } from './conflicts.ts'
import { refuseCleaned } from './files.ts'
import type { Folder } from './folder.ts'
import { entryFor, historyLetter } from './history.ts'
import { hasMarker, pendingFolder } from './journal.ts'
import { saveIndex } from './keyfile.ts'
import type { Lock } from './lock.ts'
import { type NewFile, placed, splits } from './placement.ts'
import { newRecordsFile } from './records.ts'
import { carryOut, dropped, newPendingId } from './replace.ts'
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
  refuseConflicts(commit.base, changes, commit.changes.broken)
  refuseCleaned(commit.folder, commit.changes.contents ?? [])
  const hashes = new Map<string, string>()
  const files = newFiles(commit, changes, hashes)
  const split = splitBy(commit.base, changes, files)
  const line = { ...historyLine(commit, changes, hashes, settings), ...(split.length === 0 ? {} : { split }) }
  written(commit, files, line, settings)
  for (const file of files) indexAgain(commit.folder, file)
}

/**
 * Checks a plan as a commit would, and writes nothing.
 * @throws ConflictError, InputError
 */
export function checkPlan(base: Snapshot, changes: Changes): void {
  refuseConflicts(base, soundChanges({ base, changes }), changes.broken)
}

function soundChanges({ base, changes }: Pick<Commit, 'base' | 'changes'>): SoundChange[] {
  const sound: SoundChange[] = []
  for (const change of changes.records) {
    if (isIdle(change)) continue
    const { kind, id, before } = change
    // Records fit the settings that are written with them.
    const entity = entityIn(changes.settings ?? base.settings, kind)
    const after = change.after === undefined ? undefined : tidied(entity, change.after)
    sound.push({ entity, kind, id, before, after })
  }
  return sound
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

/** @param hashes is given the hash of each new record's content, by id */
function newFiles(
  { base, changes: plan }: Commit,
  changes: readonly SoundChange[],
  hashes: Map<string, string>,
): NewFile[] {
  return kindsOf(changes).flatMap((kind) =>
    placed(
      base.kind(kind),
      changes.filter((change) => change.kind === kind),
      (id, hash) => hashes.set(id, hash),
      plan.whole?.includes(kind),
    ),
  )
}

function kindsOf(changes: readonly SoundChange[]): readonly EntityName[] {
  return [...new Set(changes.map(({ kind }) => kind))]
}

/** Kinds that were in one file and are now in several. */
function splitBy(
  base: Snapshot,
  changes: readonly SoundChange[],
  files: readonly NewFile[],
): readonly EntityName[] {
  return kindsOf(changes).filter((kind) => splits(base.kind(kind), files))
}

/** Writes the new files aside, then decides and carries out the commit. */
function written(
  commit: Commit,
  files: readonly NewFile[],
  line: HistoryLine,
  settings: NewSettings | undefined,
): void {
  const { folder, lock } = commit
  const id = newPendingId()
  const aside = `${pendingFolder}/${id}`
  folder.make(aside)
  try {
    const kept = files.filter(({ isEmpty }) => !isEmpty)
    const moves = kept.map((file, number) => {
      writeAside(folder, `${aside}/${number}`, file)
      return { from: `${aside}/${number}`, to: file.place.name }
    })
    if (settings !== undefined) {
      folder.write(`${aside}/settings`, settings.text)
      moves.push({ from: `${aside}/settings`, to: settingsName })
    }
    const removed = files.filter(({ isEmpty }) => isEmpty).map(({ place }) => place.name)
    const history = entryFor(folder, line)
    carryOut(folder, lock, { id, moves, removed, history })
  } catch (error) {
    if (!hasMarker(folder)) dropped(folder, aside)
    throw error
  }
}

/** @param hashes of the content of new records, by id */
function historyLine(
  commit: Commit,
  changes: readonly SoundChange[],
  hashes: ReadonlyMap<string, string>,
  settings: NewSettings | undefined,
): HistoryLine {
  const past = changes.flatMap((change) => pastChange(change, hashes.get(change.id) ?? '') ?? [])
  return {
    id: newId(historyLetter, randomBytes),
    at: commit.at,
    by: commit.by,
    command: commit.command,
    summary: commit.changes.summary,
    ...(commit.changes.undoes === undefined ? {} : { undoes: commit.changes.undoes }),
    ...(commit.changes.broken === undefined ? {} : { broken: commit.changes.broken }),
    changes: settings === undefined ? past : [...past, settings.past],
  }
}

function writeAside(folder: Folder, name: string, file: NewFile): void {
  const aside = newRecordsFile(folder, name)
  aside.data = file.bytes()
  aside.write()
}

/** Keeps the lookup keys of a new file for the next command. */
function indexAgain(folder: Folder, { kind: { entity }, place, isEmpty, index }: NewFile): void {
  const stamp = isEmpty ? undefined : folder.stamp(place.name)
  if (stamp !== undefined) saveIndex({ folder, entity, place, stamp }, index())
}
