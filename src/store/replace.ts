/** Replaces whole files of the store, all or nothing: for what is no change of records. Only under the lock. */
import { randomBytes } from 'node:crypto'
import { StoreError } from '../errors.ts'
import type { HistoryLine } from '../schema/history.ts'
import { newId, randomText } from '../schema/id.ts'
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
import type { Lock } from './lock.ts'

/** A file as it is to be; without content it is removed. */
export interface NewContent {
  readonly name: string
  readonly content?: string | Uint8Array
}

/** What the history says about it. */
export type Told = Pick<HistoryLine, 'at' | 'by' | 'command' | 'summary'>

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
    if (!hasMarker(folder)) folder.clear(aside)
    throw error
  }
}

export interface Replacement extends Pick<Marker, 'id' | 'moves' | 'history'> {
  /** Names of files to remove. */
  readonly removed: readonly string[]
}

/** Carries out moves out of `.local/pending/<id>`, whose files are on the disk, and removals as one commit. */
export function carryOut(folder: Folder, lock: Lock, { id, moves, removed, history }: Replacement): void {
  const removals = removed.filter((name) => folder.has(name)).map((name) => ({ name }))
  if (!lock.isOurs())
    throw new StoreError('The lock of the store was lost; nothing was changed.', 'Run the command again.')
  const marker = { id, generation: readGeneration(folder) + 1, moves, removals, history }
  writeMarker(folder, marker)
  rollForward(folder, marker)
}

function lineFor(folder: Folder, told: Told): Marker['history'] {
  const name = historyName(folder, told.at)
  const offset = Number(folder.stamp(name)?.size ?? 0n)
  const isWhole = offset === 0 || folder.tail(name, offset - 1).toString() === '\n'
  const line: HistoryLine = { id: newId(historyLetter, randomBytes), ...told, changes: [] }
  return { name, offset, line: `${isWhole ? '' : '\n'}${JSON.stringify(line)}\n` }
}
