/** A to-do, event or journal entry of a calendar as the cells of a record. */

import { isInstant, toInstant } from '../dates.ts'
import { dictionary } from '../dictionary.ts'
import type { EntityName } from '../entities/index.ts'
import { idWithName, isId } from '../schema/id.ts'
import { noZones, timeIn, whenOf, type Zones } from './calendarZones.ts'
import type { Component } from './contentLines.ts'
import { applyExtras } from './extras.ts'
import type { Property } from './ical.ts'
import { plainText } from './plain.ts'

/** A to-do, event or journal entry of a file, which can be read. */
export interface CalendarItem {
  /** Its place among all of them, from 1. */
  readonly line: number
  readonly component: Component
  readonly properties: readonly Property[]
}

/** What an item says as a record of a kind. */
export function itemCells(
  { component, properties }: Pick<CalendarItem, 'component' | 'properties'>,
  kind: EntityName,
  zones: Zones = noZones,
): Map<string, string> {
  const cells = new Map<string, string>()
  const put = (field: string, text: string | undefined): void => {
    if (text !== undefined && text.trim() !== '') cells.set(field, text)
  }
  if (kind === 'reminder') putReminder(component, properties, zones, put)
  else putActivity(component, properties, zones, put)
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

const statuses: { readonly [status: string]: string | undefined } = dictionary({
  COMPLETED: 'done',
  CANCELLED: 'cancelled',
})

function putReminder({ name }: Component, properties: readonly Property[], zones: Zones, put: Put): void {
  put('text', oneLine(textOf(properties, 'summary')))
  const start = dateOf(properties, 'dtstart', zones)
  const minutes = minutesIn(textOf(properties, 'duration'))
  put('due', dateOf(properties, 'due', zones) ?? (name === 'VTODO' ? laterBy(start, minutes) : start))
  put('priority', priorityOf(Number(textOf(properties, 'priority'))))
  const isDone = named(properties, 'completed').length > 0 || textOf(properties, 'percent-complete') === '100'
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
  const said = minutesIn(textOf(properties, 'duration'))
  if (said > 0) return String(said)
  if (start === undefined || end === undefined || start.length === 10) return ''
  const taken = Math.round((Date.parse(end.replace(' ', 'T')) - Date.parse(start.replace(' ', 'T'))) / 60_000)
  return taken > 0 ? String(taken) : ''
}

/** Minutes of a duration (RFC 5545 3.3.6): PT1H30M; 0 where it is none. */
function minutesIn(duration: string): number {
  const [, weeks = 0, days = 0, hours = 0, minutes = 0] =
    /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(duration) ?? []
  return Number(weeks) * 10_080 + Number(days) * 1440 + Number(hours) * 60 + Number(minutes)
}

/** The end of what begins at an instant and takes so long; other times as they are. */
function laterBy(start: string | undefined, minutes: number): string | undefined {
  return start === undefined || !isInstant(start)
    ? start
    : toInstant(new Date(Date.parse(start) + minutes * 60_000))
}

/** The people invited, by their addresses. */
function attendees(properties: readonly Property[]): string {
  return named(properties, 'attendee')
    .map(({ values }) => String(values[0] ?? '').replace(/^mailto:/i, ''))
    .filter((address) => address.includes('@'))
    .join('; ')
}

export function named(properties: readonly Property[], name: string): readonly Property[] {
  return properties.filter((property) => property.name === name)
}

export function textOf(properties: readonly Property[], name: string): string {
  return named(properties, name).map(({ values }) => values.flat(2).join(', '))[0] ?? ''
}

/** A day, an instant, or a clock time that no zone is said for; whatever else stands there is left as it is. */
export function dateOf(properties: readonly Property[], name: string, zones: Zones): string | undefined {
  const [property] = named(properties, name)
  if (property === undefined) return undefined
  const time = timeIn(property, property.values[0])
  return time === undefined ? String(property.values[0] ?? '') : whenOf(time, zones)
}
