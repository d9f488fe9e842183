/** What a typed value covers where values have an order: `2026-11` is a whole month, `2026-11-22` a whole day. */
import { addDays, addMonths, instantAt, isDayOfYear, today } from '../dates.ts'
import type { Field, TypeName, Value } from '../schema/field.ts'
import type { TypeContext } from '../schema/type.ts'
import { types } from '../schema/types/index.ts'
import { digits } from '../text.ts'
import type { Operator } from './tree.ts'

/** The first and the last value that are meant. */
export interface Span {
  readonly from: Value
  readonly to: Value
}

interface DaySpan extends Span {
  readonly from: string
  readonly to: string
}

const ordered: ReadonlySet<TypeName> = new Set(['date', 'instant', 'when', 'money', 'number', 'percent'])

/** Whether values of a field are compared by order. */
export function isOrdered(field: Field): boolean {
  return ordered.has(field.type)
}

/**
 * A test of the values of an ordered field. Days are the store's: an instant is on a day from its first to its last
 * second there.
 * @throws InputError where `typed` is no value of the field
 */
export function orderTest(
  operator: Operator,
  typed: string,
  context: TypeContext,
): (value: Value) => boolean {
  const { type } = context.field
  const { compare, parse } = types[type]
  if (type === 'date') return dayTest(operator, typed, context)
  if (type === 'instant' || type === 'when') return momentTest(operator, typed, context)
  return spanTest(operator, exactly(parse(typed, context)), compare)
}

/** A day of the year is compared with the days of all years; one whose year is not known is before and after none. */
function dayTest(operator: Operator, typed: string, context: TypeContext): (value: Value) => boolean {
  const { compare, parse } = types.date
  const days = wholeDays(typed, context) ?? exactly(parse(typed, context))
  if (!isDayOfYear(String(days.from))) {
    const test = spanTest(operator, days, compare)
    return (value) => !isDayOfYear(String(value)) && test(value)
  }
  const test = spanTest(operator, days, compare)
  return (value) => test(`--${String(value).slice(-5)}`)
}

/** The span of one value. */
export function exactly(value: Value): Span {
  return { from: value, to: value }
}

function momentTest(operator: Operator, typed: string, context: TypeContext): (value: Value) => boolean {
  const { timezone } = context.settings
  const days = wholeDays(typed, context) ?? dayOrInstant(typed, context)
  if (typeof days === 'string') return spanTest(operator, exactly(days), types.when.compare)
  const instants = {
    from: instantAt(days.from, '00:00', timezone),
    to: instantAt(days.to, '23:59:59', timezone),
  }
  const ofDays = spanTest(operator, days, types.date.compare)
  const ofInstants = spanTest(operator, instants, types.instant.compare)
  return (value) => (isDay(value) ? ofDays(value) : ofInstants(value))
}

function dayOrInstant(typed: string, context: TypeContext): DaySpan | string {
  const value = String(types.when.parse(typed, context))
  return isDay(value) ? { from: value, to: value } : value
}

function isDay(value: Value): boolean {
  return typeof value === 'string' && value.length === 10
}

/** The days of `2026`, `2026-11` or `this-month`; years from 2400 are of the Buddhist era. */
function wholeDays(typed: string, { now, settings }: TypeContext): DaySpan | undefined {
  const found = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(digits(typed))
  if (found === null) return periodNamed(typed, today(now, settings.timezone))
  const year = Number(found[1]) >= 2400 ? Number(found[1]) - 543 : Number(found[1])
  const from = `${year}-${found[2] ?? '01'}-01`
  return { from, to: addDays(addMonths(from, found[2] === undefined ? 12 : 1), -1) }
}

const places: { readonly [word: string]: number | undefined } = { last: -1, this: 0, next: 1 }

/** `this-week`, `last-month`, `next-quarter`, `this-year`; weeks begin on Monday. */
function periodNamed(typed: string, day: string): DaySpan | undefined {
  const [, which = '', unit] = /^(last|this|next)[-_ ](week|month|quarter|year)$/i.exec(typed.trim()) ?? []
  const place = places[which.toLowerCase()]
  if (place === undefined || unit === undefined) return undefined
  if (unit.toLowerCase() === 'week') {
    const monday = addDays(day, place * 7 - ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
    return { from: monday, to: addDays(monday, 6) }
  }
  const months = unit.toLowerCase() === 'month' ? 1 : unit.toLowerCase() === 'quarter' ? 3 : 12
  const month = Number(day.slice(5, 7)) - 1
  const first = `${day.slice(0, 4)}-${String(month - (month % months) + 1).padStart(2, '0')}-01`
  const from = addMonths(first, place * months)
  return { from, to: addDays(addMonths(from, months), -1) }
}

/** Whether the word names a period, so that no date need be read. */
export function isPeriod(typed: string): boolean {
  return (
    /^(?:last|this|next)[-_ ](?:week|month|quarter|year)$/i.test(typed.trim()) ||
    /^\d{4}(?:-\d\d)?$/.test(typed)
  )
}

/** A test whether a value is within a span, or before or after it. */
export function spanTest(
  operator: Operator,
  { from, to }: Span,
  compare: (a: Value, b: Value) => number,
): (value: Value) => boolean {
  switch (operator) {
    case '>':
      return (value) => compare(value, to) > 0
    case '>=':
      return (value) => compare(value, from) >= 0
    case '<':
      return (value) => compare(value, from) < 0
    case '<=':
      return (value) => compare(value, to) <= 0
    default:
      return (value) => compare(value, from) >= 0 && compare(value, to) <= 0
  }
}
