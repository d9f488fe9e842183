/** Records in the right one of a split kind's files. */
import type { Check, Finding, Fix } from './finding.ts'
import type { SeenFile, Survey } from './survey.ts'

export const placement: Check = function* (survey) {
  for (const file of survey.files) {
    const { name, kind, character } = file
    const isSplit = survey.filesOf(kind).some((other) => other.character !== undefined)
    if (isSplit && character === undefined) {
      const message = `the kind is split, so its records belong into the folder ${name.replace('.json', '/')}`
      yield { file: name, code: 'split', message, ...remedy(survey, file) }
    }
    if (character !== undefined) yield* strays(survey, file, character)
  }
}

function* strays(survey: Survey, file: SeenFile, character: string): Iterable<Finding> {
  for (const { index, record } of file.seen) {
    const right = record.id.charAt(1)
    if (right === character) continue
    const message = `the record belongs into the file ${right}.json beside this one`
    yield { file: file.name, index, record: record.id, code: 'placement', message, ...remedy(survey, file) }
  }
}

/** What is amiss with the form of a kind is put right by writing all its files anew. */
export function remedy(
  survey: Survey,
  { kind }: SeenFile,
  says = 'put into the right file',
): { readonly fix: Fix } | { readonly hint: string } {
  if (survey.wholeKind(kind) === undefined)
    return { hint: 'Correct first what else is wrong with these files' }
  return { fix: { type: 'rewrite', kind, says } }
}
