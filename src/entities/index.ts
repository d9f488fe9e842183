/** The kinds of record there are. Adding one is its file and one line in each of the two lists here. */
import type { Entity } from '../schema/entity.ts'
import { type Account, account } from './account.ts'
import { type Activity, activity } from './activity.ts'
import { type Contact, contact } from './contact.ts'
import { type Deal, deal } from './deal.ts'
import { type Lead, lead } from './lead.ts'
import { type Reminder, reminder } from './reminder.ts'

/** The exact type of the records of each kind. */
export interface Records {
  lead: Lead
  account: Account
  contact: Contact
  deal: Deal
  activity: Activity
  reminder: Reminder
}

export type EntityName = keyof Records

export const entities: { readonly [N in EntityName]: Entity<N> } = {
  lead,
  account,
  contact,
  deal,
  activity,
  reminder,
}

export const entityNames: readonly EntityName[] = [
  'lead',
  'account',
  'contact',
  'deal',
  'activity',
  'reminder',
]

/** The kind whose ids begin with the letter of `id`, or undefined. */
export function kindOfId(id: string): EntityName | undefined {
  const letter = id.charAt(0)
  return entityNames.find((name) => entities[name].letter === letter)
}

/** Whether `word` names a kind of record. */
export function isEntityName(word: string): word is EntityName {
  return Object.hasOwn(entities, word)
}

/** The kind that `word` means, in the singular or the plural, or undefined. */
export function entityNamed(word: string): EntityName | undefined {
  return entityNames.find((name) => name === word || entities[name].plural === word)
}
