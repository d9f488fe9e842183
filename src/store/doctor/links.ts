/** Links: to records that are there, and of the right kind. */
import { entities, isEntityName, kindOfId } from '../../entities/index.ts'
import type { Field, Value } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import type { Check, Finding } from './finding.ts'
import { lostIds } from './lost.ts'
import type { Seen, Survey } from './survey.ts'
import { edit } from './values.ts'

export const links: Check = function* (survey) {
  for (const { entity, seen } of survey.files) {
    const fields = Object.entries(entity.fields).filter(([, { to }]) => to !== undefined)
    for (const one of seen) {
      for (const [name, field] of fields) {
        const value = one.record[name]
        if (value !== undefined) yield* broken(survey, one, name, field, value)
      }
    }
  }
}

function* broken(
  survey: Survey,
  { file, index, record }: Seen,
  name: string,
  field: Field,
  value: Value,
): Iterable<Finding> {
  const targets = types[field.type].links(value)
  const wrong = targets.filter((target) => problemWith(survey, field, target) !== undefined)
  const isFileGone = (target: string): boolean => {
    const kind = kindOfId(target)
    return kind !== undefined && (!survey.kinds.includes(kind) || isLost(survey, target))
  }
  const isNeeded = field.required === true && wrong.length === targets.length
  for (const target of wrong) {
    const where = { file: file.name, index, field: name, record: record.id, code: 'link' }
    const message = `"${name}" points at ${target}, ${problemWith(survey, field, target)}`
    const says = `took the link to ${target} out of "${name}"`
    if (isFileGone(target))
      yield {
        ...where,
        message,
        hint: 'Bring it back first: crm doctor --fix, crm restore FILE, or git checkout',
      }
    else if (isNeeded)
      yield { ...where, message, hint: `${edit(file.kind, record.id)} --${name} REF, or remove the record` }
    else
      yield {
        ...where,
        message,
        fix: { type: 'unlink', kind: file.kind, id: record.id, field: name, target, says },
      }
  }
}

const lostOf = new WeakMap<Survey, ReadonlySet<string>>()

/** Whether the history knows the record and nobody removed it: then the link is right and the record is to be brought back. */
function isLost(survey: Survey, id: string): boolean {
  const lost = lostOf.get(survey) ?? new Set(lostIds(survey))
  lostOf.set(survey, lost)
  return lost.has(id)
}

/** What is wrong with a link; nothing where its target may stand in a file that cannot be read. */
function problemWith(survey: Survey, { to }: Field, target: string): string | undefined {
  const kind = kindOfId(target)
  if (to !== undefined && isEntityName(to) && entities[to].letter !== target.charAt(0))
    return `which is no ${to}`
  if (kind === undefined) return 'an id of no kind that this version knows'
  return survey.has(target) || !survey.isReadable(kind) ? undefined : 'which does not exist'
}
