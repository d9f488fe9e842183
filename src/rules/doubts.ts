/** What a plan writes that is probably wrong, and is written all the same: tax numbers whose check digit does not fit. */
import type { Settings } from '../config.ts'
import type { Change, Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import { titleOf } from '../schema/entity.ts'
import { types } from '../schema/types/index.ts'
import { checkDigitOf, hasWrongCheckDigit } from '../schema/types/taxId.ts'

const shown = 3

/** A line for each of the first few, and one for the others. */
export function doubtsOf(settings: Settings, changes: Changes): readonly string[] {
  const lines = changes.records.flatMap((change) => doubtsIn(settings, change))
  const more = lines.length - shown
  const rest = `… and ${more} more ${more === 1 ? 'number' : 'numbers'} like these.`
  return more > 0 ? [...lines.slice(0, shown), rest] : lines
}

function doubtsIn(settings: Settings, { kind, before, after }: Change): readonly string[] {
  if (after === undefined) return []
  const entity = entityIn(settings, kind)
  return Object.entries(entity.fields).flatMap(([name, field]) => {
    const value = after[name]
    if (field.type !== 'taxId' || typeof value !== 'string' || value === before?.[name]) return []
    if (!hasWrongCheckDigit(value)) return []
    const number = types.taxId.format(value, { settings, now: new Date(0), name, field })
    return [
      `${name} ${number} of ${titleOf(entity, after)} has a wrong digit: after the others the last one would be ${checkDigitOf(value)}. It is kept as it is.`,
    ]
  })
}
