/** crm demo: a tour in a throw-away store; each command as it would be typed, and its real output. */
import type { Context, DemoFolder } from '../context.ts'
import { InputError } from '../errors.ts'
import type { Command } from './command.ts'

interface Step {
  readonly says: string
  readonly line: readonly string[]
}

const steps: readonly Step[] = [
  {
    says: 'Make a store: a folder of plain JSON that you own, read, and can keep in git.',
    line: ['init', '--currency', 'THB'],
  },
  {
    says: 'Bring in the leads from last week’s fair. Headers may be English, Thai or Lao; what would happen is shown first with --dry-run.',
    line: ['import', 'leads', 'leads.csv'],
  },
  {
    says: 'There they are, newest first.',
    line: ['lead', 'list', '--columns', 'name,company,phone,source,rating', '--sort', 'company'],
  },
  {
    says: 'A name, a number and an address jotted down in one line.',
    line: [
      'lead',
      'quick',
      'Noy',
      'Vongsa',
      '+856',
      '20',
      '5577',
      '8899',
      'noy@mekong.example',
      '--company',
      'Mekong Coffee',
      '--source',
      'referral',
    ],
  },
  {
    says: 'The same person twice is noticed.',
    line: ['lead', 'add', '--first-name', 'Noi', '--email', 'NOY@mekong.example'],
  },
  {
    says: 'Keep what was said; anybody is found by id, name, phone or email.',
    line: ['log', 'call', 'noy@mekong.example', 'Wants an offer for a roaster', '--direction', 'in'],
  },
  {
    says: 'And what was promised.',
    line: [
      'reminder',
      'add',
      'Send Noy the offer',
      '--due',
      'tomorrow 9am',
      '--for',
      'noy@mekong.example',
      '--priority',
      'high',
    ],
  },
  {
    says: 'Is it real, and is there a chance? The answers are kept.',
    line: ['lead', 'qualify', 'Noy', '--budget', 'yes', '--need', 'yes', '--timing', 'no'],
  },
  {
    says: 'Account, contact and deal in one step; the call and the reminder come along.',
    line: [
      'lead',
      'convert',
      'Noy',
      '--deal-name',
      'Roaster 15 kg',
      '--amount',
      '480000',
      '--close-date',
      '+6w',
    ],
  },
  {
    says: 'Another one, straight from the fair.',
    line: [
      'lead',
      'convert',
      'น้ำผึ้ง',
      '--deal-name',
      'ตู้แช่ 3 ตู้',
      '--amount',
      '95,000',
      '--stage',
      'proposal',
      '--close-date',
      '+2w',
    ],
  },
  { says: 'Deals move on, …', line: ['deal', 'move', 'Roaster 15 kg', 'negotiation'] },
  { says: '… and stand on the board.', line: ['deal', 'board'] },
  { says: 'Everything about a customer on one page.', line: ['show', 'Mekong Coffee'] },
  { says: 'One is won, …', line: ['deal', 'win', 'Roaster 15 kg', '--amount', '465000'] },
  {
    says: '… one is lost, for a reason, to be tried again.',
    line: ['deal', 'lose', 'ตู้แช่ 3 ตู้', '--reason', 'price', '--try-again-on', '+3m'],
  },
  {
    says: 'What cron prints every morning; nothing at all when nothing is due.',
    line: ['reminder', 'due', '--within', '7d'],
  },
  { says: 'The numbers, …', line: ['report', 'pipeline'] },
  { says: '… for a spreadsheet too.', line: ['report', 'sources', '--format', 'csv'] },
  { says: 'Every command is in the history, …', line: ['history', '--limit', '4'] },
  { says: '… and can be taken back.', line: ['undo'] },
]

export const command: Command = {
  summary: 'Take a tour in a throw-away store',
  description:
    'Runs real commands on a store of its own and leaves nothing behind, unless --keep names a folder for it.',
  options: [{ name: 'keep', value: 'DIR', help: 'keep the store of the tour in this folder' }],
  examples: [{ line: 'crm demo', says: 'takes a few seconds' }],
  storeless: true,
  run: (context, input) => context.withDemoStore(input.text('keep'), (folder) => tour(context, folder)),
}

async function tour(context: Context, folder: DemoFolder) {
  const parts: string[] = []
  for (const { says, line } of steps) {
    const words = line[0] === 'init' ? [...line, folder.store] : line
    const { output, exitCode } = await context.run(words, folder)
    parts.push(`# ${says}\n$ ${typed(line)}\n${output.trimEnd()}`)
    if (exitCode !== 0 && exitCode !== 4)
      throw new InputError(`The tour stopped at "${typed(line)}":\n${output}`)
  }
  const end = folder.isKept
    ? `The store is in ${folder.store}: crm --store ${folder.store} deal board --all`
    : 'That store is gone. Make your own with: crm init'
  return { view: { type: 'text' as const, text: `${parts.join('\n\n')}\n\n${end}` } }
}

/** The line as a person would type it. */
function typed(line: readonly string[]): string {
  return ['crm', ...line.map((word) => (/[\s']/.test(word) ? `"${word}"` : word))].join(' ')
}
