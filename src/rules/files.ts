/** Files kept with records: their content by its hash, their revisions by their name. */
import { hash } from 'node:crypto'
import { entityNames } from '../entities/index.ts'
import { InputError, NotFoundError } from '../errors.ts'
import type { Changes } from '../schema/changes.ts'
import type { Data, Found } from '../schema/data.ts'
import type { AnyRecord, Attachment } from '../schema/field.ts'
import { fold } from '../text.ts'
import { edition } from './records.ts'

/** Larger files belong beside the store: every copy of it would carry them for ever. */
export const MOST_BYTES = 100 * 1024 * 1024

export interface FileContent {
  readonly name: string
  readonly content: Uint8Array
}

/**
 * How a file stands in its record.
 * @throws InputError where it is too large
 */
export function attachmentOf(
  { name, content }: FileContent,
  moment: { readonly now: string; readonly by: string },
): Attachment {
  if (content.byteLength > MOST_BYTES) {
    throw new InputError(
      `${name} has ${megabytes(content.byteLength)}: a store keeps files of up to ${megabytes(MOST_BYTES)}.`,
      'Keep it elsewhere and log a note that says where.',
    )
  }
  return {
    name: safeName(name),
    hash: hash('sha256', content),
    size: content.byteLength,
    at: moment.now,
    by: moment.by,
  }
}

/** File systems take names of 255 bytes; a few are left for what a program adds to them. */
const MOST_NAME_BYTES = 240

/** The last part of a path, without what file systems and terminals stumble over. */
function safeName(name: string): string {
  const last = name.replaceAll('\\', '/').split('/').at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/^\.+/, '')
    .trim()
  return plain === '' ? 'file' : shortened(plain)
}

/** The ending says what it is, and stays. */
function shortened(name: string): string {
  const ending = /\.[^.]{1,10}$/u.exec(name)?.[0] ?? ''
  const stem = [...name.slice(0, name.length - ending.length)]
  while (bytesOf(stem.join('') + ending) > MOST_NAME_BYTES) stem.pop()
  return stem.join('') + ending
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** `1.5 MB`, `12 KB`, `300 bytes` */
export function megabytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB']
  return `${Number(value.toFixed(1))} ${unit}`
}

/** A file of a record, or of an email about it. */
export interface KeptFile extends Attachment {
  /** The record it is attached to. */
  readonly record: string
  /** 1 for the first of its name in that record. */
  readonly revision: number
  /** Whether a later one of its name has taken its place. */
  readonly isOld: boolean
}

/** The files of a record, and of the emails about it; in the order they came. */
export function filesOf(data: Data, { record }: Found): readonly KeptFile[] {
  const emails = data
    .referring(record.id)
    .flatMap((found) => (found.kind === 'activity' ? [found.record] : []))
  return [record, ...emails]
    .flatMap((one) => keptIn(one.id, attachmentsIn(one)))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** The files that stand in a record. */
export function attachmentsIn(record: AnyRecord): readonly Attachment[] {
  const value = record['attachments']
  return Array.isArray(value) ? value.filter(isKept) : []
}

/** What the store has checked already; told to the compiler. */
function isKept(value: unknown): value is Attachment {
  return typeof value === 'object' && value !== null && 'hash' in value && 'name' in value
}

function keptIn(record: string, files: readonly Attachment[]): readonly KeptFile[] {
  return files.map((file, index) => ({
    ...file,
    record,
    revision: files.slice(0, index + 1).filter((one) => one.name === file.name).length,
    isOld: files.slice(index + 1).some((one) => one.name === file.name),
  }))
}

/**
 * The file that is meant: by its name or the beginning of it, the latest revision unless told.
 * @throws NotFoundError listing what there is
 */
export function findFile(files: readonly KeptFile[], name: string, revision?: number): KeptFile {
  const wanted = fold(name)
  const exact = files.filter((file) => fold(file.name) === wanted)
  const begun = exact.length > 0 ? exact : files.filter((file) => fold(file.name).startsWith(wanted))
  const names = [...new Set(begun.map((file) => file.name))]
  if (names.length > 1)
    throw new NotFoundError(
      `"${name}" begins ${names.length} files: ${names.join(', ')}.`,
      'Use more of the name.',
    )
  const found = revision === undefined ? begun.at(-1) : begun.find((file) => file.revision === revision)
  if (found !== undefined) return found
  const what =
    begun.length > 0
      ? `${names[0]} has no revision ${revision}; it has ${begun.length}.`
      : `There is no file "${name}".`
  const all = [...new Set(files.map((file) => file.name))]
  throw new NotFoundError(
    what,
    all.length === 0 ? 'Attach one with: crm attach REF FILE' : `There are: ${all.join(', ')}`,
  )
}

/** The plan that attaches files to a record; one that is the latest of its name already is left out. */
export function planAttach(
  { kind, record }: Found,
  files: readonly Attachment[],
  title: string,
  now: string,
): Changes {
  const before = attachmentsIn(record)
  const fresh = files.filter((file) => before.findLast((one) => one.name === file.name)?.hash !== file.hash)
  const change =
    fresh.length === 0 ? undefined : edition(kind, record, { attachments: [...before, ...fresh] }, now)
  return {
    summary: `Attached ${fresh.map(({ name }) => name).join(', ')} to ${kind} ${title}`,
    records: change === undefined ? [] : [change],
  }
}

/** The plan that takes a file off its record: one revision, or all of its name. The content stays, for the history. */
export function planDetach({ kind, record }: Found, file: KeptFile, isAll: boolean, now: string): Changes {
  const before = attachmentsIn(record)
  const kept = isAll
    ? before.filter((one) => one.name !== file.name)
    : before.filter((one) => one.at !== file.at || one.hash !== file.hash || one.name !== file.name)
  const change = edition(kind, record, { attachments: kept }, now)
  return {
    summary: `Took ${file.name} off ${kind} ${record.id}`,
    records: change === undefined ? [] : [change],
  }
}

/** Every hash that a record still names. */
export function hashesInUse(data: Data): ReadonlySet<string> {
  return new Set(
    entityNames.flatMap((kind) =>
      data.all(kind).flatMap((record: AnyRecord) => attachmentsIn(record).map(({ hash }) => hash)),
    ),
  )
}

/** The files of one record and of another that it takes over, each once. */
export function unitedFiles(
  own: readonly Attachment[],
  others: readonly Attachment[],
): readonly Attachment[] {
  return [
    ...own,
    ...others.filter((one) => !own.some(({ name, hash }) => name === one.name && hash === one.hash)),
  ]
}
