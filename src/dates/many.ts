/** Days told of very many instants, and counted between very many days: what was told once is remembered. */
import { addDays, daysBetween } from './calendar.ts'
import { dayOf, instantAt } from './zones.ts'

/**
 * A function that tells the day of an instant in a zone. Within one day of UTC a zone's day changes once: these changes
 * are remembered, for days are told of very many instants.
 */
export function dayReader(timezone: string): (instant: string) => string {
  const changes = new Map<string, { readonly before: string; readonly at: string; readonly after: string }>()
  return (instant) => {
    const utcDay = instant.slice(0, 10)
    let change = changes.get(utcDay)
    if (change === undefined) {
      const before = dayOf(`${utcDay}T00:00:00Z`, timezone)
      const after = addDays(before, 1)
      change = { before, at: instantAt(after, '00:00', timezone), after }
      changes.set(utcDay, change)
    }
    return instant < change.at ? change.before : change.after
  }
}

/** A function that tells how many days before `day` another day was; 0 where it is later. Differences are remembered. */
export function daysUntil(day: string): (earlier: string) => number {
  const known = new Map<string, number>()
  return (earlier) => {
    let days = known.get(earlier)
    if (days === undefined) {
      days = Math.max(0, daysBetween(earlier, day))
      known.set(earlier, days)
    }
    return days
  }
}
