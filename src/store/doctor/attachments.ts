/** Attachments: named by the SHA-256 of what they hold, so that a changed one shows. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Folder } from '../folder.ts'
import type { Check } from './finding.ts'

/** At least half of the digits, and an extension. */
const form = /^([0-9a-f]{32,64})(\.[A-Za-z0-9]+)?$/

export const attachments: Check = function* ({ folder, moment }) {
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

const pieceLength = 2 ** 20

function hashOf(folder: Folder, name: string): string {
  const hash = createHash('sha256')
  folder.parts(name, (part, size) => {
    for (let at = 0; at < size; at += pieceLength) hash.update(part(at, Math.min(pieceLength, size - at)))
  })
  return hash.digest('hex')
}
