/** History lines: each one JSON that says what was changed. */
import { isHistoryLine } from '../../schema/history.ts'
import type { Check, Finding } from './finding.ts'

export const history: Check = function* ({ moment }) {
  for (const [file, bytes] of moment.bytes) {
    if (!/^history\/[^/]*\.jsonl$/.test(file)) continue
    const lines = bytes.toString('utf8').split('\n')
    for (const [at, line] of lines.entries()) {
      const state = stateOf(line)
      if (state !== 'sound') yield problemOf({ file, line: at + 1 }, state, line)
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

function problemOf(
  where: { readonly file: string; readonly line: number },
  state: State,
  text: string,
): Finding {
  if (state === 'no JSON') {
    const message = `the line is no JSON: ${text.slice(0, 40)}`
    const says = 'took the unreadable line out'
    const fix = { type: 'replace', name: where.file, anew: readable, says } as const
    return { ...where, code: 'history', message, fix }
  }
  const message = 'the line does not say what was changed'
  return { ...where, code: 'history-form', message, hint: 'crm history passes it over; correct it by hand' }
}

/** A history without the lines that are no JSON. */
function readable(text: string): string {
  const kept = text
    .split('\n')
    .filter((line) => stateOf(line) !== 'no JSON')
    .join('\n')
  return kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`
}
