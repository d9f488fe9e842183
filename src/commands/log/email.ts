/** crm log email < message: emails as they were sent, logged to the people in them. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { NotFoundError } from '../../errors.ts'
import { readMessages } from '../../formats/email.ts'
import { type MessagePlan, planMessages } from '../../rules/messages.ts'
import type { Result } from '../command.ts'
import type { Input } from '../input.ts'

/** @throws InputError where it is no email, NotFoundError where nobody in a single message is known */
export async function readEmails(context: Context, input: Input): Promise<Result> {
  const messages = await readMessages(await context.read(input.text('file') ?? '-'))
  const plan = planMessages(context.store(), messages, {
    now: toInstant(context.clock.now()),
    by: context.user,
    capture: input.has('capture'),
    newId: (kind) => context.newId(kind),
  })
  const [only] = plan.readings
  if (plan.readings.length === 1 && only?.outcome === 'unmatched') {
    throw new NotFoundError(
      `Nobody here has the address ${only.message.from.address}.`,
      'Add --capture to make a lead of it, or add the address to a contact.',
    )
  }
  const files = messages.flatMap((message) => message.files)
  const contents = context.dryRun ? [] : files.map(({ content }) => context.files.keep(content))
  await context.apply({ ...plan.changes, contents })
  return answer(plan)
}

function answer({ changes, readings }: MessagePlan): Result {
  const of = (outcome: string) => readings.filter((one) => one.outcome === outcome)
  const leads = changes.records.filter((change) => change.kind === 'lead')
  const logged = of('logged').flatMap(({ id }) => id ?? [])
  const undated = of('logged').filter(({ message }) => message.at === undefined)
  return {
    json: {
      logged: changes.records.flatMap((change) => (change.kind === 'activity' ? (change.after ?? []) : [])),
      leads: leads.flatMap((change) => change.after ?? []),
      known: of('known').flatMap(({ id }) => id ?? []),
      unmatched: of('unmatched').map(({ message }) => ({
        from: message.from.address,
        subject: message.subject ?? null,
      })),
    },
    ...(logged.length === 0 ? {} : { view: { type: 'text', text: logged.join('\n') } }),
    changes,
    notes: [
      ...(logged.length === 0 ? [] : [`${changes.summary}.`]),
      ...leads.map((change) => `Made lead ${change.id} of ${String(change.after?.['email'])}.`),
      ...(of('known').length === 0 ? [] : [`${of('known').length} logged before, left alone.`]),
      ...(of('unmatched').length === 0
        ? []
        : [`${of('unmatched').length} to and from nobody here; --capture makes leads of them.`]),
    ],
    warnings: undated.map(undatedWarning),
  }
}

function undatedWarning({ id, message }: MessagePlan['readings'][number]): string {
  const name = message.subject ?? `from ${message.from.address}`
  return `Email ${name} has no date that can be read, and is logged as of now: crm activity edit ${id} --at WHEN`
}
