/** The times of what repeats in a calendar: RRULE, RDATE and EXDATE of RFC 5545. */
import {
  addDays,
  addMonths,
  clockOf,
  dayOf,
  daysBetween,
  daysOf,
  instantAt,
  isDay,
  type RuleParts,
  readRule,
  repeatText,
  toInstant,
} from '../dates.ts'
import { InputError } from '../errors.ts'
import { named, textOf } from './calendarCells.ts'
import { type CalendarTime, timeIn, whenOf, type Zones } from './calendarZones.ts'
import type { Property } from './ical.ts'

/** How the times of a calendar become days and instants. */
export interface TimeContext {
  readonly zones: Zones
  /** The zone of times that name none. */
  readonly timezone: string
}

/** Each time is a day or a UTC instant, as the first one is. */
export interface Series {
  readonly first: CalendarTime
  /** UNTIL is a day of the first time's own zone. */
  readonly parts?: RuleParts
  /** The rule as it stands in the file, where nothing can follow it. */
  readonly unread?: string
  /** Times beside those of the rule. */
  readonly added: readonly string[]
  /** Times at which it does not come; days on which it does not, at any time. */
  readonly left: ReadonlySet<string>
}

/** Whether all values of a property are times. */
export function isRead(property: Property): boolean {
  return property.values.every((value) => valueTime(property, value) !== undefined)
}

/** A time, or the beginning of a period. */
function valueTime(property: Property, value: unknown): CalendarTime | undefined {
  return timeIn(property, Array.isArray(value) ? value[0] : String(value).split('/')[0])
}

/** The days or instants of a property; what is no time is left out. */
export function timesAt(properties: readonly Property[], name: string, context: TimeContext): string[] {
  return named(properties, name).flatMap((property) =>
    property.values.flatMap((value) => {
      const time = valueTime(property, value)
      return time === undefined ? [] : [fixed(time, context)]
    }),
  )
}

function fixed(time: CalendarTime, { zones, timezone }: TimeContext): string {
  const when = whenOf(time, zones)
  return isDay(when) || when.endsWith('Z') ? when : instantAt(time.day, time.clock ?? '00:00:00', timezone)
}

/** The series an item is; undefined where it is a single one. */
export function seriesOf(properties: readonly Property[], context: TimeContext): Series | undefined {
  const rule = textOf(properties, 'rrule')
  const added = timesAt(properties, 'rdate', context)
  const first = firstTime(properties)
  if (first === undefined || (rule === '' && added.length === 0)) return undefined
  const series = { first, added: [], left: new Set(timesAt(properties, 'exdate', context)) }
  const asFirst = added.map((time) => (isDay(time) ? timeOn(series, time, context) : time))
  const parts = rule === '' ? undefined : partsOf(rule, first, context)
  return {
    ...series,
    added: asFirst,
    ...(parts === undefined ? {} : { parts }),
    ...(rule !== '' && parts === undefined ? { unread: rule } : {}),
  }
}

/** When it begins for the first time, else when it is due. */
export function firstTime(properties: readonly Property[]): CalendarTime | undefined {
  const [property] = [...named(properties, 'dtstart'), ...named(properties, 'due')]
  return property === undefined ? undefined : timeIn(property, property.values[0])
}

