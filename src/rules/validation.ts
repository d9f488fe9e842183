/** The validation rules of the settings: what a record must have, always or while a condition holds. */
import type { Settings, ValidationRule } from '../config.ts'
import { type EntityName, entityNames } from '../entities/index.ts'
import { matcher } from '../query/match.ts'
import { parseQuery } from '../query/parse.ts'
import type { Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { isBlank } from '../schema/value.ts'
import { fold } from '../text.ts'

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

type Check = (record: AnyRecord) => readonly { readonly field: string; readonly message: string }[]

/** Makes a function that checks records of a kind. @param others records that count for uniqueness instead of the store's */
function validator(
  data: Data,
  kind: EntityName,
  now: Date,
  others?: readonly AnyRecord[],
): (record: AnyRecord) => readonly Violation[] {
  const entity = entityIn(data.settings, kind)
  const rules = (data.settings.validation[kind] ?? []).map((rule, index) => ({
    rule,
    at: `validation.${kind}[${index}]`,
    applies: conditionOf(data, kind, rule, now),
    check: checkOf(data, kind, rule, others),
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

function checkOf(
  data: Data,
  kind: EntityName,
  rule: ValidationRule,
  others: readonly AnyRecord[] | undefined,
): Check {
  const checks = [
    requireCheck(rule),
    patternCheck(data.settings, kind, rule),
    allowCheck(data.settings, kind, rule),
    uniqueCheck(data, kind, rule, others),
  ]
  return (record) => checks.flatMap((check) => check(record))
}

function requireCheck({ require = [] }: ValidationRule): Check {
  return (record) =>
    require
      .filter((names) => names.split('|').every((name) => isBlank(record[name])))
      .map((names) => ({
        field: names.split('|')[0] ?? names,
        message: `${names.split('|').join(' or ')} is missing`,
      }))
}

function textOf(settings: Settings, kind: EntityName, record: AnyRecord, name: string): string {
  const value = record[name]
  const field = entityIn(settings, kind).fields[name]
  if (value === undefined || field === undefined) return ''
  return types[field.type].plain(value, { settings, now: new Date(0), name, field, record })
}

function patternCheck(settings: Settings, kind: EntityName, { pattern }: ValidationRule): Check {
  if (pattern === undefined) return () => []
  const { field, matches } = pattern
  const form = new RegExp(`^(?:${matches})$`, 'u')
  return (record) => {
    const text = textOf(settings, kind, record, field)
    return text === '' || form.test(text)
      ? []
      : [{ field, message: `${field} "${text}" has not the form ${matches}` }]
  }
}

function allowCheck(settings: Settings, kind: EntityName, { allow }: ValidationRule): Check {
  if (allow === undefined) return () => []
  const { field, values } = allow
  const allowed = new Set(values.map(fold))
  return (record) => {
    const text = textOf(settings, kind, record, field)
    return text === '' || allowed.has(fold(text))
      ? []
      : [{ field, message: `${field} "${text}" is none of ${values.join(', ')}` }]
  }
}

function uniqueCheck(
  data: Data,
  kind: EntityName,
  { unique = [] }: ValidationRule,
  others: readonly AnyRecord[] | undefined,
): Check {
  if (unique.length === 0) return () => []
  const ids = new Map<string, string[]>()
  const keyOf = (record: AnyRecord, name: string) =>
    `${name}\n${fold(textOf(data.settings, kind, record, name))}`
  const all: readonly AnyRecord[] = others ?? data.all(kind)
  for (const record of all) {
    for (const name of unique)
      if (!isBlank(record[name]))
        ids.set(keyOf(record, name), [...(ids.get(keyOf(record, name)) ?? []), record.id])
  }
  return (record) =>
    unique.flatMap((name) => {
      const other = isBlank(record[name])
        ? undefined
        : ids.get(keyOf(record, name))?.find((id) => id !== record.id)
      return other === undefined
        ? []
        : [
            {
              field: name,
              message: `${name} "${textOf(data.settings, kind, record, name)}" is that of ${other} too`,
            },
          ]
    })
}

/**
 * What a plan would break, of what it makes or changes. What was broken before the change is only warned of, so that an
 * old record can be mended step by step.
 */
export function violationsOf(data: Data, changes: Changes, now: Date): readonly Violation[] {
  const settings = changes.settings ?? data.settings
  const found: Violation[] = []
  for (const kind of entityNames) {
    if ((settings.validation[kind] ?? []).length === 0) continue
    const changed = changes.records.filter((change) => change.kind === kind)
    if (changed.length === 0) continue
    const check = validator({ ...boundTo(data), settings }, kind, now, recordsAfter(data, kind, changes))
    for (const { before, after } of changed) {
      if (after === undefined) continue
      const earlier = new Set(before === undefined ? [] : check(before).map(signOf))
      for (const one of check(after)) found.push(earlier.has(signOf(one)) ? { ...one, action: 'warn' } : one)
    }
  }
  return found
}

function signOf({ rule, field, message }: Violation): string {
  return `${rule} ${field} ${message}`
}

/** The store's records of a kind as they will be; read only where a rule asks for what is unique. */
function recordsAfter(data: Data, kind: EntityName, changes: Changes): readonly AnyRecord[] {
  const settings = changes.settings ?? data.settings
  if (!(settings.validation[kind] ?? []).some((rule) => rule.unique !== undefined)) return []
  const after = new Map<string, AnyRecord>(
    data.all(kind).map((record): [string, AnyRecord] => [record.id, record]),
  )
  for (const change of changes.records) {
    if (change.kind !== kind) continue
    if (change.after === undefined) after.delete(change.id)
    else after.set(change.id, change.after)
  }
  return [...after.values()]
}

/** The methods of a store as plain functions, so that another object may carry them. */
function boundTo(data: Data): Data {
  return {
    settings: data.settings,
    all: (kind) => data.all(kind),
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
    const check = validator(data, kind, now)
    const all: readonly AnyRecord[] = data.all(kind)
    return all.flatMap((record) => check(record))
  })
}
