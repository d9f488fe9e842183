/** Reminders: which are due, and doing, snoozing and cancelling them. */
import { addDays, dayOf, daysBetween, isDay } from '../dates.ts'
import type { Reminder } from '../entities/reminder.ts'
import { ConflictError, InputError } from '../errors.ts'
import type { Changes } from '../schema/changes.ts'
import type { Slim } from '../schema/data.ts'
import { creation, edition, type Patch } from './records.ts'
import { dayOfDue, nextDue, ownClock, successor, type Today } from './recurrence.ts'

export type DueGroup = 'overdue' | 'today' | 'coming'

/** What is told of a reminder. */
export const remindFields = ['text', 'due', 'status', 'for', 'owner', 'priority'] as const
export type Told = Slim<'reminder', (typeof remindFields)[number]>

export interface Due<R extends Told = Told> {
  readonly reminder: R
  readonly group: DueGroup
  /** Days until its day; negative when it has passed. */
  readonly days: number
}

export interface DueOptions {
  readonly now: Date
  readonly today: string
  readonly timezone: string
  /** Coming days to include after today. */
  readonly within: number
}

const groupOrder: { readonly [G in DueGroup]: number } = { overdue: 0, today: 1, coming: 2 }
const priorityOrder: { readonly [priority: string]: number | undefined } = { high: 0, normal: 1, low: 2 }

/**
 * Open reminders that are due within the days asked for: overdue first, then by due time, then by priority. One with a
 * time is overdue once that instant has passed; one with only a day once the day has.
 */
export function dueReminders<R extends Told>(
  reminders: readonly R[],
  options: DueOptions,
): readonly Due<R>[] {
  const due: Due<R>[] = []
  // Days of UTC and of the zone are at most one apart: most reminders lie further ahead, and need no reckoning.
  const surelyLater = addDays(options.today, options.within + 2)
  for (const reminder of reminders) {
    if (reminder.status !== 'open' || reminder.due >= surelyLater) continue
    const day = isDay(reminder.due) ? reminder.due : dayOf(reminder.due, options.timezone)
    const days = daysBetween(options.today, day)
    if (days > options.within) continue
    due.push({ reminder, days, group: groupOf(reminder.due, days, options.now) })
  }
  return due.sort(inOrder)
}

function groupOf(due: string, days: number, now: Date): DueGroup {
  if (days < 0) return 'overdue'
  if (days > 0) return 'coming'
  return !isDay(due) && Date.parse(due) < now.getTime() ? 'overdue' : 'today'
}

function inOrder(a: Due, b: Due): number {
  const weight = (due: Due) => priorityOrder[due.reminder.priority ?? 'normal'] ?? 1
  return (
    groupOrder[a.group] - groupOrder[b.group] ||
    a.days - b.days ||
    compare(a.reminder.due, b.reminder.due) ||
    weight(a) - weight(b) ||
    compare(a.reminder.id, b.reminder.id)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** @throws ConflictError where the reminder is not open */
export function planReminder(
  reminder: Reminder,
  verb: 'Done' | 'Snoozed' | 'Cancelled' | 'Skipped' | 'Ended',
  patch: Patch,
  now: string,
): Changes {
  refuseClosed(reminder)
  const change = edition('reminder', reminder, patch, now)
  const what = verb === 'Ended' ? 'Ended the repeats of' : verb
  return { summary: `${what} reminder ${reminder.text}`, records: change === undefined ? [] : [change] }
}

/** What one that repeats no more keeps of it. */
export const noRepeat: Patch = { repeat: undefined, repeatFrom: undefined, snoozedFrom: undefined }

/** When it was done, and in which zone days begin. */
export interface Closing extends Today {
  /** UTC instant. */
  readonly now: string
  /** The id of the reminder that comes next, where one does. */
  readonly nextId: string
}

/**
 * The plan of a reminder done: where it comes back, the next one is made, and the rule goes on with that one.
 * @throws ConflictError where the reminder is not open
 */
export function planDone(reminder: Reminder, closing: Closing): Changes {
  const due = reminder.repeat === undefined ? undefined : nextDue(reminder, closing)
  const kept = due === undefined ? {} : noRepeat
  const changes = planReminder(
    reminder,
    'Done',
    { status: 'done', doneAt: closing.now, ...kept },
    closing.now,
  )
  if (due === undefined) return changes
  const next = creation('reminder', closing.nextId, successor(reminder, due, closing.timezone), closing.now)
  return { ...changes, records: [...changes.records, next] }
}

/**
 * The plan that passes over one time of a reminder that repeats.
 * @throws ConflictError where it is not open, InputError where it does not come back by a rule
 */
export function planSkip(reminder: Reminder, closing: Omit<Closing, 'nextId'>): Changes {
  refuseClosed(reminder)
  const due = nextDue(reminder, closing)
  if (due === undefined) {
    throw new InputError(
      `Reminder ${reminder.id} ${reminder.text} does not come back.`,
      `Give it a rule: crm reminder edit ${reminder.id} --repeat "every monday"   or cancel it: crm reminder cancel ${reminder.id}`,
    )
  }
  const repeatFrom = reminder.repeatFrom ?? dayOfDue(reminder.due, closing.timezone)
  return planReminder(
    reminder,
    'Skipped',
    { due, repeatFrom, ...ownClock(reminder, due, closing.timezone) },
    closing.now,
  )
}

function refuseClosed(reminder: Reminder): void {
  if (reminder.status === 'open') return
  throw new ConflictError(
    `Reminder ${reminder.id} ${reminder.text} is ${reminder.status} already.`,
    `Open it again with: crm reminder edit ${reminder.id} --status open`,
  )
}
