/** Reads computed values: gathers what they need once, for all records. */
import type { EntityName } from '../entities/index.ts'
import type { Data } from '../schema/data.ts'
import type { AnyRecord, Value } from '../schema/field.ts'
import { lastActivities } from './activities.ts'
import type { ComputedName } from './computed.ts'
import { type Scored, scorer } from './score.ts'

/** Reads a computed value of records of a kind. What it needs is gathered once, at the first record. */
export function computedReader(
  data: Data,
  kind: EntityName,
  name: ComputedName,
  now: Date,
): (record: AnyRecord) => Value | undefined {
  if (name === 'lastActivity') {
    let last: ReadonlyMap<string, string> | undefined
    return (record) => {
      last ??= lastActivities(data, now)
      return last.get(record.id) ?? record['createdAt']
    }
  }
  let scoreOf: ((record: AnyRecord) => Scored) | undefined
  return (record) => {
    scoreOf ??= scorer(data, kind, now)
    return scoreOf(record).score
  }
}
