/** A merge of an account with one above its parent would put it above itself: it stands at the top then. */
import type { EntityName } from '../../entities/index.ts'
import type { Change } from '../../schema/changes.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { aboveIn, circleAt } from '../../schema/hierarchy.ts'
import { patched } from '../records.ts'
import type { Lost } from './lost.ts'

/** The changes without the links by which a record would stand above itself; these are added to `lost`. */
export function withoutCircles(data: Data, changes: readonly Change[], lost: Lost[]): readonly Change[] {
  const planned = new Map(changes.map((change) => [change.id, change]))
  for (const { kind, id } of changes) {
    const entity = entityIn(data.settings, kind)
    const { hierarchy } = entity
    if (hierarchy === undefined) continue
    const recordOf = (one: string): AnyRecord | undefined => recordIn(data, kind, planned, one)
    const way = circleAt(id, (one) => aboveIn(entity, recordOf(one)))
    const after = recordOf(id)
    const change = planned.get(id)
    const value = after?.[hierarchy]
    if (way === undefined || after === undefined || change === undefined || value === undefined) continue
    planned.set(id, { ...change, after: patched(after, { [hierarchy]: undefined }) })
    lost.push({ id, field: hierarchy, value })
  }
  return [...planned.values()]
}

function recordIn(
  data: Data,
  kind: EntityName,
  planned: ReadonlyMap<string, Change>,
  id: string,
): AnyRecord | undefined {
  const change = planned.get(id)
  return change === undefined ? data.get(kind, id) : change.after
}
