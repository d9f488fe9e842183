/** Merging records that are one thing: the survivor takes what it lacks, and everything that pointed at the others points at it. */
import { type Settings, statusKind } from '../../config.ts'
import { entities } from '../../entities/index.ts'
import { ConflictError, InputError } from '../../errors.ts'
import type { Change, Changes } from '../../schema/changes.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { patched } from '../records.ts'
import { withoutCircles } from './circles.ts'
import type { Lost } from './lost.ts'
import { repointing, withoutOldPairs, withTargets } from './repointing.ts'
import { type Merge, survivorOf } from './survivor.ts'
import { joinedRecord } from './values.ts'

export type { Lost } from './lost.ts'
export { type Merge, type Prefer, survivorOf } from './survivor.ts'

export interface MergePlan {
  readonly changes: Changes
  readonly survivors: readonly AnyRecord[]
  /** What is given up; the history keeps it. */
  readonly lost: readonly Lost[]
  /** How many other records are pointed at a survivor instead. */
  readonly repointed: number
}

/**
 * The plan of one merge or many, as one change. Of a field that both have the survivor's value counts (with `newest`
 * that of the record changed last), many-valued fields are united, long texts joined, a second email, phone or address
 * goes to the fields for others. The earliest day of making stays.
 * @throws InputError where a record is merged with itself; ConflictError for a converted lead
 */
export function planMerges(data: Data, merges: readonly Merge[], now: string): MergePlan {
  const targets = new Map<string, string>()
  const prepared = merges.map((merge) => {
    refuseImpossible(data.settings, merge)
    const survivor = survivorOf(merge)
    for (const { id } of merge.records) if (id !== survivor.id) targets.set(id, survivor.id)
    return { merge, survivor }
  })
  const lost: Lost[] = []
  const survivors: AnyRecord[] = []
  const records: Change[] = []
  for (const { merge, survivor } of prepared) {
    const entity = entityIn(data.settings, merge.kind)
    const joined = joinedRecord(entity, merge, survivor, data.settings, lost)
    const after = patched(withTargets(entity, joined, targets), { updatedAt: now })
    survivors.push(after)
    records.push({ kind: merge.kind, id: survivor.id, before: survivor, after })
    for (const record of merge.records)
      if (record.id !== survivor.id) records.push({ kind: merge.kind, id: record.id, before: record })
  }
  const repointed = repointing(data, targets, new Set(records.map(({ id }) => id)), now)
  const sound = withoutCircles(data, [...records, ...repointed], lost)
  const settings = withoutOldPairs(data.settings, targets)
  return {
    changes: {
      summary: summaryOf(data, prepared),
      records: sound,
      ...(settings === undefined ? {} : { settings }),
    },
    survivors: survivors.map(({ id }) => afterOf(sound, id)).filter((one) => one !== undefined),
    lost,
    repointed: repointed.length,
  }
}

function afterOf(changes: readonly Change[], id: string): AnyRecord | undefined {
  return changes.find((change) => change.id === id)?.after
}

function summaryOf(
  data: Data,
  merges: readonly { readonly merge: Merge; readonly survivor: AnyRecord }[],
): string {
  const [first] = merges
  if (first === undefined) return 'Nothing to merge'
  const count = merges.reduce((sum, { merge }) => sum + merge.records.length, 0)
  if (merges.length > 1) return `Merged ${count} records into ${merges.length}`
  return `Merged ${count} ${entities[first.merge.kind].plural} into ${titleOf(entityIn(data.settings, first.merge.kind), first.survivor)}`
}

function refuseImpossible(settings: Settings, { kind, records }: Merge): void {
  const ids = new Set(records.map(({ id }) => id))
  if (ids.size < records.length)
    throw new InputError(`A ${kind} cannot be merged with itself.`, 'Name two different records.')
  if (records.length < 2)
    throw new InputError(`Name two or more records to merge.`, `Find them with: crm duplicates ${kind}s`)
  const converted = records.find(
    (record) => kind === 'lead' && statusKind(settings, String(record['status'])) === 'converted',
  )
  if (converted === undefined) return
  const became = converted['convertedContact'] ?? converted['convertedAccount']
  throw new ConflictError(
    `Lead ${converted.id} ${titleOf(entities.lead, converted)} was converted and is read-only.`,
    typeof became === 'string' ? `Work with what it became: crm show ${became}` : undefined,
  )
}
