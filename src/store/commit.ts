/** Writes a plan, all or nothing: new files aside, one marker that decides, then everything into place. Only under the lock. */
import { randomBytes } from '../chance.ts'
import type { Settings } from '../config.ts'
import { type EntityName, isEntityName } from '../entities/index.ts'
import { ConflictError } from '../errors.ts'
import { tidied } from '../schema/canonical.ts'
import type { Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import { type HistoryLine, type PastChange, pastChange, pastSettings } from '../schema/history.ts'
import { newId } from '../schema/id.ts'
import { isIdle, refuseConflicts, refuseInvalid, type SoundChange } from './conflicts.ts'
import { refuseCleaned } from './files.ts'
import { type Folder, type Stamp, sameStamp } from './folder.ts'
import { entryFor, historyLetter } from './history.ts'
import { hasMarker, type Move, pendingFolder } from './journal.ts'
import { fingerprintOf, removeIndex, saveIndex } from './keyfile.ts'
import type { Lock } from './lock.ts'
import { type NewFile, placed, splits } from './placement.ts'
import { newRecordsFile } from './records.ts'
import { carryOut, dropped, newPendingId } from './replace.ts'
import { changedKeys, revisedSettings, settingsName } from './settings.ts'
import type { Snapshot } from './snapshot.ts'
import { sumOf } from './sum.ts'

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
  refuseConflicts(commit.base, changes, commit.changes.broken, commit.changes.undoes !== undefined)
  refuseCleaned(commit.folder, commit.changes.contents ?? [])
  const files = newFiles(commit, changes)
  const asides = written(commit, changes, files, settings)
  for (const file of files) indexAgain(commit, file, asides.get(file))
}

/**
 * Checks a plan as a commit would, and writes nothing.
 * @throws ConflictError, InputError
 */
export function checkPlan(base: Snapshot, changes: Changes): void {
  refuseConflicts(base, soundChanges({ base, changes }), changes.broken, changes.undoes !== undefined)
}

function soundChanges({ base, changes }: Pick<Commit, 'base' | 'changes'>): SoundChange[] {
  const sound: SoundChange[] = []
  // Records fit the settings that are written with them.
  const settings = changes.settings ?? base.settings
  for (const change of changes.records) {
    if (isIdle(change)) continue
    const { kind, id, before } = change
    const entity = entityIn(settings, kind)
    const after = change.after === undefined ? undefined : tidied(entity, change.after)
    const tidy = { entity, kind, id, before, after }
    refuseInvalid(tidy)
    sound.push(tidy)
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

function newFiles({ base, changes: plan }: Commit, changes: readonly SoundChange[]): NewFile[] {
  const kinds = kindsOf(changes)
  return kinds.flatMap((kind) =>
    placed(
      base.kind(kind),
      kinds.length === 1 ? changes : changes.filter((change) => change.kind === kind),
      plan.whole?.includes(kind),
    ),
  )
}

function kindsOf(changes: readonly SoundChange[]): readonly EntityName[] {
  const kinds = new Set<EntityName>()
  for (const { kind } of changes) kinds.add(kind)
  return [...kinds]
}

/** Kinds that were in one file and are now in several. */
function splitBy(files: readonly NewFile[]): readonly string[] {
  const kinds = new Set(files.map(({ kind }) => kind))
  return [...kinds].filter((kind) => splits(kind, files)).map(({ entity }) => entity.name)
}

/**
 * Writes the new files aside, then decides and carries out the commit.
 * @returns the new files as they were set aside
 */
function written(
  commit: Commit,
  changes: readonly SoundChange[],
  files: readonly NewFile[],
  settings: NewSettings | undefined,
): ReadonlyMap<NewFile, Aside> {
  const { folder, lock } = commit
  const asides = new Map<NewFile, Aside>()
  const id = newPendingId()
  const aside = `${pendingFolder}/${id}`
  folder.make(aside)
  try {
    const kept = files.filter(({ isEmpty }) => !isEmpty)
    const moves: (Pick<Move, 'from' | 'to'> & Partial<Move>)[] = kept.map((file, number) => {
      const one = writeAside(folder, `${aside}/${number}`, file)
      asides.set(file, one)
      return { from: `${aside}/${number}`, to: file.place.name, sum: one.sum.toString(16) }
    })
    if (settings !== undefined) {
      folder.write(`${aside}/settings`, settings.text)
      moves.push({ from: `${aside}/settings`, to: settingsName })
    }
    const removed = files.filter(({ isEmpty }) => isEmpty).map(({ place }) => place.name)
    const history = entryFor(folder, historyLine(commit, changes, files, settings))
    for (const file of files) refuseTouched(folder, file)
    carryOut(folder, lock, { id, moves, removed, history })
    return asides
  } catch (error) {
    if (!hasMarker(folder)) dropped(folder, aside)
    throw error
  }
}

/** Who asks for no lock, such as an editor or git, may have written a file since it was read. */
function refuseTouched(folder: Folder, { kind, place }: NewFile): void {
  const before = kind.files().find((file) => file.place.name === place.name)
  if (before === undefined ? !folder.has(place.name) : before.isStill()) return
  throw new ConflictError(
    `${place.name} was changed by another program while this command was writing; nothing was changed.`,
    'Run the command again.',
  )
}

function historyLine(
  commit: Commit,
  changes: readonly SoundChange[],
  files: readonly NewFile[],
  settings: NewSettings | undefined,
): HistoryLine {
  const hashes = hashesIn(files)
  const split = splitBy(files)
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
    ...(split.length === 0 ? {} : { split }),
  }
}

/** Of the content of new records, by id. */
function hashesIn(files: readonly NewFile[]): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>()
  for (const file of files) for (const [id, hash] of file.hashes) hashes.set(id, hash)
  return hashes
}

/** A file that was set aside: what tells it, and the sum of its bytes. */
interface Aside {
  readonly stamp: Stamp | undefined
  readonly sum: bigint
}

function writeAside(folder: Folder, name: string, file: NewFile): Aside {
  const aside = newRecordsFile(folder, name)
  aside.data = file.bytes()
  aside.write()
  return { stamp: folder.stamp(name), sum: sumOf(aside.data) }
}

/**
 * Keeps the lookup keys of a new file for the next command, and those of a removed one no longer. An editor asks for no
 * lock: what stands in the place now has to be what was set aside.
 */
function indexAgain({ folder, base, changes }: Commit, file: NewFile, aside: Aside | undefined): void {
  const { place } = file
  const before = file.kind.entity
  // Keys of records that stay were made by the settings of before.
  const settings = changes.settings ?? base.settings
  const entity = isEntityName(before.name) ? entityIn(settings, before.name) : before
  const isFit = !file.hasKept || fingerprintOf(entity) === fingerprintOf(before)
  const stamp = folder.stamp(place.name)
  if (isFit && stamp !== undefined && aside?.stamp !== undefined && isMoved(aside.stamp, stamp))
    saveIndex({ folder, entity, place, stamp }, file.index(), aside.sum)
  else removeIndex(folder, entity, place)
}

/** Whether a file is another one moved: only the time of the change of its entry differs. */
function isMoved(from: Stamp, to: Stamp): boolean {
  return sameStamp({ ...from, changed: to.changed }, to)
}
