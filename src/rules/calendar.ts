/** T6: reminders and meetings as entries of a calendar, and what was done or moved there brought back. */
import { ALARM_MINUTES } from '../config.ts'
import { formatRepeat } from '../dates.ts'
import type { Activity } from '../entities/activity.ts'
import { type EntityName, entities } from '../entities/index.ts'
import type { Reminder } from '../entities/reminder.ts'
import type { CalendarEntry, EntryType, ReadEntry } from '../formats/calendar.ts'
import type { Change, Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import { isId } from '../schema/id.ts'
import type { AgendaItem } from './agenda/index.ts'
import { creation, edition, type Patch } from './records.ts'
import { putOff, type Today } from './recurrence.ts'
import { planDone } from './reminders.ts'

const host = 'lukkha'

export function reminderEntry(data: Data, reminder: Reminder, type: EntryType): CalendarEntry {
  const about = titles(data, reminder.for)
  const notes = [
    about,
    reminder.repeat === undefined ? undefined : `Repeats ${formatRepeat(reminder.repeat)}`,
    reminder.description,
  ]
  const description = notes.filter((note) => note !== undefined && note !== '').join('\n')
  return {
    // One that came from a calendar keeps the name it has there.
    uid: reminder.externalId ?? uidOf(reminder.id),
    type,
    summary: about === '' ? reminder.text : `${reminder.text} (${about})`,
    when: reminder.due,
    status: reminder.status,
    createdAt: reminder.createdAt,
    updatedAt: reminder.updatedAt,
    alarm: ALARM_MINUTES,
    ...(description === '' ? {} : { description }),
    ...(reminder.doneAt === undefined ? {} : { doneAt: reminder.doneAt }),
    ...(reminder.priority === undefined ? {} : { priority: reminder.priority }),
  }
}

/** A meeting, as an event. */
export function meetingEntry(data: Data, activity: Activity): CalendarEntry {
  const about = titles(data, activity.for)
  const notes = [activity.text, activity.outcome].filter((note) => note !== undefined).join('\n')
  return {
    uid: uidOf(activity.id),
    type: 'event',
    summary: `${titleOf(entities.activity, activity)}${about === '' ? '' : ` (${about})`}`,
    when: activity.at,
    status: 'open',
    createdAt: activity.createdAt,
    updatedAt: activity.updatedAt,
    ...(activity.minutes === undefined ? {} : { minutes: Math.max(1, Math.round(activity.minutes)) }),
    ...(notes === '' ? {} : { description: notes }),
  }
}

/** Anything else on the page of a day, as an event of its day. */
export function agendaEntry(data: Data, item: AgendaItem, type: EntryType): CalendarEntry {
  const reminder = item.kind === 'reminder' ? data.get('reminder', item.id) : undefined
  if (reminder !== undefined) return reminderEntry(data, reminder, type)
  const about = item.about.join(', ')
  const at = `${item.when.slice(0, 10)}T00:00:00Z`
  return {
    uid: `${item.key.replace(/[^A-Za-z0-9]+/g, '-')}@${host}`,
    type: 'event',
    summary: about === '' ? item.text : `${about}: ${item.text}`,
    when: item.when,
    status: 'open',
    createdAt: at,
    updatedAt: at,
  }
}

function uidOf(id: string): string {
  return `${id}@${host}`
}

function idOf(uid: string): string | undefined {
  const [id, at] = uid.split('@')
  return at === host && isId(id) ? id : undefined
}

function titles(data: Data, ids: readonly string[] | undefined): string {
  const found = (ids ?? []).flatMap((id) => data.find(id) ?? [])
  return [...new Set(found.map(({ kind, record }) => titleOf(entityIn(data.settings, kind), record)))].join(
    ', ',
  )
}

export interface CalendarOptions extends Today {
  /** UTC instant. */
  readonly now: string
  readonly by: string
  newId(kind: EntityName): string
}

/** What came of reading a calendar. */
export interface CalendarPlan {
  readonly changes: Changes
  readonly done: number
  readonly moved: number
  readonly added: number
  /** Entries of records that have changed since, and are newer. */
  readonly outdated: number
}

/**
 * The plan that brings back what was done, cancelled, moved or renamed in a calendar, and tasks made there. An entry
 * written from an older state of its reminder counts only where it was changed later than the reminder.
 * `loadOccurrences` comes first.
 */
export function planCalendar(
  data: Data,
  entries: readonly ReadEntry[],
  options: CalendarOptions,
): CalendarPlan {
  const records: Change[] = []
  const counts = { done: 0, moved: 0, added: 0, outdated: 0 }
  const seen = new Set<string>()
  for (const entry of entries) {
    if (seen.has(entry.uid)) continue
    seen.add(entry.uid)
    const reminder = reminderOf(data, entry.uid)
    const outcome =
      reminder === undefined ? addition(entry, options) : revision(data, reminder, entry, options)
    if (outcome === undefined) continue
    counts[outcome.kind]++
    records.push(...outcome.records)
  }
  const said = [`${counts.done} done`, `${counts.moved} changed`, `${counts.added} added`]
  return { changes: { summary: `Read a calendar: ${said.join(', ')}`, records }, ...counts }
}

function reminderOf(data: Data, uid: string): Reminder | undefined {
  const id = idOf(uid)
  return id === undefined ? data.withKey('reminder', `externalId:${uid}`)[0] : data.get('reminder', id)
}

interface Outcome {
  readonly kind: 'done' | 'moved' | 'added' | 'outdated'
  readonly records: readonly Change[]
}

/** A task made in the calendar. Events, and what was ours and is gone here, are left alone. */
function addition(entry: ReadEntry, options: CalendarOptions): Outcome | undefined {
  if (
    entry.type !== 'todo' ||
    entry.uid.endsWith(`@${host}`) ||
    entry.status !== 'open' ||
    entry.summary === ''
  )
    return undefined
  const values: Patch = {
    text: entry.summary,
    due: entry.when ?? options.today,
    status: 'open',
    owner: options.by,
    description: entry.description,
    priority: entry.priority,
    externalId: entry.uid,
  }
  return { kind: 'added', records: [creation('reminder', options.newId('reminder'), values, options.now)] }
}

function revision(
  data: Data,
  reminder: Reminder,
  entry: ReadEntry,
  options: CalendarOptions,
): Outcome | undefined {
  if (reminder.status !== 'open') return undefined
  const written = reminderEntry(data, reminder, entry.type)
  const patch: Patch = {
    ...(entry.when === undefined || entry.when === reminder.due
      ? {}
      : putOff(reminder, entry.when, options.timezone)),
    ...(entry.summary === '' || entry.summary === written.summary || entry.summary === reminder.text
      ? {}
      : { text: entry.summary }),
    ...(entry.status === 'cancelled' ? { status: 'cancelled' } : {}),
  }
  const isDone = entry.status === 'done'
  if (!isDone && Object.keys(patch).length === 0) return undefined
  if (isOutdated(reminder, entry)) return { kind: 'outdated', records: [] }
  if (isDone) {
    const closing = {
      ...options,
      now: entry.doneAt?.includes('T') === true ? entry.doneAt : options.now,
      nextId: options.newId('reminder'),
    }
    return { kind: 'done', records: planDone(reminder, closing).records }
  }
  const change = edition('reminder', reminder, patch, options.now)
  return change === undefined ? undefined : { kind: 'moved', records: [change] }
}

function isOutdated(reminder: Reminder, entry: ReadEntry): boolean {
  if (entry.writtenFrom === reminder.updatedAt) return false
  return entry.modifiedAt === undefined || entry.modifiedAt <= reminder.updatedAt
}
