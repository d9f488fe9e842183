/** The days of a calendar rule. The library is loaded when first needed. */
import { addDays, addMonths } from './calendar.ts'
import { dayOfUntil, type RuleParts, repeatText, spelledOut } from './repeat.ts'

type Library = typeof import('./rules.ts')

let library: Library | undefined

/** Loads what `daysOf` needs. */
export async function loadOccurrences(): Promise<void> {
  library ??= await import('./rules.ts')
}

/** A rule that has not come in this many years never will: the Gregorian calendar repeats its weekdays in 28. */
const MOST_YEARS = 45

/**
 * The days of a rule after a day, in order, at most `limit` of them. `loadOccurrences` comes first.
 * @param first the day the rule counts from
 * @param after a day; only later ones are given
 * @param last the latest day; as far as makes sense unless given
 */
export function daysOf(
  parts: RuleParts,
  first: string,
  after: string,
  limit: number,
  last?: string,
): readonly string[] {
  const start = after < first ? addDays(first, -1) : after
  const end = last ?? addMonths(start, MOST_YEARS * 12)
  const left = new Set((parts['EXDATE'] ?? '').split(',').map(dayOfUntil))
  const found = ruleOf(parts, first).between(
    dateOf(start),
    dateOf(addDays(end, 1)),
    false,
    (_, index) => index < limit + left.size,
  )
  return found
    .map((date) => date.toISOString().slice(0, 10))
    .filter((day) => !left.has(day))
    .slice(0, limit)
}

/** Whether a rule ever comes, whenever it begins. `loadOccurrences` comes first. */
export function everComes(parts: RuleParts): boolean {
  const { INTERVAL: _i, COUNT: _c, UNTIL: _u, EXDATE: _e, ...rule } = parts
  return daysOf(rule, '2000-01-01', '1999-12-31', 1).length > 0
}

function ruleOf(parts: RuleParts, first: string): InstanceType<Library['RRule']> {
  if (library === undefined) throw new Error('loadOccurrences was not called')
  const { UNTIL: until, EXDATE: _, ...rest } = spelledOut(parts, first)
  const options = library.RRule.parseString(repeatText({ type: 'rule', parts: rest }))
  // Bounded, so that a rule without any day ends too.
  const last = until === undefined ? addMonths(first, 200 * 12) : dayOfUntil(until)
  return new library.RRule({ ...options, dtstart: dateOf(first), until: dateOf(last) })
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
