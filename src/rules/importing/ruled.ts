/** Rows that break the validation rules of the settings: refused with their line and the rule. */
import type { Change } from '../../schema/changes.ts'
import type { Violation } from '../validation/index.ts'
import type { ImportOptions, Problem } from './options.ts'
import type { Outcome, Planner } from './planning.ts'
import type { Subject } from './recognition.ts'

/** Refuses the rows that made a record what it must not be. @returns those of the outcomes that stand */
export function refuseBroken(
  outcomes: readonly Outcome[],
  planner: Planner,
  { broken }: ImportOptions,
): readonly Outcome[] {
  if (broken === undefined) return outcomes
  const check = broken(planner.changes())
  const rowsOf = new Map<Subject, Outcome[]>()
  for (const outcome of outcomes) {
    const { subject, type } = outcome
    if (subject === undefined || (type !== 'created' && type !== 'updated')) continue
    rowsOf.set(subject, [...(rowsOf.get(subject) ?? []), outcome])
  }
  const refused = new Set<Outcome>()
  for (const [subject, rows] of rowsOf) {
    const problems = check(changeOf(subject))
      .filter(({ action }) => action === 'refuse')
      .map(problemOf)
    if (problems.length === 0) continue
    for (const row of rows.toReversed()) {
      planner.revoke(row, problems)
      refused.add(row)
    }
  }
  return outcomes.filter((outcome) => !refused.has(outcome))
}

function changeOf({ kind, id, before, after }: Subject): Change {
  return {
    kind,
    id,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }
}

function problemOf({ field, message, rule }: Violation): Problem {
  return { field, code: 'rule', message: `${message} (${rule} of crm.json).` }
}
