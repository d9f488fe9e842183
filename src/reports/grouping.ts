/** What records are grouped by: a field, a part of the calendar, a field of what they link to, what is known of their owner. */
import { userNamed } from '../config/users.ts'
import { isDayOfYear } from '../dates.ts'
import { type EntityName, entityNamed } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import { decimalText } from '../numbers.ts'
import { targetOf } from '../query/fields.ts'
import { addressParts } from '../schema/addresses.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord, Field } from '../schema/field.ts'
import { fold } from '../text.ts'
import { labelOf, linkTitle, linkTitles } from './cells.ts'
import { dayReader } from './days.ts'
import { type Unit, unitOf, units } from './period.ts'
import type { Chart, Column, Row } from './table.ts'

export interface Grouping {
  /** As in JSON and CSV: owner, monthCloseDate. */
  readonly key: string
  readonly label: string
  /** The group of a record, or undefined where it has nothing to group by. */
  readonly of: (record: AnyRecord) => string | undefined
  /** Groups in the order they come in, where they have one. */
  readonly order: readonly string[]
  /** Groups are parts of the calendar, which come in the order of their names. */
  readonly isTime: boolean
  /** Where records are grouped by several things, one inside the other: each by itself. */
  readonly parts?: readonly Grouping[]
}

/** Between the parts of the name of a group that has several. */
const between = '\u0001'

/** The names of a group, one for each thing that records are grouped by. */
export function namesOf(name: string): readonly string[] {
  return name.split(between)
}

/** The columns that name the groups. */
export function groupColumns(grouping: Grouping): readonly Column[] {
  const { parts = [grouping] } = grouping
  return parts.map(({ key, label }) => ({ key, label, type: 'text' }))
}

/** The cells that name a group. */
export function groupCells(grouping: Grouping, name: string): Row {
  const { parts = [grouping] } = grouping
  const names = parts.length > 1 && name === none ? parts.map(noneOf) : namesOf(name)
  return Object.fromEntries(parts.map(({ key }, place) => [key, names[place] ?? null]))
}

/** Charts of groups: a bar needs one name, so groups inside groups have none. */
export function chartsBy({ parts }: Grouping, charts: readonly Chart[]): readonly Chart[] {
  return parts === undefined ? charts : []
}

/**
 * The grouping that a person asks for: what `groupingOf` reads, or several of these separated by commas, one inside the
 * other.
 * @throws InputError where the kind has nothing of the name
 */
export function groupingsOf(data: Data, kind: EntityName, specs: string): Grouping {
  const parts = specs.split(',').map((spec) => groupingOf(data, kind, spec))
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const twice = parts.find(({ key }, place) => parts.findIndex((other) => other.key === key) !== place)
  if (twice !== undefined) throw new InputError(`Grouped by ${twice.key} twice.`, 'Name each field once')
  return {
    key: parts.map(({ key }) => key).join(','),
    label: parts.map(({ label }, place) => (place === 0 ? label : label.toLowerCase())).join(' and '),
    of: (record) => {
      const names = parts.map((part) => part.of(record))
      if (names.every((name) => name === undefined)) return undefined
      return names.map((name, place) => name ?? noneOf(parts[place])).join(between)
    },
    order: [],
    isTime: false,
    parts,
  }
}

/** The group of what has nothing to group by. */
export const none = '(none)'

/** The same, where groups are parts of the calendar. */
export function noneOf(grouping: Grouping | undefined): string {
  return grouping?.isTime === true ? '(no date)' : none
}

/** The day a record of each kind goes by where a part of the calendar is named alone. */
const mainDay: { readonly [N in EntityName]: string } = {
  lead: 'createdAt',
  account: 'createdAt',
  contact: 'createdAt',
  deal: 'closeDate',
  activity: 'at',
  reminder: 'due',
}

/**
 * The grouping that a word means for a kind of record: a field (source), a part of the calendar of a date
 * (month(createdAt); month alone is of the kind's own date), a field of a linked record (account.territory), what the
 * settings say of the owner (owner.territory), part of an address (city). Several tags are one group together, so that
 * groups always add up to the whole.
 * @throws InputError where the kind has nothing of the name
 */
export function groupingOf(data: Data, kind: EntityName, spec: string): Grouping {
  const entity = entityIn(data.settings, kind)
  const text = spec.trim()
  const [, unit, inner] = /^(week|month|quarter|year)(?:\((.+)\))?$/.exec(text) ?? []
  const known = units.find((one) => one === unit)
  if (known !== undefined) return ofCalendar(data, entity, known, inner ?? mainDay[kind], inner !== undefined)
  const point = text.indexOf('.')
  if (point > 0) {
    const [first, rest] = [text.slice(0, point), text.slice(point + 1)]
    if (first === 'owner') return ofOwner(data, rest)
    const field = entity.fields[first]
    if (field?.type === 'link' || field?.type === 'links') return ofLink(data, first, field, rest)
  }
  const part = addressParts.find((one) => one === text)
  const isPart =
    part !== undefined && entity.fields[text] === undefined && entity.fields['address'] !== undefined
  return ofField(data, entity, isPart ? `address.${text}` : text)
}

