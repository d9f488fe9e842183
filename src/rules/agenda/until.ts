/** How long the page of a day stays the same while no record changes. */
import { addDays, instantAt, today, toInstant } from '../../dates.ts'
import type { Data } from '../../schema/data.ts'

/** The next instant at which something due today becomes overdue, something planned has happened, or the day is over. */
export function sameUntil(data: Data, now: Date): string {
  const { timezone } = data.settings
  const from = toInstant(now)
  let until = instantAt(addDays(today(now, timezone), 1), '00:00', timezone)
  for (const { due, status } of data.slim('reminder', ['due', 'status']))
    if (status === 'open' && due.length > 10 && due >= from && due < until) until = due
  for (const { at } of data.slim('activity', ['at'])) if (at > from && at < until) until = at
  // A reminder is overdue once its very second has passed; until then nothing is kept.
  return until
}
