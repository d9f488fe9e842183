/** One record as one page: its fields, and what belongs to it. */
import { type Settings, stageNamed } from '../config.ts'
import { dayOf, daysBetween, formatWhen } from '../dates.ts'
import type { Activity } from '../entities/activity.ts'
import type { Deal } from '../entities/deal.ts'
import { entities } from '../entities/index.ts'
import { formatAmount, toMinor } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import { lastContactOf } from '../rules/log.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord, Field } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { currencyOf, labelOf, linkTitle, linkTitles, recordTable } from './cells.ts'
import { linked } from './linked.ts'
import { subsidiaryTable } from './subsidiaries.ts'
import type { Table } from './table.ts'
import type { Page } from './views.ts'

/**
 * The page of a record; of an account or contact with everything that is linked to it.
 * @param isSummed the deals of an account's subsidiaries are added up with its own
 */
export function pageOf(data: Data, { kind, record }: Found, now: Date, isSummed = false): Page {
  const entity = entityIn(data.settings, kind)
  const fields: [string, string][] = [['ID', record.id]]
  for (const [name, field] of Object.entries(entity.fields)) {
    const value = fieldText(data, field, record, name, now)
    if (value !== undefined) fields.push([labelOf(name), value])
  }
  const last = kind === 'activity' || kind === 'reminder' ? undefined : lastContactOf(data, record.id, now)
  if (last !== undefined) fields.push(['Last contact', formatWhen(last, data.settings.timezone)])
  return {
    title: `${kind} · ${titleOf(entity, record)}`,
    fields,
    sections: sectionsOf(data, { kind, record }, now, isSummed),
  }
}

function fieldText(data: Data, field: Field, record: AnyRecord, name: string, now: Date): string | undefined {
  const value = record[name]
  if (value === undefined || field.type === 'stageHistory') return undefined
  const { timezone } = data.settings
  if (field.type === 'link' && typeof value === 'string') return `${linkTitle(data, value)} (${value})`
  if (field.type === 'links' && Array.isArray(value)) {
    return value.map((id) => `${linkTitle(data, String(id))} (${String(id)})`).join(', ')
  }
  if (field.type === 'money' && typeof value === 'number') {
    const currency = currencyOf(data.settings, record)
    return formatAmount({ minor: toMinor(value, currency), currency }, separatorsOf(data.settings))
  }
  if ((field.type === 'instant' || field.type === 'when') && typeof value === 'string')
    return formatWhen(value, timezone)
  return types[field.type].format(value, { settings: data.settings, now, name, field, record })
}

const noTable: Table = { columns: [], rows: [] }

function sectionsOf(data: Data, found: Found, now: Date, isSummed: boolean): Page['sections'] {
  const { kind, record } = found
  const contacts = kind === 'account' ? linked(data, record.id, 'contact', 'account') : []
  const deals =
    kind === 'account'
      ? linked(data, record.id, 'deal', 'account')
      : kind === 'contact'
        ? linked(data, record.id, 'deal', 'contacts')
        : []
  const about = new Set([record.id, ...contacts.map((one) => one.id), ...deals.map((one) => one.id)])
  const sections = [
    {
      title: 'Contacts',
      table: recordTable(data, 'contact', contacts, ['id', 'name', 'title', 'email', 'phone']),
    },
    {
      title: 'Deals',
      table: recordTable(data, 'deal', deals, ['id', 'name', 'stage', 'amount', 'closeDate']),
    },
    { title: 'Subsidiaries', table: kind === 'account' ? subsidiaryTable(data, record, isSummed) : noTable },
    { title: 'Stages', table: stageTable(data.settings, found, now) },
    { title: 'Open reminders', table: reminderTable(data, about) },
    { title: 'Timeline', table: timeline(data, about, record.id) },
  ]
  return sections.filter((section) => section.table.rows.length > 0)
}

/** The stages a deal went through and how many days it spent in each, the current one up to now. */
function stageTable(settings: Settings, { kind, record }: Found, now: Date): Table {
  const columns = [
    { key: 'stage', label: 'Stage', type: 'text' },
    { key: 'since', label: 'Since', type: 'instant' },
    { key: 'days', label: 'Days', type: 'number' },
    { key: 'by', label: 'By', type: 'text' },
  ] as const
  const history = kind === 'deal' && Array.isArray(record['stageHistory']) ? record['stageHistory'] : []
  const steps = history.filter(isStep)
  const rows = steps.map((step, index) => {
    const until =
      steps[index + 1]?.at ??
      (stageNamed(settings, step.stage)?.kind === 'open' ? now.toISOString() : undefined)
    const days =
      until === undefined
        ? null
        : daysBetween(dayOf(step.at, settings.timezone), dayOf(until, settings.timezone))
    return { stage: step.stage, since: step.at, days, by: step.by ?? null }
  })
  return { columns, rows }
}

function isStep(value: unknown): value is NonNullable<Deal['stageHistory']>[number] {
  return typeof value === 'object' && value !== null && 'stage' in value && 'at' in value
}

function reminderTable(data: Data, about: ReadonlySet<string>): Table {
  const ids = new Set<string>()
  for (const id of about)
    for (const found of data.referring(id)) if (found.kind === 'reminder') ids.add(found.record.id)
  const open = [...ids]
    .map((id) => data.get('reminder', id))
    .filter((one) => one !== undefined && one.status === 'open')
  const sorted = open.filter((one) => one !== undefined).sort((a, b) => (a.due < b.due ? -1 : 1))
  return recordTable(data, 'reminder', sorted, ['id', 'due', 'text', 'priority', 'owner'])
}

function timeline(data: Data, about: ReadonlySet<string>, self: string): Table {
  const found = new Map<string, Activity>()
  for (const id of about) {
    for (const one of data.referring(id)) {
      const activity = one.kind === 'activity' ? data.get('activity', one.record.id) : undefined
      if (activity !== undefined) found.set(activity.id, activity)
    }
  }
  const activities = [...found.values()].sort((a, b) =>
    a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1,
  )
  const rows = activities.map((activity) => ({
    at: activity.at,
    kind: activity.direction === undefined ? activity.kind : `${activity.kind} ${activity.direction}`,
    what: [titleOf(entities.activity, activity), activity.outcome]
      .filter((part) => part !== undefined)
      .join(' — '),
    with: linkTitles(
      data,
      activity.for.filter((id) => id !== self),
    ).join(', '),
    id: activity.id,
  }))
  const columns = [
    { key: 'at', label: 'When', type: 'instant' },
    { key: 'kind', label: 'Kind', type: 'text' },
    { key: 'what', label: 'What', type: 'text' },
    { key: 'with', label: 'With', type: 'text' },
    { key: 'id', label: 'ID', type: 'id' },
  ] as const
  return { columns, rows }
}
