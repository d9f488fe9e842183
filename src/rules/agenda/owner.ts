/** Who is told of what: one's own things, and those that nobody looks after. */
import { fold } from '../../text.ts'

/** The word for what has no owner. */
const NOBODY = 'nobody'

/**
 * A test whether what `owner` looks after is told to somebody.
 * @param who the name as in `owner`, whatever the case; "nobody" for what has no owner; everything where it is not given
 */
export function toldTo(who: string | undefined): (owner: string | undefined) => boolean {
  if (who === undefined) return () => true
  const wanted = fold(who)
  return (owner) => owner === undefined || (wanted !== NOBODY && fold(owner) === wanted)
}
