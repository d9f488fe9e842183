/** What must hold after every round, however it was killed. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { HistoryLine } from '../../src/schema/history.ts'
import type { Pull } from './colleague.ts'
import type { Run } from './program.ts'
import type { Done } from './round.ts'
import { property } from './tasks.ts'

/** Whether success was answered: by the exit code, or by the answer and what is said of it before it was killed. */
export function isAcknowledged({ code, out, err }: Run): boolean {
  return code === 0 || (code === undefined && isWhole(out) && err.endsWith('\n'))
}

/** Whether the answer says that there was nothing to do. */
export function isIdle({ out, err }: Run): boolean {
  return ['null', '[]'].includes(out.trim()) || err.includes('Nothing to change')
}

function isWhole(out: string): boolean {
  try {
    JSON.parse(out)
    return out.endsWith('\n')
  } catch {
    return false
  }
}

/** Writers may meet what another has removed or changed; they may not meet a bug, a stuck lock or a damaged store. */
export function failureOf(run: Run, pulls: readonly Pull[]): string | undefined {
  const { words, code, out, err } = run
  const codes = isBesidePull(run, pulls) ? [0, 2, 3, 4, 5] : [0, 2, 3, 4]
  const isFine = code === undefined || codes.includes(code)
  return isFine && !/bug in crm|\n\s+at /.test(err)
    ? undefined
    : `crm ${words.join(' ')}: exit ${code}: ${out}${err}`
}

/** Whether it ran while git put files into place: it may have met one that was not there yet. */
export function isBesidePull({ from, to }: Run, pulls: readonly Pull[]): boolean {
  return pulls.some((pull) => from < pull.to && to > pull.from)
}

/** An acknowledged change without its line in the history. */
export function lostBy({ run }: Done, lines: readonly HistoryLine[]): string | undefined {
  if (!isAcknowledged(run) || isIdle(run) || lines.length === 1) return undefined
  return `crm ${run.words.join(' ')}: acknowledged, with ${lines.length} lines in the history: ${run.out}`
}

/** A change that was not made wholly, or one that was refused and is there. */
export function halfDoneBy({ task, run }: Done, lines: readonly HistoryLine[]): string | undefined {
  const [line] = lines
  if (line === undefined) return undefined
  const says = (problem: string) => `crm ${run.words.join(' ')}: ${problem}: ${JSON.stringify(line)}`
  if (lines.length > 1) return says('is in the history twice')
  if (run.code !== undefined && run.code !== 0) return says(`ended with ${run.code} and is there`)
  const { changes } = line
  const made = changes.filter((change) => 'hash' in change).length
  if (task.rows !== undefined && made !== task.rows) return says(`made ${made} of ${task.rows} rows`)
  const removed = changes.filter((change) => 'removed' in change).length
  if (task.removes !== undefined && removed !== task.removes)
    return says(`removed ${removed} of ${task.removes} records`)
  if (run.words[1] === 'convert') {
    const kinds = new Set(changes.map((change) => ('kind' in change ? change.kind : 'settings')))
    const missing = ['lead', 'account', 'contact', 'deal'].filter(
      (kind) => !Array.from<string>(kinds).includes(kind),
    )
    if (missing.length > 0) return says(`made no ${missing.join(', ')}`)
  }
  return isAcknowledged(run) ? strayOf(run, line) : undefined
}

/** An id of the answer that the line does not have. */
function strayOf(run: Run, line: HistoryLine): string | undefined {
  const answer: unknown = JSON.parse(run.out)
  if (run.words[0] === 'merge') return strayOfMerge(run, answer, line)
  if (run.words.includes('--where') || !['add', 'edit', 'convert'].includes(run.words[1] ?? ''))
    return undefined
  const parts =
    run.words[1] === 'convert'
      ? ['lead', 'account', 'contact', 'deal'].map((name) => property(answer, name))
      : [answer]
  const ids = parts.map((part) => property(part, 'id'))
  const stray = ids.find((id) => !line.changes.some((change) => 'id' in change && change.id === id))
  return stray === undefined ? undefined : `crm ${run.words.join(' ')}: ${String(stray)} is not in ${line.id}`
}

/** The answer of a merge names who stays and who went; the line says that they did. */
function strayOfMerge(run: Run, answer: unknown, line: HistoryLine): string | undefined {
  const merged: unknown = property(answer, 'merged')
  const gone = line.changes.flatMap((change) => ('removed' in change ? [change.id] : []))
  const survivor = property(property(answer, 'record'), 'id')
  const isWhole = isDeepStrictEqual([merged].flat().sort(), gone.sort())
  if (isWhole && typeof survivor === 'string' && !gone.includes(survivor)) return undefined
  return `crm ${run.words.join(' ')}: answered ${run.out}, but ${line.id} removed ${gone.join(', ')}`
}

/** What a command that got through must not leave behind. */
export function leftIn(store: string): string[] {
  const left = ['.local/lock', '.local/commit.json'].filter((name) => existsSync(join(store, name)))
  return [...left, ...readdirSync(join(store, '.local/pending')).map((name) => `.local/pending/${name}`)]
}
