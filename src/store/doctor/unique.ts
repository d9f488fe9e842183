/** Fields that are unique: no two records of a kind with the same in them. */
import type { Check } from './finding.ts'
import { edit } from './values.ts'

export const unique: Check = function* (survey) {
  for (const kind of survey.kinds) {
    const owners = new Map<string, string>()
    for (const { name, entity, seen } of survey.filesOf(kind)) {
      const fields = Object.keys(entity.fields).filter((field) => entity.fields[field]?.unique === true)
      for (const { index, record } of seen) {
        for (const field of fields) {
          const value = record[field]
          if (typeof value !== 'string') continue
          const key = `${field}:${value}`
          const owner = owners.get(key) ?? record.id
          owners.set(key, owner)
          if (owner === record.id) continue
          const message = `"${field}" is ${JSON.stringify(value)}, as in ${owner}, and should be unique`
          yield {
            file: name,
            index,
            field,
            record: record.id,
            code: 'unique',
            message,
            hint: edit(kind, record.id),
          }
        }
      }
    }
  }
}
