/** History lines: each one JSON that says what was changed. */
import { isHistoryLine } from '../../schema/history.ts'
import type { Check, Finding } from './finding.ts'

export const history: Check = function* ({ moment }) {
  for (const [file, bytes] of moment.bytes) {
    if (!/^history\/[^/]*\.jsonl$/.test(file)) continue
    const lines = bytes.toString('utf8').split('\n')
    const states = lines.map(stateOf)
    const content = endedWith(lines.filter((_, at) => states[at] !== 'no JSON'))
    for (const [at, state] of states.entries()) {
      if (state !== 'sound') yield problemOf({ file, line: at + 1 }, state, lines[at] ?? '', content)
    }
  }
}

type State = 'sound' | 'no JSON' | 'says nothing'

function stateOf(line: string): State {
  if (line === '') return 'sound'
  try {
    return isHistoryLine(JSON.parse(line)) ? 'sound' : 'says nothing'
  } catch {
    return 'no JSON'
  }
}

/** @param content of the file without the lines that are no JSON */
function problemOf(
  where: { readonly file: string; readonly line: number },
  state: State,
  text: string,
  content: string,
): Finding {
  if (state === 'no JSON') {
    const message = `the line is no JSON: ${text.slice(0, 40)}`
    const fix = { type: 'replace', name: where.file, content, says: 'took the unreadable line out' } as const
    return { ...where, code: 'history', message, fix }
  }
  const message = 'the line does not say what was changed'
  return { ...where, code: 'history-form', message, hint: 'crm history passes it over; correct it by hand' }
}

function endedWith(lines: readonly string[]): string {
  const text = lines.join('\n')
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
