/** What a plan would leave with one end loose: links to records that are not there, and records gone that others point at. */
import { type EntityName, entityNames } from '../entities/index.ts'
import type { Change } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import type { AnyRecord } from '../schema/field.ts'
import { linksOf } from '../schema/links.ts'

export interface LooseEnd {
  readonly change: Change
  /** As the end of a sentence: `points at a3t8h5s1nx, which is not there`. */
  readonly why: string
}

/** From so many on it is quicker to look at every record once than to look up who refers to each. */
const fewRemovals = 50

/**
 * The changes of a plan that cannot be made because of a link, as the store will hold after them.
 * @param broken ids that may be linked to although they are not there
 */
export function looseEnds(
  data: Data,
  changes: readonly Change[],
  broken: readonly string[],
): readonly LooseEnd[] {
  const planned = new Map(changes.map((change) => [change.id, change]))
  const isThere = (id: string): boolean => {
    const change = planned.get(id)
    return change === undefined ? data.find(id) !== undefined : change.after !== undefined
  }
  const holders = holdersOf(data, planned)
  return changes.flatMap((change): LooseEnd[] => {
    const { after, id } = change
    const holder = after === undefined ? holders.get(id) : undefined
    if (holder !== undefined) return [{ change, why: `is referred to by ${holder.kind} ${holder.record.id}` }]
    const lost = newLinks(data, change).find((target) => !isThere(target) && !broken.includes(target))
    return lost === undefined ? [] : [{ change, why: `would point at ${lost}, which is not there` }]
  })
}

/** Ids that a change links to and did not before. */
function newLinks(data: Data, { kind, before, after }: Change): readonly string[] {
  const entity = entityIn(data.settings, kind)
  const earlier = new Set(linksOf(entity, before).map(([, id]) => id))
  return linksOf(entity, after).flatMap(([, id]) => (earlier.has(id) ? [] : [id]))
}

/** For each record that a plan removes one that the plan leaves alone and that points at it. */
function holdersOf(data: Data, planned: ReadonlyMap<string, Change>): ReadonlyMap<string, Found> {
  const removed = [...planned.values()].filter(({ after }) => after === undefined).map(({ id }) => id)
  const holders = new Map<string, Found>()
  if (removed.length <= fewRemovals) {
    for (const id of removed) {
      const holder = data.referring(id).find(({ record }) => !planned.has(record.id))
      if (holder !== undefined) holders.set(id, holder)
    }
    return holders
  }
  const gone = new Set(removed)
  for (const kind of entityNames) {
    for (const record of recordsOf(data, kind)) {
      if (planned.has(record.id)) continue
      for (const [, id] of linksOf(entityIn(data.settings, kind), record))
        if (gone.has(id)) holders.set(id, { kind, record })
    }
  }
  return holders
}

function recordsOf(data: Data, kind: EntityName): readonly AnyRecord[] {
  return data.all(kind)
}
