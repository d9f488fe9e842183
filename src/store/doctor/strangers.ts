/** Files in data/ that this version does not know: another kind of record of a newer one, or put there by hand. */
import { dataFileNamed, dataFileNames } from '../naming.ts'
import type { Check } from './finding.ts'

export const strangers: Check = function* ({ folder, moment }) {
  for (const file of dataFileNames()) {
    if (!folder.isFolder(file)) continue
    const hint = 'Move that folder away, and bring the file back: crm restore FILE, or git checkout'
    yield { file, code: 'folder', message: 'a folder stands where a file should be', hint }
  }
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
