/** Readers at work beside the writers: they never fail, and never see half a commit. */
import type { Chance } from './chance.ts'
import type { Run } from './program.ts'

const looks: readonly (readonly string[])[] = [
  ['lead', 'list', '--json'],
  [
    'lead',
    'list',
    'status:converted',
    '--columns',
    'id,convertedAccount,convertedContact',
    '--format',
    'csv',
  ],
  ['report', 'pipeline', '--json'],
  ['report', 'funnel'],
  ['show', 'anchor@torture.example', '--json'],
  ['export', 'leads', '--format', 'json'],
  ['deal', 'list', '--columns', 'id,account,contacts', '--format', 'csv'],
  ['reminder', 'due', '--within', '400d'],
  ['history', '--json'],
]

/** @param backup a file that is not there yet */
export function nextLook(chance: Chance, backup: string): readonly string[] {
  return [...chance.oneOf([...looks, ['backup', backup, '--json']]), '--quiet']
}

/** What is wrong with what a reader saw, if anything. */
export function wrongIn({ words, code, out, err }: Run): string | undefined {
  if (code !== 0 || err !== '') return `crm ${words.join(' ')}: exit ${code}: ${err}`
  if (words[0] === 'backup') return undefined
  const line = words.includes('csv') ? out.split('\n').find((one) => missingLink.test(one)) : undefined
  if (line !== undefined)
    return `crm ${words.join(' ')}: a converted lead or its deal without what it became: ${line}`
  return words[0] === 'lead' && words[2] === '--json' ? halfBatch(out) : undefined
}

/** Where a linked record is not there, its id stands in the place of its name. */
const missingLink = /,"?[ac][0-9a-hjkmnp-tv-z]{9}\b/

/** Imports are there with all their rows, or not at all; bulk edits are of all rows, or of none. */
function halfBatch(out: string): string | undefined {
  const leads: { description?: string; campaign?: string; tags?: string[] }[] = JSON.parse(out)
  const batches = new Map<string, string[]>()
  for (const { description = '', campaign = '', tags = [] } of leads) {
    const state = `${campaign} ${tags.toSorted().join(',')}`
    if (description.startsWith('batch '))
      batches.set(description, [...(batches.get(description) ?? []), state])
  }
  for (const [batch, states] of batches) {
    if (states.length !== Number(batch.split(' ').at(-1)))
      return `crm lead list: ${states.length} rows of ${batch}`
    const all = [...new Set(states)]
    if (all.length > 1) return `crm lead list: the rows of ${batch} differ: ${all.join(' | ')}`
  }
  return undefined
}
