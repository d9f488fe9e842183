/** crm reminder done, cancel, snooze. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import type { Patch } from '../../rules/records.ts'
import { planReminder } from '../../rules/reminders.ts'
import { entityIn } from '../../schema/custom.ts'
import { prepareValues, readValue } from '../../schema/values.ts'
import type { Command, Result } from '../command.ts'
import { recordArgument } from '../fields.ts'
import type { Input } from '../input.ts'
import { afterwards, changedResult } from '../results.ts'

const ref = { name: 'ref', help: 'the reminder: id, beginning of one, or its text', optional: true } as const

export const doneCommand: Command = {
  summary: 'Mark a reminder as done',
  arguments: [ref],
  examples: [{ line: 'crm reminder done r8f3kq2v7n', says: 'promise kept' }],
  changes: true,
  run: (context, input) => close(context, input, 'Done', (now) => ({ status: 'done', doneAt: now })),
}

export const cancelCommand: Command = {
  summary: 'Cancel a reminder',
  arguments: [ref],
  examples: [{ line: 'crm reminder cancel r8f3kq2v7n', says: 'no longer needed' }],
  changes: true,
  run: (context, input) => close(context, input, 'Cancelled', () => ({ status: 'cancelled' })),
}

export const snoozeCommand: Command = {
  summary: 'Put a reminder off',
  arguments: [
    ref,
    { name: 'when', help: 'the new day or time: tomorrow, +3d, next monday 9am', optional: true, many: true },
  ],
  examples: [
    { line: 'crm reminder snooze r8f3kq2v7n tomorrow 9am', says: 'first thing tomorrow' },
    { line: 'crm reminder snooze r8f3kq2v7n +1w', says: 'a week from now' },
  ],
  changes: true,
  async run(context, input) {
    const due = await dueFrom(context, input)
    return close(context, input, 'Snoozed', () => ({ due }))
  },
}

async function close(
  context: Context,
  input: Input,
  verb: 'Done' | 'Snoozed' | 'Cancelled',
  patch: (now: string) => Patch,
): Promise<Result> {
  const reminder = await recordArgument(context, input, 'reminder')
  const now = toInstant(context.clock.now())
  const changes = planReminder(reminder, verb, patch(now), now)
  await context.apply(changes)
  return changedResult(context, 'reminder', afterwards(changes, reminder), changes)
}

async function dueFrom(context: Context, input: Input): Promise<string> {
  const typed = input.argument('when')
  if (typed === undefined && !context.prompt.available)
    throw new InputError('Missing WHEN: until when?', 'tomorrow, +3d, next monday 9am, 2026-12-01')
  const text = typed ?? (await context.prompt.text('Until when?', { default: 'tomorrow' }))
  const settings = context.settings()
  const entity = entityIn(settings, 'reminder')
  await prepareValues(entity, { due: [text] })
  return String(
    readValue(entity, 'due', text, { settings, now: context.clock.now(), record: {}, label: 'WHEN' }),
  )
}
