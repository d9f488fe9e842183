/** T2: everything that happened with a customer, in order. */
import { stageNamed } from '../config.ts'
import { dayOf, isDay } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { formatAmount, toMinor } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import { currencyOf, linkTitle, linkTitles } from './cells.ts'
import type { Table } from './table.ts'

/** What a line of a timeline can be, besides the kinds of activity. */
export const eventKinds = [
  'call',
  'email',
  'meeting',
  'message',
  'note',
  'stage',
  'purchase',
  'converted',
  'reminder',
  'file',
  'added',
] as const
type EventKind = (typeof eventKinds)[number]

export interface TimelineEvent {
  readonly at: string
  readonly kind: string
  readonly direction?: string
  readonly what: string
  /** Ids of the records it is about. */
  readonly about: readonly string[]
  readonly by?: string
  /** The record to look at. */
  readonly id: string
  /** The conversation of an email. */
  readonly thread?: string
}

export interface TimelineOptions {
  readonly kinds?: readonly string[]
  /** First and last day. */
  readonly from?: string
  readonly to?: string
  readonly thread?: string
  /** The latest first, unless told. */
  readonly oldestFirst?: boolean
}

/** Ids whose events belong to a record: an account's contacts and deals, a contact's deals, the lead they came from. */
function belonging(data: Data, { kind, record }: Found): ReadonlySet<string> {
  const ids = new Set([record.id])
  for (const found of data.referring(record.id)) {
    const isOfAccount = kind === 'account' && found.record['account'] === record.id
    const isOfContact =
      kind === 'contact' && found.kind === 'deal' && [found.record['contacts']].flat().includes(record.id)
    const isOrigin = found.kind === 'lead' && kind !== 'lead'
    if (isOfAccount || isOfContact || isOrigin) ids.add(found.record.id)
  }
  return ids
}

/** What happened with a record and all that belongs to it. */
export function timelineOf(
  data: Data,
  found: Found,
  options: TimelineOptions = {},
): readonly TimelineEvent[] {
  const events = new Map<string, TimelineEvent>()
  const add = (event: TimelineEvent) =>
    events.set(`${event.at} ${event.kind} ${event.id} ${event.what}`, event)
  for (const id of belonging(data, found)) {
    const own = data.find(id)
    if (own !== undefined) for (const event of ownEvents(data, own)) add(event)
    for (const other of data.referring(id)) for (const event of eventsAbout(data, other)) add(event)
  }
  const isWanted = filterOf(data, options)
  const sign = options.oldestFirst === true ? -1 : 1
  return [...events.values()]
    .filter(isWanted)
    .sort((a, b) => sign * (compare(b.at, a.at) || compare(b.id, a.id)))
}

function filterOf(
  data: Data,
  { kinds, from, to, thread }: TimelineOptions,
): (event: TimelineEvent) => boolean {
  const { timezone } = data.settings
  return (event) => {
    const day = isDay(event.at) ? event.at : dayOf(event.at, timezone)
    if (kinds !== undefined && !kinds.includes(event.kind)) return false
    if (thread !== undefined && event.thread !== thread) return false
    return (from === undefined || day >= from) && (to === undefined || day <= to)
  }
}

/** Events that the record itself tells: made, converted, moved through stages, won, files. */
function ownEvents(data: Data, { kind, record }: Found): readonly TimelineEvent[] {
  if (kind === 'activity' || kind === 'reminder') return []
  const title = titleOf(entityIn(data.settings, kind), record)
  const line = (at: unknown, eventKind: EventKind, what: string, by?: unknown): TimelineEvent[] =>
    typeof at === 'string'
      ? [
          {
            at,
            kind: eventKind,
            what,
            about: [record.id],
            id: record.id,
            ...(typeof by === 'string' ? { by } : {}),
          },
        ]
      : []
  const deal = kind === 'deal' ? data.get('deal', record.id) : undefined
  const files = Array.isArray(record['attachments']) ? record['attachments'] : []
  return [
    ...line(record['createdAt'], 'added', `${kind} ${title}`),
    ...(kind === 'lead'
      ? line(record['convertedAt'], 'converted', conversion(data, record), record['owner'])
      : []),
    ...(deal === undefined ? [] : dealEvents(data, deal)),
    ...files.flatMap((file) => (isFile(file) ? line(file.at, 'file', file.name, file.by) : [])),
  ]
}

