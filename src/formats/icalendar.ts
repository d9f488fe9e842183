/** iCalendar (RFC 5545) to rows: to-dos become reminders, events become activities. */
import type { EntityName } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { idWithName, isId } from '../schema/id.ts'
import { noZones, timeIn, unknownZones, whenOf, type Zones, zonesOf } from './calendarZones.ts'
import { type Component, componentsOf, propertyAt } from './contentLines.ts'
import { applyExtras } from './extras.ts'
import type { Property } from './ical.ts'
import { plainText } from './plain.ts'
import { type BrokenRow, type FileRecord, type Rows, rowsOfRecords } from './rows.ts'
import { leftOutNotes, tally, unsaid } from './unsaid.ts'

/** A to-do, event or journal entry of a file, which can be read. */
export interface CalendarItem {
  /** Its place among all of them, from 1. */
  readonly line: number
  readonly component: Component
  readonly properties: readonly Property[]
}

export interface CalendarReading {
  /** Reminders where it is not given and there are to-dos only. */
  readonly kind?: EntityName
  /** Events that are still to come are reminders; without it events may be either. */
  readonly now?: Date
}

/**
 * Reads the to-dos as reminders, or the events as activities; `line` counts to-dos and events together.
 * @throws InputError where there is neither to-do nor event
 */
export async function readCalendar(text: string, { kind, now }: CalendarReading = {}): Promise<Rows> {
  const all = flattened(componentsOf(text))
  const found = all.filter(({ name }) => name === 'VTODO' || name === 'VEVENT' || name === 'VJOURNAL')
  if (found.length === 0) {
    throw new InputError(
      'There is no event and no to-do in the file.',
      'These begin with BEGIN:VEVENT and BEGIN:VTODO',
    )
  }
  const wanted = kind ?? (found.every(({ name }) => name === 'VTODO') ? 'reminder' : 'activity')
  const { items, broken } = itemsOf(found)
  const zones = await zonesOf(
    all,
    items.flatMap(({ properties }) => properties),
  )
  const ofKind = items.filter(
    ({ component, properties }) =>
      kindOf(component, properties, zones, now) === wanted || isBoth(component, wanted, now),
  )
  const left = new Map<string, number>()
  const records = ofKind.map(({ line, component, properties }): FileRecord => {
    const cells = itemCells(component, wanted, zones)
    const unread = unsaid(properties, cells, aside[wanted === 'reminder' ? 'reminder' : 'activity'])
    tally([...unread, ...component.parts.map(({ name }) => name)], left)
    return { line, cells }
  })
  tally(
    all.filter(({ name }) => name === 'VFREEBUSY').map(({ name }) => name),
    left,
  )
  const notes = [...leftOutNotes(left), ...notesOf(items.length - ofKind.length, wanted)]
  const rows = rowsOfRecords(records, { unit: 'item', notes, broken })
  return { ...rows, warnings: zoneWarnings(ofKind, zones) }
}

function itemsOf(components: readonly Component[]): { items: CalendarItem[]; broken: BrokenRow[] } {
  const items: CalendarItem[] = []
  const broken: BrokenRow[] = []
  for (const [index, component] of components.entries()) {
    const properties = propertiesOf(component)
    if (typeof properties === 'string')
      broken.push({ line: index + 1, message: properties, cells: [sourceOf(component)] })
    else items.push({ line: index + 1, component, properties })
  }
  return { items, broken }
}

/** What is said of zones nobody knows: with the items, and how their times were read. */
function zoneWarnings(items: readonly CalendarItem[], zones: Zones): readonly string[] {
  const lines = new Map<string, number[]>()
  for (const { line, properties } of items)
    for (const name of unknownZones(properties, zones)) lines.set(name, [...(lines.get(name) ?? []), line])
  const readAs =
    zones.own === undefined ? 'in the zone of this store' : `in ${zones.own.name}, the zone of the calendar`
  return Array.from(
    lines,
    ([name, found]) => `${itemList(found)}: no time zone is called "${name}"; its times are read ${readAs}.`,
  )
}

/** `item 5`, `items 5, 8 and 9`, `items 1, 2, 3 and 40 more` */
export function itemList(lines: readonly number[]): string {
  const [first, ...more] = lines
  if (more.length === 0) return `item ${first}`
  const shown = lines.length > 6 ? lines.slice(0, 5) : lines.slice(0, -1)
  const last = lines.length > 6 ? `${lines.length - 5} more` : lines.at(-1)
  return `items ${shown.join(', ')} and ${last}`
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
export function itemCells(item: Component, kind: EntityName, zones: Zones = noZones): Map<string, string> {
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
  const time = timeIn(property, property.values[0])
  return time === undefined ? String(property.values[0] ?? '') : whenOf(time, zones)
}
