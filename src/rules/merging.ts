/** Merging records that are one thing: the survivor takes what it lacks, and everything that pointed at the others points at it. */
import { type Settings, statusKind } from '../config.ts'
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { ConflictError, InputError } from '../errors.ts'
import type { Change, Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { Address, AnyRecord, Field, Value } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { isBlank, sameValue } from '../schema/value.ts'
import { patched } from './records.ts'

export type Prefer = 'newest' | 'fullest' | 'first'

export interface Merge {
  readonly kind: EntityName
  /** In the order they were named. */
  readonly records: readonly AnyRecord[]
  /** Id of the survivor; otherwise the preferred one. */
  readonly keep?: string
  readonly prefer: Prefer
  /** For these fields the id of the record whose value is taken. */
  readonly set: { readonly [field: string]: string | undefined }
}

/** A value that no record holds after the merge. */
export interface Lost {
  readonly id: string
  readonly field: string
  readonly value: Value
}

export interface MergePlan {
  readonly changes: Changes
  readonly survivors: readonly AnyRecord[]
  /** What is given up; the history keeps it. */
  readonly lost: readonly Lost[]
  /** How many other records are pointed at a survivor instead. */
  readonly repointed: number
}

/**
 * The plan of one merge or many, as one change. Of a field that both have the survivor's value counts (with `newest`
 * that of the record changed last), many-valued fields are united, long texts joined, a second email, phone or address
 * goes to the fields for others. The earliest day of making stays.
 * @throws InputError where a record is merged with itself; ConflictError for a converted lead
 */
export function planMerges(data: Data, merges: readonly Merge[], now: string): MergePlan {
  const targets = new Map<string, string>()
  const prepared = merges.map((merge) => {
    refuseImpossible(data.settings, merge)
    const survivor = survivorOf(merge)
    for (const { id } of merge.records) if (id !== survivor.id) targets.set(id, survivor.id)
    return { merge, survivor }
  })
  const lost: Lost[] = []
  const survivors: AnyRecord[] = []
  const records: Change[] = []
  for (const { merge, survivor } of prepared) {
    const entity = entityIn(data.settings, merge.kind)
    const joined = joinedRecord(entity, merge, survivor, data.settings, lost)
    const after = patched(withTargets(entity, joined, targets), { updatedAt: now })
    survivors.push(after)
    records.push({ kind: merge.kind, id: survivor.id, before: survivor, after })
    for (const record of merge.records)
      if (record.id !== survivor.id) records.push({ kind: merge.kind, id: record.id, before: record })
  }
  const repointed = repointing(data, targets, new Set(records.map(({ id }) => id)), now)
  const settings = withoutOldPairs(data.settings, targets)
  return {
    changes: {
      summary: summaryOf(data, prepared),
      records: [...records, ...repointed],
      ...(settings === undefined ? {} : { settings }),
    },
    survivors,
    lost,
    repointed: repointed.length,
  }
}

function summaryOf(
  data: Data,
  merges: readonly { readonly merge: Merge; readonly survivor: AnyRecord }[],
): string {
  const [first] = merges
  if (first === undefined) return 'Nothing to merge'
  const count = merges.reduce((sum, { merge }) => sum + merge.records.length, 0)
  if (merges.length > 1) return `Merged ${count} records into ${merges.length}`
  return `Merged ${count} ${entities[first.merge.kind].plural} into ${titleOf(entityIn(data.settings, first.merge.kind), first.survivor)}`
}

function refuseImpossible(settings: Settings, { kind, records }: Merge): void {
  const ids = new Set(records.map(({ id }) => id))
  if (ids.size < records.length)
    throw new InputError(`A ${kind} cannot be merged with itself.`, 'Name two different records.')
  if (records.length < 2)
    throw new InputError(`Name two or more records to merge.`, `Find them with: crm duplicates ${kind}s`)
  const converted = records.find(
    (record) => kind === 'lead' && statusKind(settings, String(record['status'])) === 'converted',
  )
  if (converted === undefined) return
  const became = converted['convertedContact'] ?? converted['convertedAccount']
  throw new ConflictError(
    `Lead ${converted.id} ${titleOf(entities.lead, converted)} was converted and is read-only.`,
    typeof became === 'string' ? `Work with what it became: crm show ${became}` : undefined,
  )
}

/** The record that stays. */
export function survivorOf({ records, keep, prefer }: Merge): AnyRecord {
  const named = records.find(({ id }) => id === keep)
  const [first] = named === undefined ? ranked(records, prefer) : [named]
  if (first === undefined) throw new InputError('There is nothing to merge.')
  return first
}

function ranked(records: readonly AnyRecord[], prefer: Prefer): readonly AnyRecord[] {
  if (prefer === 'first') return records
  const filled = (record: AnyRecord) => Object.values(record).filter((value) => !isBlank(value)).length
  const stamp = (record: AnyRecord) => String(record['updatedAt'] ?? '')
  if (prefer === 'fullest')
    return [...records].sort((a, b) => filled(b) - filled(a) || (stamp(a) < stamp(b) ? 1 : -1))
  return [...records].sort((a, b) => (stamp(a) < stamp(b) ? 1 : stamp(a) > stamp(b) ? -1 : 0))
}

/** Where a second value of a field goes. */
const overflow: { readonly [field: string]: string | undefined } = {
  email: 'otherEmails',
  phone: 'otherPhones',
  address: 'otherAddresses',
}

function joinedRecord(
  entity: Entity,
  merge: Merge,
  survivor: AnyRecord,
  settings: Settings,
  lost: Lost[],
): AnyRecord {
  const order =
    merge.prefer === 'newest'
      ? ranked(merge.records, 'newest')
      : [survivor, ...ranked(merge.records, merge.prefer).filter(({ id }) => id !== survivor.id)]
  const result: { id: string; [field: string]: Value | undefined } = { ...survivor }
  const names = new Set(merge.records.flatMap((record) => Object.keys(record)))
  for (const name of names) {
    if (name === 'id' || name === 'updatedAt') continue
    const field = entity.fields[name]
    const chosen = merge.records.find(({ id }) => id === merge.set[name])
    if (chosen !== undefined && ofState.has(name)) {
      result[name] = chosen[name]
      continue
    }
    const from = chosen === undefined ? order : [chosen, ...order.filter((record) => record !== chosen)]
    result[name] = joinedValue(name, field, from, survivor, settings)
  }
  for (const name of names) keepSecond(entity, name, merge.records, result)
  for (const name of names) listLost(entity, name, merge.records, result, lost)
  return result
}

/** What belongs to the status or stage that the survivor has. */
const ofState = new Set([
  'status',
  'statusReason',
  'qualification',
  'stage',
  'stageHistory',
  'lostReason',
  'lostNote',
  'tryAgainOn',
  'closedAt',
  'doneAt',
])

function joinedValue(
  name: string,
  field: Field | undefined,
  order: readonly AnyRecord[],
  survivor: AnyRecord,
  settings: Settings,
): Value | undefined {
  const values = order.map((record) => record[name]).filter((value) => value !== undefined && !isBlank(value))
  const [first] = values
  if (first === undefined) return undefined
  if (name === 'createdAt') return values.map(String).sort()[0]
  if (name === 'doNotCall' || name === 'doNotEmail') return values.some((value) => value === true)
  if (ofState.has(name)) return survivor[name]
  if (field === undefined || field.derived === true) return survivor[name] ?? first
  if (types[field.type].many)
    return values.reduce((all, value) =>
      value === undefined || all === undefined ? all : types[field.type].unite(all, value),
    )
  if (field.type === 'longText') return [...new Set(values.map(String))].join('\n\n')
  if (field.type === 'money' || field.type === 'currency') return moneyOf(name, order, survivor, settings)
  return first
}

/** An amount is taken only from a record in the survivor's currency. */
function moneyOf(
  name: string,
  order: readonly AnyRecord[],
  survivor: AnyRecord,
  settings: Settings,
): Value | undefined {
  const currency = (record: AnyRecord) => record['currency'] ?? settings.currency
  if (name === 'currency') return survivor['currency']
  return order.find((record) => record[name] !== undefined && currency(record) === currency(survivor))?.[name]
}

/** Emails, phones and addresses that gave way go to the field for others, where the kind has one. */
function keepSecond(
  entity: Entity,
  name: string,
  records: readonly AnyRecord[],
  result: { [field: string]: Value | undefined },
): void {
  const place = overflow[name]
  const field = place === undefined ? undefined : entity.fields[place]
  if (place === undefined || field === undefined) return
  const others = records
    .map((record) => record[name])
    .filter((value) => value !== undefined && !sameValue(value, result[name]))
  for (const value of others) {
    const more: Value = [typeof value === 'string' ? { value } : asAddress(value)]
    const before = result[place]
    result[place] = before === undefined ? more : types[field.type].unite(before, more)
  }
}

function asAddress(value: Value | undefined): Address {
  return typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, String(part)]))
    : {}
}

