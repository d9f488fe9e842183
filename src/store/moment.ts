/** Everything in a store's folder as it was at one moment: all files of one commit, and no half of the next. */
import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StoreError } from '../errors.ts'
import type { Folder } from './folder.ts'
import { type Marker, readGeneration, readMarker, recover, type Tide, tideThrough } from './journal.ts'
import { Lock } from './lock.ts'
import { isDraft } from './naming.ts'
import { isSteady, settled } from './tide.ts'

export interface Moment {
  /** The bytes of every file but attachments, by its path in the store. */
  readonly bytes: ReadonlyMap<string, Buffer>
  /** Attachments by path: named by their content, they never change. */
  readonly attachments: readonly string[]
  /** What is neither file nor folder: links, devices. */
  readonly others: readonly string[]
}

/** What a store is without: this machine's part, what git keeps, and backups that were written into the folder. */
const isLeftOut = (name: string): boolean =>
  name === '.local' || name === '.git' || /^[^/]*\.crm\.gz(\.age)?(\.\d+\.part)?$/.test(name)

/** So often a reading is begun again when a writer came between; then the writers wait for it. */
const mostReadings = 5

/**
 * Reads a store's folder. Writers are only kept waiting, for as long as the reading takes, where they never pause.
 * @param finishing whether to finish first what a dead command left; otherwise nothing is written
 * @throws StoreError where something cannot be read
 */
export async function momentOf(folder: Folder, finishing: boolean): Promise<Moment> {
  for (let reading = 1; reading <= mostReadings; reading++) {
    const tide = finishing ? settled(folder) : tideAsItIs(folder)
    const moment = readAll(folder, tide)
    if (!finishing && isMarkerDamaged(folder)) return moment
    if (isSteady(folder, tide)) return moment
  }
  const lock = new Lock(folder, '', 'reading the whole store')
  await lock.take(30)
  try {
    recover(folder)
    return readAll(folder, tideAsItIs(folder))
  } finally {
    lock.release()
  }
}

/** Whether there is a marker of a commit that cannot be read. */
export function isMarkerDamaged(folder: Folder): boolean {
  try {
    readMarker(folder)
    return false
  } catch (error) {
    if (error instanceof StoreError) return true
    throw error
  }
}

function tideAsItIs(folder: Folder): Tide {
  const marker = isMarkerDamaged(folder) ? undefined : readMarker(folder)
  return marker === undefined
    ? { generation: readGeneration(folder), moved: new Map() }
    : tideThrough(folder, marker)
}

function readAll(folder: Folder, { moved }: Tide): Moment {
  const { files, others } = namesIn(folder.dir)
  const attachments = files.filter((name) => name.startsWith('files/'))
  const names = new Set([...files.filter((name) => !name.startsWith('files/')), ...moved.keys()])
  const bytes = new Map<string, Buffer>()
  for (const name of [...names].sort()) {
    if (moved.has(name) && moved.get(name) === undefined) continue
    const found = folder.bytes(moved.get(name) ?? name) ?? folder.bytes(name)
    if (found !== undefined) bytes.set(name, found)
  }
  const marker = isMarkerDamaged(folder) ? undefined : readMarker(folder)
  if (marker !== undefined) addHistory(bytes, marker)
  return { bytes, attachments, others }
}

/** The history line of a commit that is decided but not carried out. */
function addHistory(bytes: Map<string, Buffer>, { history: { name, offset, line } }: Marker): void {
  const before = bytes.get(name) ?? Buffer.alloc(0)
  if (line !== '' && !before.subarray(offset).toString().startsWith(line)) {
    bytes.set(name, Buffer.concat([before.subarray(0, offset), Buffer.from(line)]))
  }
}

/** Every file below a folder by its path, sorted, with / between folders. */
export function namesIn(dir: string): {
  readonly files: readonly string[]
  readonly others: readonly string[]
} {
  const files: string[] = []
  const others: string[] = []
  for (const [name, entry] of entriesIn(dir)) if (!isDraft(name)) (entry.isFile() ? files : others).push(name)
  return { files: files.sort(), others: others.sort() }
}

/** Files of the store that were never finished. */
export function draftsIn(dir: string): readonly string[] {
  return Array.from(entriesIn(dir), ([name]) => name).filter(isDraft)
}

function* entriesIn(dir: string, folder = ''): Generator<readonly [name: string, entry: Dirent]> {
  if (folder === '' && lstatSync(dir, { throwIfNoEntry: false }) === undefined) return
  for (const entry of readdirSync(join(dir, folder), { withFileTypes: true })) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (isLeftOut(name)) continue
    if (entry.isDirectory() || isFolderElsewhere(dir, name, entry)) yield* entriesIn(dir, name)
    else yield [name, entry]
  }
}

/** The store's own folders may lie on another disk, behind a link; no other link is followed. */
function isFolderElsewhere(dir: string, name: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink() || !['data', 'files', 'history'].includes(name)) return false
  return statSync(join(dir, name), { throwIfNoEntry: false })?.isDirectory() === true
}
