/** Checks what a data file holds: once, here, so that the rest of the program can rely on it. A tight loop: it runs on every read. */
import { type EntityName, entities, isEntityName, type Records } from '../entities/index.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord, Field, Value } from '../schema/field.ts'
import { isId } from '../schema/id.ts'
import { types } from '../schema/types/index.ts'

/** What is wrong with the record at `index` of a file. */
export interface Damage {
  readonly index: number
  readonly id?: string
  readonly field?: string
  /** As the end of a sentence. */
  readonly problem: string
}

interface Check {
  readonly field: Field
  readonly is: (value: unknown, field: Field) => boolean
}

interface Checks {
  readonly letter: string
  readonly byName: ReadonlyMap<string, Check>
  /** Built-in fields that must be there. A custom one may have become required after the record was made. */
  readonly required: readonly string[]
  readonly requiredOfNew: readonly string[]
}

const checksByEntity = new WeakMap<Entity, Checks>()

function checksOf(entity: Entity): Checks {
  const known = checksByEntity.get(entity)
  if (known !== undefined) return known
  const fields = Object.entries(entity.fields)
  const checks: Checks = {
    letter: entity.letter,
    byName: new Map(fields.map(([name, field]) => [name, { field, is: types[field.type].is }])),
    required: requiredFields(isEntityName(entity.name) ? entities[entity.name] : entity),
    requiredOfNew: requiredFields(entity),
  }
  checksByEntity.set(entity, checks)
  return checks
}

/** The first field that a new record of this kind must have and this one has not, a custom one included. */
export function missingField(entity: Entity, record: AnyRecord): string | undefined {
  for (const name of checksOf(entity).requiredOfNew) if (record[name] === undefined) return name
  return undefined
}

function requiredFields(entity: Entity): string[] {
  return Object.keys(entity.fields).filter((name) => entity.fields[name]?.required === true)
}

/** Whether a parsed file is an array of sound records of the kind. */
export function areRecords(entity: Entity, list: readonly unknown[]): list is readonly AnyRecord[] {
  const checks = checksOf(entity)
  for (const record of list) if (!isRecord(checks, record)) return false
  return true
}

/** What is wrong with a record, or undefined where it is sound. */
export function damageOf(entity: Entity, record: unknown): Omit<Damage, 'index'> | undefined {
  const checks = checksOf(entity)
  return isRecord(checks, record) ? undefined : explain(checks, record)
}

/** The first damage in a list that `areRecords` refused. */
export function firstDamage(entity: Entity, list: readonly unknown[]): Damage | undefined {
  for (const [index, record] of list.entries()) {
    const damage = damageOf(entity, record)
    if (damage !== undefined) return { index, ...damage }
  }
  return undefined
}

/** Whether a record that was checked as one of its file's kind is of this kind. */
export function isOfKind<N extends EntityName>(entity: Entity<N>, record: unknown): record is Records[N] {
  return isPlainObject(record) && typeof record['id'] === 'string' && record['id'].startsWith(entity.letter)
}

/** The same for a list, all of whose records come from files of one kind. */
export function areOfKind<N extends EntityName>(
  entity: Entity<N>,
  list: readonly unknown[],
): list is readonly Records[N][] {
  return list.length === 0 || isOfKind(entity, list[0])
}

function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRecord(checks: Checks, record: unknown): record is AnyRecord {
  if (!isPlainObject(record) || !isId(record['id'], checks.letter)) return false
  for (const key in record) {
    const check = checks.byName.get(key)
    const value = record[key]
    if (check === undefined) {
      if (typeof value !== 'string' && !isValue(value)) return false
    } else if (!check.is(value, check.field)) return false
  }
  for (const name of checks.required) if (record[name] === undefined) return false
  return true
}

export function isValue(value: unknown): value is Value {
  if (typeof value !== 'object')
    return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
  if (value === null) return false
  return Object.values(value).every((part) => part === undefined || isValue(part))
}

function explain(checks: Checks, record: unknown): Omit<Damage, 'index'> {
  if (!isPlainObject(record)) return { problem: 'a record in braces should stand here' }
  const id = record['id']
  if (!isId(id, checks.letter)) {
    return {
      problem: `"id" should be "${checks.letter}" and nine of ${'0-9 a-z without i l o u'}, not ${JSON.stringify(id) ?? 'missing'}`,
    }
  }
  for (const name of checks.required)
    if (record[name] === undefined) return { id, problem: `"${name}" is missing` }
  for (const [name, value] of Object.entries(record)) {
    const check = checks.byName.get(name)
    const isSound = check === undefined ? isValue(value) : check.is(value, check.field)
    if (isSound) continue
    const shown = (JSON.stringify(value) ?? 'undefined').slice(0, 60)
    return {
      id,
      field: name,
      problem: `"${name}" should be ${check === undefined ? 'a value' : `of type ${check.field.type}`}, not ${shown}`,
    }
  }
  return { id, problem: 'the record is damaged' }
}
