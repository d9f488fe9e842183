/** What this machine knows of a store that the store itself cannot say: whether its links may be followed, and a key of its own. */

export interface Guard {
  /** Whether links out of the store, as they are now, were agreed to on this machine. */
  follows(): boolean
  /** A secret of this user on this machine, with which markers are signed. */
  key(): string
}

/** Of a folder that nobody agreed to anything in. */
export const noGuard: Guard = { follows: () => false, key: () => '' }
