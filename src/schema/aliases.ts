/** Finding a field by what people call it, in queries and in the columns of imports. */
import { fold } from '../text.ts'
import type { Entity } from './entity.ts'

/** A name without case, white space and punctuation: `Close date`, `close-date` and `closeDate` are one. */
export function squeezed(name: string): string {
  return fold(name).replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

/** How a field was found: by its own name or by one of its aliases. */
export interface NamedField {
  readonly name: string
  readonly by: 'name' | 'alias'
}

const indexes = new WeakMap<Entity, ReadonlyMap<string, NamedField>>()

/** The field of a kind that is called `name`, whatever the case and punctuation, or undefined. */
export function fieldCalled(entity: Entity, name: string): NamedField | undefined {
  let index = indexes.get(entity)
  if (index === undefined) {
    index = indexOf(entity)
    indexes.set(entity, index)
  }
  return index.get(squeezed(name))
}

/** Names before aliases; of an alias that two fields have, the first field's. */
function indexOf({ fields }: Entity): ReadonlyMap<string, NamedField> {
  const index = new Map<string, NamedField>()
  for (const name of Object.keys(fields)) index.set(squeezed(name), { name, by: 'name' })
  for (const [name, field] of Object.entries(fields)) {
    for (const alias of field.aliases ?? []) {
      if (squeezed(alias) !== '' && !index.has(squeezed(alias)))
        index.set(squeezed(alias), { name, by: 'alias' })
    }
  }
  return index
}
