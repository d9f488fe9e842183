/** crm deal board: deals by stage in columns. */

import { stageNamed } from '../../config.ts'
import { today } from '../../dates.ts'
import { boardOf } from '../../reports/board.ts'
import { ownedBy } from '../../reports/report.ts'
import type { Command } from '../command.ts'
import { writeBoard } from '../output.ts'
import { ownerSaid, unknownOwner } from '../owner.ts'
import { shortenIn } from '../results.ts'
import { selected } from '../selection.ts'

/** Cards of a column that can be taken in at a glance. */
const usualLimit = 15

export const command: Command = {
  summary: 'Show deals by stage in columns, with what they are worth',
  description:
    'Marks deals whose close date has passed, and deals that have been in one stage for long (crm.json: stuckAfterDays).',
  arguments: [{ name: 'query', help: 'only deals that match, as in deal list', optional: true, many: true }],
  options: [
    { name: 'owner', value: 'NAME', help: 'only deals of this owner; "me" for your own' },
    { name: 'all', help: 'closed stages too' },
    {
      name: 'limit',
      value: 'N',
      help: `cards in a column, the largest amounts first (${usualLimit}); 0 for all`,
    },
    { name: 'out', value: 'FILE', help: 'write a page (.html) or Markdown (.md)' },
  ],
  examples: [
    { line: 'crm deal board', says: 'everything in progress' },
    { line: 'crm deal board --format html', says: 'a page for the wall' },
    { line: "crm deal board 'amount:>100000' --all", says: 'the large ones, won and lost too' },
  ],
  async run(context, input) {
    const data = context.store()
    const now = context.clock.now()
    const owner = ownerSaid(context, input)
    const isOwned = ownedBy(owner, data.settings)
    const isShown = (stage: string) => input.has('all') || stageNamed(data.settings, stage)?.kind === 'open'
    const matches = await selected(context, 'deal', input.argument('query'))
    const deals = matches.filter((deal) => isOwned(deal) && isShown(deal.stage))
    const asked = input.count('limit') ?? usualLimit
    const limit = asked === 0 ? {} : { limit: asked }
    const query = input.argument('query')
    const said = [
      ...(owner === undefined ? [] : [`owner ${owner}`]),
      ...(query === undefined ? [] : [`where ${query}`]),
      `as of ${today(now, data.settings.timezone)}`,
    ]
    const columns = boardOf(data, deals, {
      now,
      closed: input.has('all'),
      shorten: shortenIn(data, 'deal'),
      ...limit,
    })
    const board = { ...columns, subtitle: [said.join(' · ')] }
    const out = input.text('out')
    if (out !== undefined) {
      await writeBoard(context, board, out)
      const count = deals.length
      return {
        json: { file: out, deals: count },
        notes: [`Wrote ${out}: ${count} ${count === 1 ? 'deal' : 'deals'}.`],
      }
    }
    return {
      json: board.columns.map((column) => ({
        stage: column.title,
        deals: deals.filter((deal) => deal.stage === column.title),
      })),
      view: { type: 'board', board },
      notes: [
        ...unknownOwner(data, owner),
        ...(deals.length > 0 ? [] : [nothingShown(data.all('deal').length > 0)]),
      ],
    }
  },
}

function nothingShown(isChosen: boolean): string {
  return isChosen
    ? 'No deals to show: the others are closed (--all), or not what was asked for.'
    : 'No deals here. Add one with: crm deal add --name … --amount …'
}
