/** Instants seen in a time zone. The only import of @date-fns/tz. */

import { tzOffset } from '@date-fns/tz/tzOffset'
import { dictionary } from '../dictionary.ts'
import { InputError } from '../errors.ts'
import { dayAt } from './calendar.ts'

const msPerHour = 3_600_000

interface FixedZone {
  /** Milliseconds ahead of UTC, unchanged since `since`. */
  readonly ahead: number
  readonly since: number
}

const indochina: FixedZone = { ahead: 7 * msPerHour, since: Date.UTC(1920, 3, 1) }

/** Zones without daylight saving: a sum, where asking Intl takes milliseconds at first and microseconds each time. */
export const fixedZones: { readonly [timezone: string]: FixedZone | undefined } = dictionary({
  UTC: { ahead: 0, since: Number.NEGATIVE_INFINITY },
  'Asia/Bangkok': indochina,
  'Asia/Vientiane': indochina,
})

/** Whether there is a zone of this name. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * Milliseconds a zone's clocks are ahead of UTC at a time (milliseconds since 1970).
 * @throws InputError where there is no such zone
 */
export function offsetAt(time: number, timezone: string): number {
  const fixed = fixedZones[timezone]
  if (fixed !== undefined && time >= fixed.since) return fixed.ahead
  const minutes = tzOffset(timezone, new Date(time))
  if (Number.isNaN(minutes)) {
    throw new InputError(
      `There is no time zone "${timezone}".`,
      'Name one like Asia/Bangkok or Asia/Vientiane',
    )
  }
  return Math.round(minutes * 60) * 1000
}

/** A date as an instant, fractions of a second dropped. */
export function toInstant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

/** The day it is in a zone at an instant. */
export function dayOf(instant: string, timezone: string): string {
  return dayAtTime(Date.parse(instant), timezone)
}

/** The day it is now in a zone. */
export function today(now: Date, timezone: string): string {
  return dayAtTime(now.getTime(), timezone)
}

function dayAtTime(time: number, timezone: string): string {
  return dayAt(time + offsetAt(time, timezone))
}

/** A day as it is, an instant as a zone's clocks show it: 2026-11-22 09:00 */
export function formatWhen(value: string, timezone: string): string {
  if (value.length <= 10) return value
  const time = Date.parse(value)
  return new Date(time + offsetAt(time, timezone)).toISOString().slice(0, 16).replace('T', ' ')
}

/**
 * The instant at which a zone's clocks show a time of a day. A time skipped when clocks go forward counts on from
 * before the change; of a time that comes twice when they go back it is the first.
 * @param clock HH:MM or HH:MM:SS
 */
export function instantAt(day: string, clock: string, timezone: string): string {
  const shown = Date.parse(`${day}T${clock}Z`)
  const before = shown - offsetAt(shown - 24 * msPerHour, timezone)
  const after = shown - offsetAt(shown + 24 * msPerHour, timezone)
  const isAfter =
    before !== after && clockTime(before, timezone) !== shown && clockTime(after, timezone) === shown
  return toInstant(new Date(isAfter ? after : before))
}

/** The time of day a zone's clocks show at an instant: 09:00:00 */
export function clockOf(instant: string, timezone: string): string {
  return new Date(clockTime(Date.parse(instant), timezone)).toISOString().slice(11, 19)
}

function clockTime(time: number, timezone: string): number {
  return time + offsetAt(time, timezone)
}
