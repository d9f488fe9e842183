/** How files of a store are opened: no link that somebody planted is read or written through, nothing that has no end is waited for. */
import * as fs from 'node:fs'
import { dirname } from 'node:path'
import { StoreError } from '../errors.ts'
import { hasCode } from './diskError.ts'
import type { Guard } from './guard.ts'

const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants

export const fileMode = 0o600
export const folderMode = 0o700

/** Flags for writing a file anew, and for writing into one. */
const anew = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW
export const within = O_RDWR | O_CREAT | O_NOFOLLOW

/** Records and settings may be kept elsewhere, and the store's own folders lie on another disk, where that was agreed to. */
const followable = /^(crm\.json|data\/.*)$/
const ownFolders: ReadonlySet<string> = new Set(['.local', 'data', 'files', 'history'])

/**
 * A link may lead to what the user keeps for themselves, or to what another program runs.
 * @param name within the store; its history, attachments and `.local` have no links
 * @throws StoreError
 */
export function refuseLink(name: string, path: string, guard: Guard): void {
  const canAgree = followable.test(name) || ownFolders.has(name)
  if (canAgree && guard.follows()) return
  throw linkError(path, canAgree)
}

/** Refuses a store whose own folders are links, unless that was agreed to. @throws StoreError */
export function refuseLinkedFolders(dir: string, guard: Guard): void {
  for (const name of [...ownFolders, '.local/pending', '.local/cache', '.local/backups']) {
    const path = `${dir}/${name}`
    if (isLink(path)) refuseLink(name, path, guard)
  }
}

function isLink(path: string): boolean {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  } catch {
    // Reading it will say why.
    return false
  }
}

/** @throws StoreError; the system's error where the file cannot be opened */
export function openToRead(name: string, path: string, guard: Guard): number {
  const follows = followable.test(name) && guard.follows()
  const file = opened(name, path, O_RDONLY | O_NONBLOCK | (follows ? 0 : O_NOFOLLOW))
  const stat = fs.fstatSync(file)
  if (stat.isFile() || stat.isDirectory()) return file
  fs.closeSync(file)
  throw new StoreError(`${path} is no plain file.`, 'Look at it, and remove it: ls -l')
}

function opened(name: string, path: string, flags: number): number {
  try {
    return fs.openSync(path, flags)
  } catch (error) {
    if (hasCode(error, 'ELOOP', 'EMLINK')) throw linkError(path, followable.test(name))
    throw error
  }
}

function linkError(path: string, canAgree: boolean): StoreError {
  return new StoreError(
    `${path} is a link, which may lead anywhere.`,
    canAgree
      ? 'If you made it: crm trust links. If the store is from somebody else, look where it leads: ls -l'
      : 'No file of a store is a link there: look at it, and remove it.',
  )
}

/** Writes a file anew, for the owner alone. @param isSynced whether it is on the disk when this returns */
export function putFile(path: string, content: string | Uint8Array, isSynced: boolean): void {
  const file = fs.openSync(path, anew, fileMode)
  try {
    if (isSynced) fs.fchmodSync(file, fileMode)
    fs.writeFileSync(file, content)
    if (isSynced) fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
}

/** One by one, for a strict umask would leave a folder that nothing can be made in. */
export function makeFolder(path: string): void {
  if (!fs.existsSync(dirname(path))) makeFolder(dirname(path))
  try {
    fs.mkdirSync(path, folderMode)
    fs.chmodSync(path, folderMode)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

/** All of the bytes, from an offset on. */
export function writeAll(file: number, bytes: Buffer, offset: number): void {
  let done = 0
  while (done < bytes.length) done += fs.writeSync(file, bytes, done, bytes.length - done, offset + done)
}
