/** Attachments: named by the SHA-256 of what they hold, so that a changed one shows. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { isObject } from '../expect.ts'
import type { Folder } from '../folder.ts'
import type { Check, Finding } from './finding.ts'
import type { Survey } from './survey.ts'

/** At least half of the digits, and an extension. */
const form = /^([0-9a-f]{32,64})(\.[A-Za-z0-9]+)?$/

export const attachments: Check = function* (survey) {
  yield* missing(survey)
  const { folder, moment } = survey
  for (const file of moment.attachments) {
    const digits = form.exec(basename(file))?.[1]
    const hint = 'Bring it back: crm restore FILE --to a new folder, and copy it from there'
    if (digits === undefined)
      yield {
        file,
        code: 'attachment-name',
        isNote: true,
        message: 'the name is no hash of a content; it is kept',
      }
    else if (!hashOf(folder, file).startsWith(digits))
      yield {
        file,
        code: 'attachment',
        message: 'the content is not the one it is named by; it was changed or cut off',
        hint,
      }
  }
}

/** What records name and is not kept. */
function* missing({ files, moment }: Survey): Iterable<Finding> {
  const kept = new Set(moment.attachments)
  for (const { name, entity, seen } of files) {
    const fields = Object.keys(entity.fields).filter((field) => entity.fields[field]?.type === 'attachments')
    for (const { index, record } of seen) {
      for (const field of fields) {
        const gone = listOf(record[field]).find(({ hash }) => !kept.has(`files/${hash}`))
        if (gone === undefined) continue
        const message = `the content of "${gone.name}" is not in files/`
        const hint = `Bring files/${gone.hash} back from a backup, or take it off: crm file remove ${record.id} "${gone.name}"`
        yield { file: name, index, field, record: record.id, code: 'content', message, hint }
      }
    }
  }
}

/** The attachments of a record, as far as they can be read. */
function listOf(value: unknown): readonly { readonly name: string; readonly hash: string }[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  return list.flatMap((one) => {
    if (!isObject(one)) return []
    const { name, hash } = one
    return typeof name === 'string' && typeof hash === 'string' ? [{ name, hash }] : []
  })
}

const pieceLength = 2 ** 20

function hashOf(folder: Folder, name: string): string {
  const hash = createHash('sha256')
  folder.parts(name, (part, size) => {
    for (let at = 0; at < size; at += pieceLength) hash.update(part(at, Math.min(pieceLength, size - at)))
  })
  return hash.digest('hex')
}
