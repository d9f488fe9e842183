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

export function nextLook(chance: Chance): readonly string[] {
  return [...chance.oneOf(looks), '--quiet']
}

/** What is wrong with what a reader saw, if anything. */
export function wrongIn({ words, code, out, err }: Run): string | undefined {
  if (code !== 0 || err !== '') return `crm ${words.join(' ')}: exit ${code}: ${err}`
  const line = words.includes('csv') ? out.split('\n').find((one) => missingLink.test(one)) : undefined
  if (line !== undefined)
    return `crm ${words.join(' ')}: a converted lead or its deal without what it became: ${line}`
  return words[0] === 'lead' && words[2] === '--json' ? halfBatch(out) : undefined
}

/** Where a linked record is not there, its id stands in the place of its name. */
const missingLink = /,"?[ac][0-9a-hjkmnp-tv-z]{9}\b/

/** Imports are there with all their rows, or not at all. */
function halfBatch(out: string): string | undefined {
  const leads: { description?: string }[] = JSON.parse(out)
  const counts = new Map<string, number>()
  for (const { description = '' } of leads)
    if (description.startsWith('batch ')) counts.set(description, (counts.get(description) ?? 0) + 1)
  for (const [batch, count] of counts) {
    if (count !== Number(batch.split(' ').at(-1))) return `crm lead list: ${count} rows of ${batch}`
  }
  return undefined
}
