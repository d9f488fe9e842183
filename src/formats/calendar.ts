/** The entries that a calendar is kept in step with (RFC 5545) ↔ text. */
import { addDays, instantAt, isDay } from '../dates.ts'
import { InputError } from '../errors.ts'
import { timeIn, unknownZones, whenOf, type Zones, zonesOf } from './calendarZones.ts'
import { type Component, componentsOf, propertiesIn } from './contentLines.ts'
import { type NewProperty, type Property, writeProperty } from './ical.ts'
import { flattened } from './icalendar.ts'

export type EntryType = 'todo' | 'event'

/** One task or event to be written. */
export interface CalendarEntry {
  /** The same for the same thing, for ever. */
  readonly uid: string
  readonly type: EntryType
  readonly summary: string
  readonly description?: string
  /** The day, or the instant: when a task is due, when an event begins. */
  readonly when: string
  /** Length of an event with a time; 30 unless given. */
  readonly minutes?: number
  readonly status: 'open' | 'done' | 'cancelled'
  /** UTC instant. */
  readonly doneAt?: string
  readonly priority?: string
  readonly createdAt: string
  readonly updatedAt: string
  /** Minutes before the time at which to ring; on days it rings at 9 in the morning. No alarm where it is left out. */
  readonly alarm?: number
}

/** One task or event that was read. */
export interface ReadEntry {
  readonly uid: string
  readonly type: EntryType
  readonly summary: string
  readonly description?: string
  /** The day or UTC instant; undefined where it has none. */
  readonly when?: string
  readonly status: 'open' | 'done' | 'cancelled'
  readonly doneAt?: string
  readonly priority?: 'high' | 'normal' | 'low'
  /** When it was last changed in the calendar. */
  readonly modifiedAt?: string
  /** `updatedAt` of the record it was written from. */
  readonly writtenFrom?: string
  /** The time zone it names that nobody knows. */
  readonly unknownZone?: string
  /** Whether it repeats there by a rule. */
  readonly repeats?: boolean
}

const priorities: { readonly [word: string]: string | undefined } = { high: '1', normal: '5', low: '9' }
const origin = 'x-lukkha-updated'

/** A calendar of entries; the same entries give the same text. */
export function writeEntries(entries: readonly CalendarEntry[]): string {
  const head: readonly NewProperty[] = [
    { name: 'version', values: ['2.0'] },
    { name: 'prodid', values: ['-//lukkha//crm//EN'] },
  ]
  return component('VCALENDAR', `${lines(head)}${entries.map(entryText).join('')}`)
}

function component(name: string, content: string): string {
  return `BEGIN:${name}\r\n${content}END:${name}\r\n`
}

function lines(properties: Iterable<NewProperty>): string {
  return Array.from(properties, (property) => writeProperty(property, 'icalendar')).join('')
}

function entryText(entry: CalendarEntry): string {
  const alarm = entry.alarm !== undefined && entry.status === 'open' ? alarmText(entry, entry.alarm) : ''
  return component(entry.type === 'todo' ? 'VTODO' : 'VEVENT', `${lines(propertiesOf(entry))}${alarm}`)
}

function* propertiesOf(entry: CalendarEntry): Generator<NewProperty> {
  yield { name: 'uid', values: [entry.uid] }
  yield time('dtstamp', entry.updatedAt)
  yield time('created', entry.createdAt)
  yield time('last-modified', entry.updatedAt)
  yield { name: 'sequence', type: 'integer', values: [sequenceOf(entry)] }
  yield { name: 'summary', values: [entry.summary] }
  if (entry.description !== undefined) yield { name: 'description', values: [entry.description] }
  yield* entry.type === 'todo' ? todo(entry) : event(entry)
  const priority = priorities[entry.priority ?? '']
  if (priority !== undefined) yield { name: 'priority', type: 'integer', values: [priority] }
  yield { name: origin, values: [entry.updatedAt] }
}

function* todo(entry: CalendarEntry): Generator<NewProperty> {
  yield time('due', entry.when)
  const words = { open: 'NEEDS-ACTION', done: 'COMPLETED', cancelled: 'CANCELLED' } as const
  yield { name: 'status', values: [words[entry.status]] }
  if (entry.status !== 'done') return
  yield time('completed', entry.doneAt ?? entry.updatedAt)
  yield { name: 'percent-complete', type: 'integer', values: ['100'] }
}

