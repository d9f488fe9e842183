/** Files kept with records: their content by its hash, their revisions by their name. */
import { hash } from 'node:crypto'
import { InputError } from '../errors.ts'
import type { Attachment } from '../schema/field.ts'

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
export function attachmentOf({ name, content }: FileContent, moment: { readonly now: string; readonly by: string }): Attachment {
  if (content.byteLength > MOST_BYTES) {
    throw new InputError(`${name} has ${megabytes(content.byteLength)}: a store keeps files of up to ${megabytes(MOST_BYTES)}.`, 'Keep it elsewhere and log a note that says where.')
  }
  return { name: safeName(name), hash: hash('sha256', content), size: content.byteLength, at: moment.now, by: moment.by }
}

/** The last part of a path, without what file systems and terminals stumble over. */
function safeName(name: string): string {
  const last = name.replaceAll('\\', '/').split('/').at(-1) ?? ''
  const plain = last.normalize('NFC').replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_').replace(/^\.+/, '').trim()
  return plain === '' ? 'file' : plain.slice(0, 200)
}

/** `1.5 MB`, `12 KB`, `300 bytes` */
export function megabytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB']
  return `${Number(value.toFixed(1))} ${unit}`
}
