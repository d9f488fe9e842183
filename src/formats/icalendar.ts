/** iCalendar (RFC 5545) to rows: to-dos become reminders, events become activities. */
import { instantAt, isTimezone, toInstant } from '../dates.ts'
import type { EntityName } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { idWithName, isId } from '../schema/id.ts'
import { type Component, componentsOf, propertyAt } from './contentLines.ts'
import { applyExtras } from './extras.ts'
import { type Property, zoneReader } from './ical.ts'
import { plainText } from './plain.ts'
import { type BrokenRow, type FileRecord, type Rows, rowsOfRecords } from './rows.ts'
import { leftOutNotes, tally, unsaid } from './unsaid.ts'

/** Reads a clock time of a named zone that the file describes. */
export type Zones = ReadonlyMap<string, (clock: string) => Date | undefined>

/**
 * Reads the to-dos as reminders, or the events as activities. Events that are still to come are reminders, where
 * `now` says what that means; `line` counts to-dos and events together.
 * @param kind reminders where it is not given and there are to-dos only
 * @throws InputError where there is neither to-do nor event
 */
export function readCalendar(text: string, { kind, now }: { kind?: EntityName; now?: Date } = {}): Rows {
  const all = flattened(componentsOf(text))
  const zones = zonesOf(all.filter(({ name }) => name === 'VTIMEZONE'))
  const items = all.filter(({ name }) => name === 'VTODO' || name === 'VEVENT' || name === 'VJOURNAL')
  if (items.length === 0) {
    throw new InputError(
      'There is no event and no to-do in the file.',
      'These begin with BEGIN:VEVENT and BEGIN:VTODO',
    )
  }
  const wanted = kind ?? (items.every(({ name }) => name === 'VTODO') ? 'reminder' : 'activity')
  const records: FileRecord[] = []
  const broken: BrokenRow[] = []
  let others = 0
  const left = new Map<string, number>()
  for (const [index, item] of items.entries()) {
    const properties = propertiesOf(item)
    if (typeof properties === 'string')
      broken.push({ line: index + 1, message: properties, cells: [sourceOf(item)] })
    else if (kindOf(item, properties, zones, now) !== wanted && !isBoth(item, wanted, now)) others++
    else {
      const cells = itemCells(item, wanted, zones)
      records.push({ line: index + 1, cells })
      tally(
        [
          ...unsaid(properties, cells, aside[wanted === 'reminder' ? 'reminder' : 'activity']),
          ...item.parts.map(({ name }) => name),
        ],
        left,
      )
    }
  }
  tally(
    all.filter(({ name }) => name === 'VFREEBUSY').map(({ name }) => name),
    left,
  )
  const notes = [...leftOutNotes(left), ...notesOf(others, wanted)]
  return rowsOfRecords(records, { unit: 'item', notes, broken })
}

function notesOf(others: number, wanted: EntityName): readonly string[] {
  if (others === 0) return []
  const rest = wanted === 'reminder' ? 'activities' : 'reminders'
  return [`left out: ${others} that are ${rest}; import them with "crm import ${rest}"`]
}

/** Without a clock, events may be either. */
function isBoth({ name }: Component, wanted: EntityName, now: Date | undefined): boolean {
  return name === 'VEVENT' && now === undefined && wanted === 'reminder'
}

export function flattened(components: readonly Component[]): readonly Component[] {
  return components.flatMap((one) => [one, ...flattened(one.parts)])
}

function sourceOf({ lines }: Component): string {
  return lines.map((line) => line.text).join('\n')
}

export function zonesOf(components: readonly Component[]): Zones {
  const zones = new Map<string, (clock: string) => Date | undefined>()
  for (const component of components) {
    const id = /^TZID[^:]*:(.*)$/im.exec(sourceOf(component))?.[1]?.trim()
    const read = id === undefined || isTimezone(id) ? undefined : zoneReader(written(component))
    if (id !== undefined && read !== undefined) zones.set(id, read)
  }
  return zones
}

function written({ name, lines, parts }: Component): string {
  const inner = [...lines.map((line) => line.text), ...parts.map(written)]
  return [`BEGIN:${name}`, ...inner, `END:${name}`].join('\r\n')
}

function kindOf(
  { name }: Component,
  properties: readonly Property[],
  zones: Zones,
  now: Date | undefined,
): EntityName {
  if (name === 'VTODO') return 'reminder'
  if (name === 'VJOURNAL' || now === undefined) return 'activity'
  const start = dateOf(properties, 'dtstart', zones)
  const begins = start === undefined ? Number.NaN : Date.parse(start.replace(' ', 'T'))
  return begins > now.getTime() ? 'reminder' : 'activity'
}

/** The properties of an item, or what is wrong with it. */
function propertiesOf(item: Component): readonly Property[] | string {
  const what = item.name === 'VTODO' ? 'to-do' : 'event'
  if (!item.isWhole) return `The ${what} that begins on line ${item.line} has no END:${item.name}.`
  const properties: Property[] = []
  for (const line of item.lines) {
    const property = propertyAt(line, 'icalendar')
    if (property === undefined)
      return `Line ${line.line} is no property of an event: ${line.text.slice(0, 60)}`
    properties.push(property)
  }
  return properties
}

const formal = ['dtstamp', 'sequence', 'dtstart', 'created', 'last-modified', 'uid', 'rrule', 'x-lukkha-id']

/** Of the format itself, or read in another form than it is written. */
const aside = {
  reminder: new Set([...formal, 'due', 'priority', 'status', 'completed']),
  activity: new Set([...formal, 'dtend', 'duration']),
}

