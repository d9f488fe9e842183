/** The one source of the current time. */

export interface Clock {
  /** The current instant. */
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that always answers `instant`. */
export function fixedClock(instant: Date): Clock {
  return { now: () => new Date(instant) }
}
