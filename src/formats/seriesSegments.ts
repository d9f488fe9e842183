/** A series that is changed "from here on" (RANGE=THISANDFUTURE of RFC 5545) as several. */
import { addDays, type RuleParts } from '../dates.ts'
import { type CalendarItem, named, textOf } from './calendarCells.ts'
import { firstTime, ruleTimes, type Series, shifted, type TimeContext, timeOn, timesAt } from './series.ts'

/** An item that repeats, with the times of it that are otherwise (RECURRENCE-ID). */
export interface Repeating {
  readonly item: CalendarItem
  readonly series: Series
  readonly exceptions: readonly CalendarItem[]
}

/** A series up to where it changes for good, or from there on. */
export interface Segment {
  readonly item: CalendarItem
  readonly series: Series
  /** The name of its first time; later ones have the time in theirs. */
  readonly firstId: string
  readonly uid: string
}

/** The series until something holds "from here on" (RANGE=THISANDFUTURE), and from each of these. */
export function segments({ item, series, exceptions }: Repeating, context: TimeContext): readonly Segment[] {
  const uid = textOf(item.properties, 'uid')
  const originals = exceptions.flatMap(({ properties }) => timesAt(properties, 'recurrence-id', context))
  const whole = { ...series, left: new Set([...series.left, ...originals]) }
  const found: Segment[] = [{ item, series: whole, firstId: uid, uid }]
  const turns = exceptions
    .filter(({ properties }) => isFromThere(properties))
    .map((turn) => ({ turn, at: timesAt(turn.properties, 'recurrence-id', context)[0] ?? '' }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  for (const { turn, at } of turns) {
    const last = found.at(-1)
    if (last === undefined || at === '') continue
    const { before, after } = turned(last.series, at, turn, context)
    found[found.length - 1] = { ...last, series: before }
    if (after !== undefined && !isCancelled(turn.properties))
      found.push({ item: turn, series: after, firstId: idAt(uid, at), uid })
  }
  return found
}

/** A series before one of its times, and as it goes on from there. */
function turned(
  series: Series,
  at: string,
  turn: CalendarItem,
  context: TimeContext,
): { readonly before: Series; readonly after: Series | undefined } {
  const { COUNT: count, UNTIL: until, ...rule } = series.parts ?? {}
  const dayBefore = addDays(at.slice(0, 10), -1)
  const before = {
    ...series,
    added: series.added.filter((time) => time < at),
    ...(series.parts === undefined ? {} : { parts: { ...rule, UNTIL: dayBefore.replaceAll('-', '') } }),
  }
  const first = firstTime(turn.properties)
  if (first === undefined) return { before, after: undefined }
  const passed = ruleTimes(series, { to: at }, context).filter((time) => time < at).length
  const ends = {
    ...(count === undefined ? {} : { COUNT: String(Math.max(1, Number(count) - passed)) }),
    ...(until === undefined ? {} : { UNTIL: until }),
  }
  const start = timeOn({ first }, first.day, context)
  const shift = (time: string) => shifted(time, at, start)
  const left = new Set([...series.left].filter((time) => time > at).flatMap((time) => [time, shift(time)]))
  const after = {
    first,
    added: series.added.filter((time) => time > at).map(shift),
    left,
    ...(series.parts === undefined ? {} : { parts: { ...onDayOf(rule, at, start), ...ends } }),
  }
  return { before, after }
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** A weekly rule of one day comes on the other day from then on. */
function onDayOf(rule: RuleParts, at: string, start: string): RuleParts {
  const isMoved = at.slice(0, 10) !== start.slice(0, 10)
  const { BYDAY: day, ...rest } = rule
  return isMoved && day !== undefined && weekdays.includes(day) ? rest : rule
}

/** The name of one time of a series. */
export function idAt(uid: string, time: string): string {
  return `${uid}/${time.replace(/[-:]/g, '')}`
}

export function isCancelled(properties: CalendarItem['properties']): boolean {
  return textOf(properties, 'status').toUpperCase() === 'CANCELLED'
}

export function isFromThere(properties: CalendarItem['properties']): boolean {
  return named(properties, 'recurrence-id').some(({ params }) =>
    /^THISANDFUTURE$/i.test(params.range?.[0] ?? ''),
  )
}
