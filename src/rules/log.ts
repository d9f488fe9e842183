/** Logging what happened with customers, and the promise that came of it. */
import { toInstant } from '../dates.ts'
import type { Activity } from '../entities/activity.ts'
import type { Change, Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import { creation, type Patch } from './records.ts'

export interface Logged {
  readonly id: string
  /** Every value of the activity. */
  readonly values: Patch
  /** A reminder about the same people, where one was asked for. */
  readonly reminder?: {
    readonly id: string
    readonly due: string
    readonly text?: string
    readonly owner?: string
  }
  /** Leads made for people who were not known. */
  readonly made?: readonly Change[]
}

/** The plan of an activity, and of the reminder that follows from it. */
export function planLog(data: Data, logged: Logged, now: string): Changes {
  const { id, values, reminder, made = [] } = logged
  const about = Array.isArray(values['for']) ? values['for'].map(String) : []
  const whom = nameOf(data, about[0], made)
  const records = [...made, creation('activity', id, values, now)]
  if (reminder !== undefined) {
    const text = reminder.text ?? followUp(values, whom)
    const due = { text, due: reminder.due, for: about, status: 'open', owner: reminder.owner }
    records.push(creation('reminder', reminder.id, due, now))
  }
  return { summary: `Logged ${String(values['kind'])}${whom === undefined ? '' : ` with ${whom}`}`, records }
}

function nameOf(data: Data, id: string | undefined, made: readonly Change[]): string | undefined {
  const found = id === undefined ? undefined : data.find(id)
  if (found !== undefined) return titleOf(entityIn(data.settings, found.kind), found.record)
  const lead = made.find((change) => change.id === id)?.after
  return lead === undefined ? undefined : titleOf(entityIn(data.settings, 'lead'), lead)
}

/** "Follow up: wants a quote"; without a subject, with whom. */
function followUp(values: Patch, whom: string | undefined): string {
  const subject = values['subject']
  return `Follow up: ${typeof subject === 'string' ? subject : (whom ?? String(values['kind']))}`
}

/** Kinds of activity in which somebody was reached; a note to oneself is none. */
const contactKinds: ReadonlySet<string> = new Set(['call', 'email', 'meeting', 'message'])

/** Whether an activity brought people in contact. */
function isContact(activity: Pick<Activity, 'kind'>): boolean {
  return contactKinds.has(activity.kind)
}

/**
 * When each record was last in contact, up to now: a lead, contact or deal by what was logged about it; an account also
 * by what was logged about its contacts and deals; a contact also by the deals it is involved in.
 */
export function lastContacts(data: Data, now: Date): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  const limit = toInstant(now)
  const touch = (id: string | undefined, at: string) => {
    if (id !== undefined && at > (last.get(id) ?? '')) last.set(id, at)
  }
  for (const activity of data.slim('activity', ['kind', 'at', 'for'])) {
    if (!isContact(activity) || activity.at > limit) continue
    for (const id of activity.for) for (const one of concerned(data, id)) touch(one, activity.at)
  }
  return last
}

/** The record itself and those its contacts count for. */
function concerned(data: Data, id: string): readonly (string | undefined)[] {
  if (id.startsWith('c')) return [id, data.get('contact', id)?.account]
  if (!id.startsWith('d')) return [id]
  const deal = data.get('deal', id)
  return [id, deal?.account, ...(deal?.contacts ?? [])]
}

/** When one record was last in contact, without reading every activity; undefined where it never was. */
export function lastContactOf(data: Data, id: string, now: Date): string | undefined {
  const limit = toInstant(now)
  let last: string | undefined
  for (const about of belongingTo(data, id)) {
    for (const found of data.referring(about)) {
      const activity = found.kind === 'activity' ? data.get('activity', found.record.id) : undefined
      if (activity === undefined || !isContact(activity) || activity.at > limit) continue
      if (last === undefined || activity.at > last) last = activity.at
    }
  }
  return last
}

function belongingTo(data: Data, id: string): ReadonlySet<string> {
  const ids = new Set([id])
  if (!id.startsWith('a') && !id.startsWith('c')) return ids
  for (const { kind, record } of data.referring(id)) {
    const isOfAccount = record['account'] === id && (kind === 'contact' || kind === 'deal')
    const isOfContact = kind === 'deal' && [record['contacts']].flat().includes(id)
    if (isOfAccount || isOfContact) ids.add(record.id)
  }
  return ids
}
