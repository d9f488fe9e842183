/** Replaces whole files of the store, all or nothing: for what is no change of records. Only under the lock. */
import { randomBytes } from '../chance.ts'
import { StoreError } from '../errors.ts'
import type { HistoryLine } from '../schema/history.ts'
import { newId, randomText } from '../schema/id.ts'
import type { Folder } from './folder.ts'
import { entryFor, historyLetter } from './history.ts'
import {
  hasMarker,
  type Marker,
  type Move,
  pendingFolder,
  readGeneration,
  rollForward,
  sumOfFile,
  writeMarker,
} from './journal.ts'
import type { Lock } from './lock.ts'

/** A file as it is to be; without content it is removed. */
export interface NewContent {
  readonly name: string
  readonly content?: string | Uint8Array
}

/** What the history says about it. */
export type Told = Pick<HistoryLine, 'at' | 'by' | 'command' | 'summary' | 'before' | 'lost'>

/** A new name for the folder of one commit in `.local/pending`. */
export function newPendingId(): string {
  return randomText(12, randomBytes)
}

/**
 * Writes and removes files as one commit, with a line in the history.
 * @throws StoreError where the disk refuses; nothing has changed then, or the next command finishes it
 */
export function replaceFiles(folder: Folder, lock: Lock, files: readonly NewContent[], told: Told): void {
  const id = newPendingId()
  const aside = `${pendingFolder}/${id}`
  folder.make(aside)
  try {
    const moves = files.flatMap(({ name, content }, number) => {
      if (content === undefined) return []
      folder.write(`${aside}/${number}`, content)
      return [{ from: `${aside}/${number}`, to: name }]
    })
    const removed = files.flatMap(({ name, content }) => (content === undefined ? [name] : []))
    carryOut(folder, lock, { id, moves, removed, history: lineFor(folder, told) })
  } catch (error) {
    if (!hasMarker(folder)) dropped(folder, aside)
    throw error
  }
}

/** Makes room again after a failure; what cannot be dropped now is dropped by the next command. */
export function dropped(folder: Folder, aside: string): void {
  try {
    folder.clear(aside)
  } catch {
    // The failure that led here is the one to tell.
  }
}

export interface Replacement extends Pick<Marker, 'id' | 'history'> {
  /** With the sum of a file where it is known. */
  readonly moves: readonly (Pick<Move, 'from' | 'to'> & Partial<Move>)[]
  /** Names of files to remove. */
  readonly removed: readonly string[]
}

/**
 * Carries out moves out of `.local/pending/<id>`, whose files are on the disk, and removals as one commit.
 * @throws StoreError; where the commit was decided already it says that the next command will finish it
 */
export function carryOut(folder: Folder, lock: Lock, { id, moves, removed, history }: Replacement): void {
  const removals = removed.filter((name) => folder.has(name)).map((name) => ({ name }))
  if (!lock.isOurs())
    throw new StoreError('The lock of the store was lost; nothing was changed.', 'Run the command again.')
  for (const name of [...moves.map(({ to }) => to), ...removed, history.name]) folder.probe(name)
  const summed = moves.map((move) => ({ ...move, sum: move.sum ?? sumOfFile(folder, move.from) ?? '' }))
  const marker = { id, generation: readGeneration(folder) + 1, moves: summed, removals, history }
  try {
    rollForward(folder, writeMarker(folder, marker))
  } catch (error) {
    if (!(error instanceof StoreError) || !hasMarker(folder)) throw error
    throw new StoreError(
      `The change is kept, but putting it into place stopped: ${error.message}`,
      `${error.hint ?? ''}\nThe next command will finish it.`.trim(),
    )
  }
}

/** The line of what changes no record. @param past see entryFor */
export function lineFor(folder: Folder, told: Told, past = folder): Marker['history'] {
  return entryFor(folder, { id: newId(historyLetter, randomBytes), ...told, changes: [] }, past)
}
