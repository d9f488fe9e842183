/** When each record was last in touch. */
import { toInstant } from '../dates.ts'
import type { Data } from '../schema/data.ts'
import { types } from '../schema/types/index.ts'

/**
 * For each record the time of the last activity about it, not in the future. What was said to a contact or about a deal
 * counts for the account too, and about a deal for its contacts.
 */
export function lastActivities(data: Data, now: Date): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  const limit = toInstant(now)
  const note = (id: string | undefined, at: string) => {
    if (id !== undefined && at > (last.get(id) ?? '')) last.set(id, at)
  }
  for (const activity of data.all('activity')) {
    if (activity.at > limit) continue
    for (const id of types.links.links(activity.for)) note(id, activity.at)
  }
  for (const deal of data.all('deal')) {
    const at = last.get(deal.id)
    if (at === undefined) continue
    note(deal.account, at)
    for (const id of deal.contacts ?? []) note(id, at)
  }
  for (const contact of data.all('contact')) {
    const at = last.get(contact.id)
    if (at !== undefined) note(contact.account, at)
  }
  return last
}
