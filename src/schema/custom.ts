/** Kinds of record with the fields the user added: these stand on an equal footing with the built-in ones. */
import type { Settings } from '../config.ts'
import { dictionary } from '../dictionary.ts'
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
      : { ...plain, fields: dictionary({ ...plain.fields, ...own }), added: new Set(Object.keys(own)) }
  kinds.set(kind, entity)
  return entity
}

/** What a custom field may be called: letters and digits, at most 40, the first one no capital. */
export const customFieldForm = /^[\p{Ll}\p{Lo}][\p{L}\p{M}\p{N}]{0,39}$/u

/**
 * Flags that every command, every list or every import has; a field of the same name would hide behind them. And what
 * every object of the language answers to: a record would seem to have a value in such a field.
 */
export const reservedNames: ReadonlySet<string> = new Set([
  ...[
    'id',
    'store',
    'format',
    'json',
    'quiet',
    'color',
    'noColor',
    'input',
    'noInput',
    'yes',
    'dryRun',
    'now',
    'debug',
    'help',
    'version',
  ],
  ...['columns', 'sort', 'limit', 'out', 'map', 'match', 'value', 'default', 'query'],
  ...Object.getOwnPropertyNames(Object.prototype),
])
