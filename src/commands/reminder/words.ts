/** What the words of a reminder say besides what to do: when, and about whom. */

import { datesOf } from '../../config.ts'
import type { Context } from '../../context.ts'
import { dayIn } from '../../rules/quick/dayIn.ts'
import { recordIn } from '../../rules/quick/recordIn.ts'
import { without } from '../../rules/quick/spans.ts'
import { entityIn } from '../../schema/custom.ts'
import { titleOf } from '../../schema/entity.ts'
import type { Input } from '../input.ts'

export interface ReminderWords {
  /** The input with what the words say, as if flags had said it. */
  readonly input: Input
  readonly says: readonly string[]
}

/** Only where no flag says when: who gives flags has said what the words are. */
export async function reminderIn(context: Context, typed: Input, text: string): Promise<ReminderWords> {
  const plain = { input: typed.with('text', text), says: [] }
  if (typed.has('due') || typed.has('repeat')) return plain
  const day = await dayIn(text, datesOf(context.settings(), context.clock.now()))
  const rest = day === undefined ? '' : without(text, day)
  if (day === undefined || rest === '') return plain
  const input = typed.with('text', rest).with('due', day.when)
  if (typed.has('for')) return { input, says: [] }
  const data = context.store()
  const named = recordIn(data, rest, ['contact', 'lead', 'account'])
  const [only, ...others] = named?.found ?? []
  if (named === undefined || only === undefined) return { input, says: [] }
  if (others.length > 0)
    return { input, says: [`"${named.text}" may be ${named.found.length} records: say which with --for.`] }
  const name = titleOf(entityIn(data.settings, only.kind), only.record)
  return { input: input.with('for', only.record.id), says: [`About ${only.kind} ${name}.`] }
}
