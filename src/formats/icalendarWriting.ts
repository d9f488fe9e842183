/** Reminders as to-dos or events, and activities as events of a calendar (RFC 5545). */

import { addDays, isDay } from '../dates.ts'
import { dictionary } from '../dictionary.ts'
import { InputError } from '../errors.ts'
import type { AnyRecord } from '../schema/field.ts'
import { later, sequenceOf } from './calendar.ts'
import { itemCells } from './calendarCells.ts'
import { componentsOf, propertiesIn } from './contentLines.ts'
import { extraNotes, missingExtras } from './extras.ts'
import { type NewProperty, writeProperty } from './ical.ts'
import { cellsByField, type Export, type Written } from './writing.ts'

/** Until a record says when it changed. */
const unknownTime = '1970-01-01T00:00:00Z'
/** A reminder for a whole day rings at nine in the morning. */
const morning = 'PT9H'

/**
 * One calendar. Ids stay the same, so that a calendar that subscribes to it updates its entries. Fields that have no
 * place are in X-LUKKHA-… properties.
 * @throws InputError for kinds that have no time
 */
export function writeCalendar(given: Export): Written {
  const { kind } = given
  if (kind !== 'reminder' && kind !== 'activity') {
    throw new InputError(`A calendar cannot hold a ${kind}.`, 'Write it as csv, xlsx, json or xml')
  }
  const head = [
    { name: 'version', values: ['2.0'] },
    { name: 'prodid', values: ['-//lukkha//crm//EN'] },
  ]
  const extra = new Set<string>()
  const items = given.records.map((record, index) => item(record, index, given, extra))
  return {
    content: `BEGIN:VCALENDAR\r\n${lines(head)}${items.join('')}END:VCALENDAR\r\n`,
    notes: extraNotes(extra, 'calendars'),
  }
}

function lines(properties: Iterable<NewProperty>): string {
  return Array.from(properties, (property) => writeProperty(property, 'icalendar')).join('')
}

function item(record: AnyRecord, index: number, given: Export, extra: Set<string>): string {
  const name = given.kind === 'reminder' && given.as !== 'event' ? 'VTODO' : 'VEVENT'
  const wanted = cellsByField(given, index)
  const shown = Object.fromEntries(Object.entries(record).filter(([field]) => wanted.has(field)))
  const all = { ...shown, id: record.id }
  const properties = [
    ...(given.kind === 'reminder' ? reminder(all, name) : activity(all)),
    ...about(all, given),
  ]
  const own = lines(properties.filter((one) => one.name !== 'x-lukkha-id' || wanted.has('id')))
  const alarm = given.kind === 'reminder' ? alarmOf(record, name, given.alarm ?? 0) : ''
  const [component] = componentsOf(`BEGIN:${name}\n${own}END:${name}\n`)
  const read =
    component === undefined
      ? new Map<string, string>()
      : itemCells({ component, properties: propertiesIn(component) }, given.kind)
  const extras = missingExtras(wanted, read).map((property): NewProperty => ({ type: 'text', ...property }))
  for (const one of extras) extra.add(one.name)
  return `BEGIN:${name}\r\n${own}${lines(extras)}${alarm}END:${name}\r\n`
}

function textIn(record: AnyRecord, name: string): string {
  const value = record[name]
  return typeof value === 'string' ? value : ''
}

function* common(record: AnyRecord): Generator<NewProperty> {
  const created = textIn(record, 'createdAt')
  const updated = textIn(record, 'updatedAt')
  yield { name: 'uid', values: [textIn(record, 'externalId') || `${record.id}@lukkha`] }
  yield { name: 'x-lukkha-id', type: 'text', values: [record.id] }
  yield { name: 'dtstamp', type: 'date-time', values: [updated || created || unknownTime] }
  if (created !== '') yield { name: 'created', type: 'date-time', values: [created] }
  if (updated !== '') yield { name: 'last-modified', type: 'date-time', values: [updated] }
  if (created !== '' && updated !== '')
    yield {
      name: 'sequence',
      type: 'integer',
      values: [sequenceOf({ createdAt: created, updatedAt: updated })],
    }
  const { tags } = record
  if (Array.isArray(tags) && tags.length > 0) yield { name: 'categories', values: tags.map(String) }
}

const statuses: { readonly [status: string]: string | undefined } = dictionary({
  done: 'COMPLETED',
  cancelled: 'CANCELLED',
})
const priorities: { readonly [priority: string]: string | undefined } = { high: '1', normal: '5', low: '9' }

function* reminder(record: AnyRecord, component: 'VTODO' | 'VEVENT'): Generator<NewProperty> {
  yield* common(record)
  const status = textIn(record, 'status')
  const due = textIn(record, 'due')
  yield { name: 'summary', values: [textIn(record, 'text')] }
  if (due !== '') yield time(component === 'VTODO' ? 'due' : 'dtstart', due)
  if (component === 'VEVENT' && due !== '') yield time('dtend', isDay(due) ? addDays(due, 1) : later(due))
  if (textIn(record, 'description') !== '')
    yield { name: 'description', values: [textIn(record, 'description')] }
  const priority = priorities[textIn(record, 'priority')]
  if (priority !== undefined) yield { name: 'priority', type: 'integer', values: [priority] }
  if (component === 'VTODO') yield { name: 'status', values: [statuses[status] ?? 'NEEDS-ACTION'] }
  else if (status === 'cancelled') yield { name: 'status', values: ['CANCELLED'] }
  if (component === 'VTODO' && textIn(record, 'doneAt') !== '')
    yield time('completed', textIn(record, 'doneAt'))
}

/** Whom it is about, for people to read, and for a store that has not these ids. */
function about(record: AnyRecord, { nameOf }: Export): readonly NewProperty[] {
  const { for: ids } = record
  const names = (Array.isArray(ids) ? ids : [])
    .map((id) => nameOf?.(String(id)) ?? '')
    .filter((name) => name !== '')
  return names.map((name) => ({ name: 'contact', values: [name] }))
}

function* activity(record: AnyRecord): Generator<NewProperty> {
  yield* common(record)
  yield { name: 'summary', values: [textIn(record, 'subject') || textIn(record, 'kind')] }
  if (textIn(record, 'at') !== '') yield time('dtstart', textIn(record, 'at'))
  const { minutes } = record
  if (typeof minutes === 'number' && Number.isInteger(minutes) && minutes > 0)
    yield { name: 'duration', type: 'duration', values: [`PT${minutes}M`] }
  if (textIn(record, 'text') !== '') yield { name: 'description', values: [textIn(record, 'text')] }
}

function time(name: string, value: string): NewProperty {
  return { name, type: isDay(value) ? 'date' : 'date-time', values: [value] }
}

/** An open reminder rings when it is due, or `before` minutes earlier. */
function alarmOf(record: AnyRecord, component: 'VTODO' | 'VEVENT', before: number): string {
  const due = textIn(record, 'due')
  if (due === '' || (textIn(record, 'status') || 'open') !== 'open') return ''
  const params = component === 'VTODO' ? { related: 'END' } : {}
  const trigger = isDay(due) ? morning : before > 0 ? `-PT${before}M` : 'PT0S'
  const properties: readonly NewProperty[] = [
    { name: 'action', values: ['DISPLAY'] },
    { name: 'description', values: [textIn(record, 'text')] },
    { name: 'trigger', type: 'duration', params, values: [trigger] },
  ]
  return `BEGIN:VALARM\r\n${lines(properties)}END:VALARM\r\n`
}
