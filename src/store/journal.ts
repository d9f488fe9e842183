/** The marker of a commit: written at once, it decides that the commit happened; carrying it out can be repeated at will. */
import { StoreError } from '../errors.ts'
import { type Folder, folderOf } from './folder.ts'
import { noteFiles } from './known.ts'

const markerName = '.local/commit.json'
const generationName = '.local/generation'
export const pendingFolder = '.local/pending'

export interface Marker {
  /** Name of the folder in `.local/pending` with the new files. */
  readonly id: string
  /** The number of this commit, for readers to notice that files changed between two reads. */
  readonly generation: number
  readonly moves: readonly { readonly from: string; readonly to: string }[]
  /** Files to remove. */
  readonly removals: readonly { readonly name: string }[]
  /** The line to append to the history, and the size of the file before. */
  readonly history: { readonly name: string; readonly offset: number; readonly line: string }
}

/** Where readers are: after which commit, and which one is decided but not carried out. */
export interface Tide {
  readonly generation: number
  /** Files to be read elsewhere, until the commit is carried out; see Reading. */
  readonly moved: ReadonlyMap<string, string | undefined>
}

export function hasMarker(folder: Folder): boolean {
  return folder.has(markerName)
}

export function readMarker(folder: Folder): Marker | undefined {
  const text = folder.text(markerName)
  if (text === undefined) return undefined
  const value: unknown = parse(text)
  if (isMarker(value)) return value
  throw new StoreError(
    `${folder.path(markerName)} is damaged.`,
    'Make a copy of the store, then remove that file.',
  )
}

/** The commit point: once the marker is on the disk the commit will be carried out, by this process or the next. */
export function writeMarker(folder: Folder, marker: Marker): void {
  const draft = `${pendingFolder}/${marker.id}/marker`
  folder.write(draft, `${JSON.stringify(marker)}\n`)
  folder.flush(`${pendingFolder}/${marker.id}`)
  folder.flush(pendingFolder)
  folder.move(draft, markerName)
  folder.flush('.local')
}

/** Carries out a decided commit. Does nothing twice, so it can be broken off and repeated at any point. */
export function rollForward(folder: Folder, marker: Marker): void {
  const folders = new Set<string>()
  for (const { from, to } of marker.moves) {
    folder.make(folderOf(to))
    folder.move(from, to)
    folders.add(folderOf(to)).add(folderOf(folderOf(to)))
  }
  for (const { name } of marker.removals) {
    folder.remove(name)
    folders.add(folderOf(name))
  }
  for (const name of folders) if (folder.has(name)) folder.flush(name)
  noteFiles(folder, marker)
  appendHistory(folder, marker)
  writeGeneration(folder, marker)
  folder.remove(markerName)
  // A marker that a power cut brings back must find nothing to do; only its removals could meet a file made since.
  if (marker.removals.length > 0) quietly(() => folder.flush('.local'))
  quietly(() => folder.clear(`${pendingFolder}/${marker.id}`))
}

/** For what comes when all is done: its failure must not be told as one of the commit. */
function quietly(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
  }
}

/** Finishes or drops what a dead process left. Only under the lock. */
export function recover(folder: Folder): void {
  const marker = readMarker(folder)
  if (marker !== undefined) rollForward(folder, marker)
  for (const name of folder.names(pendingFolder)) folder.clear(`${pendingFolder}/${name}`)
}

/** Which commit was the last one carried out; 0 in a fresh clone. */
export function readGeneration(folder: Folder): number {
  const generation = Number(folder.text(generationName) ?? 0)
  return Number.isSafeInteger(generation) ? generation : 0
}

/** The state that a marker will lead to, read before it is carried out. */
export function tideThrough(folder: Folder, marker: Marker): Tide {
  const moved = new Map<string, string | undefined>()
  for (const { from, to } of marker.moves) if (folder.has(from)) moved.set(to, from)
  for (const { name } of marker.removals) moved.set(name, undefined)
  return { generation: marker.generation, moved }
}

/** What stands after the offset is this line, a part of it from a broken-off attempt, or (a power cut having brought an old marker back) something to keep. */
function appendHistory(folder: Folder, marker: Marker): void {
  const { name, offset, line } = marker.history
  folder.make(folderOf(name))
  const tail = folder.tail(name, offset)
  const wanted = Buffer.from(line)
  if (tail.subarray(0, wanted.length).equals(wanted)) return
  const isPart = tail.length < wanted.length && wanted.subarray(0, tail.length).equals(tail)
  folder.append(name, isPart ? offset : offset + tail.length, line)
  if (offset === 0) folder.flush(folderOf(name))
}

/** Written over the old one, always of the same length: only for readers of today, who look at the marker first. */
function writeGeneration(folder: Folder, marker: Marker): void {
  folder.overwrite(generationName, `${String(marker.generation).padStart(16, '0')}\n`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isMarker(value: unknown): value is Marker {
  if (typeof value !== 'object' || value === null) return false
  const parts = new Map<string, unknown>(Object.entries(value))
  const lists = Array.isArray(parts.get('moves')) && Array.isArray(parts.get('removals'))
  return (
    lists &&
    typeof parts.get('id') === 'string' &&
    typeof parts.get('generation') === 'number' &&
    typeof parts.get('history') === 'object'
  )
}
