/** Files outside the store that the user names: read whole, written all or nothing. */
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InputError, StoreError } from '../errors.ts'

/**
 * @param most bytes; a larger file is not read at all
 * @throws InputError with the path as typed where it cannot be read
 */
export async function readGiven(
  path: string,
  typed: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  try {
    const found = await stat(path)
    // A device has no end, or nothing in it; a pipe has one.
    if (found.isCharacterDevice() || found.isBlockDevice())
      throw new InputError(`Cannot read ${typed}: it is a device.`)
    if (found.size > most)
      throw new InputError(
        `${typed} has ${megabytes(found.size)} MB; the most is ${megabytes(most)}.`,
        'Split it into several',
      )
    return found.isFile() ? await readFile(path) : await allOf(createReadStream(path), typed, most)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`Cannot read ${typed}: ${reasonOf(error)}.`)
  }
}

/**
 * All of what comes in pieces, such as standard input or a pipe.
 * @param most bytes; reading ends once there are more, and what has come is let go
 * @throws InputError where there are more
 */
export async function allOf(
  pieces: AsyncIterable<Uint8Array | string>,
  typed: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let room: Buffer | undefined
  let size = 0
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    if (size + bytes.length > most)
      throw new InputError(`${typed} has more than ${megabytes(most)} MB.`, 'Split it into several')
    if (room === undefined && size > MUCH && most < Number.POSITIVE_INFINITY) room = moved(parts, most)
    if (room === undefined) parts.push(bytes)
    else room.set(bytes, size)
    size += bytes.length
  }
  return room?.subarray(0, size) ?? Buffer.concat(parts)
}

/** From here on putting pieces together at the end would need the memory twice. */
const MUCH = 16_000_000

/** The pieces in room for all that may come, of which the system gives only what is written to. */
function moved(parts: Uint8Array[], most: number): Buffer {
  const room = Buffer.allocUnsafeSlow(most)
  let at = 0
  for (const part of parts.splice(0)) {
    room.set(part, at)
    at += part.length
  }
  return room
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000)
}

/** Makes a folder and those above it. @throws StoreError with the path as typed */
export async function makeFolder(path: string, typed: string): Promise<void> {
  try {
    await makeFolders(path)
  } catch (error) {
    throw new StoreError(`Cannot make the folder ${typed}: ${reasonOf(error)}.`)
  }
}

/**
 * Makes a folder and those above it, one by one: where nothing can be made (in /proc), Node's own `recursive` never ends.
 * @throws the system's error
 */
export async function makeFolders(path: string): Promise<void> {
  try {
    await makeOne(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT') || dirname(path) === path)
      throw error
    await makeFolders(dirname(path))
    await makeOne(path)
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (!(await isFolder(path))) throw error
  }
}

/** @throws InputError where no file can be written there: "-", a folder, a name in a folder that is not there */
export async function expectPlace(path: string, typed: string): Promise<void> {
  if (typed === '-')
    throw new InputError(
      '"-" is no file that can be written.',
      'Give it a name: standard output is for the data',
    )
  if (await isFolder(path))
    throw new InputError(`Cannot write ${typed}: it is a folder.`, 'Name a file in it')
  if (await isFolder(dirname(path))) return
  const folder = dirname(typed)
  throw new InputError(
    `Cannot write ${typed}: there is no folder ${folder}.`,
    `Make it first: mkdir -p ${folder}`,
  )
}

/**
 * Writes aside first, so that nobody finds half a file.
 * @throws as `expectPlace`; StoreError with the path as typed
 */
export async function writeAside(path: string, typed: string, content: string | Uint8Array): Promise<void> {
  await expectPlace(path, typed)
  const aside = `${path}.${process.pid}.part`
  try {
    // A name that somebody could foresee may be a link to what is not to be written over.
    await unlink(aside).catch(() => {})
    await writeFile(aside, content, { mode: 0o600, flag: 'wx' })
    await rename(aside, path)
  } catch (error) {
    await unlink(aside).catch(() => {})
    throw new StoreError(`Cannot write ${typed}: ${reasonOf(error)}.`)
  }
}

/** Whether a path is a folder; false where it is nothing at all. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const known: { readonly [code: string]: string | undefined } = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
    ENOSPC: 'the disk is full',
    EROFS: 'it is on a read-only disk',
    ENOTDIR: 'part of the path is not a folder',
  }
  return (
    (typeof code === 'string' ? known[code] : undefined) ??
    (error instanceof Error ? error.message : String(error))
  )
}
