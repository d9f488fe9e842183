/** crm <kind> remove: takes records out of the store. */
import { toInstant } from '../../dates.ts'
import type { EntityName } from '../../entities/index.ts'
import { CancelledError, InputError } from '../../errors.ts'
import { describe } from '../../rules/references.ts'
import { planRemoval } from '../../rules/removal.ts'
import type { Command } from '../command.ts'
import { exampleValues } from '../examples.ts'
import { findOne } from '../fields.ts'

export function removeCommand(kind: EntityName): Command {
  return {
    summary: `Remove a ${kind}`.replace(/ a ([aeiou])/, ' an $1'),
    description:
      'Refused while other records refer to it, unless --cascade unlinks or removes them too. Undo brings all of it back.',
    arguments: [{ name: 'refs', help: 'ids, emails, phones or names', many: true }],
    options: [
      {
        name: 'cascade',
        help: 'unlink what refers to it; remove activities and reminders about nothing else',
      },
    ],
    examples: exampleValues[kind].remove,
    changes: true,
    async run(context, input) {
      const words = input.words('refs')
      if (words.length === 0) throw new InputError(`Missing REF: which ${kind}?`)
      const data = context.store()
      const records = []
      for (const word of words) records.push(await findOne(context, kind, word))
      const targets = records.map((record) => ({ kind, record }))
      const now = toInstant(context.clock.now())
      const changes = planRemoval(data, targets, { cascade: input.has('cascade'), now })
      const affected = changes.records.length - targets.length
      if (context.prompt.available && !context.yes && !context.dryRun) {
        const what = targets.map((target) => describe(data, target)).join('\n  ')
        const more = affected > 0 ? `\n  and change or remove ${affected} that refer to it` : ''
        if (!(await context.prompt.confirm(`Remove ${what}${more}?`, false))) throw new CancelledError()
      }
      await context.apply(changes)
      const note =
        affected > 0
          ? `${changes.summary}, and ${affected} that referred to it changed or removed.`
          : `${changes.summary}.`
      return { json: records, changes, notes: [note] }
    },
  }
}
