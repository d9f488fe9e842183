/** Records above records of their kind: an account's parents. */
import type { Entity } from './entity.ts'
import type { AnyRecord } from './field.ts'

/** The record above one; undefined where there is none. */
export function aboveIn({ hierarchy }: Entity, record: AnyRecord | undefined): string | undefined {
  const id = hierarchy === undefined ? undefined : record?.[hierarchy]
  return typeof id === 'string' ? id : undefined
}

/**
 * The way up from a record to itself, with it at both ends; undefined where it does not stand above itself.
 * @param above the id above an id
 */
export function circleAt(
  id: string,
  above: (id: string) => string | undefined,
): readonly string[] | undefined {
  const way = [id]
  const seen = new Set(way)
  for (let next = above(id); next !== undefined; next = above(next)) {
    way.push(next)
    if (next === id) return way
    // A circle further up is not this record's.
    if (seen.has(next)) return undefined
    seen.add(next)
  }
  return undefined
}
