/** How a reminder comes back: a rule of the calendar (RFC 5545), or a distance counted from its being done. */
import { dictionary } from '../dictionary.ts'
import { InputError } from '../errors.ts'
import { addDays, addMonths, isDay } from './calendar.ts'

/** A rule of the calendar, or so many days, weeks, months or years after it was done. */
export type Repeat =
  | { readonly type: 'rule'; readonly parts: RuleParts }
  | { readonly type: 'done'; readonly count: number; readonly unit: Unit }

/**
 * The parts of an RRULE: `FREQ`, `INTERVAL`, `BYDAY`… each as written there; UNTIL is a day, YYYYMMDD, and EXDATE are days
 * on which it does not come.
 */
export type RuleParts = { readonly [name: string]: string }

export const units = ['day', 'week', 'month', 'year'] as const
export type Unit = (typeof units)[number]

const number = '[1-9]\\d{0,3}'
const weekday = '(?:MO|TU|WE|TH|FR|SA|SU)'
const list = (item: string): RegExp => new RegExp(`^${item}(?:,${item})*$`)

/** What each part may be. Parts of the day (BYHOUR…) are left out: a reminder comes on days, at its own time. */
const forms: { readonly [part: string]: RegExp } = dictionary({
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: new RegExp(`^${number}$`),
  COUNT: new RegExp(`^${number}$`),
  UNTIL: /^\d{8}$/,
  BYDAY: list(`(?:[+-]?[1-9]\\d?)?${weekday}`),
  BYMONTH: list('(?:[1-9]|1[0-2])'),
  BYMONTHDAY: list('-?(?:[1-9]|[12]\\d|3[01])'),
  BYYEARDAY: list('-?[1-9]\\d{0,2}'),
  BYWEEKNO: list('-?[1-9]\\d?'),
  BYSETPOS: list('-?[1-9]\\d{0,2}'),
  WKST: new RegExp(`^${weekday}$`),
  EXDATE: list('\\d{8}'),
})
const order = Object.keys(forms)

/** The form the store keeps: `FREQ=WEEKLY;BYDAY=MO`, `2 weeks after done`. */
export function repeatText(repeat: Repeat): string {
  if (repeat.type === 'done') return `${counted(repeat.count, repeat.unit)} after done`
  const { parts } = repeat
  return order.flatMap((name) => (parts[name] === undefined ? [] : [`${name}=${parts[name]}`])).join(';')
}

/** `2 weeks`, `1 day` */
export function counted(count: number, unit: Unit): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** The repeat that the store keeps as `text`; undefined where it is none. */
export function storedRepeat(text: string): Repeat | undefined {
  const [, count, unit] = /^([1-9]\d{0,3}) (day|week|month|year)s? after done$/.exec(text) ?? []
  const named = units.find((one) => one === unit)
  if (named !== undefined) return { type: 'done', count: Number(count), unit: named }
  const parts = rulePartsOf(text)
  return parts !== undefined && problemOf(parts) === undefined && repeatText({ type: 'rule', parts }) === text
    ? { type: 'rule', parts }
    : undefined
}

/**
 * Reads an RRULE, with or without its name, in any order and case; undefined where the text is no rule at all.
 * @throws InputError where a part is wrong, or the rule goes by hours or minutes
 */
export function readRule(text: string): Repeat | undefined {
  const typed = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
  if (!/^[A-Z]+=/.test(typed)) return undefined
  const parts = rulePartsOf(typed)
  const problem = parts === undefined ? 'it is not a list of NAME=VALUE between semicolons' : problemOf(parts)
  if (parts !== undefined && problem === undefined) return { type: 'rule', parts }
  throw new InputError(
    `"${text}" is no rule a reminder can follow: ${problem}.`,
    'For example FREQ=MONTHLY;BYDAY=-1FR',
  )
}

function rulePartsOf(text: string): RuleParts | undefined {
  const parts = text
    .replace(/;$/, '')
    .split(';')
    .map((part) => part.split('='))
  if (parts.some((part) => part.length !== 2)) return undefined
  const named = parts.map(([name = '', value = '']): [string, string] => [
    name,
    name === 'UNTIL' ? untilDay(value) : value,
  ])
  return new Set(named.map(([name]) => name)).size === named.length ? Object.fromEntries(named) : undefined
}

/** An UNTIL with a time ends on that day. */
function untilDay(value: string): string {
  return value.replace(/^(\d{8})T\d{6}Z?$/, '$1')
}

function problemOf(parts: RuleParts): string | undefined {
  for (const [name, value] of Object.entries(parts)) {
    const form = forms[name]
    if (form === undefined) return `${name} is not known for days`
    if (!form.test(value)) return `${name}=${value} is not possible`
  }
  if (parts['FREQ'] === undefined) return 'FREQ is missing'
  if (parts['COUNT'] !== undefined && parts['UNTIL'] !== undefined) return 'it has both COUNT and UNTIL'
  const wrong = `${parts['UNTIL'] ?? ''},${parts['EXDATE'] ?? ''}`
    .split(',')
    .find((day) => day !== '' && !isDay(dayOfUntil(day)))
  if (wrong !== undefined) return `${wrong} is no day`
  const isByNumber = /\d/.test(parts['BYDAY'] ?? '')
  if (isByNumber && !/MONTHLY|YEARLY/.test(parts['FREQ']))
    return 'only months and years have a first or last weekday'
  const bySets = ['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYYEARDAY', 'BYWEEKNO'].some(
    (name) => parts[name] !== undefined,
  )
  return parts['BYSETPOS'] !== undefined && !bySets ? 'BYSETPOS has nothing to choose from' : undefined
}

/** A day of UNTIL or EXDATE: `20270630` is 2027-06-30. */
export function dayOfUntil(until: string): string {
  return `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`
}

/** Whether a rule comes to an end by itself. */
export function isEndless(repeat: Repeat): boolean {
  return (
    repeat.type === 'done' || (repeat.parts['COUNT'] === undefined && repeat.parts['UNTIL'] === undefined)
  )
}

/**
 * The rule with what it leaves to its first day said, so that every calendar program understands it alike: a month
 * without that day takes its last, a year without a 29th of February the 28th. (RFC 5545 alone would leave these out.)
 * @param first the day the rule counts from
 */
export function spelledOut(parts: RuleParts, first: string): RuleParts {
  if (['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYYEARDAY', 'BYWEEKNO'].some((name) => parts[name] !== undefined))
    return parts
  const date = Number(first.slice(8, 10))
  if (parts['FREQ'] === 'MONTHLY' && date > 28) return { ...parts, ...dayOrLast(date) }
  if (parts['FREQ'] === 'YEARLY' && first.endsWith('-02-29'))
    return { ...parts, BYMONTH: '2', ...dayOrLast(29) }
  return parts
}

/** The parts that say: this day of the month, or the last where there is none. */
export function dayOrLast(date: number): RuleParts {
  if (date <= 28) return { BYMONTHDAY: String(date) }
  const days = Array.from({ length: date - 27 }, (_, index) => 28 + index)
  return { BYMONTHDAY: days.join(','), BYSETPOS: '-1' }
}

/** The day so many units after `day`: months and years end on the last day of a month that is too short. */
export function addUnits(day: string, count: number, unit: Unit): string {
  if (unit === 'day' || unit === 'week') return addDays(day, unit === 'week' ? count * 7 : count)
  return addMonths(day, unit === 'year' ? count * 12 : count)
}
