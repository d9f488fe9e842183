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
  const reference = { instant: now, timezone: offsetAt(now.getTime(), timezone) / 60_000 }
  const [result, second] = chrono.casual.parse(text, reference)
  if (result === undefined || second !== undefined || result.end != null) return undefined
  if (result.text.length !== text.length || !isCertain(result.start)) return undefined
  return fromComponents(result.start, timezone)
}

function isCertain(components: ParsedResult['start']): boolean {
  if (components.isCertain('weekday')) return true
  return components.isCertain('day') && components.isCertain('year')
}

function fromComponents(components: ParsedResult['start'], timezone: string): string {
  const get = (part: 'year' | 'month' | 'day' | 'hour' | 'minute'): number => components.get(part) ?? 0
  const year = get('year') < firstBuddhistYear ? get('year') : get('year') - 543
  const day = dayFrom(year, get('month'), get('day'))
  if (!components.isCertain('hour')) return day
  const clock = [get('hour'), get('minute')].map((part) => String(part).padStart(2, '0')).join(':')
  if (!components.isCertain('timezoneOffset')) return instantAt(day, clock, timezone)
  const ahead = (components.get('timezoneOffset') ?? 0) * 60_000
  return toInstant(new Date(Date.parse(`${day}T${clock}Z`) - ahead))
}
