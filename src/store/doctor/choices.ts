/** Words that a field or the settings allow: stages, statuses, ratings, reasons. */
import { optionsOf } from '../../schema/options.ts'
import type { Check } from './finding.ts'
import { edit } from './values.ts'

export const choices: Check = function* ({ files, settings, refusal }) {
  for (const { name, kind, entity, seen } of files) {
    const fields = Object.entries(entity.fields)
      .filter(
        ([, { type, options }]) =>
          type === 'choice' && (typeof options !== 'string' || refusal === undefined),
      )
      .map(([field, description]) => ({
        field,
        list: description.options,
        words: new Set(optionsOf(description, settings)),
      }))
    for (const { index, record } of seen) {
      for (const { field, list, words } of fields) {
        const value = record[field]
        if (typeof value !== 'string' || words.size === 0 || words.has(value)) continue
        const where = typeof list === 'string' ? `${list} of crm.json` : [...words].join(', ')
        const message = `"${field}" is ${JSON.stringify(value)}, which is not among ${where}`
        const hint = `${edit(kind, record.id)} --${field} WORD${typeof list === 'string' ? `, or add the word to ${list} in crm.json` : ''}`
        yield { file: name, index, field, record: record.id, code: 'choice', message, hint }
      }
    }
  }
}
