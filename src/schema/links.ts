/** The links of a record: which of its fields name which other records. */
import type { Entity } from './entity.ts'
import type { AnyRecord } from './field.ts'
import { types } from './types/index.ts'

const namesByEntity = new WeakMap<Entity, readonly string[]>()

/** Names of the fields of a kind that hold links. */
function linkFields(entity: Entity): readonly string[] {
  const known = namesByEntity.get(entity)
  if (known !== undefined) return known
  const names = Object.keys(entity.fields).filter((name) => entity.fields[name]?.to !== undefined)
  namesByEntity.set(entity, names)
  return names
}

const none: readonly never[] = []

/** Ids that a record links to, each with its field; none of a record that is not there. */
export function linksOf(
  entity: Entity,
  record: AnyRecord | undefined,
): readonly (readonly [field: string, id: string])[] {
  let links: (readonly [string, string])[] | undefined
  for (const name of linkFields(entity)) {
    const field = entity.fields[name]
    const value = record?.[name]
    if (field === undefined || value === undefined) continue
    links ??= []
    for (const id of types[field.type].links(value)) links.push([name, id])
  }
  return links ?? none
}
