/** The days of a calendar rule. The library is loaded when first needed. */
import { addDays, addMonths } from './calendar.ts'
import { type RuleParts, repeatText, spelledOut } from './repeat.ts'

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
 */
export function daysOf(parts: RuleParts, first: string, after: string, limit: number): readonly string[] {
  const rule = ruleOf(parts, first)
  const start = after < first ? addDays(first, -1) : after
  const end = addMonths(start, MOST_YEARS * 12)
  const days: string[] = []
  for (let day = start; days.length < limit; ) {
    const next = rule.after(dateOf(day), false)
    if (next === null) break
    day = next.toISOString().slice(0, 10)
    if (day > end) break
    days.push(day)
  }
  return days
}

function ruleOf(parts: RuleParts, first: string): InstanceType<Library['RRule']> {
  if (library === undefined) throw new Error('loadOccurrences was not called')
  const { UNTIL: until, ...rest } = spelledOut(parts, first)
  const options = library.RRule.parseString(repeatText({ type: 'rule', parts: rest }))
  // Bounded, so that a rule without any day ends too.
  const last =
    until === undefined
      ? addMonths(first, 200 * 12)
      : `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`
  return new library.RRule({ ...options, dtstart: dateOf(first), until: dateOf(last) })
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
