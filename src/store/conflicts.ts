/** What a plan must not do to the store as it is now: checked under the lock, before anything is written. */
import { type EntityName, entities } from '../entities/index.ts'
import { ConflictError, InputError } from '../errors.ts'
import type { Change } from '../schema/changes.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { aboveIn, circleAt } from '../schema/hierarchy.ts'
import { linksOf } from '../schema/links.ts'
import { sameRecord } from '../schema/value.ts'
import { damageOf, missingField } from './check.ts'
import { isSorted } from './records.ts'
import type { Snapshot } from './snapshot.ts'

/** A change whose new record is tidied and valid. */
export interface SoundChange {
  readonly entity: Entity
  readonly kind: EntityName
  readonly id: string
  readonly before: AnyRecord | undefined
  readonly after: AnyRecord | undefined
}

const uniqueByEntity = new WeakMap<Entity, readonly string[]>()

/** Names of the fields of a kind in which no two records have the same. */
function uniqueFields(entity: Entity): readonly string[] {
  const known = uniqueByEntity.get(entity)
  if (known !== undefined) return known
  const names = Object.keys(entity.fields).filter((name) => entity.fields[name]?.unique === true)
  uniqueByEntity.set(entity, names)
  return names
}

/**
 * Refuses a plan that does not fit the store.
 * @param broken ids that may be linked to although they are not there
 * @param isUndo what was so before may be so again
 * @throws ConflictError where a record is no longer as the plan saw it, a link would point nowhere, a removed record is
 *   still referred to, a record would stand above itself, or a unique field would hold the same twice
 */
export function refuseConflicts(
  base: Snapshot,
  changes: readonly SoundChange[],
  broken: readonly string[] = [],
  isUndo = false,
): void {
  for (const change of changes) refuseChanged(base, change)
  const planned = new Planned(changes)
  for (const change of changes) refuseDanglingLinks(base, change, planned, broken)
  if (!isUndo) for (const change of changes) refuseCircle(base, change, planned)
  refuseReferred(base, planned)
  refuseTwins(base, changes, planned)
}

/** The changes of a plan by id, put in order only where somebody asks: of an import of leads nobody does. */
class Planned {
  readonly all: readonly SoundChange[]
  #byId: ReadonlyMap<string, SoundChange> | undefined

  constructor(all: readonly SoundChange[]) {
    this.all = all
    if (!isSorted(all) && this.#known().size < all.length)
      throw new Error(`The plan changes ${twice(all)} twice.`)
  }

  get(id: string): SoundChange | undefined {
    return this.#known().get(id)
  }

  #known(): ReadonlyMap<string, SoundChange> {
    this.#byId ??= new Map(this.all.map((change) => [change.id, change]))
    return this.#byId
  }
}

function twice(changes: readonly SoundChange[]): string | undefined {
  const seen = new Set<string>()
  return changes.find(({ id }) => seen.size === seen.add(id).size)?.id
}

function called(entity: Entity, record: AnyRecord): string {
  return `${entity.name} "${titleOf(entity, record)}" (${record.id})`
}

/** @throws InputError where the new record is not valid */
export function refuseInvalid({ entity, id, before, after }: SoundChange): void {
  if (after === undefined) return
  if (after.id !== id) throw new Error(`The plan gives ${id} the id ${after.id}.`)
  const damage = damageOf(entity, after)
  if (damage !== undefined)
    throw new InputError(`${capital(called(entity, after))} cannot be kept: ${damage.problem}.`)
  const missing = before === undefined ? missingField(entity, after) : undefined
  if (missing !== undefined)
    throw new InputError(`${capital(called(entity, after))} cannot be kept: "${missing}" is missing.`)
}

const again = 'Look at it and run the command again.'

function refuseChanged(base: Snapshot, { entity, kind, id, before }: SoundChange): void {
  const ofKind = base.kind(kind)
  const now: AnyRecord | undefined = before === undefined && !ofKind.has(id) ? undefined : ofKind.get(id)
  if (before === undefined) {
    if (now !== undefined) throw new ConflictError(`${capital(called(entity, now))} already exists.`, again)
    return
  }
  if (now === undefined)
    throw new ConflictError(`${capital(called(entity, before))} was removed meanwhile.`, again)
  if (!sameRecord(now, before))
    throw new ConflictError(`${capital(called(entity, now))} was changed meanwhile.`, again)
}

/** Only links that the change adds: one that was broken before does not stand in the way of another edit. */
function refuseDanglingLinks(
  base: Snapshot,
  change: SoundChange,
  planned: Planned,
  broken: readonly string[],
): void {
  const { entity, before, after } = change
  if (after === undefined) return
  const links = linksOf(entity, after)
  if (links.length === 0) return
  const earlier = new Set(linksOf(entity, before).map(([, id]) => id))
  for (const [name, id] of links) {
    const target = planned.get(id)
    if (broken.includes(id)) continue
    if (target === undefined ? earlier.has(id) || base.has(id) : target.after !== undefined) {
      refuseWrongKind(entity, after, name, id)
      continue
    }
    const state = target === undefined ? 'does not exist' : 'is being removed'
    throw new ConflictError(`${capital(called(entity, after))}: "${name}" points at ${id}, which ${state}.`)
  }
}

