/**
 * The columns of a kind as one file in .local/cache: a line that names each data file with its stamp, then the columns
 * of each. What is of another version of a data file is not taken.
 */
import { randomBytes } from '../chance.ts'
import type { Entity } from '../schema/entity.ts'
import { randomText } from '../schema/id.ts'
import { build } from '../version.ts'
import type { Folder } from './folder.ts'
import { cacheFolder, fingerprintOf } from './keyfile.ts'
import { numbersIn } from './sum.ts'

/** The columns of one data file. */
export interface KeptColumns {
  /** Of the data file, as `stampText` has it. */
  readonly stamp: string
  readonly bytes: Buffer
}

type Entry = readonly [name: string, stamp: string, length: number, sum: number]

/** What is kept of each data file, by its name; nothing where there is no such file or it is of another program. */
export function readColumns(folder: Folder, entity: Entity): ReadonlyMap<string, KeptColumns> {
  const kept = new Map<string, KeptColumns>()
  const bytes = folder.bytes(fileName(entity))
  const end = bytes?.indexOf('\n') ?? -1
  if (bytes === undefined || end < 0) return kept
  let at = end + 1
  for (const [name, stamp, length, sum] of entriesIn(bytes.toString('utf8', 0, end), entity)) {
    const part = bytes.subarray(at, at + length)
    if (part.length === length && sumOf(part) === sum) kept.set(name, { stamp, bytes: part })
    at += length
  }
  return kept
}

/** Keeps columns for the next command; quietly does without where that is impossible. */
export function saveColumns(folder: Folder, entity: Entity, kept: ReadonlyMap<string, KeptColumns>): void {
  const entries = Array.from(
    kept,
    ([name, { stamp, bytes }]): Entry => [name, stamp, bytes.length, sumOf(bytes)],
  )
  const head = JSON.stringify([build, fingerprintOf(entity), entries])
  const name = fileName(entity)
  const draft = `${name}.${randomText(6, randomBytes)}`
  try {
    folder.make(cacheFolder)
    folder.scribble(
      draft,
      Buffer.concat([Buffer.from(`${head}\n`), ...Array.from(kept.values(), ({ bytes }) => bytes)]),
    )
    // Moved over the old one it would have to be on the disk first.
    folder.remove(name)
    folder.move(draft, name)
  } catch {
    // A read-only store works without caches.
  }
}

function fileName({ plural }: Entity): string {
  return `${cacheFolder}/${plural}.columns`
}

function entriesIn(line: string, entity: Entity): readonly Entry[] {
  const head = parsed(line)
  if (!Array.isArray(head)) return []
  const [by, fingerprint, entries]: unknown[] = head
  return by === build && fingerprint === fingerprintOf(entity) && areEntries(entries) ? entries : []
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function areEntries(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.every((entry) => Array.isArray(entry) && entry.length === 4)
}

/** A power cut may leave a file of the right length with nothing in some blocks of it: so much is told by a few bytes of each. */
const stride = 16

function sumOf(bytes: Buffer): number {
  const numbers = numbersIn(bytes)
  let sum = bytes.length
  for (let at = 0; at < numbers.length; at += stride) sum = (Math.imul(sum, 31) + (numbers[at] ?? 0)) | 0
  return sum
}
