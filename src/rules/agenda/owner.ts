/** Who is told of what: one's own things, and those that nobody looks after. */

import { userNamed } from '../../config/users.ts'
import type { Settings } from '../../config.ts'
import { fold } from '../../text.ts'

/** The word for what has no owner. */
const NOBODY = 'nobody'

/**
 * A test whether what `owner` looks after is told to somebody.
 * @param who a name of the user, whatever the case; "nobody" for what has no owner; everything where it is not given
 */
export function toldTo(
  who: string | undefined,
  { users }: Pick<Settings, 'users'>,
): (owner: string | undefined) => boolean {
  if (who === undefined) return () => true
  const nameOf = (text: string) => fold(userNamed(users, text)?.name ?? text)
  const wanted = nameOf(who)
  return (owner) => owner === undefined || (wanted !== NOBODY && nameOf(owner) === wanted)
}
