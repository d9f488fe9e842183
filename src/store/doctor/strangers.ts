/** Files in data/ that this version does not know: another kind of record of a newer one, or put there by hand. */
import { dataFileNamed } from '../naming.ts'
import type { Check } from './finding.ts'

export const strangers: Check = function* ({ moment }) {
  for (const file of moment.bytes.keys()) {
    if (!file.startsWith('data/') || dataFileNamed(file) !== undefined) continue
    yield {
      file,
      code: 'unknown-file',
      isNote: true,
      message: 'this version does not know the file; it is kept',
    }
  }
  for (const file of moment.others) {
    yield {
      file,
      code: 'no-file',
      isNote: true,
      message: 'it is neither a file nor a folder; no backup holds it',
    }
  }
}
