/** Those who look after a store beside its writers: they never find a loss, and never fail. */
import { isObject } from '../../src/store/expect.ts'
import type { Chance } from './chance.ts'
import type { Run } from './program.ts'

const chores: readonly (readonly string[])[] = [
  ['doctor', '--fix', '--json'],
  ['doctor', '--fix', '--json'],
  ['doctor', '--json'],
  ['file', 'clean', '--yes', '--json'],
]

export function nextChore(chance: Chance): readonly string[] {
  return chance.oneOf(chores)
}

/** What commands that are killed leave behind, what is under way, and caches that a killed command made old. */
const debris = new Set(['part', 'pending', 'unfinished', 'lock', 'cache-old', 'mode'])

/** What is wrong with what a caretaker met or did. */
export function mishapOf(run: Run): string | undefined {
  const { words, code, out, err } = run
  const says = (problem: string) => `crm ${words.join(' ')}: ${problem}: exit ${code}: ${out}${err}`
  if (/bug in crm|\n\s+at /.test(err)) return says('a bug')
  if (code === undefined) return undefined
  if (words[0] === 'file') return code === 0 ? undefined : says('failed')
  if (code !== 0 && code !== 5) return says('failed')
  const answer: unknown = JSON.parse(out)
  if (!isObject(answer)) return says('no answer')
  const found = ['problems', 'fixed'].flatMap((name) => codesIn(answer[name]))
  const grave = found.filter((one) => !debris.has(one))
  if (grave.length > 0) return says(`found ${grave.join(', ')}`)
  const failures: unknown = answer['failures']
  return Array.isArray(failures) && failures.length > 0 ? says('could not repair') : undefined
}

function codesIn(list: unknown): readonly string[] {
  const problems: readonly unknown[] = Array.isArray(list) ? list : []
  return problems.map((one) => (isObject(one) ? String(one['code']) : ''))
}
