/** crm reminder done, skip, end, cancel, snooze. */
import type { Context } from '../../context.ts'
import { formatWhen, loadOccurrences, today, toInstant } from '../../dates.ts'
import type { Reminder } from '../../entities/reminder.ts'
import { InputError } from '../../errors.ts'
import type { Patch } from '../../rules/records.ts'
import { putOff } from '../../rules/recurrence.ts'
import { noRepeat, planDone, planReminder, planSkip } from '../../rules/reminders.ts'
import type { Changes } from '../../schema/changes.ts'
import { entityIn } from '../../schema/custom.ts'
import { prepareValues, readValue } from '../../schema/values.ts'
import type { Command, Result } from '../command.ts'
import { recordArgument } from '../fields.ts'
import type { Input } from '../input.ts'
import { afterwards, changedResult } from '../results.ts'

const ref = { name: 'ref', help: 'the reminder: id, beginning of one, or its text', optional: true } as const

export const doneCommand: Command = {
  summary: 'Mark a reminder as done',
  description:
    'One that repeats makes the next: by its rule the first day that is not past, or so long from today.',
  arguments: [ref],
  examples: [{ line: 'crm reminder done r8f3kq2v7n', says: 'promise kept' }],
  changes: true,
  async run(context, input) {
    const reminder = await recordArgument(context, input, 'reminder')
    if (reminder.repeat !== undefined) await loadOccurrences()
    const changes = planDone(reminder, { ...moment(context), nextId: context.newId('reminder') })
    const next = changes.records.find((change) => change.id !== reminder.id)?.after
    const notes =
      next === undefined
        ? lastOne(reminder.repeat)
        : [`Next: ${next.id} on ${formatWhen(String(next['due']), context.settings().timezone)}.`]
    await context.apply(changes)
    return changedResult(context, 'reminder', afterwards(changes, reminder), changes, { notes })
  },
}

export const skipCommand: Command = {
  summary: 'Pass over one time of a reminder that repeats',
  arguments: [ref],
  examples: [{ line: 'crm reminder skip "Monday figures"', says: 'not this time' }],
  changes: true,
  async run(context, input) {
    const reminder = await recordArgument(context, input, 'reminder')
    await loadOccurrences()
    return closed(context, reminder, planSkip(reminder, moment(context)))
  },
}

export const endCommand: Command = {
  summary: 'Let a reminder repeat no more; this one time stays',
  arguments: [ref],
  examples: [{ line: 'crm reminder end "Monday figures"', says: 'the one that is open is the last' }],
  changes: true,
  run: (context, input) => close(context, input, 'Ended', () => noRepeat),
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
    const { timezone } = context.settings()
    return close(context, input, 'Snoozed', (_, reminder) => putOff(reminder, due, timezone))
  },
}

async function close(
  context: Context,
  input: Input,
  verb: 'Snoozed' | 'Cancelled' | 'Ended',
  patch: (now: string, reminder: Reminder) => Patch,
): Promise<Result> {
  const reminder = await recordArgument(context, input, 'reminder')
  const { now } = moment(context)
  return closed(context, reminder, planReminder(reminder, verb, patch(now, reminder), now))
}

async function closed(context: Context, reminder: Reminder, changes: Changes): Promise<Result> {
  await context.apply(changes)
  const after = afterwards(changes, reminder)
  const notes =
    after['due'] === reminder.due
      ? []
      : [`Due ${formatWhen(String(after['due']), context.settings().timezone)}.`]
  return changedResult(context, 'reminder', after, changes, { notes })
}

function moment(context: Context): { now: string; today: string; timezone: string } {
  const { timezone } = context.settings()
  const now = context.clock.now()
  return { now: toInstant(now), today: today(now, timezone), timezone }
}

function lastOne(repeat: string | undefined): readonly string[] {
  return repeat === undefined ? [] : ['That was the last time: its rule has come to an end.']
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
