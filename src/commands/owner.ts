/** --owner: whose records a command is about. */

import { userNamed } from '../config/users.ts'
import type { Context } from '../context.ts'
import { entities, entityNames } from '../entities/index.ts'
import { ownedBy } from '../reports/report.ts'
import type { Data } from '../schema/data.ts'
import { compareText } from '../text.ts'
import type { Option } from './command.ts'
import type { Input } from './input.ts'

/** The owner asked for, "me" being the user; undefined where all are. */
export function ownerSaid(context: Context, input: Input): string | undefined {
  const owner = input.text('owner')
  return owner === 'me' ? context.user : owner
}

/** "me" is the user, "nobody" no owner. */
export function meantOwner(context: Context, typed: string): string {
  const word = typed.trim().toLowerCase()
  return word === 'me' ? context.user : word === 'nobody' ? '' : typed
}

/** Whose things are told: one's own must never hide what nobody looks after. */
export const ownerOption: Option = {
  name: 'owner',
  value: 'NAME',
  help: 'what this owner or nobody looks after; "me" for you, "nobody" for what has no owner',
}

/** The user as the owner of what they make: only one that the settings list, so that "me" means the same every day. */
export function ownOwner(context: Context): string | undefined {
  return userNamed(context.settings().users, context.user)?.name
}

/** So many owners are named. */
const MOST = 12

/** What to say where nobody of that name is a user or owns anything: the zeros that follow would look like an answer. */
export function unknownOwner(data: Data, owner: string | undefined): readonly string[] {
  if (owner === undefined) return []
  const isAsked = ownedBy(owner, data.settings)
  const names = new Set(data.settings.users.map(({ name }) => name))
  if ([...names].some((name) => isAsked({ owner: name }))) return []
  for (const kind of entityNames.filter((one) => entities[one].fields['owner'] !== undefined)) {
    for (const record of data.slim(kind, ['owner'])) {
      if (isAsked(record)) return []
      if (record.owner !== undefined) names.add(record.owner)
    }
  }
  const shown = [...names].sort(compareText).slice(0, MOST)
  const more = names.size > shown.length ? `, and ${names.size - shown.length} more` : ''
  const known = names.size === 0 ? 'nothing has an owner' : `the owners are ${shown.join(', ')}${more}`
  return [`Nobody called "${owner}" owns anything here: ${known}.`]
}
