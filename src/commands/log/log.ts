/** crm log call|email|meeting|message|note REF [TEXT]: what happened with a customer. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import type { Activity } from '../../entities/activity.ts'
import { entities } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import { creation } from '../../rules/records.ts'
import { titleOf } from '../../schema/entity.ts'
import { withDefaults } from '../../schema/values.ts'
import type { Command, Result } from '../command.ts'
import { fieldOptions, findRecord, valuesFrom } from '../fields.ts'
import type { Input } from '../input.ts'
import { changedResult } from '../results.ts'

const subjects = ['lead', 'account', 'contact', 'deal'] as const

export function logCommand(kind: Activity['kind']): Command {
  return {
    summary: `Log a${kind === 'email' ? 'n' : ''} ${kind}`,
    description: 'TEXT is what was said, in a line. --for adds more people, companies or deals it was about.',
    arguments: [
      { name: 'ref', help: 'whom it was with: id, name, email or phone', optional: true },
      { name: 'text', help: 'what was said', optional: true, many: true },
    ],
    options: (settings) =>
      fieldOptions(settings, 'activity').filter(
        (option) => option.name !== 'kind' && option.name !== 'subject',
      ),
    examples: [
      { line: `crm log ${kind} c4ntp9x2qa "Asked for a quote"`, says: 'about a contact, now' },
      {
        line: `crm log ${kind} "Mekong Coffee" "Sent the price list" --at "yesterday 15:00" --direction out`,
        says: 'about an account, with time and direction',
      },
    ],
    changes: true,
    run: (context, input) => run(context, input, kind),
  }
}

async function run(context: Context, input: Input, kind: Activity['kind']): Promise<Result> {
  const given = await valuesFrom(context, 'activity', input)
  const ref = input.argument('ref')
  const others = Array.isArray(given['for']) ? given['for'].map(String) : []
  if (ref === undefined && others.length === 0 && !context.prompt.available) {
    throw new InputError('Missing REF: whom was it with?', `crm log ${kind} REF "what was said"`)
  }
  const about =
    ref === undefined && others.length > 0
      ? []
      : [(await findRecord(context, ref ?? (await context.prompt.text('With whom?')), subjects)).record.id]
  const text =
    input.argument('text') ??
    (context.prompt.available && given['text'] === undefined
      ? await context.prompt.text('What was said?')
      : undefined)
  const now = context.clock.now()
  const settings = context.settings()
  const values = withDefaults(
    entities.activity,
    {
      ...given,
      kind,
      for: [...new Set([...about, ...others])],
      ...(text === undefined || text === '' ? {} : { subject: text }),
    },
    { settings, now },
  )
  const change = creation(
    'activity',
    context.newId('activity'),
    { owner: context.user, ...values },
    toInstant(now),
  )
  const record = change.after ?? { id: change.id }
  const first = context.store().find(about[0] ?? others[0] ?? '')
  const whom = first === undefined ? '' : ` with ${titleOf(entities[first.kind], first.record)}`
  const changes = { summary: `Logged ${kind}${whom}`, records: [change] }
  await context.apply(changes)
  return changedResult(context, 'activity', record, changes)
}
