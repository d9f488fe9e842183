/** Who looks after a new lead: the first rule of the settings that fits. */
import { matcher } from '../query/match.ts'
import { parseQuery } from '../query/parse.ts'
import type { Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'

/**
 * The plan with an owner on each new lead that has none, by `assignment` in the settings; a rule without query fits all.
 * @throws InputError where the query of a rule makes no sense
 */
export function assigned(changes: Changes, data: Data, now: Date): Changes {
  const settings = changes.settings ?? data.settings
  const entity = entityIn(settings, 'lead')
  const rules = settings.assignment.map(({ where, owner }) => ({
    owner,
    fits: where === undefined ? () => true : matcher(parseQuery(where), { entity, settings, now, data }),
  }))
  if (rules.length === 0) return changes
  const records = changes.records.map((change) => {
    const { kind, before, after } = change
    if (kind !== 'lead' || before !== undefined || after === undefined || after['owner'] !== undefined)
      return change
    const rule = rules.find(({ fits }) => fits(after))
    return rule === undefined ? change : { ...change, after: { ...after, owner: rule.owner } }
  })
  return { ...changes, records }
}
