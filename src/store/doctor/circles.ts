/** Records that stand above themselves: an account that is its own parent, at once or by others. */
import { aboveIn, circleAt } from '../../schema/hierarchy.ts'
import type { Check } from './finding.ts'
import { edit } from './values.ts'

export const circles: Check = function* (survey) {
  for (const kind of survey.kinds) {
    const files = survey.filesOf(kind)
    const above = new Map<string, string>()
    for (const { entity, seen } of files) {
      if (entity.hierarchy === undefined) continue
      for (const { record } of seen) {
        const id = aboveIn(entity, record)
        if (id !== undefined) above.set(record.id, id)
      }
    }
    if (above.size === 0) continue
    for (const { name, entity, seen } of files) {
      const field = entity.hierarchy ?? ''
      for (const { index, record } of seen) {
        const way = circleAt(record.id, (id) => above.get(id))
        if (way === undefined) continue
        const where = { file: name, index, field, record: record.id, code: 'circle' }
        const message = `"${field}" leads back to the record itself: ${way.join(' → ')}`
        const says = `took the link to ${record.id} out of "${field}"`
        if (way.length === 2)
          yield {
            ...where,
            message,
            fix: { type: 'unlink', kind, id: record.id, field, target: record.id, says },
          }
        else yield { ...where, message, hint: `${edit(kind, record.id)} --unset ${field}` }
      }
    }
  }
}
