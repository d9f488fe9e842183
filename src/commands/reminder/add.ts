/** crm reminder add TEXT --due …: a promise and when to keep it. */
import type { Context } from '../../context.ts'
import {
  datesIn,
  formatRepeat,
  formatWhen,
  loadOccurrences,
  parseRepeat,
  prepareDates,
  splitRepeat,
  today,
} from '../../dates.ts'
import { InputError } from '../../errors.ts'
import { firstDue } from '../../rules/recurrence.ts'
import type { AnyRecord } from '../../schema/field.ts'
import type { Command } from '../command.ts'
import type { Input } from '../input.ts'
import { addCommand as generic } from '../record/add.ts'
import { reminderIn } from './words.ts'

const base = generic('reminder')

export const command: Command = {
  ...base,
  summary: 'Add a reminder',
  arguments: [{ name: 'text', help: 'what to do', optional: true, many: true }],
  description: `The words may say when, and whom it is about: call Somsri tomorrow 9am. Otherwise --due takes a day or a day and a time: tomorrow 9am, next friday, +2w, 22/11/2569, 2026-11-22 14:30.
--repeat takes plain words: every monday except 2026-12-14, monthly on the last friday, every 3 weeks until June, daily for 5
times, every monday at 9am; or an RRULE of days as in RFC 5545; or a distance from its being done: 2 weeks after done.
Without --due it begins on the rule's first day. A month without the 31st takes its last day, a year without 29 February the 28th.`,
  options: (settings) => {
    const options = typeof base.options === 'function' ? base.options(settings) : (base.options ?? [])
    return options.filter((option) => option.name !== 'allowDuplicate')
  },
  examples: [
    ...base.examples,
    { line: 'crm reminder add "Call Noy tomorrow 9am"', says: 'when and whom, from the words' },
    { line: 'crm reminder add "Weekly figures" --repeat "every monday"', says: 'from next Monday on' },
    {
      line: 'crm reminder add "Ask how it runs" --for "Mekong Coffee" --due +2w --repeat "3 months after done"',
      says: 'counted from when it was done',
    },
  ],
  async run(context, input) {
    const text = input.argument('text')
    const words = text === undefined ? { input, says: [] } : await reminderIn(context, input, text)
    const result = await base.run(context, await withDue(context, words.input))
    const record = result.changes?.records[0]?.after
    return record === undefined
      ? result
      : { ...result, notes: [...(result.notes ?? []), understood(context, record), ...words.says] }
  },
}

/** How the words were understood: when it is due, and how often it comes back. */
function understood(context: Context, { due, repeat }: AnyRecord): string {
  const when = formatWhen(String(due), context.settings().timezone)
  return typeof repeat === 'string' ? `Due ${when}, then ${formatRepeat(repeat)}.` : `Due ${when}.`
}

/** Where it repeats: checks that the rule ever comes, and begins on its first day, at the time it names, unless told. */
async function withDue(context: Context, input: Input): Promise<Input> {
  const typed = input.text('repeat')
  if (typed === undefined || typed.trim() === '') return input
  const { rule, clock } = splitRepeat(typed)
  await Promise.all([prepareDates(datesIn(rule)), loadOccurrences()])
  const now = context.clock.now()
  const { timezone } = context.settings()
  try {
    const first = firstDue(parseRepeat(rule, { now, timezone }), today(now, timezone))
    const ruled = input.with('repeat', rule)
    if (input.text('due') === undefined)
      return ruled.with('due', clock === undefined ? first : `${first} ${clock}`)
    if (clock === undefined) return ruled
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`--repeat: ${error.message}`, error.hint)
    throw error
  }
  throw new InputError(
    `--repeat: "${typed}" names a time of day, and --due says when it begins.`,
    `Give the time with --due: --repeat "${rule}" --due "tomorrow 9am"`,
  )
}
