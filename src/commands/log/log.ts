/** crm log call|email|meeting|message|note REF [TEXT]: what happened with a customer. */
import type { Context } from '../../context.ts'
import { formatWhen, toInstant } from '../../dates.ts'
import type { Activity } from '../../entities/activity.ts'
import { entities } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import { planLog } from '../../rules/log.ts'
import type { Patch } from '../../rules/records.ts'
import type { Change } from '../../schema/changes.ts'
import { prepareValues, readValue, withDefaults } from '../../schema/values.ts'
import type { Command, Option, Result } from '../command.ts'
import { fieldOptions, valuesFrom } from '../fields.ts'
import type { Input } from '../input.ts'
import { ownOwner } from '../owner.ts'
import { changedResult } from '../results.ts'
import { askLog } from './ask.ts'
import { readEmails } from './email.ts'
import { whomFrom } from './whom.ts'

const own: readonly Option[] = [
  { name: 'remind', value: 'WHEN', help: 'also remind about it: "next tuesday", +2w' },
  { name: 'remindText', value: 'TEXT', help: 'what the reminder says; otherwise "Follow up: …"' },
  { name: 'capture', help: 'make a lead of somebody who is not known yet' },
]

const fileOptions: readonly Option[] = [
  { name: 'file', value: 'FILE', help: 'a message or an mbox to read; - for standard input' },
  { name: 'skipInvalid', help: 'leave out what in an mbox is no message' },
]

export function logCommand(kind: Activity['kind']): Command {
  return {
    summary: `Log a${kind === 'email' ? 'n' : ''} ${kind}`,
    description: describe(kind),
    arguments: [
      { name: 'ref', help: 'whom it was with: id, name, email or phone', optional: true },
      { name: 'text', help: 'what was said', optional: true, many: true },
    ],
    options: (settings) => [
      ...fieldOptions(settings, 'activity').filter(
        (option) => option.name !== 'kind' && option.name !== 'subject',
      ),
      ...own,
      ...(kind === 'email' ? fileOptions : []),
    ],
    examples: examplesOf(kind),
    changes: true,
    run: (context, input) =>
      kind === 'email' && isPiped(context, input) ? readEmails(context, input) : run(context, input, kind),
  }
}

function describe(kind: Activity['kind']): string {
  const text = 'TEXT is what was said, in a line. --for adds more people, companies or deals it was about.'
  if (kind !== 'email') return text
  return `${text}
Without REF it reads a message (RFC 5322) or an mbox from standard input: it is logged to the people whose addresses are in
it, with its attachments, and never twice. Which way it went follows from the users' addresses and ownAddresses in crm.json.`
}

function examplesOf(kind: Activity['kind']): Command['examples'] {
  return [
    {
      line: `crm log ${kind} c4ntp9x2qa "Asked for a quote" --remind "next tuesday"`,
      says: 'about a contact, now, and a reminder',
    },
    {
      line: `crm log ${kind} "Mekong Coffee" "Sent the price list" --at "yesterday 15:00" --direction out --for "Roastery fit-out"`,
      says: 'about an account and a deal, with time and direction',
    },
    ...(kind === 'email'
      ? [
          {
            line: 'crm log email --file message.eml',
            says: 'a message as it was sent; or piped in: crm log email < message.eml',
          },
        ]
      : []),
  ]
}

function isPiped(context: Context, input: Input): boolean {
  return (
    input.has('file') ||
    (input.argument('ref') === undefined && input.texts('for').length === 0 && !context.prompt.available)
  )
}

/** `crm log` alone: asks for everything. */
export const command: Command = {
  summary: 'Keep what happened with a customer',
  examples: [{ line: 'crm log call c4ntp9x2qa "Asked for a quote"', says: 'crm log alone asks' }],
  changes: true,
  async run(context, input) {
    if (!context.prompt.available)
      throw new InputError(
        'What is to be logged?',
        'crm log call|email|meeting|message|note REF "what was said"   or crm log on a terminal, which asks',
      )
    const kinds = entities.activity.fields['kind']?.options
    const names = Array.isArray(kinds) ? kinds.map(String) : []
    const kind = await context.prompt.choose(
      'What happened?',
      names.map((name) => ({ name, value: name })),
    )
    return run(context, input, kind)
  },
}

async function run(context: Context, input: Input, kind: string): Promise<Result> {
  const given = await valuesFrom(context, 'activity', input)
  const others = Array.isArray(given['for']) ? given['for'].map(String) : []
  const ref = input.argument('ref')
  if (ref === undefined && others.length === 0 && !context.prompt.available) {
    throw new InputError('Missing REF: whom was it with?', `crm log ${kind} REF "what was said"`)
  }
  const first =
    ref === undefined && others.length > 0 ? undefined : await whomFrom(context, ref, input.has('capture'))
  const asked = await askLog(context, input, kind, given)
  const remind = input.text('remind') ?? asked.remind
  const due = remind === undefined ? undefined : await dueOf(context, remind)
  return plan(
    context,
    input,
    { ...given, ...asked.values, kind, for: [...new Set([...(first?.ids ?? []), ...others])] },
    first?.made ?? [],
    due,
  )
}

async function plan(
  context: Context,
  input: Input,
  given: Patch,
  made: readonly Change[],
  due: string | undefined,
): Promise<Result> {
  const now = context.clock.now()
  const values = withDefaults(entities.activity, given, { settings: context.settings(), now })
  const text = input.text('remindText')
  const owner = input.text('owner') ?? ownOwner(context)
  const changes = planLog(
    context.store(),
    {
      id: context.newId('activity'),
      values: { owner: context.user, ...values },
      made,
      ...(due === undefined
        ? {}
        : {
            reminder: {
              id: context.newId('reminder'),
              due,
              ...(text === undefined ? {} : { text }),
              ...(owner === undefined ? {} : { owner }),
            },
          }),
    },
    toInstant(now),
  )
  const after = (kind: string) => changes.records.find((change) => change.kind === kind)?.after
  const activity = after('activity') ?? { id: '' }
  const reminder = after('reminder')
  const notes = [
    ...made.map((change) => `Made lead ${change.id}.`),
    ...(reminder === undefined
      ? []
      : [
          `Reminder ${reminder.id} on ${formatWhen(String(reminder['due']), context.settings().timezone)}: ${String(reminder['text'])}`,
        ]),
  ]
  await context.apply(changes)
  const result = changedResult(context, 'activity', activity, changes, { notes })
  return reminder === undefined ? result : { ...result, json: { ...activity, reminder } }
}

async function dueOf(context: Context, text: string): Promise<string> {
  const settings = context.settings()
  await prepareValues(entities.reminder, { due: [text] })
  return String(
    readValue(entities.reminder, 'due', text, { settings, now: context.clock.now(), label: '--remind' }),
  )
}
