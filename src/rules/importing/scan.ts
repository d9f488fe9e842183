/** Finding records by what the store does not look up. */
import type { EntityName } from '../../entities/index.ts'
import type { Data } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'

type TraitOf = (record: AnyRecord) => string | undefined

/** Finds records of a kind by a trait, reading them all once. */
export function scan(
  data: Data,
  kind: EntityName,
  traitOf: TraitOf,
): (trait: string) => readonly AnyRecord[] {
  let index: Map<string, AnyRecord[]> | undefined
  return (trait) => {
    index ??= indexed(data.all(kind), traitOf)
    return index.get(trait) ?? []
  }
}

function indexed(records: readonly AnyRecord[], traitOf: TraitOf): Map<string, AnyRecord[]> {
  const index = new Map<string, AnyRecord[]>()
  for (const record of records) {
    const trait = traitOf(record)
    if (trait === undefined) continue
    const same = index.get(trait)
    if (same === undefined) index.set(trait, [record])
    else same.push(record)
  }
  return index
}
