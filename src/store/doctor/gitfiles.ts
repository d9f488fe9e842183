/** What git must know about a store: line ends, union merges of the history, and that .local stays here. */
import { addLines, gitFiles } from '../init.ts'
import type { Check } from './finding.ts'

export const gitfiles: Check = function* ({ folder }) {
  for (const [file, lines] of gitFiles) {
    const present = new Set((folder.text(file) ?? '').split(/\r?\n/))
    const missing = lines.filter((line) => !present.has(line))
    if (missing.length === 0) continue
    const act = (): void => addLines(folder, file, lines)
    yield {
      file,
      code: 'git',
      message: `it lacks: ${missing.join(' · ')}`,
      fix: { type: 'act', act, says: 'added the missing lines' },
    }
  }
}
