/** Conditions on other records: `account.industry:retail` through a link, `deal.amount:>10000` of what links here. */
import { type EntityName, entityNamed, isEntityName } from '../entities/index.ts'
import { fieldCalled } from '../schema/aliases.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'

/** How one kind of record leads to another. */
export interface Lookup {
  /** Name of the link field that is followed, or undefined where the other kind links to this one. */
  readonly through: string | undefined
  readonly kind: EntityName
  /** What is asked of the other record. */
  readonly rest: string
}

/** What `account.industry` or `deal.amount` asks of a kind; undefined where the name does not lead to another. */
export function lookupOf(entity: Entity, name: string): Lookup | undefined {
  const point = name.indexOf('.')
  if (point < 1) return undefined
  const [head, rest] = [name.slice(0, point), name.slice(point + 1)]
  const called = fieldCalled(entity, head)
  const to = called === undefined ? undefined : entity.fields[called.name]?.to
  if (called !== undefined && to !== undefined && isEntityName(to))
    return { through: called.name, kind: to, rest }
  const kind = entityNamed(head.toLowerCase())
  return kind === undefined ? undefined : { through: undefined, kind, rest }
}

/** A test of records by the other records that lookup leads to. @param test of these */
export function lookupTest(
  data: Data,
  entity: Entity,
  lookup: Lookup,
  test: (record: AnyRecord) => boolean,
): (record: AnyRecord) => boolean {
  const { through, kind } = lookup
  const found = data.all(kind).filter((record) => test(record))
  if (through !== undefined) {
    const ids = new Set(found.map((record) => record.id))
    const { type } = entity.fields[through] ?? { type: 'link' as const }
    return (record) => types[type].links(record[through] ?? '').some((id) => ids.has(id))
  }
  const pointedAt = linkedIds(data, kind, found)
  // A record also leads to the kinds it links to itself: a deal to its account.
  const own = new Set(found.map((record) => record.id))
  const links = Object.entries(entity.fields).filter(([, field]) => field.to === kind || field.to === 'any')
  return (record) =>
    pointedAt.has(record.id) ||
    links.some(([name, field]) => types[field.type].links(record[name] ?? '').some((id) => own.has(id)))
}

/** The ids that records of a kind link to. */
function linkedIds(data: Data, kind: EntityName, records: readonly AnyRecord[]): ReadonlySet<string> {
  const ids = new Set<string>()
  const links = Object.entries(entityIn(data.settings, kind).fields).filter(
    ([, field]) => field.to !== undefined,
  )
  for (const record of records) {
    for (const [name, field] of links)
      for (const id of types[field.type].links(record[name] ?? '')) ids.add(id)
  }
  return ids
}
