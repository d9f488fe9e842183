/** Ids: well formed, with the letter of their kind, and each only once in all files. */

import { changedFields } from '../../schema/history.ts'
import { isId } from '../../schema/id.ts'
import { isObject } from '../expect.ts'
import type { Check, Finding } from './finding.ts'
import type { Seen, Survey } from './survey.ts'

export const ids: Check = function* (survey) {
  for (const { name, entity, list = [] } of survey.files) {
    for (const [index, record] of list.entries()) {
      const id = isObject(record) ? record['id'] : undefined
      if (isId(id, entity.letter)) continue
      yield isObject(record)
        ? malformed(name, index, entity.letter, id)
        : {
            file: name,
            index,
            code: 'record',
            message: 'a record in braces should stand here',
            hint: 'Correct it by hand',
          }
    }
  }
  for (const kind of survey.kinds) yield* twins(survey, kind)
}

function malformed(file: string, index: number, letter: string, id: unknown): Finding {
  const shown = id === undefined ? 'missing' : JSON.stringify(id)
  const message = `the id is ${shown}; it should be "${letter}" and nine of 0-9 a-z without i l o u`
  const hint = 'Correct it by hand; a record of another kind belongs into the file of its kind'
  return {
    file,
    index,
    ...(typeof id === 'string' ? { record: id } : {}),
    field: 'id',
    code: 'id',
    message,
    hint,
  }
}

function* twins(survey: Survey, kind: Seen['file']['kind']): Iterable<Finding> {
  const first = new Map<string, Seen>()
  const isWhole = survey.wholeKind(kind) !== undefined
  for (const seen of survey.filesOf(kind).flatMap((file) => file.seen)) {
    const { file, index, record } = seen
    const twin = first.get(record.id)
    first.set(record.id, twin ?? seen)
    if (twin === undefined) continue
    const where = { file: file.name, index, record: record.id }
    const fields = Object.keys(changedFields(twin.record, record))
    const message = `the same record stands in ${twin.file.name} too`
    if (fields.length > 0)
      yield {
        ...where,
        code: 'id-twice',
        message: `${message}, with another ${fields.join(', ')}`,
        hint: 'Keep one of the two by hand',
      }
    else
      yield {
        ...where,
        code: 'duplicate',
        message,
        ...(isWhole
          ? { fix: { type: 'rewrite', kind, says: 'kept once' } }
          : { hint: 'Remove one of the two by hand' }),
      }
  }
}