/** What an item says as a record of a kind. */
export function itemCells(item: Component, kind: EntityName, zones: Zones = new Map()): Map<string, string> {
  const found = propertiesOf(item)
  const properties = typeof found === 'string' ? [] : found
  const cells = new Map<string, string>()
  const put = (field: string, text: string | undefined): void => {
    if (text !== undefined && text.trim() !== '') cells.set(field, text)
  }
  if (kind === 'reminder') putReminder(properties, zones, put)
  else putActivity(item, properties, zones, put)
  put('for', attendees(properties))
  const tags = named(properties, 'categories')
    .flatMap(({ values }) => values.map(String))
    .filter((tag) => tag.trim() !== '')
  put('tags', tags.length === 0 ? '' : plainText('tags', tags))
  put('externalId', textOf(properties, 'uid'))
  put('createdAt', dateOf(properties, 'created', zones))
  put('updatedAt', dateOf(properties, 'last-modified', zones))
  for (const [name, field] of [
    ['location', 'location'],
    ['url', 'url'],
    ['rrule', 'repeat'],
    ['organizer', 'organizer'],
    ['comment', 'calendarComment'],
  ] as const)
    put(field, textOf(properties, name))
  if (
    named(properties, 'x-lukkha-id').some(
      ({ values }) => cells.get('externalId') === `${String(values[0])}@lukkha`,
    )
  )
    cells.delete('externalId')
  applyExtras(cells, properties)
  put('for', withNames(cells.get('for') ?? '', properties))
  return cells
}

/** Beside the ids of those it is about, what they are called: one CONTACT for each. */
function withNames(ids: string, properties: readonly Property[]): string {
  const names = named(properties, 'contact').map(({ values }) => values.map(String).join(', '))
  const list = ids.split(',').map((id) => id.trim())
  if (list.length !== names.length || !list.every((id) => isId(id))) return ids
  return list.map((id, index) => idWithName(id, names[index] ?? '')).join('; ')
}

type Put = (field: string, text: string | undefined) => void

const statuses: { readonly [status: string]: string | undefined } = {
  COMPLETED: 'done',
  CANCELLED: 'cancelled',
}

function putReminder(properties: readonly Property[], zones: Zones, put: Put): void {
  put('text', oneLine(textOf(properties, 'summary')))
  put('due', dateOf(properties, 'due', zones) ?? dateOf(properties, 'dtstart', zones))
  put('priority', priorityOf(Number(textOf(properties, 'priority'))))
  const isDone = named(properties, 'completed').length > 0
  put('status', statuses[textOf(properties, 'status').toUpperCase()] ?? (isDone ? 'done' : 'open'))
  put('doneAt', dateOf(properties, 'completed', zones))
  put('description', textOf(properties, 'description'))
}

/** RFC 5545 3.8.1.9: 1 to 4 high, 5 normal, 6 to 9 low, 0 unsaid. */
function priorityOf(number: number): string {
  if (!(number >= 1 && number <= 9)) return ''
  return number < 5 ? 'high' : number === 5 ? 'normal' : 'low'
}

function putActivity({ name }: Component, properties: readonly Property[], zones: Zones, put: Put): void {
  put('kind', name === 'VJOURNAL' ? 'note' : 'meeting')
  put('subject', oneLine(textOf(properties, 'summary')))
  put('text', textOf(properties, 'description'))
  const start = dateOf(properties, 'dtstart', zones)
  put('at', start)
  const status = textOf(properties, 'status')
  put('status', /^(?:CONFIRMED|FINAL)$/i.test(status) ? '' : status.toLowerCase())
  put('minutes', minutesOf(properties, start, dateOf(properties, 'dtend', zones)))
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}

function minutesOf(
  properties: readonly Property[],
  start: string | undefined,
  end: string | undefined,
): string {
  const [, weeks, days, hours, minutes] =
    /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(
      textOf(properties, 'duration'),
    ) ?? []
  const said =
    Number(weeks ?? 0) * 10_080 + Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  if (said > 0) return String(said)
  if (start === undefined || end === undefined || start.length === 10) return ''
  const taken = Math.round((Date.parse(end.replace(' ', 'T')) - Date.parse(start.replace(' ', 'T'))) / 60_000)
  return taken > 0 ? String(taken) : ''
}

/** The people invited, by their addresses. */
function attendees(properties: readonly Property[]): string {
  return named(properties, 'attendee')
    .map(({ values }) => String(values[0] ?? '').replace(/^mailto:/i, ''))
    .filter((address) => address.includes('@'))
    .join('; ')
}

function named(properties: readonly Property[], name: string): readonly Property[] {
  return properties.filter((property) => property.name === name)
}

function textOf(properties: readonly Property[], name: string): string {
  return named(properties, name).map(({ values }) => values.flat(2).join(', '))[0] ?? ''
}

/** A day, an instant, or a clock time that no zone is said for; whatever else stands there is left as it is. */
function dateOf(properties: readonly Property[], name: string, zones: Zones): string | undefined {
  const [property] = named(properties, name)
  if (property === undefined) return undefined
  const text = String(property.values[0] ?? '')
  const [, day, clock, utc] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(Z?))?$/.exec(text) ?? []
  if (day === undefined || clock === undefined) return text
  if (Number.isNaN(Date.parse(`${day}T${clock}Z`))) return text
  if (utc === 'Z') return toInstant(new Date(text))
  const [zone = ''] = property.params.tzid ?? []
  const own = zones.get(zone)?.(`${day}T${clock}`)
  if (own !== undefined) return toInstant(own)
  return zone !== '' && isTimezone(zone) ? instantAt(day, clock, zone) : `${day} ${clock}`
}
