/** Kinds of record with the fields the user added: these stand on an equal footing with the built-in ones. */
import type { Settings } from '../config.ts'
import { type EntityName, entities } from '../entities/index.ts'
import type { Entity } from './entity.ts'

const known = new WeakMap<Settings, Map<EntityName, Entity>>()

/** The kind with its custom fields, which come after the built-in ones. */
export function entityIn(settings: Settings, kind: EntityName): Entity {
  let kinds = known.get(settings)
  if (kinds === undefined) {
    kinds = new Map()
    known.set(settings, kinds)
  }
  const found = kinds.get(kind)
  if (found !== undefined) return found
  const own = settings.customFields[kind]
  const plain: Entity = entities[kind]
  const entity =
    own === undefined
      ? plain
      : { ...plain, fields: { ...plain.fields, ...own }, added: new Set(Object.keys(own)) }
  kinds.set(kind, entity)
  return entity
}
