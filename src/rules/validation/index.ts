/** The validation rules of the settings: what a record must have, always or while a condition holds. */
import type { Settings, ValidationRule } from '../../config.ts'
import { type EntityName, entityNames } from '../../entities/index.ts'
import { matcher, prepareQuery } from '../../query/match.ts'
import { parseQuery } from '../../query/parse.ts'
import type { Change, Changes } from '../../schema/changes.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { checkOf } from './checks.ts'
import { Holders } from './holders.ts'

export interface Violation {
  readonly kind: EntityName
  readonly id: string
  readonly name: string
  /** Place of the rule in the settings: validation.deal[0]. */
  readonly rule: string
  readonly field: string
  readonly message: string
  readonly action: 'refuse' | 'warn'
}

/** Makes a function that checks records of a kind. @param records all that will be checked */
function validator(
  data: Data,
  kind: EntityName,
  now: Date,
  holders: Holders,
  records: readonly AnyRecord[],
): (record: AnyRecord) => readonly Violation[] {
  const entity = entityIn(data.settings, kind)
  const rules = (data.settings.validation[kind] ?? []).map((rule, index) => ({
    rule,
    at: `validation.${kind}[${index}]`,
    applies: conditionOf(data, kind, rule, now),
    check: checkOf(data.settings, kind, rule, { holders, records, at: `validation.${kind}[${index}]` }),
  }))
  return (record) =>
    rules.flatMap(({ rule, at, applies, check }) => {
      if (!applies(record)) return []
      return check(record).map(({ field, message }) => ({
        kind,
        id: record.id,
        name: titleOf(entity, record),
        rule: at,
        field,
        message: rule.message ?? (rule.when === undefined ? message : `${message} (while ${rule.when})`),
        action: rule.action ?? 'refuse',
      }))
    })
}

/** Loads what the conditions of the rules need to be read: dates in words. To be awaited before anything is checked. */
export async function prepareRules(
  settings: Settings,
  kinds: readonly EntityName[] = entityNames,
): Promise<void> {
  for (const kind of kinds) {
    for (const { when } of settings.validation[kind] ?? [])
      if (when !== undefined)
        await prepareQuery(parseQuery(when), { entity: entityIn(settings, kind), settings })
  }
}

function conditionOf(
  data: Data,
  kind: EntityName,
  { when }: ValidationRule,
  now: Date,
): (record: AnyRecord) => boolean {
  if (when === undefined) return () => true
  return matcher(parseQuery(when), {
    entity: entityIn(data.settings, kind),
    settings: data.settings,
    now,
    data,
  })
}

/**
 * What a plan would break, of what it makes or changes. What was broken before the change is only warned of, so that an
 * old record can be mended step by step.
 */
export function violationsOf(data: Data, changes: Changes, now: Date): readonly Violation[] {
  const settings = changes.settings ?? data.settings
  return entityNames.flatMap((kind) => {
    const changed = changes.records.filter((change) => change.kind === kind)
    if ((settings.validation[kind] ?? []).length === 0 || changed.length === 0) return []
    const holders = new Holders(settings, kind, () => recordsAfter(data, kind, changed))
    const check = changeCheck({ ...boundTo(data), settings }, kind, now, holders, changed)
    return changed.flatMap(check)
  })
}

/**
 * Makes a function that takes changes of a kind one after the other and says what each breaks: of two with the same
 * where it must be unique the second. One that is refused is as if it had never been.
 */
export function changesInTurn(
  data: Data,
  kind: EntityName,
  changes: readonly Change[],
  now: Date,
): (change: Change) => readonly Violation[] {
  const gone = new Set(changes.map(({ id }) => id))
  const all: readonly AnyRecord[] = data.all(kind)
  const holders = new Holders(data.settings, kind, () => all.filter(({ id }) => !gone.has(id)))
  const check = changeCheck(data, kind, now, holders, changes)
  return (change) => {
    const found = check(change)
    const standing = found.some(({ action }) => action === 'refuse') ? change.before : change.after
    if (standing !== undefined) holders.add(standing)
    return found
  }
}

function changeCheck(
  data: Data,
  kind: EntityName,
  now: Date,
  holders: Holders,
  changes: readonly Change[],
): (change: Change) => readonly Violation[] {
  const records = changes.flatMap(({ before, after }) => [before, after]).filter((one) => one !== undefined)
  const check = validator(data, kind, now, holders, records)
  return ({ before, after }) => {
    if (after === undefined) return []
    const earlier = new Set(before === undefined ? [] : check(before).map(signOf))
    return check(after).map((one) => (earlier.has(signOf(one)) ? { ...one, action: 'warn' as const } : one))
  }
}

function signOf({ rule, field, message }: Violation): string {
  return `${rule} ${field} ${message}`
}

/** The store's records of a kind as they will be. */
function recordsAfter(data: Data, kind: EntityName, changes: readonly Change[]): Iterable<AnyRecord> {
  const after = new Map<string, AnyRecord>(
    data.all(kind).map((record): [string, AnyRecord] => [record.id, record]),
  )
  for (const change of changes) {
    if (change.after === undefined) after.delete(change.id)
    else after.set(change.id, change.after)
  }
  return after.values()
}

/** The methods of a store as plain functions, so that another object may carry them. */
function boundTo(data: Data): Data {
  return {
    settings: data.settings,
    all: (kind) => data.all(kind),
    slim: (kind, fields) => data.slim(kind, fields),
    get: (kind, id) => data.get(kind, id),
    find: (id) => data.find(id),
    withKey: (kind, key) => data.withKey(kind, key),
    referring: (id) => data.referring(id),
    idsFrom: (kind, prefix) => data.idsFrom(kind, prefix),
  }
}

/** Everything in the store that breaks a rule. */
export function violationsIn(
  data: Data,
  now: Date,
  kinds: readonly EntityName[] = entityNames,
): readonly Violation[] {
  return kinds.flatMap((kind) => {
    if ((data.settings.validation[kind] ?? []).length === 0) return []
    const all: readonly AnyRecord[] = data.all(kind)
    const check = validator(data, kind, now, new Holders(data.settings, kind, () => all), all)
    return all.flatMap((record) => check(record))
  })
}
