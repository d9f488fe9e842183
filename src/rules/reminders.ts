/** Reminders: which are due, and doing, snoozing and cancelling them. */
import { dayOf, daysBetween, isDay } from '../dates.ts'
import type { Reminder } from '../entities/reminder.ts'
import { ConflictError } from '../errors.ts'
import type { Changes } from '../schema/changes.ts'
import { edition, type Patch } from './records.ts'

export type DueGroup = 'overdue' | 'today' | 'coming'

export interface Due {
  readonly reminder: Reminder
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
  readonly owner?: string
}

const groupOrder: { readonly [G in DueGroup]: number } = { overdue: 0, today: 1, coming: 2 }
const priorityOrder: { readonly [priority: string]: number | undefined } = { high: 0, normal: 1, low: 2 }

/**
 * Open reminders that are due within the days asked for: overdue first, then by due time, then by priority. One with a
 * time is overdue once that instant has passed; one with only a day once the day has.
 */
export function dueReminders(reminders: readonly Reminder[], options: DueOptions): readonly Due[] {
  const due: Due[] = []
  for (const reminder of reminders) {
    if (reminder.status !== 'open') continue
    if (options.owner !== undefined && reminder.owner !== options.owner) continue
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
  verb: 'Done' | 'Snoozed' | 'Cancelled',
  patch: Patch,
  now: string,
): Changes {
  if (reminder.status !== 'open') {
    throw new ConflictError(
      `Reminder ${reminder.id} ${reminder.text} is ${reminder.status} already.`,
      `Open it again with: crm reminder edit ${reminder.id} --status open`,
    )
  }
  const change = edition('reminder', reminder, patch, now)
  return { summary: `${verb} reminder ${reminder.text}`, records: change === undefined ? [] : [change] }
}
