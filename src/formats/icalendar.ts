/** iCalendar (RFC 5545) to rows: to-dos become reminders, events become activities. */
import { loadOccurrences, today, toInstant } from '../dates.ts'
import type { EntityName } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { isId } from '../schema/id.ts'
import { type CalendarItem, dateOf, textOf } from './calendarCells.ts'
import { cellsOf, grouped, problemOf, type SeriesContext, seriesRows } from './calendarSeries.ts'
import { unknownZones, type Zones, zonesOf } from './calendarZones.ts'
import { type Component, componentsOf, propertyAt } from './contentLines.ts'
import type { Property } from './ical.ts'
import { type BrokenRow, type FileRecord, type Rows, rowsOfRecords } from './rows.ts'
import { isRead } from './series.ts'
import { leftOutNotes, tally, unsaid } from './unsaid.ts'

/** The last that the store knows. */
const lastInstant = '2399-12-31T00:00:00Z'

export interface CalendarReading {
  /** Reminders where it is not given and there are to-dos only. */
  readonly kind?: EntityName
  /** Events that are still to come are reminders, others activities; all are activities where it is not given. */
  readonly now?: Date
  /** The zone of times that name none: UTC unless given. */
  readonly timezone?: string
}

/**
 * Reads the to-dos as reminders, or the events as activities; `line` counts to-dos and events together. What repeats
 * becomes a reminder with its rule, or an activity for each time.
 * @throws InputError where there is neither to-do nor event
 */
export async function readCalendar(text: string, reading: CalendarReading = {}): Promise<Rows> {
  const all = flattened(componentsOf(text))
  const found = all.filter(({ name }) => name === 'VTODO' || name === 'VEVENT' || name === 'VJOURNAL')
  if (found.length === 0) {
    throw new InputError(
      'There is no event and no to-do in the file.',
      'These begin with BEGIN:VEVENT and BEGIN:VTODO',
    )
  }
  const { kind: asked, now = new Date(lastInstant), timezone = 'UTC' } = reading
  const kind = asked ?? (found.every(({ name }) => name === 'VTODO') ? 'reminder' : 'activity')
  const { items, broken } = itemsOf(found)
  const zones = await zonesOf(
    all,
    items.flatMap(({ properties }) => properties),
  )
  await loadOccurrences()
  const context = { zones, timezone, now: toInstant(now), today: today(now, timezone) }
  const taken = itemRows(items, kind, context)
  const left = new Map<string, number>()
  for (const { item, cells } of taken.read) {
    const properties = item.properties.filter((one) => !exceptional.has(one.name) || !isRead(one))
    const unread = unsaid(properties, cells, aside[kind === 'reminder' ? 'reminder' : 'activity'])
    tally([...unread, ...item.component.parts.map(({ name }) => name)], left)
  }
  tally(
    all.filter(({ name }) => name === 'VFREEBUSY').map(({ name }) => name),
    left,
  )
  const over = taken.areOver ? ['events that are over as reminders that are done'] : []
  const notes = [...leftOutNotes(left), ...notesOf(taken.others, kind), ...over]
  const rows = rowsOfRecords(taken.records, { unit: 'item', notes, broken: [...broken, ...taken.broken] })
  const zoned = zoneWarnings(
    taken.read.map(({ item }) => item),
    zones,
  )
  return { ...rows, warnings: [...zoned, ...taken.says] }
}

interface ItemRows {
  readonly records: readonly FileRecord[]
  readonly broken: readonly BrokenRow[]
  /** The items that became records, each with the cells of its first. */
  readonly read: readonly { readonly item: CalendarItem; readonly cells: ReadonlyMap<string, string> }[]
  readonly says: readonly string[]
  /** How many items are of the other kind, wholly or in part. */
  readonly others: number
  /** The file has nothing but events that are over, which are asked for as reminders: done ones. */
  readonly areOver: boolean
}

function itemRows(items: readonly CalendarItem[], kind: EntityName, context: SeriesContext): ItemRows {
  const { repeating, single } = grouped(items, context)
  const records: FileRecord[] = []
  const broken: BrokenRow[] = []
  const says: string[] = []
  let others = 0
  const ofKind = single.filter((item) => kindOf(item, context) === kind)
  const areOver = kind === 'reminder' && ofKind.length + repeating.length === 0
  const ownKind = areOver ? single.filter(({ component }) => component.name === 'VEVENT') : ofKind
  for (const item of ownKind) {
    const cells = cellsOf(item, kind, context)
    if (areOver && cells.get('status') === 'open') cells.set('status', 'done')
    records.push({ line: item.line, cells })
  }
  others += single.length - ownKind.length
  for (const one of repeating) {
    const { item } = one
    const problem = problemOf(one)
    if (problem !== undefined)
      broken.push({ line: item.line, message: problem, cells: [sourceOf(item.component)] })
    else {
      const found = seriesRows(one, kind, context)
      records.push(...found.rows)
      says.push(...found.says.map((clause) => `item ${item.line}, "${summaryOf(item)}": ${clause}`))
      if (found.hasOthers) others++
    }
  }
  const cellsByLine = new Map(records.map(({ line, cells }) => [line, cells]))
  const read = items.flatMap((item) => {
    const cells = cellsByLine.get(item.line)
    return cells === undefined ? [] : [{ item, cells }]
  })
  const inOrder = records.toSorted((a, b) => a.line - b.line)
  return { records: inOrder, broken, read, says, others, areOver: areOver && ownKind.length > 0 }
}

function summaryOf({ properties }: CalendarItem): string {
  return textOf(properties, 'summary').slice(0, 60)
}

function notesOf(others: number, wanted: EntityName): readonly string[] {
  if (others === 0) return []
  const rest = wanted === 'reminder' ? 'activities' : 'reminders'
  return [`left out: ${others} that are ${rest}; import them with "crm import ${rest}"`]
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

export function flattened(components: readonly Component[]): readonly Component[] {
  return components.flatMap((one) => [one, ...flattened(one.parts)])
}

function sourceOf({ lines }: Component): string {
  return lines.map((line) => line.text).join('\n')
}

function kindOf({ component, properties }: CalendarItem, { zones, now }: SeriesContext): EntityName {
  const id = textOf(properties, 'x-lukkha-id')
  if (component.name === 'VTODO' || isId(id, 'r')) return 'reminder'
  if (component.name === 'VJOURNAL') return 'activity'
  const start = dateOf(properties, 'dtstart', zones)
  const begins = start === undefined ? Number.NaN : Date.parse(start.replace(' ', 'T'))
  return begins > Date.parse(now) ? 'reminder' : 'activity'
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

/** Read as times, where they are times. */
const exceptional = new Set(['rdate', 'exdate', 'recurrence-id'])

/** Of the format itself, or read in another form than it is written. */
const aside = {
  reminder: new Set([...formal, 'due', 'duration', 'priority', 'status', 'completed', 'percent-complete']),
  activity: new Set([...formal, 'dtend', 'duration']),
}
