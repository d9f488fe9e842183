/** crm log email < message: emails as they were sent, logged to the people in them. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { InputError, NotFoundError } from '../../errors.ts'
import { type Message, type NoMessage, readMessages } from '../../formats/email.ts'
import { type MessagePlan, planMessages } from '../../rules/messages.ts'
import { isMachine } from '../../rules/senders.ts'
import type { Result } from '../command.ts'
import type { Input } from '../input.ts'

/**
 * @throws InputError where it is no email, or some of an mbox are none and they are not to be left out; NotFoundError
 * where nobody in a single message is known
 */
export async function readEmails(context: Context, input: Input): Promise<Result> {
  const { timezone } = context.settings()
  const bytes = await context.read(input.text('file') ?? '-')
  const { messages, broken } = await readMessages(bytes, timezone)
  if (broken.length > 0 && !input.has('skipInvalid')) throw refused(broken, messages.length)
  const plan = planMessages(context.store(), messages, {
    now: toInstant(context.clock.now()),
    by: context.user,
    capture: input.has('capture'),
    newId: (kind) => context.newId(kind),
  })
  const [only] = plan.readings
  if (plan.readings.length === 1 && only?.outcome === 'unmatched') throw nobody(only)
  const files = messages.flatMap((message) => message.files)
  const contents = context.dryRun ? [] : files.map(({ content }) => context.files.keep(content))
  await context.apply({ ...plan.changes, contents })
  return answer(plan, broken, timezone)
}

/** Names the messages by their number: in a file of thousands they are found by nothing else. */
function refused(broken: readonly NoMessage[], others: number): InputError {
  return new InputError(
    broken.slice(0, MOST_TOLD).map(brokenLine).join('\n') + moreThan(broken.length),
    `Nothing was logged. --skip-invalid logs the other ${others}.`,
  )
}

const MOST_TOLD = 10

function brokenLine({ number, reason }: NoMessage): string {
  return `Message ${number} is no email: ${reason}.`
}

function moreThan(count: number): string {
  return count > MOST_TOLD ? `\n… and ${count - MOST_TOLD} more.` : ''
}

function nobody({ message, strangers }: MessagePlan['readings'][number]): NotFoundError {
  const { automatic, from } = message
  if (automatic !== undefined || isMachine(from.address))
    return new NotFoundError(
      `It is ${natureOf(message)}, and nobody in it is known here.`,
      'Add --capture to keep it as a reminder.',
    )
  if (strangers.length === 0)
    return new NotFoundError(
      'It is from us and to nobody else.',
      'Our own addresses are in "users" and "ownAddresses" of crm.json.',
    )
  return new NotFoundError(
    `Nobody here has the address ${strangers.join(' or ')}.`,
    'Add --capture to make a lead of it, or add the address to a contact.',
  )
}

function answer({ changes, readings }: MessagePlan, broken: readonly NoMessage[], timezone: string): Result {
  const of = (outcome: string) => readings.filter((one) => one.outcome === outcome)
  const leads = changes.records.filter((change) => change.kind === 'lead')
  const logged = of('logged').flatMap(({ id }) => id ?? [])
  const kept = of('kept')
  return {
    json: {
      logged: changes.records.flatMap((change) => (change.kind === 'activity' ? (change.after ?? []) : [])),
      leads: leads.flatMap((change) => change.after ?? []),
      known: of('known').flatMap(({ id }) => id ?? []),
      unmatched: of('unmatched').map(({ message }) => ({
        from: message.from.address,
        subject: message.subject ?? null,
      })),
      kept: changes.records.flatMap((change) => (change.kind === 'reminder' ? (change.after ?? []) : [])),
      broken: broken.map((one) => ({ ...one })),
    },
    ...(logged.length === 0 ? {} : { view: { type: 'text', text: logged.join('\n') } }),
    changes,
    notes: [
      ...(logged.length === 0 ? [] : [`${changes.summary}.`]),
      ...leads.map((change) => `Made lead ${change.id} of ${String(change.after?.['email'])}.`),
      ...firstOf(kept.map(keptLine), 'more were kept as reminders.'),
      ...(of('known').length === 0 ? [] : [`${of('known').length} logged before, left alone.`]),
      ...(of('unmatched').length === 0
        ? []
        : [`${of('unmatched').length} to and from nobody here; --capture makes leads of them.`]),
      ...strangersNote(of('logged')),
    ],
    warnings: [
      ...firstOf(
        broken.map((one) => `${brokenLine(one)} Left out.`),
        'more were left out as well.',
      ),
      ...firstOf(
        of('logged').flatMap((reading) => doubtsOf(reading, timezone)),
        'more such warnings.',
      ),
    ],
  }
}

const natures = {
  bounce: 'a message that was not delivered',
  reply: 'an automatic answer',
  list: 'the mail of a list',
  generated: 'the mail of a machine',
} as const

function natureOf({ automatic }: Message): string {
  return automatic === undefined ? 'from an address that nobody reads' : natures[automatic]
}

/** What makes no lead is not lost. */
function keptLine({ id, message }: MessagePlan['readings'][number]): string {
  const name = `Email ${message.subject ?? ''}`.trim()
  return `${name} from ${message.from.address} is ${natureOf(message)}: no lead was made; reminder ${id} has it.`
}

function firstOf(lines: readonly string[], rest: string): readonly string[] {
  const more = lines.length - MOST_TOLD
  return more > 0 ? [...lines.slice(0, MOST_TOLD), `${more} ${rest}`] : lines
}

/** Who else a logged message went to or came from. */
function strangersNote(readings: MessagePlan['readings']): readonly string[] {
  const all = [...new Set(readings.flatMap(({ strangers }) => strangers))]
  const more = all.length - MOST_TOLD
  const some = all.slice(0, MOST_TOLD).join(', ') + (more > 0 ? ` and ${more} more` : '')
  return all.length === 0 ? [] : [`Not known here: ${some}; --capture makes leads.`]
}

/** What of a message had to be guessed, with the way to set it right. */
function doubtsOf({ id, message }: MessagePlan['readings'][number], timezone: string): readonly string[] {
  const name = message.subject ?? `from ${message.from.address}`
  const edit = `crm activity edit ${id}`
  return [
    ...(message.at === undefined
      ? [`Email ${name} has no date that can be read, and is logged as of now: ${edit} --at WHEN`]
      : []),
    ...(message.isZoneless
      ? [`Email ${name} names no time zone; its time is taken as of ${timezone}: ${edit} --at WHEN`]
      : []),
    ...(message.isGarbled
      ? [`Letters of email ${name} could not be read: it is not in the encoding it says.`]
      : []),
  ]
}
