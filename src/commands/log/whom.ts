/** Whom something was with: a record that is known, or a lead made of somebody who is not. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { type EntityName, entities } from '../../entities/index.ts'
import { NotFoundError } from '../../errors.ts'
import { creation, type Patch } from '../../rules/records.ts'
import { describe } from '../../rules/references.ts'
import type { Change } from '../../schema/changes.ts'
import { looksLikePhone } from '../../schema/telephones/text.ts'
import { prepareValues, readValues, withDefaults } from '../../schema/values.ts'
import { fold } from '../../text.ts'
import { findRecord } from '../fields.ts'
import { ownOwner } from '../owner.ts'

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
  const { text, isNew } = typed === undefined ? await askWhom(context) : { text: typed, isNew: false }
  if (isNew) return newLead(context, text)
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
    return newLead(context, text)
  }
}

async function newLead(context: Context, text: string): Promise<Whom> {
  const change = await leadOf(context, text)
  return { ids: [change.id], made: [change] }
}

interface Picked {
  readonly text: string
  readonly isNew: boolean
}

/** Picks from everybody there is by typing part of what they are known by; who is not among them can be picked as new. */
async function askWhom(context: Context): Promise<Picked> {
  const data = context.store()
  const everybody = subjects.flatMap((kind) =>
    data.all(kind).map((record) => {
      const name = describe(data, { kind, record })
      return { name, folded: fold(name), id: record.id }
    }),
  )
  return context.prompt.search('With whom?', (typed) => {
    const found = everybody.filter(({ folded }) => folded.includes(fold(typed))).slice(0, 50)
    const choices = found.map(({ name, id }) => ({ name, value: { text: id, isNew: false } }))
    const stranger = { name: `somebody new: ${typed}`, value: { text: typed.trim(), isNew: true } }
    return typed.trim() === '' ? choices : [...choices, stranger]
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
      : readValues(entities.lead, name, text, { settings, now, tell: context.tell })
  const values = withDefaults(entities.lead, { ...called, owner: ownOwner(context) }, { settings, now })
  return creation('lead', context.newId('lead'), values, toInstant(now))
}
