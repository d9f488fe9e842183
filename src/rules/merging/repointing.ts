/** Everything that pointed at a merged record comes to point at the survivor: links, and pairs that are no duplicates. */
import type { Settings } from '../../config.ts'
import { entityNames } from '../../entities/index.ts'
import type { Change } from '../../schema/changes.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data, Found } from '../../schema/data.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord, Value } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { sameValue } from '../../schema/value.ts'
import { patched } from '../records.ts'

/** The record with links to merged records turned to their survivors; it does not link to itself. */
export function withTargets(
  entity: Entity,
  record: AnyRecord,
  targets: ReadonlyMap<string, string>,
): AnyRecord {
  const patch: { [field: string]: Value | undefined } = {}
  for (const [name, field] of Object.entries(entity.fields)) {
    const value = record[name]
    if (value === undefined || (field.type !== 'link' && field.type !== 'links')) continue
    const ids = types[field.type].links(value)
    const turned = [...new Set(ids.map((id) => targets.get(id) ?? id))].filter((id) => id !== record.id)
    if (sameValue([...ids], turned)) continue
    patch[name] = field.type === 'link' ? turned[0] : turned
  }
  return Object.keys(patch).length === 0 ? record : patched(record, patch)
}

const FEW = 20

/** The other records that link to merged ones. @param done records that the merge changes itself */
export function repointing(
  data: Data,
  targets: ReadonlyMap<string, string>,
  done: ReadonlySet<string>,
  now: string,
): readonly Change[] {
  const changes: Change[] = []
  for (const { kind, record } of referringTo(data, targets)) {
    if (done.has(record.id)) continue
    const turned = withTargets(entityIn(data.settings, kind), record, targets)
    if (turned !== record)
      changes.push({ kind, id: record.id, before: record, after: patched(turned, { updatedAt: now }) })
  }
  return changes
}

/** Every record that links to one of these: by the index where they are few, by reading all where they are many. */
function referringTo(data: Data, targets: ReadonlyMap<string, string>): readonly Found[] {
  if (targets.size <= FEW) {
    const found = [...targets.keys()].flatMap((id) => data.referring(id))
    return [...new Map(found.map((one) => [one.record.id, one])).values()]
  }
  return entityNames.flatMap((kind) => {
    const links = Object.entries(entityIn(data.settings, kind).fields).filter(
      ([, field]) => field.to !== undefined,
    )
    const all: readonly AnyRecord[] = data.all(kind)
    const isLinked = (record: AnyRecord) =>
      links.some(([name, { type }]) => types[type].links(record[name] ?? '').some((id) => targets.has(id)))
    return all.filter(isLinked).map((record) => ({ kind, record }))
  })
}

/** The pairs that are no duplicates, by the survivors' ids; undefined where nothing changes. */
export function withoutOldPairs(
  settings: Settings,
  targets: ReadonlyMap<string, string>,
): Settings | undefined {
  if (!settings.notDuplicates.flat().some((id) => targets.has(id))) return undefined
  const pairs = settings.notDuplicates
    .map((pair) => [...new Set(pair.map((id) => targets.get(id) ?? id))].sort())
    .filter((pair) => pair.length === 2)
  const distinct = new Map(pairs.map((pair) => [pair.join(' '), pair]))
  return { ...settings, notDuplicates: [...distinct.values()] }
}