function isFile(value: unknown): value is { at: string; name: string; by?: string } {
  return typeof value === 'object' && value !== null && 'at' in value && 'name' in value
}

function conversion(data: Data, lead: Found['record']): string {
  const targets = ['convertedAccount', 'convertedContact', 'convertedDeal'].flatMap((name) =>
    typeof lead[name] === 'string' ? [lead[name]] : [],
  )
  return `into ${targets.map((id) => linkTitle(data, id)).join(', ')}`
}

function dealEvents(data: Data, deal: Deal): readonly TimelineEvent[] {
  const about = { about: [deal.id], id: deal.id }
  return (deal.stageHistory ?? []).map((step, index, steps) => {
    const before = steps[index - 1]?.stage
    const by = step.by === undefined ? {} : { by: step.by }
    if (stageNamed(data.settings, step.stage)?.kind === 'won')
      return { at: step.at, kind: 'purchase', what: purchase(data, deal), ...about, ...by }
    const reason = step.stage === deal.stage && deal.lostReason !== undefined ? ` (${deal.lostReason})` : ''
    return {
      at: step.at,
      kind: 'stage',
      what: `${deal.name}: ${before === undefined ? '' : `${before} → `}${step.stage}${reason}`,
      ...about,
      ...by,
    }
  })
}

function purchase(data: Data, deal: Deal): string {
  if (deal.amount === undefined) return deal.name
  const currency = currencyOf(data.settings, deal)
  return `${deal.name}, ${formatAmount({ minor: toMinor(deal.amount, currency), currency }, separatorsOf(data.settings))}`
}

/** Events that another record tells about this one: what was logged, and promises kept. */
function eventsAbout(data: Data, found: Found): readonly TimelineEvent[] {
  if (found.kind === 'activity') {
    const activity = data.get('activity', found.record.id)
    if (activity === undefined) return []
    const files = (activity.attachments ?? []).map(({ name }) => name)
    const parts = [
      titleOf(entityIn(data.settings, 'activity'), activity),
      activity.outcome,
      files.length === 0 ? undefined : `[${files.join(', ')}]`,
    ]
    return [
      {
        at: activity.at,
        kind: activity.kind,
        what: parts.filter((part) => part !== undefined).join(' — '),
        about: activity.for,
        id: activity.id,
        ...(activity.direction === undefined ? {} : { direction: activity.direction }),
        ...(activity.owner === undefined ? {} : { by: activity.owner }),
        ...(activity.thread === undefined ? {} : { thread: activity.thread }),
      },
    ]
  }
  const reminder = found.kind === 'reminder' ? data.get('reminder', found.record.id) : undefined
  if (reminder?.doneAt === undefined || reminder.status !== 'done') return []
  const by = reminder.owner === undefined ? {} : { by: reminder.owner }
  return [
    {
      at: reminder.doneAt,
      kind: 'reminder',
      what: `done: ${reminder.text}`,
      about: reminder.for ?? [],
      id: reminder.id,
      ...by,
    },
  ]
}

/** A timeline as a table. @param self the record it is of, which is not named in every line */
export function timelineTable(data: Data, events: readonly TimelineEvent[], self: string): Table {
  return {
    columns: [
      { key: 'at', label: 'When', type: 'when' },
      { key: 'kind', label: 'Kind', type: 'text' },
      { key: 'direction', label: '', type: 'text' },
      { key: 'what', label: 'What', type: 'text' },
      { key: 'about', label: 'About', type: 'text', under: 'what' },
      { key: 'by', label: 'By', type: 'text', under: 'what' },
      { key: 'id', label: 'ID', type: 'id' },
    ],
    rows: events.map((event) => ({
      at: event.at,
      kind: event.kind,
      direction: event.direction ?? null,
      what: event.what,
      about: linkTitles(
        data,
        event.about.filter((id) => id !== self),
      ).join(', '),
      by: event.by ?? null,
      id: event.id,
    })),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