/** Only a circle that the change closes: an old one does not stand in the way of another edit. */
function refuseCircle(
  base: Snapshot,
  { entity, kind, id, before, after }: SoundChange,
  planned: Planned,
): void {
  const above = aboveIn(entity, after)
  if (after === undefined || above === undefined || above === aboveIn(entity, before)) return
  const recordOf = (one: string): AnyRecord | undefined => {
    const change = planned.get(one)
    return change === undefined ? base.kind(kind).get(one) : change.after
  }
  const way = circleAt(id, (one) => aboveIn(entity, recordOf(one)))
  if (way === undefined) return
  const names = way.map((one) => titleOf(entity, recordOf(one) ?? { id: one })).join(' → ')
  throw new ConflictError(
    `${capital(called(entity, after))} would be its own ${entity.hierarchy}: ${names}.`,
    `Give it another, or none: --unset ${entity.hierarchy}`,
  )
}

function refuseWrongKind(entity: Entity, after: AnyRecord, name: string, id: string): void {
  const to = entity.fields[name]?.to
  if (to === undefined || to === 'any' || !isKind(to) || id.startsWith(entities[to].letter)) return
  throw new ConflictError(
    `${capital(called(entity, after))}: "${name}" should point at a record of kind ${to}, not at ${id}.`,
  )
}

function isKind(word: string): word is EntityName {
  return Object.hasOwn(entities, word)
}

function refuseReferred(base: Snapshot, planned: Planned): void {
  const removed = new Set<string>()
  for (const change of planned.all) if (change.after === undefined) removed.add(change.id)
  if (removed.size === 0) return
  const left = base.referringToAny(removed).filter(({ record }) => planned.get(record.id) === undefined)
  const [first] = left
  if (first === undefined) return
  const { entity } = base.kind(first.kind)
  const ids = linksOf(entity, first.record).map(([, id]) => id)
  const target = ids
    .map((id) => planned.get(id))
    .find((change) => change !== undefined && removed.has(change.id))
  const what = target?.before === undefined ? 'The record' : capital(called(target.entity, target.before))
  const others = left.length === 1 ? '' : ` and ${left.length - 1} more`
  throw new ConflictError(
    `${what} cannot be removed: ${called(entity, first.record)}${others} refers to it.`,
    `Remove the link first: crm ${first.kind} show ${first.record.id}`,
  )
}

/** Refuses two records of a kind with the same text in a field that is unique. */
function refuseTwins(base: Snapshot, changes: readonly SoundChange[], planned: Planned): void {
  const owners = new Map<EntityName, Map<string, SoundChange>>()
  for (const change of changes) {
    const keys = uniqueKeys(change.entity, change.after)
    if (keys.length === 0) continue
    const ofKind = owners.get(change.kind) ?? new Map<string, SoundChange>()
    owners.set(change.kind, ofKind)
    for (const key of keys) {
      const twin = ofKind.get(key)
      if (twin?.after !== undefined) throw twins(change, key, twin.after)
      ofKind.set(key, change)
    }
  }
  for (const [kind, ofKind] of owners) refuseStoredTwins(base, kind, ofKind, planned)
}

function refuseStoredTwins(
  base: Snapshot,
  kind: EntityName,
  owners: ReadonlyMap<string, SoundChange>,
  planned: Planned,
): void {
  const { entity } = base.kind(kind)
  if (base.kind(kind).files().length === 0) return
  const isNew = ([key, owner]: [string, SoundChange]): boolean =>
    !uniqueKeys(entity, owner.before).includes(key)
  const added = new Map([...owners].filter(isNew))
  for (const record of base.withAnyKey(kind, new Set(added.keys()))) {
    if (planned.get(record.id) !== undefined) continue
    for (const key of uniqueKeys(entity, record)) {
      const owner = added.get(key)
      if (owner !== undefined) throw twins(owner, key, record)
    }
  }
}

function uniqueKeys(entity: Entity, record: AnyRecord | undefined): readonly string[] {
  let keys: string[] | undefined
  for (const name of uniqueFields(entity)) {
    const value = record?.[name]
    if (typeof value !== 'string') continue
    keys ??= []
    keys.push(`${name}:${value}`)
  }
  return keys ?? none
}

const none: readonly never[] = []

function twins({ entity, after }: SoundChange, key: string, other: AnyRecord): ConflictError {
  const [field = '', ...value] = key.split(':')
  const mine = after === undefined ? `A ${entity.name}` : capital(called(entity, after))
  return new ConflictError(
    `${mine}: ${called(entity, other)} already has "${field}" ${value.join(':')}, which is unique.`,
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Whether a change would change anything. */
export function isIdle({ before, after }: Change): boolean {
  return before === undefined || after === undefined ? before === after : sameRecord(before, after)
}