function* event(entry: CalendarEntry): Generator<NewProperty> {
  yield time('dtstart', entry.when)
  yield time('dtend', isDay(entry.when) ? addDays(entry.when, 1) : later(entry.when, entry.minutes))
  yield { name: 'status', values: [entry.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'] }
  yield { name: 'transp', values: [isDay(entry.when) ? 'TRANSPARENT' : 'OPAQUE'] }
}

function alarmText(entry: CalendarEntry, minutes: number): string {
  const before = minutes === 0 ? 'PT0S' : `-PT${minutes}M`
  const params = entry.type === 'todo' ? { related: 'END' } : {}
  const properties: readonly NewProperty[] = [
    { name: 'action', values: ['DISPLAY'] },
    { name: 'description', values: [entry.summary] },
    { name: 'trigger', type: 'duration', params, values: [isDay(entry.when) ? 'PT9H' : before] },
  ]
  return component('VALARM', lines(properties))
}

function time(name: string, when: string): NewProperty {
  return { name, type: isDay(when) ? 'date' : 'date-time', values: [when] }
}

/**
 * The tasks and events in a text, of one calendar or several.
 * @param timezone of times that name no zone
 * @throws InputError where it is no calendar
 */
export async function readEntries(text: string, timezone: string): Promise<readonly ReadEntry[]> {
  const all = flattened(componentsOf(text.replace(/^\ufeff/, '')))
  if (!all.some(({ name }) => name === 'VCALENDAR'))
    throw new InputError(
      'This is no calendar: it has no BEGIN:VCALENDAR.',
      'A file in the iCalendar format: .ics',
    )
  const cut = all.find(({ isWhole }) => !isWhole)
  if (cut !== undefined)
    throw new InputError(`This is no calendar: ${cut.name} of line ${cut.line} has no END.`)
  const parts = [
    ...all.filter(({ name }) => name === 'VTODO'),
    ...all.filter(({ name }) => name === 'VEVENT'),
  ].map((part) => ({
    part,
    properties: propertiesIn(part),
  }))
  const zones = await zonesOf(
    all,
    parts.flatMap(({ properties }) => properties),
  )
  return parts.flatMap(({ part, properties }) => entryOf(part, properties, timezone, zones) ?? [])
}

function entryOf(
  part: Component,
  properties: readonly Property[],
  timezone: string,
  zones: Zones,
): ReadEntry | undefined {
  const property = (name: string) => properties.find((one) => one.name === name)
  const text = (name: string) => textOf(property(name)?.values[0])
  const when = (name: string) => instantOrDay(property(name), timezone, zones)
  const uid = text('uid')
  // One moved time of an event that repeats is not the event.
  if (uid === undefined || property('recurrence-id') !== undefined) return undefined
  const type = part.name === 'VTODO' ? 'todo' : 'event'
  const due = type === 'todo' ? (when('due') ?? when('dtstart')) : when('dtstart')
  const doneAt = when('completed')
  const optional = {
    when: due,
    description: text('description'),
    doneAt,
    priority: priorityOf(Number(text('priority') ?? '0')),
    modifiedAt: when('last-modified') ?? when('dtstamp'),
    writtenFrom: text(origin),
    unknownZone: unknownZones(properties, zones)[0],
  }
  return {
    uid,
    type,
    summary: text('summary') ?? '',
    status: statusOf(text('status'), doneAt),
    ...(property('rrule') === undefined ? {} : { repeats: true }),
    ...defined(optional),
  }
}

function instantOrDay(property: Property | undefined, timezone: string, zones: Zones): string | undefined {
  if (property === undefined) return undefined
  // Programs leave out VALUE=DATE, and a time nobody can read must not lose the rest.
  const time = timeIn(property, property.values[0])
  if (time === undefined || !isDay(time.day)) return undefined
  const when = whenOf(time, zones)
  return time.clock === undefined || when.endsWith('Z') ? when : instantAt(time.day, time.clock, timezone)
}

function textOf(value: unknown): string | undefined {
  const text = value === null || value === undefined ? '' : String(value).trim()
  return text === '' ? undefined : text
}

function defined<T extends { readonly [name: string]: unknown }>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const name in values) {
    const value = values[name]
    if (isDefined(value)) kept[name] = value
  }
  return kept
}

function isDefined<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined
}

function statusOf(word: string | undefined, doneAt: string | undefined): ReadEntry['status'] {
  const status = word?.toUpperCase()
  if (status === 'COMPLETED' || (status === undefined && doneAt !== undefined)) return 'done'
  return status === 'CANCELLED' ? 'cancelled' : 'open'
}

function priorityOf(number: number): ReadEntry['priority'] {
  if (!(number >= 1 && number <= 9)) return undefined
  return number < 5 ? 'high' : number === 5 ? 'normal' : 'low'
}

/** Grows with every change of the record: seconds since it was made. */
export function sequenceOf({ createdAt, updatedAt }: { createdAt: string; updatedAt: string }): string {
  const seconds = Math.floor((Date.parse(updatedAt) - Date.parse(createdAt)) / 1000)
  return String(Math.max(0, Math.min(2_147_483_647, seconds)))
}

/** The end of what begins at an instant. */
export function later(instant: string, minutes = 30): string {
  return `${new Date(Date.parse(instant) + minutes * 60_000).toISOString().slice(0, 19)}Z`
}
