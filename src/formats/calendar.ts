/** Calendars (RFC 5545): entries ↔ text. The only import of ical.js, loaded when first needed. */
import { addDays, instantAt, isDay, isInstant, isTimezone } from '../dates.ts'
import { InputError } from '../errors.ts'

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
}

const priorities: { readonly [word: string]: number | undefined } = { high: 1, normal: 5, low: 9 }
const origin = 'x-lukkha-updated'

/** Loads what writing and reading need. */
export async function loadCalendars(): Promise<Calendars> {
  const { default: ical } = await import('ical.js')
  return new Calendars(ical)
}

type Library = typeof import('ical.js')['default']
type Component = InstanceType<Library['Component']>
type Time = InstanceType<Library['Time']>

export class Calendars {
  readonly #ical: Library

  constructor(ical: Library) {
    this.#ical = ical
  }

  /** A calendar of entries; the same entries give the same text. */
  write(entries: readonly CalendarEntry[]): string {
    const calendar = new this.#ical.Component('vcalendar')
    calendar.addPropertyWithValue('version', '2.0')
    calendar.addPropertyWithValue('prodid', '-//lukkha//crm//EN')
    for (const entry of entries) calendar.addSubcomponent(this.#component(entry))
    return `${calendar.toString()}\r\n`
  }

  #component(entry: CalendarEntry): Component {
    const part = new this.#ical.Component(entry.type === 'todo' ? 'vtodo' : 'vevent')
    part.addPropertyWithValue('uid', entry.uid)
    part.addPropertyWithValue('dtstamp', this.#time(entry.updatedAt))
    part.addPropertyWithValue('created', this.#time(entry.createdAt))
    part.addPropertyWithValue('last-modified', this.#time(entry.updatedAt))
    part.addPropertyWithValue('sequence', sequenceOf(entry))
    part.addPropertyWithValue('summary', entry.summary)
    if (entry.description !== undefined) part.addPropertyWithValue('description', entry.description)
    if (entry.type === 'todo') this.#todo(part, entry)
    else this.#event(part, entry)
    const priority = priorities[entry.priority ?? '']
    if (priority !== undefined) part.addPropertyWithValue('priority', priority)
    part.addPropertyWithValue(origin, entry.updatedAt)
    if (entry.alarm !== undefined && entry.status === 'open')
      part.addSubcomponent(this.#alarm(entry, entry.alarm))
    return part
  }

  #todo(part: Component, entry: CalendarEntry): void {
    part.addPropertyWithValue('due', this.#time(entry.when))
    const words = { open: 'NEEDS-ACTION', done: 'COMPLETED', cancelled: 'CANCELLED' } as const
    part.addPropertyWithValue('status', words[entry.status])
    if (entry.status !== 'done') return
    part.addPropertyWithValue('completed', this.#time(entry.doneAt ?? entry.updatedAt))
    part.addPropertyWithValue('percent-complete', 100)
  }

  #event(part: Component, entry: CalendarEntry): void {
    part.addPropertyWithValue('dtstart', this.#time(entry.when))
    const end = isDay(entry.when) ? addDays(entry.when, 1) : later(entry.when, entry.minutes ?? 30)
    part.addPropertyWithValue('dtend', this.#time(end))
    part.addPropertyWithValue('status', entry.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED')
    part.addPropertyWithValue('transp', isDay(entry.when) ? 'TRANSPARENT' : 'OPAQUE')
  }

  #alarm(entry: CalendarEntry, minutes: number): Component {
    const alarm = new this.#ical.Component('valarm')
    alarm.addPropertyWithValue('action', 'DISPLAY')
    alarm.addPropertyWithValue('description', entry.summary)
    const before = minutes === 0 ? 'PT0S' : `-PT${minutes}M`
    const trigger = alarm.addPropertyWithValue(
      'trigger',
      this.#ical.Duration.fromString(isDay(entry.when) ? 'PT9H' : before),
    )
    if (entry.type === 'todo') trigger.setParameter('related', 'END')
    return alarm
  }

  #time(when: string): Time {
    return isDay(when) ? this.#ical.Time.fromDateString(when) : this.#ical.Time.fromDateTimeString(when)
  }

  /**
   * The tasks and events in a text, of one calendar or several.
   * @param timezone of times that name no zone
   * @throws InputError where it is no calendar
   */
  read(text: string, timezone: string): readonly ReadEntry[] {
    if (!/BEGIN:VCALENDAR/i.test(text))
      throw new InputError(
        'This is no calendar: it has no BEGIN:VCALENDAR.',
        'A file in the iCalendar format: .ics',
      )
    let parsed: unknown
    try {
      parsed = this.#ical.parse(text.replace(/^\ufeff/, ''))
    } catch (error) {
      throw new InputError(`This is no calendar: ${error instanceof Error ? error.message : String(error)}.`)
    }
    const calendars: readonly unknown[] = isNode(parsed) ? [parsed] : Array.isArray(parsed) ? parsed : []
    return calendars.flatMap((calendar) => {
      if (!isNode(calendar)) return []
      const component = new this.#ical.Component([...calendar])
      const parts = [...component.getAllSubcomponents('vtodo'), ...component.getAllSubcomponents('vevent')]
      return parts.flatMap((part) => this.#entry(part, timezone) ?? [])
    })
  }

  #entry(part: Component, timezone: string): ReadEntry | undefined {
    const text = (name: string) => textOf(part.getFirstPropertyValue(name))
    const when = (name: string) => this.#when(part, name, timezone)
    const uid = text('uid')
    // One moved time of an event that repeats is not the event.
    if (uid === undefined || part.hasProperty('recurrence-id')) return undefined
    const type = part.name === 'vtodo' ? 'todo' : 'event'
    const due = type === 'todo' ? (when('due') ?? when('dtstart')) : when('dtstart')
    const doneAt = when('completed')
    const optional = {
      when: due,
      description: text('description'),
      doneAt,
      priority: priorityOf(Number(text('priority') ?? '0')),
      modifiedAt: when('last-modified') ?? when('dtstamp'),
      writtenFrom: text(origin),
    }
    return {
      uid,
      type,
      summary: text('summary') ?? '',
      status: statusOf(text('status'), doneAt),
      ...defined(optional),
    }
  }

  #when(part: Component, name: string, timezone: string): string | undefined {
    const property = part.getFirstProperty(name)
    if (property === null) return undefined
    // As it was written: programs leave out VALUE=DATE, and a time nobody can read must not lose the rest.
    const written: unknown = property.toJSON()[3]
    const [, day = '', clock, utc] =
      /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(Z)?)?/.exec(String(written)) ?? []
    if (!isDay(day)) return undefined
    if (clock === undefined) return day
    if (!isInstant(`${day}T${clock}Z`)) return undefined
    if (utc !== undefined) return `${day}T${clock}Z`
    const zone = textOf(property.getParameter('tzid'))
    return instantAt(day, clock, zone !== undefined && isTimezone(zone) ? zone : timezone)
  }
}

/** A component as the library parses it: its name, its properties, its parts. */
function isNode(value: unknown): value is readonly [string, unknown[], unknown[]] {
  return Array.isArray(value) && typeof value[0] === 'string'
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
function sequenceOf({ createdAt, updatedAt }: CalendarEntry): number {
  return Math.max(
    0,
    Math.min(2_147_483_647, Math.floor((Date.parse(updatedAt) - Date.parse(createdAt)) / 1000)),
  )
}

function later(instant: string, minutes: number): string {
  return `${new Date(Date.parse(instant) + minutes * 60_000).toISOString().slice(0, 19)}Z`
}
