/** crm lead recycle: brings a disqualified lead back. */
import { toInstant } from '../../dates.ts'
import { planRecycle } from '../../rules/leads/qualify.ts'
import type { Command } from '../command.ts'
import { recordArgument } from '../fields.ts'
import { afterwards, changedResult } from '../results.ts'

export const command: Command = {
  summary: 'Bring a disqualified lead back into the running',
  arguments: [{ name: 'ref', help: 'the lead', optional: true }],
  examples: [{ line: 'crm lead recycle Dao', says: 'she has a budget now' }],
  changes: true,
  async run(context, input) {
    const lead = await recordArgument(context, input, 'lead')
    const changes = planRecycle(context.store(), lead, {
      now: toInstant(context.clock.now()),
      by: context.user,
    })
    await context.apply(changes)
    return changedResult(context, 'lead', afterwards(changes, lead), changes)
  },
}
