/** Files kept with a record. Set by rules; in exports as JSON. */
import { isInstant } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import type { Attachment } from '../field.ts'
import { parseJson } from '../json.ts'
import { isPlainFileName } from '../names.ts'
import { defineType } from '../type.ts'

type Attachments = readonly Attachment[]

function isAttachment(value: unknown): value is Attachment {
  if (typeof value !== 'object' || value === null) return false
  if (!('name' in value) || typeof value.name !== 'string' || !isPlainFileName(value.name)) return false
  if (!('hash' in value) || typeof value.hash !== 'string' || !/^[0-9a-f]{64}$/.test(value.hash)) return false
  if (
    !('size' in value) ||
    typeof value.size !== 'number' ||
    !Number.isSafeInteger(value.size) ||
    value.size < 0
  )
    return false
  if (!('at' in value) || typeof value.at !== 'string' || !isInstant(value.at)) return false
  return !('by' in value) || value.by === undefined || typeof value.by === 'string'
}

function areAttachments(value: unknown): value is Attachments {
  return Array.isArray(value) && value.every(isAttachment)
}

export const attachments = defineType<Attachments>({
  placeholder: 'JSON',
  is: areAttachments,
  parse: (typed) =>
    parseJson(
      typed,
      areAttachments,
      '[{"name":"offer.pdf","hash":"…","size":1024,"at":"2026-11-22T02:00:00Z"}]',
    ),
  format: (files) => files.map(({ name }) => name).join(', '),
  plain: (files) => JSON.stringify(files),
  compare: (a, b) => compareCodes(a.at(-1)?.name ?? '', b.at(-1)?.name ?? ''),
  search: (files) => files.map(({ name }) => name).join(' '),
})
