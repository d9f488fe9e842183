/** crm reminder next REF: the coming days of a reminder that repeats. */
import { datesOf } from '../../config.ts'
import {
  dayOf,
  formatWhen,
  isDay,
  isEndless,
  loadOccurrences,
  parseDay,
  prepareDates,
  storedRepeat,
  today,
} from '../../dates.ts'
import type { Reminder } from '../../entities/reminder.ts'
import { InputError } from '../../errors.ts'
import { comingDues } from '../../rules/recurrence.ts'
import type { Command } from '../command.ts'
import { recordArgument } from '../fields.ts'

/** So many days are looked for where --until bounds them. */
const MOST = 1000

export const command: Command = {
  summary: 'Show when a reminder that repeats will come',
  description: 'A rule without an end needs a bound: --count or --until.',
  arguments: [{ name: 'ref', help: 'the reminder', optional: true }],
  options: [
    { name: 'count', value: 'N', help: 'show so many' },
    { name: 'until', value: 'DATE', help: 'up to this day' },
  ],
  examples: [
    { line: 'crm reminder next "Monday figures" --count 5', says: 'the five after the one that is open' },
  ],
  async run(context, input) {
    const reminder = await recordArgument(context, input, 'reminder')
    const { timezone } = context.settings()
    const now = context.clock.now()
    const repeat = storedRepeat(reminder.repeat ?? '')
    if (repeat === undefined)
      throw new InputError(
        `Reminder ${reminder.id} ${reminder.text} does not repeat.`,
        `crm reminder edit ${reminder.id} --repeat "every monday"`,
      )
    const typed = input.text('until')
    if (typed !== undefined) await prepareDates([typed])
    const until =
      typed === undefined
        ? undefined
        : parseDay(typed, { ...datesOf(context.settings(), now), isAhead: true })
    const count = input.count('count', 1)
    if (count !== undefined && count > MOST)
      throw new InputError(`--count goes to ${MOST}.`, `crm reminder next ${reminder.id} --count ${MOST}`)
    const isCounted = repeat.type === 'rule'
    if (count === undefined && until === undefined && isCounted && isEndless(repeat)) {
      throw new InputError(
        'This rule never ends: say how far to look.',
        `crm reminder next ${reminder.id} --count 10   or --until "end of year"`,
      )
    }
    await loadOccurrences()
    const dues =
      reminder.status === 'open'
        ? comingDues(reminder, { today: today(now, timezone), timezone }, count ?? MOST)
        : []
    const rows = dues
      .filter((due) => until === undefined || (isDay(due) ? due : dayOf(due, timezone)) <= until)
      .map((due) => ({ due }))
    const [next] = dues
    const bounded =
      rows.length === 0 && next !== undefined ? [`After that day: ${formatWhen(next, timezone)}.`] : []
    const table = { columns: [{ key: 'due', label: 'Due', type: 'when' } as const], rows }
    return {
      json: rows,
      view: { type: 'table', table },
      notes: [...bounded, ...notesOn(reminder, next, isCounted, timezone)],
    }
  },
}

function notesOn(
  reminder: Reminder,
  next: string | undefined,
  isCounted: boolean,
  timezone: string,
): readonly string[] {
  if (reminder.status !== 'open') return [`It is ${reminder.status} and comes no more.`]
  const due = `Now due: ${formatWhen(reminder.due, timezone)}.`
  if (next === undefined) return [due, 'After that it comes no more.']
  return isCounted ? [due] : [due, 'The next is counted from its being done; as if that were today.']
}
