/** What a word means as a column: the same for lists, exports, views and reports of one's own as in queries and orders. */
import { unknownWord } from '../errors.ts'
import type { Entity } from '../schema/entity.ts'
import { computedNamed, computedOf } from './computed.ts'
import { plainTarget } from './fields.ts'

/**
 * The name of the column: a field by its name or alias in any case (`Close date`, `ชื่อดีล`), `id`, `name` for what a record
 * is called, or a computed value.
 * @throws InputError for an unknown column
 */
export function columnNamed(entity: Entity, typed: string): string {
  const target = plainTarget(entity, typed)
  const name =
    target?.type === 'field'
      ? target.name
      : target?.type === 'id'
        ? 'id'
        : (computedNamed(entity.name, typed) ?? (target?.type === 'title' ? 'name' : undefined))
  if (name !== undefined) return name
  const known = ['id', 'name', ...Object.keys(entity.fields), ...Object.keys(computedOf(entity.name))]
  throw unknownWord('column', typed, [...new Set(known)])
}
