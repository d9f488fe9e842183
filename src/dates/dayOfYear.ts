/** A day of the year whose year nobody knows, `--12-03` as in RFC 6350: what people tell of birthdays. */
import { InputError } from '../errors.ts'
import { digits, fold } from '../text.ts'
import { daysInMonth } from './calendar.ts'
import { type DateContext, namedMonth } from './days.ts'
import { twoReadings } from './numeric.ts'
import { parseDay } from './read.ts'
import { monthName } from './words.ts'

/** Any leap year: 29 February is a day of the year. */
const leapYear = 2000

/** Whether `value` is a day of the year as the store keeps it: `--02-29`. */
export function isDayOfYear(value: string): boolean {
  const [, month, date] = /^--(\d\d)-(\d\d)$/.exec(value) ?? []
  return month !== undefined && isThere(Number(month), Number(date))
}

function isThere(month: number, date: number): boolean {
  return month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(leapYear, month)
}

/**
 * Reads a day, or a day of the year where no year is said: 25/12, 25 ธ.ค., Dec 25, --12-25. Address books write a year
 * that nobody was born in, 1604 or 0000, for one they do not know.
 * @throws InputError as `parseDay` does
 */
export function parseDayOrDayOfYear(text: string, context: DateContext): string {
  return readDayOfYear(fold(digits(text)).trim(), context) ?? parseDay(text, context)
}

function readDayOfYear(text: string, context: DateContext): string | undefined {
  const [, month, date] = /^(?:--|(?:1604|0000)-?)(\d\d)-?(\d\d)$/.exec(text) ?? []
  if (month !== undefined) return dayOfYear(text, Number(month), Number(date))
  const named = namedMonth(text)
  if (named !== undefined)
    return named.year === '' ? dayOfYear(text, named.month, Number(named.date)) : undefined
  const [, first = '', mark = '', second = ''] =
    /^(\d{1,2})\s*([/.-])\s*(\d{1,2})(?:\s*\2\s*(?:1604|0000))?$/.exec(text) ?? []
  return mark === '' ? undefined : inOrder(text, mark, [Number(first), Number(second)], context)
}

function inOrder(
  text: string,
  mark: string,
  [first, second]: [number, number],
  context: DateContext,
): string {
  const { order = 'dmy' } = context
  if (order === 'unsaid' && first !== second && first <= 12 && second <= 12)
    throw twoReadings({ text, mark, year: '', first, second }, context)
  const isMonthFirst = order === 'mdy' || (order === 'unsaid' && second > 12)
  return isMonthFirst ? dayOfYear(text, first, second) : dayOfYear(text, second, first)
}

/** @throws InputError where no year has that day */
function dayOfYear(text: string, month: number, date: number): string {
  if (isThere(month, date)) return `--${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  const problem =
    month >= 1 && month <= 12 ? `${monthName(month)} has no day ${date}` : `there is no month ${month}`
  throw new InputError(`"${text}" is impossible: ${problem}.`, 'Type it like 25/12, 25 ธ.ค. or --12-25')
}
