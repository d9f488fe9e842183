/** Restoring a backup: read wholly and examined aside, then put in place at once. */
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { Examination } from '../context.ts'
import { ConflictError, StoreError } from '../errors.ts'
import { abandoned, restorePrefix } from './abandoned.ts'
import { unpackInto } from './archive.ts'
import { keepBackup } from './backup.ts'
import { hasCode } from './diskError.ts'
import { examine } from './doctor/index.ts'
import { isEncrypted, type Opener, opened } from './encryption.ts'
import { Folder } from './folder.ts'
import type { Guard } from './guard.ts'
import { pendingFolder, recover } from './journal.ts'
import { Lock } from './lock.ts'
import { namesIn } from './moment.ts'
import { carryOut, lineFor, newPendingId } from './replace.ts'
import { settingsName } from './settings.ts'

/** A backup that has been read and is sound enough to be put in place. */
export interface Unpacked {
  /** The backup itself. */
  readonly file: string
  /** The folder it lies in until then, which `clear` removes. */
  readonly aside: string
  readonly files: readonly string[]
  /** Files in it that are none of a store, and were left out. */
  readonly others: readonly string[]
  readonly bytes: number
  readonly examination: Examination
  clear(): Promise<void>
}

/** Whether a file is an encrypted backup. @throws StoreError where it cannot be read */
export async function isSealed(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
      return isEncrypted(buffer.subarray(0, bytesRead))
    } finally {
      await handle.close()
    }
  } catch (error) {
    const reason = hasCode(error, 'ENOENT')
      ? 'there is no such file'
      : hasCode(error, 'EISDIR')
        ? 'it is a folder'
        : error instanceof Error
          ? error.message
          : String(error)
    throw new StoreError(`${file} cannot be read: ${reason}.`, 'Name a file that crm backup wrote.')
  }
}

/**
 * Unpacks a backup beside where it is to go, and examines it there.
 * @param dir where the store is to be
 * @throws StoreError where it is damaged, no store, or cannot be decrypted; nothing is left behind then
 */
export async function unpack(file: string, dir: string, opener: Opener | undefined): Promise<Unpacked> {
  const isPresent = (await stat(join(dir, settingsName)).catch(() => undefined)) !== undefined
  const place = isPresent ? join(dir, '.local') : dirname(dir)
  await mkdir(place, { recursive: true, mode: 0o700 })
  const prefix = isPresent ? restorePrefix : `.${basename(dir)}.${restorePrefix}`
  for (const name of abandoned(place, prefix)) await rm(join(place, name), { recursive: true, force: true })
  const aside = await mkdtemp(join(place, `${prefix}${process.pid}-`))
  const clear = (): Promise<void> => rm(aside, { recursive: true, force: true })
  try {
    const encrypted = createReadStream(file)
    const { files, others } = await unpackInto(
      opener === undefined ? encrypted : await opened(encrypted, opener),
      aside,
    )
    if (!files.includes(settingsName))
      throw new StoreError(`${file} is no backup of a store: it holds no crm.json.`, 'Name another file.')
    const examination = await examine(new Folder(aside))
    await rm(join(aside, '.local'), { recursive: true, force: true })
    return { file, aside, files, others, bytes: (await stat(file)).size, examination, clear }
  } catch (error) {
    await clear()
    throw error
  }
}

/** Puts a backup where no store is yet. @throws ConflictError where something is there */
export async function placeNew({ aside, files }: Unpacked, dir: string): Promise<void> {
  const present = await readdir(dir).catch(() => undefined)
  if (present !== undefined && present.length > 0) {
    throw new ConflictError(`${dir} is not empty.`, 'Restore into a new folder: crm restore FILE --to DIR')
  }
  for (const name of ['data', 'files', 'history', pendingFolder])
    await mkdir(join(aside, name), { recursive: true, mode: 0o700 })
  flushFolders(new Folder(aside), files)
  if (present !== undefined) await rmdir(dir)
  await rename(aside, dir)
  new Folder(dirname(dir)).flush('.')
}

/** Waits until the entries of all folders of these files are on the disk. */
function flushFolders(folder: Folder, files: readonly string[]): void {
  const folders = new Set(['.', ...files.flatMap((name) => [dirname(name), dirname(dirname(name))])])
  for (const name of folders) folder.flush(name)
}

export interface Over {
  readonly dir: string
  readonly guard: Guard
  readonly by: string
  readonly command: string
  /** UTC instant. */
  readonly at: string
  readonly wait: number
}

/**
 * Puts a backup over a store, as one commit that others see whole or not at all. What lies in the folder but belongs to
 * no store stays, as does `.local`. The history is the backup's own, and one line that says so.
 * @returns the file in which the store as it was is kept
 */
export async function placeOver(
  { file, aside, files }: Unpacked,
  { dir, guard, by, command, at, wait }: Over,
): Promise<string> {
  const folder = new Folder(dir, guard)
  const lock = new Lock(folder, by, command)
  await lock.take(wait)
  try {
    recover(folder)
    const backup = await keepBackup(folder, 'before-restore', at)
    const id = newPendingId()
    await rename(aside, folder.path(`${pendingFolder}/${id}`))
    flushFolders(new Folder(folder.path(`${pendingFolder}/${id}`)), files)
    const moves = files.map((name) => ({ from: `${pendingFolder}/${id}/${name}`, to: name }))
    const removed = namesIn(dir).files.filter(
      (name) => /^(data|files|history)\//.test(name) && !files.includes(name),
    )
    const summary = `Restored the store from ${basename(file)}`
    const told = { at, by, command, summary, before: relative(dir, backup) }
    const history = lineFor(folder, told, new Folder(folder.path(`${pendingFolder}/${id}`)))
    carryOut(folder, lock, { id, moves, removed, history })
    return backup
  } finally {
    lock.release()
  }
}
