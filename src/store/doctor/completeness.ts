/** Records of which something is known: at least one of the fields that their kind names. */
import type { Check } from './finding.ts'
import { edit } from './values.ts'

export const completeness: Check = function* ({ files }) {
  for (const { name, kind, entity, seen } of files) {
    const { atLeastOne } = entity
    if (atLeastOne === undefined) continue
    for (const { index, record } of seen) {
      if (atLeastOne.some((field) => record[field] !== undefined && record[field] !== '')) continue
      const message = `at least one of ${atLeastOne.join(', ')} should be filled`
      yield { file: name, index, record: record.id, code: 'empty', message, hint: edit(kind, record.id) }
    }
  }
}