function ofCalendar(data: Data, entity: Entity, unit: Unit, name: string, isNamed: boolean): Grouping {
  const target = targetOf(entity, data.settings, name)
  const dates = ['date', 'instant', 'when']
  if (target.type !== 'field' || !dates.includes(target.field.type)) {
    const valid = Object.keys(entity.fields).filter((one) => dates.includes(entity.fields[one]?.type ?? ''))
    throw new InputError(`${unit}(${name}) needs a date.`, `Dates of a ${entity.name}: ${valid.join(', ')}`)
  }
  const field = target.name
  const dayAt = dayReader(data.settings.timezone)
  const names = new Map<string, string>()
  const ofDay = (day: string): string => {
    const found = names.get(day) ?? unitOf(day, unit)
    names.set(day, found)
    return found
  }
  return {
    key: isNamed ? unit + field.charAt(0).toUpperCase() + field.slice(1) : unit,
    label: isNamed ? `${labelOf(unit)} (${labelOf(field).toLowerCase()})` : labelOf(unit),
    of: (record) => {
      // A deal closed without a close date counts on the day it was closed.
      const value = record[field] ?? (field === 'closeDate' ? record['closedAt'] : undefined)
      if (typeof value !== 'string' || isDayOfYear(value)) return undefined
      return ofDay(value.length === 10 ? value : dayAt(value))
    },
    order: [],
    isTime: true,
  }
}

/** Anything said about people under `users` in the settings: territory, manager, team. */
function ofOwner(data: Data, name: string): Grouping {
  const known = new Map<string, string>()
  for (const user of data.settings.users) {
    const value: unknown = Object.entries(user).find(([key]) => key === name)?.[1]
    if (typeof value === 'string') known.set(fold(user.name), value)
  }
  if (known.size === 0) {
    throw new InputError(
      `No user has "${name}" in crm.json.`,
      `Add it there: {"name": "Noy", "${name}": "…"}`,
    )
  }
  return {
    key: `owner${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    label: `Owner’s ${labelOf(name).toLowerCase()}`,
    of: ({ owner }) =>
      typeof owner === 'string'
        ? known.get(fold(userNamed(data.settings.users, owner)?.name ?? owner))
        : undefined,
    order: [],
    isTime: false,
  }
}

function ofLink(data: Data, first: string, field: Field, rest: string): Grouping {
  const kind = entityNamed(field.to ?? '')
  if (kind === undefined) throw unknownWord('field', `${first}.${rest}`, [])
  const inner = groupingOf(data, kind, rest)
  return {
    ...inner,
    key: first + inner.key.charAt(0).toUpperCase() + inner.key.slice(1),
    label: `${labelOf(first)}’s ${inner.label.toLowerCase()}`,
    of: (record) => {
      const id = [record[first]].flat()[0]
      const linked = typeof id === 'string' ? data.get(kind, id) : undefined
      return linked === undefined ? undefined : inner.of(linked)
    },
  }
}

function ofField(data: Data, entity: Entity, name: string): Grouping {
  const target = targetOf(entity, data.settings, name)
  const plain = { isTime: false, order: [] }
  switch (target.type) {
    case 'id':
      return { ...plain, key: 'id', label: 'ID', of: ({ id }) => id }
    case 'title':
      return { ...plain, key: 'name', label: 'Name', of: (record) => titleOf(entity, record) }
    case 'flag':
      return {
        ...plain,
        key: name,
        label: labelOf(name),
        of: (record) => (target.test(record) ? 'yes' : 'no'),
      }
    case 'part':
      return {
        ...plain,
        key: target.part,
        label: labelOf(target.part),
        of: (record) => partOf(record[target.name], target.part),
      }
    case 'field': {
      const { field } = target
      const spelt = spellingsOf(data, field)
      const of = (record: AnyRecord) => spelt(textOf(data, field, record[target.name]))
      return { key: target.name, label: labelOf(target.name), of, order: orderOf(data, field), isTime: false }
    }
    case 'computed':
    case 'presence':
    case 'lookup':
      throw new InputError(
        `A report cannot be grouped by ${name}.`,
        'Group by a field of the record, or of what it links to: account.industry',
      )
  }
}

function partOf(value: AnyRecord[string], part: string): string | undefined {
  const first = Array.isArray(value) ? value[0] : value
  if (typeof first !== 'object' || first === null) return undefined
  const found: unknown = Object.entries(first).find(([key]) => key === part)?.[1]
  return typeof found === 'string' ? found : undefined
}

function textOf(data: Data, field: Field, value: AnyRecord[string]): string | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return decimalText(value)
  if (typeof value === 'string') return field.type === 'link' ? linkTitle(data, value) : value
  if (!Array.isArray(value) || value.length === 0) return undefined
  if (field.type === 'links') return linkTitles(data, value.map(String)).join(', ')
  return value.every((one) => typeof one === 'string')
    ? value.map(String).sort().join(', ')
    : JSON.stringify(value)
}

/** Names of people as the settings spell them, for "noy" and "Noy" are one; what the settings do not know stays as it is. */
function spellingsOf(
  { settings }: Data,
  { options }: Field,
): (text: string | undefined) => string | undefined {
  if (options !== 'users') return (text) => text
  const met = new Map<string, string>()
  return (text) => {
    if (text === undefined) return undefined
    const name = met.get(text) ?? userNamed(settings.users, text)?.name ?? text
    met.set(text, name)
    return name
  }
}

function orderOf({ settings }: Data, { options }: Field): readonly string[] {
  if (options === undefined) return []
  if (options === 'stages') return settings.stages.map(({ name }) => name)
  if (options === 'leadStatuses') return settings.leadStatuses.map(({ name }) => name)
  // People come by their figures, not in the order they joined.
  if (options === 'users') return []
  return typeof options === 'string' ? settings[options] : options
}
