/** History lines: each one JSON that says what was changed. */
import { isHistoryLine } from '../../schema/history.ts'
import type { Check, Finding } from './finding.ts'

export const history: Check = function* ({ moment }) {
  for (const [file, bytes] of moment.bytes) {
    if (!/^history\/[^/]*\.jsonl$/.test(file)) continue
    const lines = bytes.toString('utf8').split('\n')
    const kept = lines.filter((line) => line === '' || parsed(line) !== undefined)
    for (const [at, line] of lines.entries()) {
      if (line !== '') yield* problemOf(file, at + 1, line, endedWith(kept))
    }
  }
}

function* problemOf(file: string, line: number, text: string, content: string): Iterable<Finding> {
  const value = parsed(text)
  if (value === undefined) {
    const message = `the line is no JSON: ${text.slice(0, 40)}`
    yield { file, line, code: 'history', message, fix: { type: 'replace', name: file, content, says: 'took the unreadable line out' } }
  } else if (!isHistoryLine(value)) {
    const message = 'the line does not say what was changed'
    yield { file, line, code: 'history-form', message, hint: 'crm history passes it over; correct it by hand' }
  }
}

function endedWith(lines: readonly string[]): string {
  const text = lines.join('\n')
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