function listLost(
  entity: Entity,
  name: string,
  records: readonly AnyRecord[],
  result: { readonly [field: string]: Value | undefined },
  lost: Lost[],
): void {
  if (name === 'id' || name === 'updatedAt' || name === 'createdAt') return
  for (const record of records) {
    const value = record[name]
    if (value === undefined || isBlank(value) || isKept(entity, name, value, result)) continue
    lost.push({ id: record.id, field: name, value })
  }
}

function isKept(
  entity: Entity,
  name: string,
  value: Value,
  result: { readonly [field: string]: Value | undefined },
): boolean {
  const now = result[name]
  if (sameValue(now, value)) return true
  const field = entity.fields[name]
  if (now !== undefined && field !== undefined && types[field.type].many)
    return sameValue(types[field.type].unite(now, value), now)
  if (field?.type === 'longText') return String(now).includes(String(value))
  const place = overflow[name]
  const others = place === undefined ? undefined : result[place]
  return (
    Array.isArray(others) &&
    others.some(
      (one: Value) =>
        sameValue(one, value) || (typeof one === 'object' && 'value' in one && one.value === value),
    )
  )
}

/** The record with links to merged records turned to their survivors; it does not link to itself. */
function withTargets(entity: Entity, record: AnyRecord, targets: ReadonlyMap<string, string>): AnyRecord {
  const patch: { [field: string]: Value | undefined } = {}
  for (const [name, field] of Object.entries(entity.fields)) {
    const value = record[name]
    if (value === undefined || (field.type !== 'link' && field.type !== 'links')) continue
    const ids = types[field.type].links(value)
    const turned = [...new Set(ids.map((id) => targets.get(id) ?? id))].filter((id) => id !== record.id)
    if (sameValue([...ids], turned)) continue
    patch[name] = field.type === 'link' ? turned[0] : turned
  }
  return Object.keys(patch).length === 0 ? record : patched(record, patch)
}

