/** Days in the forms people use: numbers, names of months, words like "tomorrow", distances like "+2w". */
import { addDays, addMonths, dayFrom, daysInMonth, partsOf, weekdayOf } from './calendar.ts'
import { makeDay, nextDay, readNumbers } from './numeric.ts'
import { monthNamed, nearDayNamed, weekdayNamed } from './words.ts'
import { today } from './zones.ts'

export interface DateContext {
  readonly now: Date
  /** IANA name of the zone in which days begin and clock times are meant. */
  readonly timezone: string
  /** Which comes first in numbers, the day or the month; "unsaid" where both may be meant. The day where left out. */
  readonly order?: 'dmy' | 'mdy' | 'unsaid'
  /** Whether a day to come is meant: 25 December is the next one, 3 days are from now. */
  readonly isAhead?: boolean
}

/**
 * Reads a day from folded text with ASCII digits; undefined where it is none of the forms here.
 * @throws InputError where the form is right but the day impossible or its year unclear
 */
export function readDay(text: string, context: DateContext): string | undefined {
  return (
    readNumbers(text, context) ??
    readNamedMonth(text, context) ??
    readEnd(text, context) ??
    readWords(text, context) ??
    readDistance(text, context)
  )
}

const era = '(?:(?:พ\\.?ศ|ค\\.?ศ|ພ\\.?ສ|ຄ\\.?ສ)\\.? ?)?'
const dayThenMonth = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ -]?([^\\d ,-]+)(?:[ ,-]*${era}(\\d{1,4}))?$`)
const monthThenDay = /^([^\d ,-]+) (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{1,4}))?$/

/** 22 พ.ย. 2569, 22 November 2026, 22-Nov-2026, Nov 22, 2026 */
function readNamedMonth(text: string, context: DateContext): string | undefined {
  const named = namedMonth(text)
  if (named === undefined) return undefined
  const { year, month, date } = named
  return year === '' && context.isAhead === true
    ? nextDay(text, month, date, context)
    : makeDay(text, year, month, date)
}

/** The parts of a folded text with the name of a month; the year as typed, empty where it is not. */
export function namedMonth(
  text: string,
): { readonly year: string; readonly month: number; readonly date: number } | undefined {
  const [, date, name, year = ''] = dayThenMonth.exec(text) ?? []
  const [, first, second, last = ''] = name === undefined ? (monthThenDay.exec(text) ?? []) : []
  const month = monthNamed(name ?? first ?? '')
  if (month === undefined) return undefined
  return name === undefined
    ? { year: last, month, date: Number(second) }
    : { year, month, date: Number(date) }
}

/** end of month, end of the year */
function readEnd(text: string, { now, timezone }: DateContext): string | undefined {
  const [, unit] = /^(?:the )?end of (?:the |this )?(month|quarter|year)$/.exec(text) ?? []
  if (unit === undefined) return undefined
  const [year, month] = partsOf(today(now, timezone))
  const last = unit === 'year' ? 12 : unit === 'quarter' ? Math.ceil(month / 3) * 3 : month
  return dayFrom(year, last, daysInMonth(year, last))
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

/** +2w, -30d, in 3 days, a month ago, a fortnight from now */
function readDistance(text: string, context: DateContext): string | undefined {
  const { now, timezone } = context
  const distance = distanceOf(text, context)
  return distance && moved(today(now, timezone), ...distance)
}

/**
 * How many of which unit a folded text like "+2w" or "3 days ago" goes from now; undefined for another text. Which way
 * "3 days" go is said only where a day to come is meant.
 */
export function distanceOf(
  text: string,
  { isAhead = false }: { readonly isAhead?: boolean },
): [count: number, unit: string] | undefined {
  const [, lead, typed, unit = '', trail] =
    /^([+-]|in )?(\d{1,4}|an?(?= )) ?([a-z]+)( ago| from now| from today)?$/.exec(text) ?? []
  const isSaidOnce = (lead === undefined) !== (trail === undefined)
  if (typed === undefined || !(isSaidOnce || (isAhead && lead === undefined))) return undefined
  const count = /\d/.test(typed) ? Number(typed) : 1
  return [lead === '-' || trail === ' ago' ? -count : count, unit]
}

function moved(day: string, count: number, unit: string): string | undefined {
  if (/^d(?:ays?)?$/.test(unit)) return addDays(day, count)
  if (/^w(?:eeks?)?$/.test(unit)) return addDays(day, count * 7)
  if (/^fortnights?$/.test(unit)) return addDays(day, count * 14)
  if (/^m(?:onths?)?$/.test(unit)) return addMonths(day, count)
  if (/^y(?:ears?)?$/.test(unit)) return addMonths(day, count * 12)
  return undefined
}
