/** What a row makes of a record: a new one, or what changes in one that is here. */
import { type Settings, stageNamed } from '../../config.ts'
import { isDayOfYear } from '../../dates.ts'
import { isAddress } from '../../schema/addresses.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord, Value } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { isBlank, sameValue } from '../../schema/value.ts'
import { withDefaults } from '../../schema/values.ts'
import type { Columns } from './columns.ts'
import { dealCompleter, movedDeal } from './deals.ts'
import { mergedAddress, type RowValues } from './draft.ts'
import type { Links } from './links.ts'
import type { ImportOptions, Problem } from './options.ts'
import { isOwnCurrency } from './ownCurrency.ts'
import { fieldsOf, isImportable } from './targets.ts'

type Values = { readonly [field: string]: Value | undefined }

/** What a new record has without a column. */
const generated = [
  'salutation',
  'otherEmails',
  'otherPhones',
  'name',
  'stage',
  'stageHistory',
  'closedAt',
  'createdAt',
  'updatedAt',
]

/** Makes a new record of a row's values; its fields are in the order of the schema. */
export type Maker = (values: RowValues, id: string) => AnyRecord

/** @param given values of --default */
export function recordMaker(
  { entity, settings, columns, isOwnExport, isFromOurs }: Columns,
  given: Values,
  links: Links,
  options: ImportOptions,
): Maker {
  const { kind, stamp } = options
  const usual = withDefaults(entity, given, { settings, now: options.now })
  const fallbacks = Object.entries(usual).filter(([, value]) => !isBlank(value))
  const completeDeal = kind === 'deal' ? dealCompleter(settings, stamp, (to) => links.nameOf(to)) : undefined
  const possible = new Set([
    ...columns.flatMap(({ target }) => fieldsOf(target)),
    ...Object.keys(usual),
    ...generated,
  ])
  const names = Object.keys(entity.fields).filter((name) => possible.has(name))
  return (values, id) => {
    for (const [name, value] of fallbacks) if (isBlank(values[name])) values[name] = value
    completeDeal?.(values)
    values.createdAt ??= stamp
    if (isFromOurs && isOwnCurrency('currency', values.currency, settings)) values.currency = undefined
    if (!isOwnExport || values.updatedAt === undefined) values.updatedAt = stamp
    const record: RowValues = { id }
    for (const name of names) {
      const value = values[name]
      if (value !== undefined) record[name] = value
    }
    return record
  }
}

/** What keeps a new record from being made: fields that are missing. */
export function missingChecker(
  entity: Entity,
  settings: Settings,
): (record: AnyRecord) => readonly Problem[] {
  const required = Object.entries(entity.fields).flatMap(([name, field]) =>
    field.required === true ? [name] : [],
  )
  const group = entity.atLeastOne ?? []
  return (record) => {
    const stage = entity.name === 'deal' ? stageNamed(settings, String(record.stage)) : undefined
    const problems: Problem[] = []
    for (const name of required)
      if (isBlank(record[name])) problems.push(missing(name, `${name} is missing.`))
    for (const name of stage?.requires ?? []) {
      if (isBlank(record[name])) problems.push(missing(name, `A deal in ${stage?.name} needs ${name}.`))
    }
    const [first] = group
    if (first !== undefined && group.every((name) => isBlank(record[name]))) {
      problems.push(missing(first, `One of ${group.join(', ')} is needed.`))
    }
    return problems
  }
}

function missing(field: string, message: string): Problem {
  return { field, code: 'required', message }
}

/**
 * What a row changes in a record that is here: what the row says wins, and joins what is there in fields of many values
 * and in addresses; the values of --default fill what is empty. What only rules set is filled in from an export of ours.
 */
export function patchOf(
  before: AnyRecord,
  values: Values,
  given: Values,
  found: Columns,
  options: ImportOptions,
): Values {
  const patch: { [field: string]: Value | undefined } = {}
  for (const [name, value] of [...Object.entries(values), ...blanks(before, values, given)]) {
    const field = found.entity.fields[name]
    const old = before[name]
    if (value === undefined || field === undefined || isLeft(name, before, found)) continue
    const joined = old === undefined ? value : joinedValue(old, value, field.type)
    const isSame =
      sameValue(old, joined) || (old === undefined && isOwnCurrency(name, joined, found.settings))
    if (!isSame) patch[name] = joined
  }
  if (options.kind !== 'deal') return patch
  return { ...patch, ...movedDeal(before, patch, found.settings, options) }
}

/** Whether a field of a record that is here is the program's to set. */
function isLeft(name: string, before: AnyRecord, { entity, isOwnExport }: Columns): boolean {
  return (
    name === 'createdAt' || !isImportable(name, entity.fields[name], isOwnExport && isBlank(before[name]))
  )
}

/** Fields that a row says otherwise than the record that it is, and that are left to the program all the same. */
export function leftFields(before: AnyRecord, values: Values, found: Columns): readonly string[] {
  return Object.keys(values).filter(
    (name) => name !== 'id' && isLeft(name, before, found) && !sameValue(before[name], values[name]),
  )
}

/** Whether a row says nothing but what the record has. */
export function isSaid(before: AnyRecord, values: Values): boolean {
  for (const name in values) {
    const value = values[name]
    if (value !== undefined && name !== 'id' && value !== before[name] && !sameValue(before[name], value))
      return false
  }
  return true
}

function blanks(before: AnyRecord, values: Values, given: Values): [string, Value | undefined][] {
  return Object.entries(given).filter(([name]) => isBlank(before[name]) && isBlank(values[name]))
}

function joinedValue(old: Value, value: Value, type: keyof typeof types): Value {
  if (type === 'address' && isAddress(value)) return mergedAddress(old, value)
  // Who knows less of the same day takes nothing away.
  const isLess = type === 'date' && isDayOfYear(String(value)) && String(old).endsWith(String(value).slice(1))
  if (isLess) return old
  return types[type].many ? types[type].unite(old, value) : value
}
