/** crm reminder next REF: the coming days of a reminder that repeats. */
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
    const until = typed === undefined ? undefined : parseDay(typed, { now, timezone })
    const count = input.count('count', 1)
    if (count === undefined && until === undefined && isEndless(repeat)) {
      throw new InputError(
        'This rule never ends: say how far to look.',
        `crm reminder next ${reminder.id} --count 10   or --until "end of year"`,
      )
    }
    await loadOccurrences()
    const dues = comingDues(
      reminder,
      { today: today(now, timezone), timezone },
      Math.min(count ?? MOST, MOST),
    )
    const rows = dues
      .filter((due) => until === undefined || (isDay(due) ? due : dayOf(due, timezone)) <= until)
      .map((due) => ({ due }))
    const table = { columns: [{ key: 'due', label: 'Due', type: 'when' } as const], rows }
    return {
      json: rows,
      view: { type: 'table', table },
      notes: rows.length === 0 ? ['It comes no more.'] : [`Now due: ${formatWhen(reminder.due, timezone)}.`],
    }
  },
}
