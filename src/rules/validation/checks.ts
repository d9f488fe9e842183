/** What one validation rule looks at: fields that must be filled, the form of a text, allowed values, uniqueness. */
import type { Settings, ValidationRule } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import { entityIn } from '../../schema/custom.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { isBlank } from '../../schema/value.ts'
import { fold } from '../../text.ts'
import type { Holders } from './holders.ts'
import { patternTest } from './pattern.ts'

type Check = (record: AnyRecord) => readonly { readonly field: string; readonly message: string }[]

/** What a check knows of the others that are checked. */
interface Among {
  /** Who holds the values that must be unique. */
  readonly holders: Holders
  /** All that will be checked. */
  readonly records: readonly AnyRecord[]
  /** Place of the rule in the settings. */
  readonly at: string
}

export function checkOf(settings: Settings, kind: EntityName, rule: ValidationRule, among: Among): Check {
  const checks = [
    requireCheck(rule),
    patternCheck(settings, kind, rule, among),
    allowCheck(settings, kind, rule),
    uniqueCheck(settings, kind, rule, among.holders),
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

/** The value of a field as text. */
export function textOf(settings: Settings, kind: EntityName, record: AnyRecord, name: string): string {
  const value = record[name]
  const field = entityIn(settings, kind).fields[name]
  if (value === undefined || field === undefined) return ''
  return types[field.type].plain(value, { settings, now: new Date(0), name, field, record })
}

function patternCheck(
  settings: Settings,
  kind: EntityName,
  { pattern }: ValidationRule,
  { records, at }: Among,
): Check {
  if (pattern === undefined) return () => []
  const { field, matches } = pattern
  const hasForm = patternTest(matches, `${at}.pattern`, () =>
    records.map((record) => textOf(settings, kind, record, field)).filter((text) => text !== ''),
  )
  return (record) => {
    const text = textOf(settings, kind, record, field)
    return text === '' || hasForm(text)
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
  settings: Settings,
  kind: EntityName,
  { unique = [] }: ValidationRule,
  holders: Holders,
): Check {
  return (record) =>
    unique.flatMap((field) => {
      const other = holders.otherThan(record, field)
      if (other === undefined) return []
      return [
        { field, message: `${field} "${textOf(settings, kind, record, field)}" is that of ${other} too` },
      ]
    })
}
