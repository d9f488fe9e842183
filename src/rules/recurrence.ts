/** Reminders that come back: when the next one is due. */
import { addDays, addUnits, clockOf, dayOf, daysOf, instantAt, isDay, storedRepeat } from '../dates.ts'
import type { Reminder } from '../entities/reminder.ts'
import { InputError } from '../errors.ts'
import type { Patch } from './records.ts'

export interface Today {
  readonly today: string
  /** IANA name of the store's zone. */
  readonly timezone: string
}

/**
 * When a reminder comes back after this time: by its rule the first day after its own that is not past, at the same time
 * of day as the zone's clocks show it; or so long after today. Undefined where it comes no more.
 * `loadOccurrences` comes first.
 */
export function nextDue(reminder: Reminder, { today, timezone }: Today): string | undefined {
  const [next] = comingDues(reminder, { today, timezone }, 1)
  return next
}

/** The next `count` times a reminder will be due after this one. */
export function comingDues(reminder: Reminder, { today, timezone }: Today, count: number): readonly string[] {
  const repeat = storedRepeat(reminder.repeat ?? '')
  if (repeat === undefined) return []
  const own = dayOfDue(reminder.due, timezone)
  if (repeat.type === 'done')
    return count === 0 ? [] : [sameTime(reminder, addUnits(today, repeat.count, repeat.unit), timezone)]
  const yesterday = addDays(today, -1)
  const days = daysOf(repeat.parts, reminder.repeatFrom ?? own, laterOf(own, yesterday), count)
  return days.map((day) => sameTime(reminder, day, timezone))
}

/** The first day a rule comes on, today or later. @throws InputError where it never does */
export function firstDue(repeat: string, today: string): string {
  const rule = storedRepeat(repeat)
  if (rule === undefined || rule.type === 'done') return today
  const [first] = daysOf(rule.parts, today, addDays(today, -1), 1)
  if (first === undefined)
    throw new InputError(`${repeat} never comes.`, 'Look at the days and months it names')
  return first
}

/** What the reminder after this one keeps of it. */
export function successor(reminder: Reminder, due: string, timezone: string): Patch {
  const { text, for: about, priority, owner, tags, description, repeat } = reminder
  const repeatFrom = reminder.repeatFrom ?? dayOfDue(reminder.due, timezone)
  const counted = storedRepeat(repeat ?? '')?.type === 'rule' ? { repeatFrom } : {}
  const clock = ownClock(reminder, due, timezone)
  return {
    text,
    due,
    repeat,
    ...counted,
    ...clock,
    for: about,
    priority,
    status: 'open',
    owner,
    tags,
    description,
  }
}

/** Where clocks go forward over a time of day it comes later, on that day alone: what it had is kept for the next. */
export function ownClock(
  { due: before, snoozedFrom = before }: Reminder,
  due: string,
  timezone: string,
): Patch {
  const isShifted = !isDay(due) && clockOf(due, timezone) !== clockOf(snoozedFrom, timezone)
  return { snoozedFrom: isShifted ? snoozedFrom : undefined }
}

/** The day of a due day or time. */
export function dayOfDue(due: string, timezone: string): string {
  return isDay(due) ? due : dayOf(due, timezone)
}

/** What was put off once comes back at the time of day it had before. */
function sameTime({ due, snoozedFrom = due }: Reminder, day: string, timezone: string): string {
  return isDay(snoozedFrom) ? day : instantAt(day, clockOf(snoozedFrom, timezone), timezone)
}

/** What putting off changes besides: the rule goes on counting from the day it was due. */
export function putOff(reminder: Reminder, due: string, timezone: string): Patch {
  if (reminder.repeat === undefined) return { due }
  const { snoozedFrom = reminder.due, repeatFrom = dayOfDue(reminder.due, timezone) } = reminder
  return { due, snoozedFrom, repeatFrom }
}

function laterOf(a: string, b: string): string {
  return a < b ? b : a
}
