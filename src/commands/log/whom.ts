/** Whom something was with: a record that is known, or a lead made of somebody who is not. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { type EntityName, entities } from '../../entities/index.ts'
import { NotFoundError } from '../../errors.ts'
import { creation, type Patch } from '../../rules/records.ts'
import { describe, looksLikePhone } from '../../rules/references.ts'
import type { Change } from '../../schema/changes.ts'
import { entityIn } from '../../schema/custom.ts'
import { titleOf } from '../../schema/entity.ts'
import { types } from '../../schema/types/index.ts'
import { prepareValues, readValue, withDefaults } from '../../schema/values.ts'
import { fold } from '../../text.ts'
import { findRecord } from '../fields.ts'

/** What something can have been with, the likeliest first. */
const subjects: readonly EntityName[] = ['contact', 'lead', 'account', 'deal']

export interface Whom {
  readonly ids: readonly string[]
  /** The lead made of somebody unknown. */
  readonly made: readonly Change[]
}

/**
 * The record that was meant, asked for where nothing was typed.
 * @throws NotFoundError for somebody unknown, unless a lead is to be made
 */
export async function whomFrom(
  context: Context,
  typed: string | undefined,
  isCaptured: boolean,
): Promise<Whom> {
  const text = typed ?? (await askWhom(context))
  try {
    return { ids: [(await findRecord(context, text, subjects)).record.id], made: [] }
  } catch (error) {
    if (!(error instanceof NotFoundError) || error.message.includes(' may mean ')) throw error
    const isWanted =
      isCaptured ||
      (context.prompt.available &&
        (await context.prompt.confirm(`Nobody answers to "${text}". Make a lead?`, true)))
    if (!isWanted)
      throw new NotFoundError(
        error.message,
        `${error.hint ?? ''} Or add --capture to make a lead of it.`.trim(),
      )
    const change = await leadOf(context, text)
    return { ids: [change.id], made: [change] }
  }
}

/** Picks from everybody there is by typing part of a name; what nobody answers to can be picked too. */
async function askWhom(context: Context): Promise<string> {
  const data = context.store()
  const everybody = subjects.flatMap((kind) =>
    data
      .all(kind)
      .map((record) => ({ kind, record, folded: fold(titleOf(entityIn(data.settings, kind), record)) })),
  )
  return context.prompt.search('With whom?', (typed) => {
    const found = everybody.filter(({ folded }) => folded.includes(fold(typed))).slice(0, 50)
    const choices = found.map((one) => ({ name: describe(data, one), value: one.record.id }))
    return typed.trim() === '' ? choices : [...choices, { name: `somebody new: ${typed}`, value: typed }]
  })
}

/** A lead of whatever somebody is known by: an address, a number or a name. */
async function leadOf(context: Context, text: string): Promise<Change> {
  const now = context.clock.now()
  const settings = context.settings()
  const name = text.includes('@') ? 'email' : looksLikePhone(text) ? 'phone' : 'firstName'
  await prepareValues(entities.lead, { [name]: [text] })
  const [first = text, ...rest] = text.trim().split(/\s+/)
  const called: Patch =
    name === 'firstName'
      ? { firstName: first, lastName: rest.join(' ') }
      : { [name]: readValue(entities.lead, name, text, { settings, now }) }
  if (name === 'phone') await types.phone.prepare([text])
  const values = withDefaults(entities.lead, { ...called, owner: context.user }, { settings, now })
  return creation('lead', context.newId('lead'), values, toInstant(now))
}
