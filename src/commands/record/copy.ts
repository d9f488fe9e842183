/** crm <kind> copy: a new record that begins as a copy of another. */
import { type EntityName, entities } from '../../entities/index.ts'
import type { Patch } from '../../rules/records.ts'
import { entityIn } from '../../schema/custom.ts'
import { settableFields } from '../../schema/entity.ts'
import type { Command } from '../command.ts'
import { exampleValues } from '../examples.ts'
import { fieldOptions, recordArgument, valuesFrom } from '../fields.ts'
import { addRecord } from './add.ts'

/** What makes a record this one and no other is not copied. */
const ownToEach = new Set([
  'externalId',
  'email',
  'phone',
  'otherEmails',
  'otherPhones',
  'handles',
  'birthday',
  'status',
  'stage',
  'lostReason',
])

export function copyCommand(kind: EntityName): Command {
  return {
    summary: `Start a ${kind} from a copy of another`.replace(/ a ([aeiou])/, ' an $1'),
    description: `Copies everything but ids, emails, phone numbers and how far the ${kind} has come; flags say what differs.`,
    arguments: [{ name: 'ref', help: `the ${kind} to copy`, optional: true }],
    options: (settings) => fieldOptions(settings, kind),
    examples: exampleValues[kind].copy,
    changes: true,
    async run(context, input) {
      const from: Patch = await recordArgument(context, input, kind)
      const fields = settableFields(entityIn(context.settings(), kind).fields)
      const kept = fields.filter(([name]) => !ownToEach.has(name)).map(([name]) => [name, from[name]])
      const given = await valuesFrom(context, kind, input, from)
      // A copy is like another record on purpose: it is not refused for that.
      const result = await addRecord(context, kind, { ...Object.fromEntries(kept), ...given }, true)
      return {
        ...result,
        notes: [...(result.notes ?? []), `Copied from ${entities[kind].name} ${String(from['id'])}.`],
      }
    },
  }
}
