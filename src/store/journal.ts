/** The marker of a commit: written at once, it decides that the commit happened; carrying it out can be repeated at will. */
import { StoreError } from '../errors.ts'
import { bytesHash } from '../schema/canonical.ts'
import { isObject } from './expect.ts'
import { type Folder, folderOf } from './folder.ts'
import { noteFiles } from './known.ts'
import { isStoreFile } from './naming.ts'
import { sumOf } from './sum.ts'

const markerName = '.local/commit.json'
const generationName = '.local/generation'
export const pendingFolder = '.local/pending'

/** A file to be put into place. */
export interface Move {
  readonly from: string
  readonly to: string
  /** Of its bytes; of an attachment, whose name says what it holds, its size. */
  readonly sum: string
}

export interface Marker {
  /** Name of the folder in `.local/pending` with the new files. */
  readonly id: string
  /** The number of this commit, for readers to notice that files changed between two reads. */
  readonly generation: number
  readonly moves: readonly Move[]
  /** Files to remove. */
  readonly removals: readonly { readonly name: string }[]
  /** The line to append to the history, and the size of the file before. */
  readonly history: { readonly name: string; readonly offset: number; readonly line: string }
  /** Tells that this user wrote it on this machine. */
  readonly seal: string
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
  if (!isMarker(value)) {
    throw new StoreError(
      `${folder.path(markerName)} is damaged.`,
      'Make a copy of the store, then remove that file.',
    )
  }
  if (!isPlain(value)) throw foreign(folder)
  return value
}

/** A marker that is whole and not to be obeyed. */
class ForeignMarkerError extends StoreError {}

/** Whether there is a marker that somebody else wrote, or that names what no store has. */
export function isMarkerForeign(folder: Folder): boolean {
  try {
    const marker = readMarker(folder)
    return marker !== undefined && marker.seal !== sealOf(folder, marker)
  } catch (error) {
    if (error instanceof ForeignMarkerError) return true
    if (error instanceof StoreError) return false
    throw error
  }
}

/** Whether a marker names only files that a store has, and what was set aside under its own id. */
function isPlain({ id, moves, removals, history }: Marker): boolean {
  const aside = `${pendingFolder}/${id}/`
  return (
    /^[0-9a-z]{12}$/.test(id) &&
    moves.every(({ from, to }) => isStoreFile(to) && from.startsWith(aside) && !from.includes('..')) &&
    removals.every(({ name }) => isStoreFile(name)) &&
    isStoreFile(history.name)
  )
}

function foreign(folder: Folder): StoreError {
  return new ForeignMarkerError(
    `${folder.path(markerName)} tells of a change that was not begun by you on this machine; nothing was done.`,
    'If the store is from somebody else, or was copied while a command was writing: crm doctor --fix sets it aside. On the machine it comes from the next command finishes it.',
  )
}

function sealOf(
  folder: Folder,
  { seal: _, ...marker }: Omit<Marker, 'seal'> & { readonly seal?: string },
): string {
  const { id, generation, moves, removals, history } = marker
  const text = JSON.stringify([id, generation, moves, removals, history])
  const key = folder.guard.key()
  return bytesHash(Buffer.from(key + bytesHash(Buffer.from(key + text))))
}

/** Sets a marker that is not to be obeyed aside, with what it wanted to put into place. Only under the lock. */
export function setMarkerAside(folder: Folder): void {
  folder.move(markerName, '.local/foreign-commit.json')
}

/** The commit point: once the marker is on the disk the commit will be carried out, by this process or the next. */
export function writeMarker(folder: Folder, unsealed: Omit<Marker, 'seal'>): Marker {
  const marker = { ...unsealed, seal: sealOf(folder, unsealed) }
  const draft = `${pendingFolder}/${marker.id}/marker`
  folder.write(draft, `${JSON.stringify(marker)}\n`)
  folder.flush(`${pendingFolder}/${marker.id}`)
  folder.flush(pendingFolder)
  folder.move(draft, markerName)
  folder.flush('.local')
  return marker
}

/** Carries out a decided commit. Does nothing twice, so it can be broken off and repeated at any point. */
export function rollForward(folder: Folder, marker: Marker): void {
  const folders = new Set<string>()
  for (const { from, to, sum } of marker.moves) {
    folder.make(folderOf(to))
    if (!folder.move(from, to)) refuseMissing(folder, to, sum)
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

/** What is not there to be moved has been moved before, by a command that was broken off. @throws StoreError where it was not */
function refuseMissing(folder: Folder, to: string, sum: string): void {
  if (sumOfFile(folder, to) === sum) return
  throw new StoreError(
    `The change that is to be finished has lost a file: ${folder.path(to)} is not what it was to be.`,
    `Make a copy of the store, then remove ${folder.path(markerName)}, and look: crm doctor`,
  )
}

/** What a marker says of a file. */
export function sumOfFile(folder: Folder, name: string): string | undefined {
  if (name.startsWith('files/') || /\/files\//.test(name)) return folder.stamp(name)?.size.toString()
  const bytes = folder.bytes(name)
  return bytes === undefined ? undefined : sumOf(bytes).toString(16)
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
  // A marker is obeyed, so it is only one that this user wrote on this machine.
  if (marker !== undefined && marker.seal !== sealOf(folder, marker)) throw foreign(folder)
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
  const [moves, removals, history] = ['moves', 'removals', 'history'].map((name) => parts.get(name))
  const hasTexts = (one: unknown, ...names: string[]) =>
    isObject(one) && names.every((name) => typeof one[name] === 'string')
  return (
    Array.isArray(moves) &&
    moves.every((one) => hasTexts(one, 'from', 'to', 'sum')) &&
    Array.isArray(removals) &&
    removals.every((one) => hasTexts(one, 'name')) &&
    typeof parts.get('id') === 'string' &&
    typeof parts.get('seal') === 'string' &&
    Number.isSafeInteger(parts.get('generation')) &&
    hasTexts(history, 'name', 'line') &&
    isObject(history) &&
    Number.isSafeInteger(history['offset'])
  )
}
