/** What repeats in a calendar as rows: a reminder with its rule, or each time as a row of its own. */
import { addDays, everComes, isDay } from '../dates.ts'
import type { EntityName } from '../entities/index.ts'
import { type CalendarItem, itemCells, named, textOf } from './calendarCells.ts'
import type { FileRecord } from './rows.ts'
import {
  heldRule,
  lastTime,
  nextTime,
  type Series,
  seriesOf,
  shifted,
  type TimeContext,
  timeOn,
  timesAt,
  timesOf,
} from './series.ts'
import { idAt, isCancelled, isFromThere, type Repeating, type Segment, segments } from './seriesSegments.ts'

export interface SeriesContext extends TimeContext {
  /** UTC instant; later events become reminders, others activities. */
  readonly now: string
  /** The day it is in the store's zone. */
  readonly today: string
}

/** What a series comes to as one kind of record. */
export interface SeriesRows {
  readonly rows: readonly FileRecord[]
  /** What does not become as the file says, each a clause that goes on from `item 3: `. */
  readonly says: readonly string[]
  /** Whether some of its times are of the other kind. */
  readonly hasOthers: boolean
}

/** Back and ahead: times further away are left out, or come with a later import. */
const windowDays = 366

/** The items that repeat, each with its exceptions; and the rest, exceptions without a series too. */
export function grouped(
  items: readonly CalendarItem[],
  context: TimeContext,
): { readonly repeating: readonly Repeating[]; readonly single: readonly CalendarItem[] } {
  const exceptions = new Map<string, CalendarItem[]>()
  for (const item of items.filter(({ properties }) => isException(properties))) {
    const uid = textOf(item.properties, 'uid')
    exceptions.set(uid, [...(exceptions.get(uid) ?? []), item])
  }
  const repeating: Repeating[] = []
  const single: CalendarItem[] = []
  const seen = new Set<string>()
  for (const item of items) {
    const uid = textOf(item.properties, 'uid')
    const series = isException(item.properties) ? undefined : seriesOf(item.properties, context)
    if (series === undefined) continue
    repeating.push({
      item,
      series,
      exceptions: seen.has(uid) || uid === '' ? [] : (exceptions.get(uid) ?? []),
    })
    seen.add(uid)
  }
  const taken = new Set(repeating.flatMap(({ item, exceptions: own }) => [item, ...own]))
  for (const item of items) if (!taken.has(item)) single.push(item)
  return { repeating, single }
}

function isException(properties: CalendarItem['properties']): boolean {
  return named(properties, 'recurrence-id').length > 0
}

/** The cells of an item; an exception to a series goes by the series' name and the time it replaces. */
export function cellsOf(item: CalendarItem, kind: EntityName, context: TimeContext): Map<string, string> {
  const cells = itemCells(item, kind, context.zones)
  const [original] = timesAt(item.properties, 'recurrence-id', context)
  const uid = textOf(item.properties, 'uid')
  if (original !== undefined && uid !== '') cells.set('externalId', idAt(uid, original))
  return cells
}

/** Why a series is refused; undefined where it is not. */
export function problemOf({ series, item }: Repeating): string | undefined {
  if (series.parts === undefined || everComes(series.parts)) return undefined
  return `${textOf(item.properties, 'rrule')} never comes. Look at the days and months it names.`
}

/** The rows of a series as records of a kind. */
export function seriesRows(repeating: Repeating, kind: EntityName, context: SeriesContext): SeriesRows {
  const parts = segments(repeating, context).map((segment) => segmentRows(segment, kind, context))
  const moved = repeating.exceptions
    .filter(({ properties }) => !isCancelled(properties) && !isFromThere(properties))
    .map((item) => exceptionRow(item, repeating.item, kind, context))
  return {
    rows: [...parts.flatMap(({ rows }) => rows), ...moved.flatMap((row) => row ?? [])],
    says: [...new Set(parts.flatMap(({ says }) => says))],
    hasOthers: parts.some(({ hasOthers }) => hasOthers) || moved.some((row) => row === undefined),
  }
}

function segmentRows(segment: Segment, kind: EntityName, context: SeriesContext): SeriesRows {
  const { name } = segment.item.component
  const isOurs = name === 'VTODO' ? kind === 'reminder' : name === 'VEVENT' || kind === 'activity'
  if (!isOurs) return { rows: [], says: [], hasOthers: true }
  if (segment.series.unread !== undefined) return unreadRows(segment, kind, context)
  return kind === 'reminder' ? reminderRows(segment, context) : activityRows(segment, context)
}

/** Of a rule that nothing can follow, the first time alone. */
function unreadRows({ item, series }: Segment, kind: EntityName, context: SeriesContext): SeriesRows {
  const isOurs =
    item.component.name !== 'VEVENT' ||
    isComing(timeOn(series, series.first.day, context), context) === (kind === 'reminder')
  if (!isOurs) return { rows: [], says: [], hasOthers: true }
  const row = { line: item.line, cells: cellsOf(item, kind, context) }
  const says = [`its rule, ${series.unread}, cannot be followed: only its first time was read.`]
  return { rows: [row], says, hasOthers: false }
}

