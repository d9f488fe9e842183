/** Parts of the calendar that reports group by and compare. */
import { addDays, addMonths, daysBetween } from '../dates.ts'

export const units = ['week', 'month', 'quarter', 'year'] as const
export type Unit = (typeof units)[number]

/** The first and the last day of a period. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** The name of the week (ISO 8601: 2026-W47), month (2026-11), quarter (2026-Q4) or year that a day is in. */
export function unitOf(day: string, unit: Unit): string {
  switch (unit) {
    case 'week':
      return weekOf(day)
    case 'month':
      return day.slice(0, 7)
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
    case 'year':
      return day.slice(0, 4)
  }
}

/** A week belongs to the year that its Thursday is in. */
function weekOf(day: string): string {
  const weekday = (new Date(day).getUTCDay() + 6) % 7
  const thursday = addDays(day, 3 - weekday)
  const number = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
  return `${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}`
}

/** Where a part of the calendar stands among those of its unit: two that follow each other differ by one. */
export interface Place {
  readonly unit: Unit
  readonly number: number
}

/** The place of a week, month, quarter or year by its name (see unitOf); undefined of other words. */
export function placeNamed(name: string): Place | undefined {
  const [, year, week, quarter, month] = /^(\d{4})(?:-W(\d\d)|-Q([1-4])|-(\d\d))?$/.exec(name) ?? []
  if (year === undefined) return undefined
  if (week !== undefined)
    return { unit: 'week', number: daysBetween(firstMonday, firstDayOf(name, 'week')) / 7 }
  if (quarter !== undefined) return { unit: 'quarter', number: Number(year) * 4 + Number(quarter) - 1 }
  if (month !== undefined) return { unit: 'month', number: Number(year) * 12 + Number(month) - 1 }
  return { unit: 'year', number: Number(year) }
}

/** The name of the part of the calendar at a place. */
export function nameAt({ unit, number }: Place): string {
  if (unit === 'week') return weekOf(addDays(firstMonday, number * 7))
  const months = number * monthsIn[unit]
  const month = String((months % 12) + 1).padStart(2, '0')
  return unitOf(`${String(Math.floor(months / 12)).padStart(4, '0')}-${month}-01`, unit)
}

/** Weeks are counted from this Monday. */
const firstMonday = '1900-01-01'

/** A bad date far away must not make a row of every month until then. */
const mostBetween = 240

/** The names of all parts of the calendar from one to another, both included; only these two where there are too many. */
export function namesBetween(first: string, last: string): readonly string[] {
  const unit = first.includes('W')
    ? 'week'
    : first.includes('Q')
      ? 'quarter'
      : first.length === 4
        ? 'year'
        : 'month'
  const names = [first]
  for (let day = firstDayOf(first, unit); names.length < mostBetween && (names.at(-1) ?? last) < last; ) {
    day = stepped(day, unit, 1).from
    names.push(unitOf(day, unit))
  }
  return names.at(-1) === last ? names : [first, last]
}

function firstDayOf(name: string, unit: Unit): string {
  const year = name.slice(0, 4)
  if (unit === 'year') return `${year}-01-01`
  if (unit === 'month') return `${name}-01`
  if (unit === 'quarter') return `${year}-${String(Number(name.slice(6)) * 3 - 2).padStart(2, '0')}-01`
  // The fourth of January is always in the first week.
  return addDays(firstOf(`${year}-01-04`, 'week'), (Number(name.slice(6)) - 1) * 7)
}

/**
 * The period just before: of whole months the months before, else as many days. Of one that has begun and is not over only the
 * same days, so that five days of a month are not held against a whole one.
 * @param today the day from which on nothing has happened yet
 */
export function periodBefore(period: Period, today: string): Period {
  const { from, to } = wholeBefore(period)
  if (today < period.from || today >= period.to) return { from, to }
  const same = addDays(from, daysBetween(period.from, today))
  return { from, to: same < to ? same : to }
}

function wholeBefore({ from, to }: Period): Period {
  const next = addDays(to, 1)
  const last = addDays(from, -1)
  if (from.endsWith('-01') && next.endsWith('-01')) {
    const months = (Number(next.slice(0, 4)) - Number(from.slice(0, 4))) * 12
    return { from: addMonths(from, Number(from.slice(5, 7)) - Number(next.slice(5, 7)) - months), to: last }
  }
  return { from: addDays(last, -daysBetween(from, to)), to: last }
}

/**
 * The period that words mean on a day: today, yesterday, this-week, last-month, next-quarter, this-year, 2026, 2026-11,
 * 2026-Q4, 2026-W47, q4 (of this year), last-30-days (today the last of them); undefined for other words. Weeks begin on Monday; years from 2400 on are of the Buddhist era.
 */
export function periodNamed(text: string, today: string): Period | undefined {
  const word = text.trim().toLowerCase().replace(/[ _]/g, '-')
  if (word === 'today') return { from: today, to: today }
  if (word === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1) }
  const [, which, name] = /^(this|last|next)-(week|month|quarter|year)$/.exec(word) ?? []
  if (which !== undefined) {
    const unit = units.find((one) => one === name) ?? 'month'
    const steps = which === 'this' ? 0 : which === 'last' ? -1 : 1
    return stepped(firstOf(today, unit), unit, steps)
  }
  const [, days] = /^last-(\d{1,4})-days?$/.exec(word) ?? []
  if (days !== undefined && Number(days) > 0) return { from: addDays(today, 1 - Number(days)), to: today }
  return calendarPart(/^q[1-4]$/.test(word) ? `${today.slice(0, 4)}-${word}` : word)
}

function firstOf(day: string, unit: Unit): string {
  if (unit === 'week') return addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
  if (unit === 'year') return `${day.slice(0, 4)}-01-01`
  if (unit === 'month') return `${day.slice(0, 7)}-01`
  return addMonths(`${day.slice(0, 7)}-01`, -((Number(day.slice(5, 7)) - 1) % 3))
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const

function stepped(first: string, unit: Unit, steps: number): Period {
  if (unit === 'week') return { from: addDays(first, 7 * steps), to: addDays(first, 7 * steps + 6) }
  const from = addMonths(first, monthsIn[unit] * steps)
  return { from, to: addDays(addMonths(from, monthsIn[unit]), -1) }
}

/** No business has figures of an earlier year, and none plans beyond. */
const isYear = (typed: string): boolean => Number(typed) >= 1900 && Number(typed) < 3000

function calendarPart(word: string): Period | undefined {
  const [, weekYear, week] = /^(\d{4})-w(\d\d)$/.exec(word) ?? []
  if (weekYear !== undefined && week !== undefined) {
    if (!isYear(weekYear)) return undefined
    const name = `${Number(weekYear) >= 2400 ? Number(weekYear) - 543 : weekYear}-W${week}`
    const first = firstDayOf(name, 'week')
    return unitOf(first, 'week') === name ? stepped(first, 'week', 0) : undefined
  }
  const [, typed, quarter, month] = /^(\d{4})(?:-q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(word) ?? []
  if (typed === undefined || !isYear(typed)) return undefined
  const year = Number(typed) >= 2400 ? Number(typed) - 543 : Number(typed)
  if (quarter !== undefined)
    return stepped(`${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`, 'quarter', 0)
  return stepped(`${year}-${month ?? '01'}-01`, month === undefined ? 'year' : 'month', 0)
}
