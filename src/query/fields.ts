/** What a name in a query stands for: a field by its name or alias, part of an address, a title, a derived yes or no. */
import { isOpenStatus, type Settings, type StageKind, stageNamed } from '../config.ts'
import { entityNames } from '../entities/index.ts'
import { nearest, unknownWord } from '../errors.ts'
import { addressParts } from '../schema/addresses.ts'
import { fieldCalled, squeezed } from '../schema/aliases.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord, Field } from '../schema/field.ts'
import { type ComputedName, computedFields, computedNamed, computedOf } from './computed.ts'
import { type Lookup, lookupOf } from './lookups.ts'

interface FieldTarget {
  readonly type: 'field'
  readonly name: string
  readonly field: Field
}

export type Target =
  | FieldTarget
  /** One part of an address. */
  | { readonly type: 'part'; readonly name: string; readonly part: string }
  | { readonly type: 'id' }
  /** What the record is called, for kinds without a field `name`. */
  | { readonly type: 'title' }
  | { readonly type: 'flag'; test(record: AnyRecord): boolean }
  /** A value that is computed: the last activity, the score. */
  | { readonly type: 'computed'; readonly name: ComputedName; readonly field: Field }
  /** `has:email`, `missing:email` */
  | { readonly type: 'presence'; readonly isWanted: boolean }
  /** A condition on another record. */
  | { readonly type: 'lookup'; readonly lookup: Lookup }

const shortNames: ReadonlyMap<string, string> = new Map([
  ['created', 'createdAt'],
  ['updated', 'updatedAt'],
])

/**
 * What `name` stands for in a kind of record, whatever its case and punctuation.
 * @throws InputError with the nearest name where nothing is called so
 */
export function targetOf(entity: Entity, settings: Settings, name: string): Target {
  const flags = flagsOf(entity, settings)
  const flag = flags.get(squeezed(name))
  const derived: Target | undefined =
    flag === undefined ? otherTarget(entity, name) : { type: 'flag', test: flag }
  const plain = plainTarget(entity, name) ?? addressPart(entity, name)
  // A column of an import may be called like what is derived: its heading is an alias, and gives way.
  const found = fieldCalled(entity, name)?.by === 'alias' ? (derived ?? plain) : (plain ?? derived)
  if (found !== undefined) return found
  const known = [
    'id',
    ...Object.keys(entity.fields),
    ...flags.keys(),
    ...Object.keys(computedOf(entity.name)),
    'has',
    'missing',
  ]
  throw unknownWord(`${entity.name} field`, name, known, meant(entity, name, known))
}

/** What a name with a slip in it may stand for: a field, the short name of one, a link before the point, or a beginning. */
function meant(entity: Entity, name: string, known: readonly string[]): string | undefined {
  const near = nearest(name, [...known, ...shortNames.keys()])
  if (near !== undefined) return shortNames.get(near) ?? near
  const point = name.indexOf('.')
  if (point > 0) {
    const links = Object.keys(entity.fields).filter((field) => entity.fields[field]?.to !== undefined)
    const head = nearest(name.slice(0, point), [...entityNames, ...links])
    return head === undefined ? undefined : `${head}${name.slice(point)}`
  }
  return name.length > 2 ? known.find((one) => one.toLowerCase().startsWith(name.toLowerCase())) : undefined
}

/** What is no field of the record itself. */
function otherTarget(entity: Entity, name: string): Target | undefined {
  const computed = computedNamed(entity.name, name)
  if (computed !== undefined) return { type: 'computed', name: computed, field: computedFields[computed] }
  const wanted = squeezed(name)
  if (wanted === 'has' || wanted === 'missing') return { type: 'presence', isWanted: wanted === 'has' }
  const lookup = lookupOf(entity, name)
  return lookup === undefined ? undefined : { type: 'lookup', lookup }
}

/** The id, field or title that `name` stands for, or undefined. */
export function plainTarget(entity: Entity, name: string): Target | undefined {
  const wanted = squeezed(name)
  if (wanted === 'id') return { type: 'id' }
  return fieldNamed(entity, name) ?? (wanted === 'name' ? { type: 'title' } : undefined)
}

function fieldNamed(entity: Entity, name: string): FieldTarget | undefined {
  const short = shortNames.get(squeezed(name))
  const called = short === undefined ? fieldCalled(entity, name) : { name: short, by: 'name' }
  // An alias, such as the heading of an imported column, does not take away what lists and views ask for.
  if (called === undefined || (called.by === 'alias' && isOwnWord(entity, name))) return undefined
  const field = entity.fields[called.name]
  return field === undefined ? undefined : { type: 'field', name: called.name, field }
}

function addressPart(entity: Entity, name: string): Target | undefined {
  const point = name.lastIndexOf('.')
  if (point < 1) return undefined
  const field = fieldNamed(entity, name.slice(0, point))
  const part = addressParts.find((one) => squeezed(one) === squeezed(name.slice(point + 1)))
  if (field === undefined || part === undefined || !field.field.type.startsWith('address')) return undefined
  return { type: 'part', name: field.name, part }
}

/**
 * Whether queries and lists give a name a meaning though no field has it: the title, what is computed, `open:yes`. A new
 * field of that name would hide it from them.
 */
export function isOwnWord({ name: kind }: Entity, name: string): boolean {
  const word = squeezed(name)
  return (
    ['name', 'has', 'missing'].includes(word) ||
    shortNames.has(word) ||
    computedNamed(kind, name) !== undefined ||
    (flagNames[kind]?.includes(word) ?? false)
  )
}

const flagNames: { readonly [kind: string]: readonly string[] | undefined } = {
  lead: ['open'],
  reminder: ['open'],
  deal: ['open', 'won', 'lost'],
}

/** What may be asked of a kind as yes or no though no field holds it. */
function flagsOf({ name }: Entity, settings: Settings): ReadonlyMap<string, (record: AnyRecord) => boolean> {
  if (name === 'lead') return new Map([['open', (lead) => isOpenStatus(settings, String(lead.status))]])
  if (name === 'reminder') return new Map([['open', (reminder) => reminder.status === 'open']])
  if (name !== 'deal') return new Map()
  const isOf = (kind: StageKind) => (deal: AnyRecord) =>
    (stageNamed(settings, String(deal.stage))?.kind ?? 'open') === kind
  return new Map([
    ['open', isOf('open')],
    ['won', isOf('won')],
    ['lost', isOf('lost')],
  ])
}
