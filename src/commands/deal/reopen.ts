/** crm deal reopen: opens a won or lost deal again. */
import { toInstant } from '../../dates.ts'
import { findStage, planReopen } from '../../rules/deals/stages.ts'
import type { Command } from '../command.ts'
import { recordArgument, valuesFrom } from '../fields.ts'
import { afterwards, changedResult } from '../results.ts'
import { dealOptions } from './move.ts'

export const command: Command = {
  summary: 'Open a won or lost deal again',
  description: 'It goes back to the stage it was in before it was closed, unless --stage says another.',
  arguments: [{ name: 'ref', help: 'the deal', optional: true }],
  options: (settings) =>
    dealOptions(settings, [{ name: 'stage', value: 'STAGE', help: 'the stage to reopen it in' }]),
  examples: [
    { line: 'crm deal reopen "Tea house shelves" --close-date +1m', says: 'they changed their mind' },
  ],
  changes: true,
  async run(context, input) {
    const deal = await recordArgument(context, input, 'deal')
    const settings = context.settings()
    const typed = input.text('stage')
    const { stage: _, ...patch } = { ...(await valuesFrom(context, 'deal', input, deal)) }
    const stage = typed === undefined ? undefined : findStage(settings, typed)
    const changes = planReopen(
      settings,
      deal,
      stage,
      { now: toInstant(context.clock.now()), by: context.user },
      patch,
    )
    await context.apply(changes)
    return changedResult(context, 'deal', afterwards(changes, deal), changes)
  },
}
