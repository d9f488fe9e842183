/** Rows by which a record would come to stand above itself: an account whose parent is its subsidiary. */
import type { Data } from '../../schema/data.ts'
import { type Entity, titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { aboveIn, circleAt } from '../../schema/hierarchy.ts'
import type { ImportOptions } from './options.ts'
import type { Outcome, Planner } from './planning.ts'

/** Refuses them, all that are in a circle. @returns those of the outcomes that stand */
export function refuseCircles(
  outcomes: readonly Outcome[],
  planner: Planner,
  data: Data,
  entity: Entity,
  { kind }: ImportOptions,
): readonly Outcome[] {
  const field = entity.hierarchy
  if (field === undefined || outcomes.length === 0) return outcomes
  const planned = new Map(planner.changes().map(({ id, after }) => [id, after]))
  const recordOf = (id: string): AnyRecord | undefined => planned.get(id) ?? data.get(kind, id)
  const refused = new Map<Outcome, string>()
  for (const outcome of outcomes) {
    const { subject, type } = outcome
    if (subject === undefined || type === 'rejected') continue
    const above = aboveIn(entity, subject.after)
    if (above === undefined || above === aboveIn(entity, subject.before)) continue
    const way = circleAt(subject.id, (id) => aboveIn(entity, recordOf(id)))
    if (way !== undefined)
      refused.set(outcome, way.map((id) => titleOf(entity, recordOf(id) ?? { id })).join(' → '))
  }
  for (const [outcome, names] of refused) {
    const message = `It would be its own ${field}: ${names}.`
    planner.revoke(outcome, [{ field, code: 'invalid', message }])
  }
  return outcomes.filter((outcome) => !refused.has(outcome))
}
