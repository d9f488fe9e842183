/** crm deal board: deals by stage in columns. */

import { stageNamed } from '../../config.ts'
import { boardOf } from '../../reports/board.ts'
import type { Command } from '../command.ts'
import { shortenIn } from '../results.ts'
import { selected } from '../selection.ts'

export const command: Command = {
  summary: 'Show deals by stage in columns, with what they are worth',
  description:
    'Marks deals whose close date has passed, and deals that have been in one stage for long (crm.json: stuckAfterDays).',
  arguments: [{ name: 'query', help: 'only deals that match, as in deal list', optional: true, many: true }],
  options: [
    { name: 'owner', value: 'NAME', help: 'only deals of this owner' },
    { name: 'all', help: 'closed stages too' },
  ],
  examples: [
    { line: 'crm deal board', says: 'everything in progress' },
    { line: "crm deal board 'amount:>100000' --all", says: 'the large ones, won and lost too' },
  ],
  async run(context, input) {
    const data = context.store()
    const now = context.clock.now()
    const owner = input.text('owner')
    const isShown = (stage: string) => input.has('all') || stageNamed(data.settings, stage)?.kind === 'open'
    const matches = await selected(context, 'deal', input.argument('query'))
    const deals = matches.filter(
      (deal) => (owner === undefined || deal.owner === owner) && isShown(deal.stage),
    )
    const board = boardOf(data, deals, { now, closed: input.has('all'), shorten: shortenIn(data, 'deal') })
    return {
      json: board.columns.map((column) => ({
        stage: column.title,
        deals: deals.filter((deal) => deal.stage === column.title),
      })),
      view: { type: 'board', board },
      notes: deals.length === 0 ? ['No deals here. Add one with: crm deal add --name … --amount …'] : [],
    }
  },
}