/** Later than now; a whole day, than today. */
function isComing(time: string, { now, today }: SeriesContext): boolean {
  return isDay(time) ? time > today : time > now
}

/** What was, in the last year: each time is an activity. */
function activityRows(segment: Segment, context: SeriesContext): SeriesRows {
  const { item, series } = segment
  const first = timeOn(series, series.first.day, context)
  const now = isDay(first) ? context.today : context.now
  const from = addDays(context.today, -windowDays)
  const times = timesOf(series, first < from ? { after: from, to: now } : { to: now }, context)
  const rows = times.map((time) => rowAt(segment, 'activity', 'at', time, time, context))
  const says = first < from ? [`it begins before ${from}: only its times since then were read.`] : []
  const last = lastTime(series, context)
  const hasOthers = item.component.name === 'VEVENT' && (last === undefined || last > now)
  return { rows, says, hasOthers }
}

function rowAt(
  { item, series, firstId, uid }: Segment,
  kind: EntityName,
  field: 'at' | 'due',
  time: string,
  value: string,
  context: TimeContext,
): FileRecord {
  const cells = itemCells(item, kind, context.zones)
  cells.set(field, value)
  const isFirst = time === timeOn(series, series.first.day, context)
  if (uid !== '') cells.set('externalId', isFirst ? firstId : idAt(uid, time))
  return { line: item.line, cells }
}

/** One reminder with its rule, beside one for each time the rule has not; or each time, where no rule of ours holds it. */
function reminderRows(segment: Segment, context: SeriesContext): SeriesRows {
  const { item, series } = segment
  const isEvent = item.component.name === 'VEVENT'
  const first = timeOn(series, series.first.day, context)
  const now = isDay(first) ? context.today : context.now
  const hasOthers = isEvent && first <= now
  const [given] = isEvent ? [] : timesAt(item.properties, 'due', context)
  const dueOf = (time: string) => (given === undefined ? time : shifted(time, first, given))
  const row = (time: string) => rowAt(segment, 'reminder', 'due', time, dueOf(time), context)
  if (isClosed(item)) return { rows: isEvent ? [] : [row(first)], says: [], hasOthers }
  const after = isEvent ? now : undefined
  const next = nextTime({ ...series, added: [] }, after, context)
  if (next === undefined && series.added.length === 0)
    return { rows: [], says: hasOthers ? [] : ['no time of it is left.'], hasOthers }
  const held = next === undefined ? undefined : heldRule(series, next, dueOf, context)
  if (next !== undefined && held === undefined)
    return { ...singleTimes(series, { after, now, next }, row, context), hasOthers }
  const ruled = next === undefined || held === undefined ? [] : [withRule(segment, row(next), held.repeat)]
  const added = series.added.filter((time) => time > (after ?? '') && !series.left.has(time) && time !== next)
  return { rows: [...ruled, ...added.map(row)], says: [], hasOthers }
}

/** The last time that is past, of tasks, and those to come. */
function singleTimes(
  series: Series,
  { after, now, next }: { after: string | undefined; now: string; next: string },
  row: (time: string) => FileRecord,
  context: SeriesContext,
): Pick<SeriesRows, 'rows' | 'says'> {
  const to = addDays(context.today > next ? context.today : next.slice(0, 10), windowDays)
  const all = timesOf(series, { to, ...(after === undefined ? {} : { after }) }, context)
  const times = [...all.filter((time) => time <= now).slice(-1), ...all.filter((time) => time > now)]
  const last = lastTime(series, context)
  const more = last !== undefined && last <= to ? '' : `, those until ${to}; import it again for later ones`
  const says =
    series.parts === undefined
      ? []
      : [`no rule here holds its times: each was read as one of its own${more}.`]
  return { rows: times.map(row), says }
}

function isClosed({ properties }: CalendarItem): boolean {
  return /^(?:COMPLETED|CANCELLED)$/i.test(textOf(properties, 'status'))
}

/** The reminder that stands for the series goes by its name, whatever time comes next. */
function withRule({ firstId }: Segment, { line, cells }: FileRecord, repeat: string): FileRecord {
  const ruled = new Map(cells).set('repeat', repeat)
  return { line, cells: firstId === '' ? ruled : ruled.set('externalId', firstId) }
}

/** An exception says what it is about, else its series does. Undefined where it is of the other kind. */
function exceptionRow(
  item: CalendarItem,
  master: CalendarItem,
  kind: EntityName,
  context: SeriesContext,
): FileRecord | undefined {
  const [start] = timesAt(item.properties, 'dtstart', context)
  const { name } = item.component
  const own =
    name === 'VTODO' || (name === 'VEVENT' && start !== undefined && isComing(start, context))
      ? 'reminder'
      : 'activity'
  if (own !== kind) return undefined
  const cells = cellsOf(item, kind, context)
  const whole = itemCells(master, kind, context.zones)
  for (const field of ['text', 'subject', 'for'])
    if (!cells.has(field) && whole.has(field)) cells.set(field, whole.get(field) ?? '')
  return { line: item.line, cells }
}
