/** Each value is what its type says, and required ones are there. */
import { entities } from '../../entities/index.ts'
import type { Entity } from '../../schema/entity.ts'
import { types } from '../../schema/types/index.ts'
import { areRecords, isValue, missingField } from '../check.ts'
import { isObject, type JsonObject } from '../expect.ts'
import type { Check, Finding } from './finding.ts'

export const values: Check = function* ({ files }) {
  for (const { name, entity, kind, list = [], seen } of files) {
    if (!areRecords(entity, list)) {
      for (const [index, record] of list.entries())
        if (isObject(record)) yield* wrongValues(name, entity, entities[kind], index, record)
    }
    for (const { index, record } of seen) {
      const missing = missingField(entity, record)
      if (missing === undefined || missing in entities[kind].fields) continue
      const message = `"${missing}" is required since the record was made, and is missing`
      yield {
        file: name,
        index,
        record: record.id,
        code: 'required',
        isNote: true,
        message,
        hint: edit(kind, record.id),
      }
    }
  }
}

function* wrongValues(
  file: string,
  entity: Entity,
  builtIn: Entity,
  index: number,
  record: JsonObject,
): Iterable<Finding> {
  const id = record['id']
  const where = { file, index, ...(typeof id === 'string' ? { record: id } : {}) }
  for (const [name, { required }] of Object.entries(builtIn.fields)) {
    if (required === true && record[name] === undefined)
      yield { ...where, code: 'required', message: `"${name}" is missing`, hint: 'Add it by hand' }
  }
  for (const [name, value] of Object.entries(record)) {
    const field = entity.fields[name]
    if (field === undefined ? isValue(value) : types[field.type].is(value, field)) continue
    const wanted = field === undefined ? 'a value' : `of type ${field.type}`
    const shown = (JSON.stringify(value) ?? 'undefined').slice(0, 60)
    yield {
      ...where,
      field: name,
      code: 'type',
      message: `"${name}" should be ${wanted}, not ${shown}`,
      hint: 'Correct it by hand',
    }
  }
}

/** What to type to put a field right. */
export function edit(kind: string, id: string): string {
  return `Put it right: crm ${kind} edit ${id}`
}
