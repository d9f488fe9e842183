/** Proves that the data are what the history says, no more and no less: takes every line back, newest first, down to nothing. */
import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { systemClock } from '../../src/clock.ts'
import { type EntityName, entityNames } from '../../src/entities/index.ts'
import { hashesInUse } from '../../src/rules/files.ts'
import { restored } from '../../src/rules/undo.ts'
import { contentHash, tidied } from '../../src/schema/canonical.ts'
import { entityIn } from '../../src/schema/custom.ts'
import type { AnyRecord } from '../../src/schema/field.ts'
import type { PastChange } from '../../src/schema/history.ts'
import { sameValue } from '../../src/schema/value.ts'
import { readHistory } from '../../src/store/history.ts'
import { openStore } from '../../src/store/store.ts'

/**
 * What does not fit; nothing where every record was made, changed and removed exactly as the history tells.
 * @param settingsBefore crm.json as it was made
 */
export function unwind(dir: string, settingsBefore: string): string[] {
  const store = openStore({ dir, clock: systemClock })
  const records = new Map<string, AnyRecord>()
  for (const kind of entityNames) for (const record of store.all(kind)) records.set(record.id, record)
  const settings = new Map<string, unknown>(
    Object.entries(JSON.parse(readFileSync(join(dir, 'crm.json'), 'utf8'))),
  )
  const problems: string[] = []
  const hashOf = (kind: EntityName, record: AnyRecord): string => {
    const entity = entityIn(store.settings, kind)
    return contentHash(entity, tidied(entity, record))
  }
  for (const line of readHistory(dir)) {
    for (const change of line.changes.toReversed()) {
      const problem =
        'settings' in change ? unset(settings, change.settings) : unmade(records, change, hashOf)
      if (problem !== undefined) problems.push(`${line.id} ${line.command}: ${problem}`)
    }
  }
  for (const id of records.keys()) problems.push(`${id} is in no line of the history`)
  if (!isDeepStrictEqual(Object.fromEntries(settings), JSON.parse(settingsBefore)))
    problems.push('crm.json is not as it was made')
  return problems
}

function unset(
  settings: Map<string, unknown>,
  changes: { readonly [key: string]: readonly [from: unknown, to: unknown] },
): string | undefined {
  for (const [key, [from, to]] of Object.entries(changes)) {
    if (!isDeepStrictEqual(settings.get(key) ?? null, to)) return `"${key}" of crm.json is another`
    if (from === null) settings.delete(key)
    else settings.set(key, from)
  }
  return undefined
}

function unmade(
  records: Map<string, AnyRecord>,
  change: Exclude<PastChange, { settings: unknown }>,
  hashOf: (kind: EntityName, record: AnyRecord) => string,
): string | undefined {
  const { id, kind } = change
  const now = records.get(id)
  if ('removed' in change) {
    records.set(id, change.removed)
    return now === undefined ? undefined : `${id} was removed and is there`
  }
  if (now === undefined) return `${id} is missing`
  if ('hash' in change) {
    records.delete(id)
    return hashOf(kind, now) === change.hash ? undefined : `${id} is not as it was made`
  }
  const wrong = Object.entries(change.fields).find(([name, [, to]]) => !sameValue(now[name], to ?? undefined))
  records.set(id, restored(now, change.fields))
  return wrong === undefined ? undefined : `${id}: ${wrong[0]} is not as it was left`
}

/** Ids of the records that are there and may be changed: all but converted leads. */
export function openIdsOf(dir: string): Set<string> {
  const store = openStore({ dir, clock: systemClock })
  const records: readonly AnyRecord[] = entityNames.flatMap((kind) => store.all(kind))
  return new Set(records.flatMap((record) => (record['status'] === 'converted' ? [] : [record.id])))
}

/** Attachments that records name, and whose content is not kept as it was. */
export function missingContents(dir: string): string[] {
  const store = openStore({ dir, clock: systemClock })
  const hashes = hashesInUse(store)
  return [...hashes].flatMap((wanted) => {
    const file = join(dir, 'files', wanted)
    const found = existsSync(file) ? hash('sha256', readFileSync(file)) : 'missing'
    return found === wanted ? [] : [`files/${wanted} is ${found}`]
  })
}
