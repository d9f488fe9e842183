/** The form of a backup: a gzipped tar of a store's files. The only import of modern-tar, loaded when first needed. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { ParsedTarEntry } from 'modern-tar'
import { CrmError, StoreError } from '../errors.ts'
import { isPlainFileName } from '../schema/names.ts'
import { isStoreFile } from './naming.ts'

export interface UnpackedNames {
  readonly files: readonly string[]
  readonly others: readonly string[]
}

/** A file to pack: its bytes, or where they are. */
export interface Packed {
  readonly name: string
  readonly size: number
  readonly content: Uint8Array | { readonly path: string }
}

/** More than this an archive may not hold: what is refused was not made by a backup of a store that works. */
export const mostFiles = 200_000
export const mostBytes = 64 * 2 ** 30

/** The archive of the files, in their order, as a stream. The same files give the same bytes. */
export async function packed(files: readonly Packed[]): Promise<Readable> {
  const { createTarPacker } = await import('modern-tar')
  const { readable, controller } = createTarPacker()
  const fill = async (): Promise<void> => {
    for (const { name, size, content } of files) {
      const entry = controller.add({ name, size, mode: 0o600, mtime: new Date(0), type: 'file' })
      const source = content instanceof Uint8Array ? [content] : createReadStream(content.path)
      await Readable.toWeb(Readable.from(source)).pipeTo(entry)
    }
    controller.finalize()
  }
  const stream = Readable.from(chunksOf(readable))
  fill().catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))))
  const zipped = createGzip()
  pipeline(stream, zipped).catch((error: unknown) =>
    zipped.destroy(error instanceof Error ? error : undefined),
  )
  return zipped
}

/**
 * Unpacks the files of a store from an archive into an empty folder.
 * @returns the names of the files, sorted, and of those that are none of a store, which are left out
 * @throws StoreError where it is damaged, or holds anything but plain files with plain names, each once
 */
export async function unpackInto(archive: Readable, dir: string): Promise<UnpackedNames> {
  const { createTarDecoder } = await import('modern-tar')
  const { readable, writable } = createTarDecoder({ strict: true })
  const gunzip = createGunzip()
  pipeline(archive, gunzip).catch((error: unknown) =>
    gunzip.destroy(error instanceof Error ? error : undefined),
  )
  try {
    const feeding = fed(gunzip, writable)
    const [names] = await Promise.all([unpacked(readable, dir), feeding])
    return names
  } catch (error) {
    if (error instanceof CrmError) throw error
    throw new StoreError(
      `The backup is damaged: ${reasonOf(error)}.`,
      'Nothing was restored. Take another backup.',
    )
  } finally {
    archive.destroy()
    gunzip.destroy()
  }
}

/** Gives a stream to a decoder, to its end or to its first mistake. */
async function fed(stream: Readable, writable: WritableStream<Uint8Array>): Promise<void> {
  const writer = writable.getWriter()
  try {
    for await (const part of stream) if (part instanceof Uint8Array) await writer.write(part)
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => {})
    throw error
  }
}

async function unpacked(entries: ReadableStream<ParsedTarEntry>, dir: string): Promise<UnpackedNames> {
  const names = new Set<string>()
  const others: string[] = []
  const { bavail, bsize } = await statfs(dir)
  const room = bavail * bsize
  let total = 0
  for await (const entry of valuesOf(entries)) {
    total += entry.header.size
    refuseStrange(entry, names, total)
    if (total > room)
      throw new StoreError(
        'The backup holds more than the disk has room for.',
        'Make room, or restore it --to another disk.',
      )
    const { name } = entry.header
    names.add(name)
    if (isStoreFile(name)) await writeEntry(entry, join(dir, name))
    else {
      for await (const _ of valuesOf(entry.body));
      others.push(name)
    }
  }
  return { files: [...names].filter(isStoreFile).sort(), others: others.sort() }
}

/** Names that lead anywhere but into the folder, or that a file system reads in a way of its own. */
function isPlainName(name: string): boolean {
  const parts = name.split('/')
  return name.length <= 4000 && parts.every((part) => isPlainFileName(part) && !/^\.(git|local)$/i.test(part))
}

function refuseStrange({ header }: ParsedTarEntry, names: ReadonlySet<string>, total: number): void {
  const { name, type = 'file' } = header
  const shown = JSON.stringify(name.slice(0, 100))
  const hint = 'Nothing was restored. crm backup does not make such files; do not trust this one.'
  if (type !== 'file')
    throw new StoreError(`The backup holds a ${type} (${shown}); a store has files alone.`, hint)
  if (!isPlainName(name))
    throw new StoreError(`The backup holds a file that would not lie in the store: ${shown}.`, hint)
  if (names.has(name)) throw new StoreError(`The backup holds ${shown} twice.`, hint)
  if (names.size >= mostFiles) throw new StoreError(`The backup holds more than ${mostFiles} files.`, hint)
  if (total > mostBytes) throw new StoreError(`The backup holds more than ${mostBytes / 2 ** 30} GiB.`, hint)
}

async function writeEntry(entry: ParsedTarEntry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(
    Readable.from(valuesOf(entry.body)),
    createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }),
  )
}

async function* valuesOf<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } finally {
    reader.releaseLock()
  }
}

function chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  return valuesOf(stream)
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}
