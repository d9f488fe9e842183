/** Arithmetic on days (YYYY-MM-DD), free of time zones. The only import of date-fns. */
import { UTCDateMini } from '@date-fns/utc/date/mini'
import { addMonths as addMonthsTo } from 'date-fns/addMonths'

const month = '(?:1\\d{3}|2[0-3]\\d{2})-(?:0[1-9]|1[0-2])'
const clock = 'T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ'
const dayForm = new RegExp(`^${month}-(?:0[1-9]|[12]\\d|3[01])$`)
const clockForm = new RegExp(`^${clock}$`)
// Days that every month has need one test: what is stored is checked on every read, by the hundred thousand.
const plainDay = new RegExp(`^${month}-(?:0[1-9]|1\\d|2[0-8])$`)
const plainInstant = new RegExp(`^${month}-(?:0[1-9]|1\\d|2[0-8])${clock}$`)
const msPerDay = 86_400_000

/** From this year on a year is of the Buddhist era, 543 ahead; no stored day is that late. */
export const firstBuddhistYear = 2400

/** Whether `value` is a day of the calendar, between the years 1000 and 2399. */
export function isDay(value: string): boolean {
  if (plainDay.test(value)) return true
  if (!dayForm.test(value)) return false
  const [year, month, date] = partsOf(value)
  return date <= daysInMonth(year, month)
}

/** Whether `value` is an instant in the form the store keeps. */
export function isInstant(value: string): boolean {
  return plainInstant.test(value) || (clockForm.test(value.slice(10)) && isDay(value.slice(0, 10)))
}

/** How many days a month (1 to 12) has. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

const daysByNumber = new Map<number, string>()

/** The day in UTC of a time in milliseconds since 1970. Days are kept: records share few, and making one is slow. */
export function dayAt(time: number): string {
  const number = Math.floor(time / msPerDay)
  let day = daysByNumber.get(number)
  if (day === undefined) {
    day = new Date(time).toISOString().slice(0, 10)
    daysByNumber.set(number, day)
  }
  return day
}

/** The day `count` days later; earlier where it is negative. */
export function addDays(day: string, count: number): string {
  return dayAt(Date.parse(day) + count * msPerDay)
}

/** The same day `count` months later, or the month's last day where it has no such day. */
export function addMonths(day: string, count: number): string {
  const [year, month, date] = partsOf(day)
  // Not in the machine's own zone: some zones have left out a day of the calendar.
  const later = addMonthsTo(new UTCDateMini(year, month - 1, date), count)
  return dayFrom(later.getFullYear(), later.getMonth() + 1, later.getDate())
}

/** Days from `a` to `b`; negative where `b` is earlier. */
export function daysBetween(a: string, b: string): number {
  return (Date.parse(b) - Date.parse(a)) / msPerDay
}

/** The month of a day or an instant in UTC: 2026-11 */
export function monthOf(day: string): string {
  return day.slice(0, 7)
}

/** Day of the week, 0 for Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay()
}

/** Year, month (1 to 12) and day of the month. */
export function partsOf(day: string): [year: number, month: number, date: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

/** The day made of numbers known to be right. */
export function dayFrom(year: number, month: number, date: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}
