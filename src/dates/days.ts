/** Days in the forms people use: numbers, names of months, words like "tomorrow", distances like "+2w". */
import { InputError } from '../errors.ts'
import { addDays, addMonths, dayFrom, daysInMonth, firstBuddhistYear, weekdayOf } from './calendar.ts'
import { monthName, monthNamed, nearDayNamed, weekdayNamed } from './words.ts'
import { today } from './zones.ts'

export interface DateContext {
  readonly now: Date
  /** IANA name of the zone in which days begin and clock times are meant. */
  readonly timezone: string
}

/** The hint of messages about dates. */
export const wanted = 'Type it like 2026-11-22, 22/11/2569, 22 พ.ย. 2569, tomorrow 9am, next friday or +2w'

/**
 * Reads a day from folded text with ASCII digits; undefined where it is none of the forms here.
 * @throws InputError where the form is right but the day impossible or its year unclear
 */
export function readDay(text: string, context: DateContext): string | undefined {
  return readNumbers(text) ?? readNamedMonth(text) ?? readWords(text, context) ?? readDistance(text, context)
}

/** 22/11/2569, 22.11.2026, 22-11-2026, 2026-11-22 */
export function readNumbers(text: string): string | undefined {
  const [, date, , month, year = ''] = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{1,4}))?$/.exec(text) ?? []
  if (date !== undefined) return dayFirst(text, year, Number(month), Number(date))
  const yearFirst = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/.exec(text)
  return yearFirst === null
    ? undefined
    : makeDay(text, yearFirst[1] ?? '', Number(yearFirst[3]), Number(yearFirst[4]))
}

function dayFirst(text: string, year: string, month: number, date: number): string {
  if (month <= 12 || date < 1 || date > 12) return makeDay(text, year, month, date)
  const swapped = [month, date, ...(year === '' ? [] : [year])].join('/')
  throw new InputError(
    `"${text}" is impossible: there is no month ${month}.`,
    `The day comes first: ${swapped}`,
  )
}

const era = '(?:(?:พ\\.?ศ|ค\\.?ศ|ພ\\.?ສ|ຄ\\.?ສ)\\.? ?)?'
const dayThenMonth = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ -]?([^\\d ,-]+)(?:[ ,-]*${era}(\\d{1,4}))?$`)
const monthThenDay = /^([^\d ,-]+) (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{1,4}))?$/

/** 22 พ.ย. 2569, 22 November 2026, 22-Nov-2026, Nov 22, 2026 */
function readNamedMonth(text: string): string | undefined {
  const [, date, name, year = ''] = dayThenMonth.exec(text) ?? []
  if (name !== undefined) return namedDay(text, year, name, date)
  const [, first, second, last = ''] = monthThenDay.exec(text) ?? []
  return first === undefined ? undefined : namedDay(text, last, first, second)
}

function namedDay(text: string, year: string, name: string, date: string | undefined): string | undefined {
  const month = monthNamed(name)
  return month === undefined ? undefined : makeDay(text, year, month, Number(date))
}

/** today, พรุ่งนี้, fri, next friday, last week, next month */
function readWords(text: string, { now, timezone }: DateContext): string | undefined {
  const near = nearDayNamed(text)
  if (near !== undefined) return addDays(today(now, timezone), near)
  const [, which, word = ''] = /^(?:(next|this|last|on) )?(\S+)$/.exec(text) ?? []
  const weekday = weekdayNamed(word)
  if (weekday !== undefined) return nearestWeekday(weekday, which, today(now, timezone))
  if (which !== 'next' && which !== 'last') return undefined
  return moved(today(now, timezone), which === 'next' ? 1 : -1, word)
}

/** "this friday" may be today; "friday" and "next friday" come after today, "last friday" before. */
function nearestWeekday(weekday: number, which: string | undefined, from: string): string {
  const ahead = (weekday - weekdayOf(from) + 7) % 7
  if (which === 'this') return addDays(from, ahead)
  if (which === 'last') return addDays(from, ahead - 7)
  return addDays(from, ahead === 0 ? 7 : ahead)
}

/** +2w, -30d, in 3 days, a month ago */
function readDistance(text: string, { now, timezone }: DateContext): string | undefined {
  const distance = distanceOf(text)
  return distance && moved(today(now, timezone), ...distance)
}

/** How many of which unit a folded text like "+2w" or "3 days ago" goes from now; undefined for another text. */
export function distanceOf(text: string): [count: number, unit: string] | undefined {
  const [, lead, typed, unit = '', ago] = /^([+-]|in )?(\d{1,4}|an?(?= )) ?([a-z]+)( ago)?$/.exec(text) ?? []
  if (typed === undefined || (lead === undefined) === (ago === undefined)) return undefined
  const count = /\d/.test(typed) ? Number(typed) : 1
  return [lead === '-' || ago !== undefined ? -count : count, unit]
}

function moved(day: string, count: number, unit: string): string | undefined {
  if (/^d(?:ays?)?$/.test(unit)) return addDays(day, count)
  if (/^w(?:eeks?)?$/.test(unit)) return addDays(day, count * 7)
  if (/^m(?:onths?)?$/.test(unit)) return addMonths(day, count)
  if (/^y(?:ears?)?$/.test(unit)) return addMonths(day, count * 12)
  return undefined
}

function makeDay(text: string, typedYear: string, month: number, date: number): string {
  const year = yearOf(text, typedYear)
  if (month < 1 || month > 12)
    throw new InputError(`"${text}" is impossible: there is no month ${month}.`, wanted)
  const last = daysInMonth(year, month)
  if (date >= 1 && date <= last) return dayFrom(year, month, date)
  throw new InputError(
    `"${text}" is impossible: ${monthName(month)} ${year} has ${last} days, and no day ${date}.`,
    `Its last day is ${dayFrom(year, month, last)}`,
  )
}

function yearOf(text: string, typed: string): number {
  const allDigits = 'Type all four digits of the year: 22/11/2026 or 22/11/2569'
  if (typed === '') throw new InputError(`"${text}" does not say which year.`, allDigits)
  if (typed.length < 4)
    throw new InputError(`The year "${typed}" in "${text}" can be read in several ways.`, allDigits)
  const year = Number(typed) < firstBuddhistYear ? Number(typed) : Number(typed) - 543
  if (year >= 1000 && year < firstBuddhistYear) return year
  throw new InputError(`"${text}" is impossible: the year ${typed} is too far away.`, wanted)
}
