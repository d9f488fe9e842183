/** crm lead disqualify: takes a lead out of the running, with the reason. */
import { toInstant } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import { planDisqualify } from '../../rules/leads/qualify.ts'
import type { Command } from '../command.ts'
import { recordArgument } from '../fields.ts'
import { afterwards, changedResult } from '../results.ts'

export const command: Command = {
  summary: 'Disqualify a lead, with a reason',
  arguments: [{ name: 'ref', help: 'the lead', optional: true }],
  options: [
    { name: 'reason', value: 'TEXT', help: 'why; the usual ones are in crm.json: unqualifiedReasons' },
    { name: 'junk', help: 'it was never a lead: mark it as junk' },
  ],
  examples: [
    { line: 'crm lead disqualify Somsak --reason "no budget"', says: 'it can be recycled later' },
    { line: 'crm lead disqualify l2v8kd3mzt --junk --reason "wrong data"', says: 'spam, tests, nonsense' },
  ],
  changes: true,
  async run(context, input) {
    const lead = await recordArgument(context, input, 'lead')
    const reasons = context.settings().unqualifiedReasons
    let reason = input.text('reason')
    if (reason === undefined || reason.trim() === '') {
      if (!context.prompt.available)
        throw new InputError('Missing --reason: why is it no lead?', `Usual reasons: ${reasons.join(', ')}`)
      reason = await context.prompt.choose(
        'Why?',
        reasons.map((one) => ({ name: one, value: one })),
      )
    }
    const moment = { now: toInstant(context.clock.now()), by: context.user }
    const changes = planDisqualify(
      context.store(),
      lead,
      { reason: reason.trim(), junk: input.has('junk') },
      moment,
    )
    await context.apply(changes)
    return changedResult(context, 'lead', afterwards(changes, lead), changes)
  },
}