const FEW = 20

function repointing(
  data: Data,
  targets: ReadonlyMap<string, string>,
  done: ReadonlySet<string>,
  now: string,
): readonly Change[] {
  const changes: Change[] = []
  for (const { kind, record } of referringTo(data, targets)) {
    if (done.has(record.id)) continue
    const turned = withTargets(entityIn(data.settings, kind), record, targets)
    if (turned !== record)
      changes.push({ kind, id: record.id, before: record, after: patched(turned, { updatedAt: now }) })
  }
  return changes
}

/** Every record that links to one of these: by the index where they are few, by reading all where they are many. */
function referringTo(data: Data, targets: ReadonlyMap<string, string>): readonly Found[] {
  if (targets.size <= FEW) {
    const found = [...targets.keys()].flatMap((id) => data.referring(id))
    return [...new Map(found.map((one) => [one.record.id, one])).values()]
  }
  return entityNames.flatMap((kind) => {
    const links = Object.entries(entityIn(data.settings, kind).fields).filter(
      ([, field]) => field.to !== undefined,
    )
    const all: readonly AnyRecord[] = data.all(kind)
    const isLinked = (record: AnyRecord) =>
      links.some(([name, { type }]) => types[type].links(record[name] ?? '').some((id) => targets.has(id)))
    return all.filter(isLinked).map((record) => ({ kind, record }))
  })
}

/** The pairs that are no duplicates, by the survivors' ids; undefined where nothing changes. */
function withoutOldPairs(settings: Settings, targets: ReadonlyMap<string, string>): Settings | undefined {
  if (!settings.notDuplicates.flat().some((id) => targets.has(id))) return undefined
  const pairs = settings.notDuplicates
    .map((pair) => [...new Set(pair.map((id) => targets.get(id) ?? id))].sort())
    .filter((pair) => pair.length === 2)
  const distinct = new Map(pairs.map((pair) => [pair.join(' '), pair]))
  return { ...settings, notDuplicates: [...distinct.values()] }
}