/** The rule as the file means it; undefined where it goes by hours, or is none. */
function partsOf(rule: string, first: CalendarTime, context: TimeContext): RuleParts | undefined {
  try {
    const repeat = readRule(withoutOwnClock(rule.toUpperCase(), first.clock))
    if (repeat?.type !== 'rule') return undefined
    const [, until] = /UNTIL=(\d{8}T\d{6}Z)/i.exec(rule) ?? []
    const parts = asInCalendars(repeat.parts, first.day)
    return until === undefined || first.clock === undefined
      ? parts
      : { ...parts, UNTIL: lastDay(first, until, context).replaceAll('-', '') }
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/** BYHOUR=9;BYMINUTE=0 says nothing new of what begins at nine. */
function withoutOwnClock(rule: string, clock = '00:00:00'): string {
  const [hour, minute, second] = clock.split(':').map(Number)
  const own: { readonly [part: string]: number | undefined } = { HOUR: hour, MINUTE: minute, SECOND: second }
  return rule.replace(/;BY(HOUR|MINUTE|SECOND)=(\d{1,2})(?=;|$)/g, (whole, part: string, number: string) =>
    own[part] === Number(number) ? '' : whole,
  )
}

/** In calendars months without the 31st are passed over, where a reminder of ours takes the last day. */
function asInCalendars(parts: RuleParts, first: string): RuleParts {
  if (Object.keys(parts).some((name) => name.startsWith('BY'))) return parts
  const date = Number(first.slice(8))
  if (parts['FREQ'] === 'MONTHLY' && date > 28) return { ...parts, BYMONTHDAY: String(date) }
  return parts['FREQ'] === 'YEARLY' && first.endsWith('-02-29')
    ? { ...parts, BYMONTH: '2', BYMONTHDAY: '29' }
    : parts
}

/** The last day, in the zone of the first time, on which its time is no later than an instant of UNTIL. */
function lastDay(first: CalendarTime, until: string, context: TimeContext): string {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(until) ?? []
  const end = until.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const near = [1, 0, -1].map((days) => addDays(`${year}-${month}-${day}`, days))
  return near.find((one) => fixed({ ...first, day: one }, context) <= end) ?? addDays(near[2] ?? '', -1)
}

/** The time the series has on a day of its zone. */
export function timeOn({ first }: Pick<Series, 'first'>, day: string, context: TimeContext): string {
  return fixed({ ...first, day }, context)
}

interface Span {
  /** A time or day; only later ones are given. */
  readonly after?: string
  /** A time or day; the last that may be given. */
  readonly to: string
}

const mostTimes = 10_000

/** The times of the rule alone, in order, the first one among them whether the rule has it or not. */
export function ruleTimes(series: Series, { after, to }: Span, context: TimeContext): readonly string[] {
  const { first, parts } = series
  const from = after === undefined ? addDays(first.day, -1) : addDays(after.slice(0, 10), -2)
  const days =
    parts === undefined ? [] : daysOf(parts, first.day, from, mostTimes, addDays(to.slice(0, 10), 2))
  const times = [...new Set([first.day, ...days])].map((day) => timeOn(series, day, context))
  return times.filter((time) => (after === undefined || time > after) && time <= to).sort()
}

/** All times at which it comes, in order. */
export function timesOf(series: Series, span: Span, context: TimeContext): readonly string[] {
  const { added, left } = series
  const inSpan = added.filter((time) => (span.after === undefined || time > span.after) && time <= span.to)
  const zoned = (time: string) => (isDay(time) ? time : dayInSeries(series, time, context))
  return [...new Set([...ruleTimes(series, span, context), ...inSpan])]
    .filter((time) => !left.has(time) && !left.has(zoned(time)))
    .sort()
}

/** The first time after one, or of all; undefined where it comes no more. */
export function nextTime(
  series: Series,
  after: string | undefined,
  context: TimeContext,
): string | undefined {
  const start = (after ?? '') < series.first.day ? series.first.day : (after ?? '').slice(0, 10)
  for (const years of [1, 5, 45]) {
    const span = { to: addMonths(start, years * 12), ...(after === undefined ? {} : { after }) }
    const [next] = timesOf(series, span, context)
    if (next !== undefined) return next
  }
  return undefined
}

/** The day of a time in the zone of the series. */
function dayInSeries(series: Series, time: string, context: TimeContext): string {
  const day = time.slice(0, 10)
  return (
    [-1, 0, 1].map((days) => addDays(day, days)).find((one) => timeOn(series, one, context) === time) ?? day
  )
}

/** The last time of a rule; undefined where it has no end. */
export function lastTime(series: Series, context: TimeContext): string | undefined {
  const { first, parts = {} } = series
  if (parts['COUNT'] === undefined && parts['UNTIL'] === undefined) return undefined
  const days = daysOf(parts, first.day, addDays(first.day, -1), mostTimes)
  return timeOn(series, days.at(-1) ?? first.day, context)
}

/** Later by as much as one time is after another: what lies between the beginning of a task and its being due. */
export function shifted(time: string, from: string, to: string): string {
  if (isDay(time)) return isDay(from) && isDay(to) ? addDays(time, daysBetween(from, to)) : time
  const apart = Date.parse(to) - Date.parse(from)
  return isDay(from) || isDay(to) ? time : toInstant(new Date(Date.parse(time) + apart))
}

/** A rule of the store's days, and the time it begins at. */
export interface HeldRule {
  readonly due: string
  readonly repeat: string
}

/**
 * The series as a rule by which the store's reminders come, from one of its times on; undefined where such a rule comes
 * at other times: another zone with summer time, or where the day is another.
 * @param from one of its times
 * @param dueOf when what begins at a time is due
 */
export function heldRule(
  series: Series,
  from: string,
  dueOf: (time: string) => string,
  context: TimeContext,
): HeldRule | undefined {
  if (series.parts === undefined) return undefined
  const due = dueOf(from)
  const dayOfTime = (time: string) => dayIn(dueOf(time), context)
  const held = definedParts({ ...series.parts, ...endsOf(series, from, dayOfTime, context) })
  const wanted = [3, 45]
    .map((years) => ruleTimes(series, { after: from, to: addMonths(from.slice(0, 10), years * 12) }, context))
    .find((times, index) => times.length > 2 || index === 1)
    ?.map(dueOf)
  const end = wanted?.at(-1) ?? due
  const first = dayIn(due, context)
  const found = daysOf(held, first, first, mostTimes, addDays(end.slice(0, 10), 2))
    .map((day) => (isDay(due) ? day : instantAt(day, clockOf(due, context.timezone), context.timezone)))
    .filter((time) => time <= end)
  if (found.join() !== (wanted ?? []).join()) return undefined
  const left = [...series.left]
    .map((time) => dayOfTime(isDay(time) ? timeOn(series, time, context) : time))
    .sort()
  const coming = new Set(daysOf(held, first, first, mostTimes, left.at(-1) ?? first))
  const days = left.filter((day, index) => coming.has(day) && day !== left[index + 1])
  const except = days.length === 0 ? {} : { EXDATE: days.join(',').replaceAll('-', '') }
  return { due, repeat: repeatText({ type: 'rule', parts: { ...held, ...except } }) }
}

/** How the rule ends: so many times only where it is counted from its own first time. */
function endsOf(
  series: Series,
  from: string,
  dayOfTime: (time: string) => string,
  context: TimeContext,
): { readonly [part: string]: string | undefined } {
  if (series.parts?.['COUNT'] !== undefined && from === timeOn(series, series.first.day, context)) return {}
  const last = lastTime(series, context)
  const until = last === undefined ? undefined : dayOfTime(last).replaceAll('-', '')
  return { COUNT: undefined, UNTIL: until }
}

function definedParts(parts: { readonly [part: string]: string | undefined }): RuleParts {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function dayIn(time: string, { timezone }: TimeContext): string {
  return isDay(time) ? time : dayOf(time, timezone)
}
