/** Dates in looser English ("the day after tomorrow", "end of month") by chrono, which is loaded when first met. */
import type { ParsedResult } from 'chrono-node/en'
import { dayFrom, firstBuddhistYear } from './calendar.ts'
import { instantAt, offsetAt, toInstant } from './zones.ts'

let chrono: typeof import('chrono-node/en') | undefined

/** Loads what `readPhrase` needs. */
export async function loadPhrases(): Promise<void> {
  chrono ??= await import('chrono-node/en')
}

/**
 * Reads a phrase as a day, or as an instant where it tells the time. Undefined where chrono is not loaded, where
 * it understood only part of the phrase, or where it had to guess the year or the day.
 */
export function readPhrase(text: string, now: Date, timezone: string): string | undefined {
  if (chrono === undefined || /\d *[./-] *\d/.test(text)) return undefined
  const reference = clocksOf(now, timezone)
  const [result, second] = chrono.casual.parse(text, reference)
  if (
    result === undefined ||
    second !== undefined ||
    result.end != null ||
    result.text.length !== text.length
  ) {
    return undefined
  }
  const { start } = result
  if (start.tags().has('result/relativeDateAndTime')) {
    return toInstant(new Date(now.getTime() + start.date().getTime() - reference.getTime()))
  }
  return isCertain(start) ? fromComponents(start, timezone) : undefined
}

/** A date that on this machine has the fields of the zone's clocks: chrono forgets a zone it is told. */
function clocksOf(now: Date, timezone: string): Date {
  const shown = new Date(now.getTime() + offsetAt(now.getTime(), timezone))
  const [year, month, date] = [shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate()]
  return new Date(year, month, date, shown.getUTCHours(), shown.getUTCMinutes(), shown.getUTCSeconds())
}

type Components = ParsedResult['start']

/** Whether the phrase itself tells the day, and names no time zone. */
function isCertain(components: Components): boolean {
  if (components.isCertain('timezoneOffset')) return false
  return components.isCertain('weekday') || (components.isCertain('day') && components.isCertain('year'))
}

function fromComponents(components: Components, timezone: string): string {
  const get = (part: 'year' | 'month' | 'day' | 'hour' | 'minute'): number => components.get(part) ?? 0
  const year = get('year') < firstBuddhistYear ? get('year') : get('year') - 543
  const day = dayFrom(year, get('month'), get('day'))
  if (!components.isCertain('hour')) return day
  const clock = [get('hour'), get('minute')].map((part) => String(part).padStart(2, '0')).join(':')
  return instantAt(day, clock, timezone)
}
