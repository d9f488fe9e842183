/** What a heading means: a field by its name or alias, a part of the address, a whole name, an id. */
import { unknownWord } from '../../errors.ts'
import { fieldCalled } from '../../schema/aliases.ts'
import { type Entity, settableFields } from '../../schema/entity.ts'
import type { Address, Field } from '../../schema/field.ts'
import { addressPartCalled, isForeignId, isJustName, isWholeName } from './headings.ts'
import type { ColumnUse } from './options.ts'

export type Target =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'part'; readonly part: keyof Address }
  /** First and last name in one. */
  | { readonly type: 'wholeName' }
  /** Our own id. */
  | { readonly type: 'id' }

/** The use of a heading; without target the column is left out (ignored, empty) or matches nothing (custom). */
export interface Meaning {
  readonly target?: Target
  readonly how: ColumnUse['how']
  /** By its form, not by a name that is known: any other column goes before it. */
  readonly isGuess?: boolean
}

/** What rules set while working, and other systems know of the past. */
const pastFields = new Set(['createdAt', 'statusReason', 'lostReason', 'lostNote', 'closedAt', 'doneAt'])

/** Whether rows may set a field: what people may set, what happened in the past, everything from an export of ours. */
export function isImportable(name: string, field: Field | undefined, isOwnExport: boolean): boolean {
  return field !== undefined && (field.derived !== true || isOwnExport || pastFields.has(name))
}

/** What a heading means by itself. What only rules may set matches nothing. */
export function meaningOf(heading: string, entity: Entity, isOwnExport: boolean): Meaning {
  const called = fieldCalled(entity, heading)
  if (called !== undefined) {
    if (!isImportable(called.name, entity.fields[called.name], isOwnExport)) return { how: 'custom' }
    return { target: { type: 'field', name: called.name }, how: called.by }
  }
  const target = guessed(heading, entity, isOwnExport)
  return target === undefined ? { how: 'custom' } : { target, how: 'alias', isGuess: true }
}

function guessed(heading: string, entity: Entity, isOwnExport: boolean): Target | undefined {
  const place = placeCalled(heading, entity)
  if (place !== undefined) return place
  if (entity.fields.name !== undefined && isJustName(heading)) return { type: 'field', name: 'name' }
  if (!isOwnExport && isForeignId(heading, entity.name)) return { type: 'field', name: 'externalId' }
  return undefined
}

function placeCalled(name: string, entity: Entity): Target | undefined {
  const part = entity.fields.address === undefined ? undefined : addressPartCalled(name)
  if (part !== undefined) return { type: 'part', part }
  return isPerson(entity) && isWholeName(name) ? { type: 'wholeName' } : undefined
}

/** Whether records of a kind have a first and a last name. */
export function isPerson({ fields }: Entity): boolean {
  return fields.firstName !== undefined && fields.lastName !== undefined
}

/**
 * What a user's word for a place in a record means.
 * @throws InputError where nothing that may be set is called so
 */
export function namedTarget(name: string, entity: Entity): Target {
  const called = fieldCalled(entity, name)
  if (called !== undefined && isImportable(called.name, entity.fields[called.name], false)) {
    return { type: 'field', name: called.name }
  }
  const place = placeCalled(name, entity)
  if (place !== undefined) return place
  throw unknownWord(
    `${entity.name} field`,
    name,
    settableFields(entity.fields).map(([known]) => known),
  )
}

/** What a column goes into, each as a word; a whole name goes into two. */
export function placesOf(target: Target): readonly string[] {
  switch (target.type) {
    case 'field':
      return [target.name]
    case 'part':
      return [`address.${target.part}`]
    case 'wholeName':
      return ['firstName', 'lastName']
    case 'id':
      return ['id']
  }
}

/** The fields of a record that a column fills. */
export function fieldsOf(target: Target): readonly string[] {
  if (target.type === 'part') return ['address']
  return target.type === 'id' ? [] : placesOf(target)
}
