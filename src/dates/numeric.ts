/** Days written in numbers: which is the day and which the month, and the refusal of what is impossible. */
import { InputError } from '../errors.ts'
import { addDays, dayFrom, daysInMonth, firstBuddhistYear } from './calendar.ts'
import type { DateContext } from './days.ts'
import { monthName } from './words.ts'
import { today } from './zones.ts'

/** The hint of messages about dates. */
export const wanted = 'Type it like 2026-11-22, 22/11/2569, 22 พ.ย. 2569, tomorrow 9am, next friday or +2w'

/**
 * Reads 22/11/2569, 22.11.2026, 22-11-2026, 2026-11-22, 20261122 from ASCII digits, by the order of the context; undefined where it
 * is none of these.
 * @throws InputError where the day is impossible, its year missing, or two days may be meant
 */
export function readNumbers(text: string, context: DateContext): string | undefined {
  const [, first, mark = '', second, year = ''] =
    /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{1,4}))?$/.exec(text) ?? []
  if (first !== undefined)
    return inOrder({ text, mark, year, first: Number(first), second: Number(second) }, context)
  const [, run, runMonth, runDate] = /^((?:19|20|21|2[45])\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  if (run !== undefined) return makeDay(text, run, Number(runMonth), Number(runDate))
  const yearFirst = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/.exec(text)
  return yearFirst === null
    ? undefined
    : makeDay(text, yearFirst[1] ?? '', Number(yearFirst[3]), Number(yearFirst[4]))
}

interface Written {
  readonly text: string
  readonly mark: string
  readonly year: string
  readonly first: number
  readonly second: number
}

function inOrder(written: Written, context: DateContext): string {
  const { text, mark, year, first, second } = written
  const { order = 'dmy' } = context
  const isEither = first !== second && first >= 1 && second >= 1 && first <= 12 && second <= 12
  // A year of the Buddhist era comes after the day and the month, in that order.
  const isThai = year.length === 4 && Number(year) >= firstBuddhistYear
  if (order === 'unsaid' && isEither && !isThai) throw twoReadings(written, context)
  const isMonthFirst = !isThai && (order === 'mdy' || (order === 'unsaid' && second > 12))
  const [date, month] = isMonthFirst ? [second, first] : [first, second]
  if (month > 12 && date >= 1 && date <= 12) {
    const swapped = [second, first, ...(year === '' ? [] : [year])].join('/')
    throw new InputError(
      `"${text}" is impossible: there is no month ${month}.`,
      `The ${isMonthFirst ? 'month' : 'day'} comes first: ${swapped}`,
    )
  }
  return year === '' ? yearless({ text, mark, month, date }, context) : makeDay(text, year, month, date)
}

/**
 * The next day of that month and date, today included.
 * @throws InputError where no year has it
 */
export function nextDay(text: string, month: number, date: number, { now, timezone }: DateContext): string {
  const from = today(now, timezone)
  const isThere = month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(2000, month)
  // Where no year has it, this one says so.
  for (let year = Number(from.slice(0, 4)); isThere; year++) {
    const day = date <= daysInMonth(year, month) ? dayFrom(year, month, date) : ''
    if (day >= from) return day
  }
  return makeDay(text, from.slice(0, 4), month, date)
}

/** Both readings, with the present year where none was typed. */
export function twoReadings(
  { text, year, first, second }: Written,
  { now, timezone }: DateContext,
): InputError {
  const name = (month: number, date: number) => `${date} ${monthName(month)}`
  const typed = year.length === 4 ? Number(year) : Number(today(now, timezone).slice(0, 4))
  const isWhole = year.length === 4 ? '' : ', and does not say which year'
  return new InputError(
    `"${text}" may be ${name(second, first)} or ${name(first, second)}${isWhole}.`,
    `Type ${dayFrom(typed, second, first)} or ${dayFrom(typed, first, second)}; "dateOrder": "dmy" or "mdy" in crm.json says it for all dates.`,
  )
}

function yearless(
  { text, mark, month, date }: { text: string; mark: string; month: number; date: number },
  { now, timezone }: DateContext,
): never {
  const year = Number(today(now, timezone).slice(0, 4))
  if (month >= 1 && month <= 12 && date > daysInMonth(2024, month)) {
    const last = dayFrom(year, month, daysInMonth(year, month))
    throw new InputError(
      `"${text}" is impossible: ${monthName(month)} has no day ${date}.`,
      `The nearest days are ${last} and ${addDays(last, 1)}.`,
    )
  }
  throw new InputError(
    `"${text}" does not say which year.`,
    `Type all four digits of the year: ${text}${mark}${year} or ${text}${mark}${year + 543}`,
  )
}

/**
 * The day of a year as it was typed, a month and a date.
 * @throws InputError where there is no such day, or the year is not whole
 */
export function makeDay(text: string, typedYear: string, month: number, date: number): string {
  const year = yearOf(text, typedYear)
  if (month < 1 || month > 12)
    throw new InputError(`"${text}" is impossible: there is no month ${month}.`, wanted)
  const last = daysInMonth(year, month)
  if (date >= 1 && date <= last) return dayFrom(year, month, date)
  const end = dayFrom(year, month, last)
  throw new InputError(
    `"${text}" is impossible: ${monthName(month)} ${year} has ${last} days, and no day ${date}.`,
    date < 1
      ? `Its first day is ${dayFrom(year, month, 1)}`
      : `Its last day is ${end}, the day after it ${addDays(end, 1)}`,
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
