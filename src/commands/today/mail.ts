/** crm today --mail: sends the page instead of printing it. */
import type { Context, Telling } from '../../context.ts'
import { MailError } from '../../errors.ts'
import type { AgendaItem } from '../../rules/agenda/index.ts'
import type { Result } from '../command.ts'
import type { Input } from '../input.ts'
import { recipients, toldOf } from '../mail.ts'
import { audienceOf, itemsOf } from './announce.ts'
import { dayIn, exit, mostOf } from './page.ts'
import { messageOf } from './told.ts'

/** One message to one address. */
interface Letter {
  readonly to: string
  readonly id: string
  readonly items: readonly AgendaItem[]
  readonly telling?: Telling
}

interface Outcome {
  readonly letter: Letter
  readonly failure?: MailError
}

/**
 * Sends each recipient what was not told them, and marks it only once the server has taken it. What a run that broke off
 * may have sent is sent again as the same message.
 */
export function mailed(
  context: Context,
  input: Input,
  items: readonly AgendaItem[],
  owner: string | undefined,
): Result {
  const to = recipients(context, input.texts('to'), owner)
  const [day, most, { timezone }] = [dayIn(context), mostOf(input), context.settings()]
  const send = (letter: Letter) =>
    context.sendMail({ to: letter.to, id: letter.id, ...messageOf(timezone, letter.items, day, most) })
  return {
    settled: async () => {
      const outcomes: Outcome[] = []
      for (const address of to)
        for (const letter of await lettersTo(context, input, address, { items, owner }))
          outcomes.push(await delivered(context, letter, send))
      return answer(input, outcomes)
    },
  }
}

async function lettersTo(
  context: Context,
  input: Input,
  to: string,
  { items, owner }: { readonly items: readonly AgendaItem[]; readonly owner: string | undefined },
): Promise<readonly Letter[]> {
  // Any id will do that is never given twice.
  const id = () => context.newId('activity')
  const plain = items.length > 0 || input.has('always') ? [{ to, id: id(), items }] : []
  if (!input.has('announce')) return plain
  const keys = items.map((item) => item.key)
  const tellings = await context.announcements.claim(audienceOf(owner, to), keys)
  if (tellings.length === 0) return input.has('always') ? [{ to, id: id(), items: [] }] : []
  return tellings.map((telling) => ({ to, id: telling.id, items: itemsOf(items, telling), telling }))
}

/** What the server may have taken before the connection was lost goes out under the same id the next time. */
async function delivered(
  { announcements }: Context,
  letter: Letter,
  send: (letter: Letter) => Promise<void>,
): Promise<Outcome> {
  const tellings = letter.telling === undefined ? [] : [letter.telling]
  try {
    await send(letter)
  } catch (error) {
    if (error instanceof MailError && error.mayHaveArrived) announcements.leave(tellings)
    else announcements.drop(tellings)
    if (!(error instanceof MailError)) throw error
    return { letter, failure: error }
  }
  await announcements.confirm(tellings)
  return { letter }
}

function answer(input: Input, outcomes: readonly Outcome[]): Result {
  const failures = outcomes.flatMap(({ failure }) => failure ?? [])
  const sent = [...new Set(outcomes.flatMap(({ letter, failure }) => (failure ? [] : [letter.to])))]
  const notes = toldOf(sent, failures)
  const count = outcomes.reduce((sum, { letter }) => sum + letter.items.length, 0)
  return { json: { sent, items: count }, notes, ...exit(input, count) }
}
