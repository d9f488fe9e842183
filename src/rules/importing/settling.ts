/** Links from row to row: an account's parent may stand further down in the same file. */
import { type Entity, titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { nameKey } from '../../schema/keys.ts'
import type { Links } from './links.ts'
import type { ImportOptions, Problem } from './options.ts'
import type { Outcome, Planner } from './planning.ts'

/**
 * Points the links that name other rows of the file at the records of these rows. A row whose link leads nowhere is
 * refused, and with it those that link to it.
 */
export function settleLinks(
  outcomes: readonly Outcome[],
  planner: Planner,
  links: Links,
  entity: Entity,
  { kind }: ImportOptions,
): void {
  let waiting = outcomes.filter(({ draft, type }) => draft.later.length > 0 && type !== 'rejected')
  if (waiting.length === 0) return
  const ids = idsByKey(outcomes, entity)
  const gone = new Set<string>()
  const targetOf = (text: string): string | undefined => {
    const id = ids.get(`id:${text}`) ?? ids.get(`externalId:${text}`) ?? ids.get(nameKey(text))
    if (id !== undefined && !gone.has(id)) return id
    const found = links.resolve(kind, text)
    return 'id' in found ? found.id : undefined
  }
  for (let before = -1; before !== gone.size; ) {
    before = gone.size
    waiting = waiting.filter((outcome) => {
      const problems = problemsOf(outcome, targetOf, kind)
      if (problems.length === 0) return true
      planner.revoke(outcome, problems)
      if (outcome.type === 'created' && outcome.subject !== undefined) gone.add(outcome.subject.id)
      return false
    })
  }
  for (const outcome of waiting) {
    planner.complete(
      outcome,
      Object.fromEntries(outcome.draft.later.map(({ field, text }) => [field, targetOf(text)])),
    )
  }
}

function idsByKey(outcomes: readonly Outcome[], entity: Entity): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  for (const { draft, subject } of outcomes) {
    if (subject === undefined) continue
    for (const key of keysOf(draft.values, entity)) if (!ids.has(key)) ids.set(key, subject.id)
  }
  return ids
}

function keysOf(values: AnyRecord, entity: Entity): readonly string[] {
  const keys = [nameKey(titleOf(entity, values))]
  if (values.id !== '') keys.push(`id:${values.id}`)
  if (typeof values.externalId === 'string') keys.push(`externalId:${values.externalId}`)
  return keys
}

function problemsOf(
  { draft }: Outcome,
  targetOf: (text: string) => string | undefined,
  kind: string,
): readonly Problem[] {
  return draft.later
    .filter(({ text }) => targetOf(text) === undefined)
    .map(({ field, text }) => ({ field, code: 'unknown-link', message: `There is no ${kind} "${text}".` }))
}
