/** Instants and times of day in the forms people use: 2026-11-22 14:30, 9am, 14.30 น., +2h. */
import { InputError } from '../errors.ts'
import { splitPart } from './dayParts.ts'
import { type DateContext, distanceOf } from './days.ts'
import { readNumbers } from './numeric.ts'
import { instantAt, today, toInstant } from './zones.ts'

const isoForm = /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)? ?(z|[+-]\d\d(?::?\d\d)?)?$/

/**
 * Reads an instant from folded text with ASCII digits: ISO 8601, a time of today, a distance in hours or minutes;
 * undefined where it is none of these.
 * @throws InputError where the form is right but the day or the time impossible
 */
export function readInstant(text: string, context: DateContext): string | undefined {
  const { now, timezone } = context
  const [, date, time, offset] = isoForm.exec(text) ?? []
  if (date !== undefined && time !== undefined) return isoInstant(date, time, offset, context)
  const clock = /:|[ap]\.?m|น/.test(text) ? readClock(text) : undefined
  return clock === undefined ? readNear(text, context) : instantAt(today(now, timezone), clock, timezone)
}

function isoInstant(date: string, time: string, offset: string | undefined, context: DateContext): string {
  const day = readNumbers(date, context) ?? date
  const clock = readClock(time) ?? time
  if (offset === undefined) return instantAt(day, clock, context.timezone)
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):?(\d\d)?/.exec(offset) ?? []
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return toInstant(new Date(Date.parse(`${day}T${clock}Z`) - ahead * 60_000))
}

/** now, +2h, in 30 minutes, 3 hours ago */
function readNear(text: string, context: DateContext): string | undefined {
  const { now } = context
  if (text === 'now') return toInstant(now)
  const [count, unit = ''] = distanceOf(text, context) ?? []
  const msPerUnit = /^h(?:ours?)?$/.test(unit) ? 3_600_000 : /^min(?:ute)?s?$/.test(unit) ? 60_000 : undefined
  if (count === undefined || msPerUnit === undefined) return undefined
  return toInstant(new Date(now.getTime() + count * msPerUnit))
}

const timeAtEnd = /^(.+?),? (?:at |เวลา ?|ເວລາ ?)?(\d[\d:.]*(?: ?[ap]\.?m\.?| ?น\.?)?)$/

/** A folded text like "tomorrow 9am" in its two parts; without `clock` where it does not end in a time of day. */
export function splitTime(text: string): { readonly date: string; readonly clock?: string } {
  const part = splitPart(text)
  if (part !== undefined) return part
  const [, date = text, time = ''] = timeAtEnd.exec(text) ?? []
  const clock = readClock(time)
  return clock === undefined ? { date: text } : { date, clock }
}

/** 9am, 9.30, 14:30, 14.30 น. as HH:MM:SS; undefined where it is no time of day. */
function readClock(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.](\d\d))?(?::(\d\d))?(?: ?([ap])\.?m\.?| ?(น)\.?)?$/.exec(text)
  const [, hours, minutes, seconds = '00', half, thai] = match ?? []
  if (hours === undefined || (minutes === undefined && half === undefined && thai === undefined))
    return undefined
  const hour = half === undefined ? Number(hours) : hourOfHalf(text, Number(hours), half)
  if (hour > 23 || Number(minutes ?? 0) > 59 || Number(seconds) > 59) {
    throw new InputError(
      `"${text}" is not a time of day.`,
      'Hours go from 00 to 23, minutes from 00 to 59: 14:30',
    )
  }
  return [String(hour).padStart(2, '0'), minutes ?? '00', seconds].join(':')
}

function hourOfHalf(text: string, hour: number, half: string): number {
  if (hour < 1 || hour > 12)
    throw new InputError(`"${text}" is not a time of day.`, 'Type it like 2:30pm or 14:30')
  return (hour % 12) + (half === 'p' ? 12 : 0)
}
