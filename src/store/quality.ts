/** Checks what crm.json says about duplicates, views, validation and scoring: names of fields, words, queries. */

import { defaultDuplicates } from '../config/duplicates.ts'
import type { Comparison, DuplicateRule, ScoreRule, Settings, ValidationRule, View } from '../config.ts'
import { entities, entityNames, isEntityName } from '../entities/index.ts'
import { InputError, nearest } from '../errors.ts'
import { targetOf } from '../query/fields.ts'
import { quoteValues } from '../query/quoting.ts'
import { entityIn } from '../schema/custom.ts'
import type { Entity } from '../schema/entity.ts'
import {
  type Expect,
  listOf,
  numberFrom,
  object,
  oneOf,
  optional,
  refuse,
  setOf,
  text,
  wholeFrom,
} from './expect.ts'

const comparisons: readonly Comparison[] = [
  'exact',
  'email',
  'phone',
  'domain',
  'person',
  'company',
  'address',
  'text',
  'own',
]
const part = numberFrom(0, 1, 'a number from 0 to 1')
const points = numberFrom(-1000, 1000, 'a number of points')

/** The keys of the settings that speak of fields, checked once the fields are known. */
export function checkQuality(settings: Settings): void {
  for (const [kind, rule] of Object.entries(settings.duplicates)) {
    for (const [index, { fields }] of (rule?.compare ?? []).entries())
      fieldsIn(settings, kind, fields, `duplicates.${kind}.compare[${index}].fields`)
  }
  for (const [name, view] of Object.entries(settings.views)) {
    if (view !== undefined) queryIn(settings, view.of, view.query, `views.${name}.query`)
  }
  for (const [kind, rules] of Object.entries(settings.validation)) {
    for (const [index, rule] of (rules ?? []).entries())
      validationIn(settings, kind, rule, `validation.${kind}[${index}]`)
  }
  for (const [kind, rules] of Object.entries(settings.scoring)) {
    for (const [index, rule] of (rules ?? []).entries())
      scoringIn(settings, kind, rule, `scoring.${kind}[${index}]`)
  }
}

function validationIn(settings: Settings, kind: string, rule: ValidationRule, at: string): void {
  if (rule.when !== undefined) queryIn(settings, kind, rule.when, `${at}.when`)
  const required = (rule.require ?? []).flatMap((name) => name.split('|'))
  fieldsIn(settings, kind, required, `${at}.require`)
  fieldsIn(settings, kind, rule.unique ?? [], `${at}.unique`)
  if (rule.pattern !== undefined) fieldsIn(settings, kind, [rule.pattern.field], `${at}.pattern.field`)
  if (rule.allow !== undefined) fieldsIn(settings, kind, [rule.allow.field], `${at}.allow.field`)
}

function scoringIn(settings: Settings, kind: string, rule: ScoreRule, at: string): void {
  if (rule.when !== undefined) queryIn(settings, kind, rule.when, `${at}.when`)
  if (/\bscore\b/i.test(rule.when ?? ''))
    refuse(`${at}.when`, 'a condition that does not ask for the score itself', rule.when)
  fieldsIn(settings, kind, rule.fields ?? [], `${at}.fields`)
}

function entityAt(settings: Settings, kind: string): Entity | undefined {
  return isEntityName(kind) ? entityIn(settings, kind) : undefined
}

function fieldsIn(settings: Settings, kind: string, fields: readonly string[], at: string): void {
  const entity = entityAt(settings, kind)
  if (entity === undefined) return
  for (const [index, field] of fields.entries()) {
    if (field in entity.fields) continue
    const near = nearest(field, Object.keys(entity.fields))
    refuse(
      `${at}[${index}]`,
      `a field of ${entity.plural}${near === undefined ? '' : `, perhaps ${near}`}`,
      field,
    )
  }
}

/** Reads no value, so that the grammar need not be loaded by every command: open quotes and parentheses, unknown fields. */
function queryIn(settings: Settings, kind: string, query: string, at: string): void {
  const entity = entityAt(settings, kind)
  if (entity === undefined) return
  try {
    for (const { name } of quoteValues(query).fields) targetOf(entity, settings, name)
  } catch (error) {
    if (error instanceof InputError)
      refuse(at, `a query of ${entity.plural} (${error.message.split('\n')[0] ?? ''})`, query)
    throw error
  }
}

const duplicateRule =
  (kind: string): Expect<DuplicateRule> =>
  (value, at) => {
    const raw = { ...defaultDuplicates[kind], ...object(value, at) }
    const compare = listOf((item, where) => {
      const one = object(item, where)
      return {
        ...one,
        fields: setOf(text)(one['fields'], `${where}.fields`),
        how: oneOf(comparisons)(one['how'], `${where}.how`),
      }
    })(raw.compare, `${at}.compare`)
    return {
      ...raw,
      against: listOf(oneOf(entityNames))(raw.against, `${at}.against`),
      compare,
      action: oneOf(['refuse', 'ask', 'mark'])(raw.action ?? 'refuse', `${at}.action`),
      threshold: part(raw.threshold ?? 0.7, `${at}.threshold`),
    }
  }

export const duplicates: Expect<Settings['duplicates']> = (value, at) => ({
  ...defaultDuplicates,
  ...perKind(value, at, (rule, where, kind) => duplicateRule(kind)(rule, where)),
})

function perKind<T>(
  value: unknown,
  at: string,
  item: (value: unknown, at: string, kind: string) => T,
): { readonly [kind: string]: T } {
  return Object.fromEntries(
    Object.entries(object(value, at)).map(([kind, rule]) => {
      if (!isEntityName(kind)) refuse(`${at}.${kind}`, `one of ${Object.keys(entities).join(', ')}`, kind)
      return [kind, item(rule, `${at}.${kind}`, kind)]
    }),
  )
}

export const notDuplicates: Expect<Settings['notDuplicates']> = listOf((value, at) => {
  const pair = setOf(text)(value, at)
  return pair.length === 2 ? pair : refuse(at, 'two ids', value)
})

const viewName = /^\p{L}[\p{L}\p{M}\p{N}_-]*$/u

export const views: Expect<Settings['views']> = (value, at) =>
  Object.fromEntries(
    Object.entries(object(value, at)).map(([name, one]): [string, View] => {
      const where = `${at}.${name}`
      if (!viewName.test(name)) refuse(where, 'a name of letters, digits and hyphens', name)
      const raw = object(one, where)
      return [
        name,
        {
          ...raw,
          of: oneOf(entityNames)(raw['of'], `${where}.of`),
          query: raw['query'] === '' ? '' : text(raw['query'], `${where}.query`),
          ...optional(raw, 'columns', where, setOf(text)),
          ...optional(raw, 'sort', where, text),
          ...optional(raw, 'help', where, text),
        },
      ]
    }),
  )

const pattern: Expect<string> = (value, at) => {
  try {
    new RegExp(text(value, at), 'u')
    return text(value, at)
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(at, 'a regular expression', value)
    throw error
  }
}

const validationRule: Expect<ValidationRule> = (value, at) => {
  const raw = object(value, at)
  const rule: ValidationRule = {
    ...raw,
    ...optional(raw, 'when', at, text),
    ...optional(raw, 'require', at, setOf(text)),
    ...optional(raw, 'unique', at, setOf(text)),
    ...optional(raw, 'message', at, text),
    ...optional(raw, 'action', at, oneOf<'refuse' | 'warn'>(['refuse', 'warn'])),
    ...optional(raw, 'pattern', at, (one, where) => {
      const inner = object(one, where)
      return {
        field: text(inner['field'], `${where}.field`),
        matches: pattern(inner['matches'], `${where}.matches`),
      }
    }),
    ...optional(raw, 'allow', at, (one, where) => {
      const inner = object(one, where)
      return {
        field: text(inner['field'], `${where}.field`),
        values: setOf(text)(inner['values'], `${where}.values`),
      }
    }),
  }
  const says = [rule.require, rule.unique, rule.pattern, rule.allow].some((one) => one !== undefined)
  return says ? rule : refuse(at, 'one of require, pattern, allow, unique', value)
}

export const validation: Expect<Settings['validation']> = (value, at) =>
  perKind(value, at, listOf(validationRule))

const scoreRule: Expect<ScoreRule> = (value, at) => {
  const raw = object(value, at)
  const rule: ScoreRule = {
    ...raw,
    name: text(raw['name'], `${at}.name`),
    points: points(raw['points'], `${at}.points`),
    ...optional(raw, 'when', at, text),
    ...optional(raw, 'fields', at, setOf(text)),
    ...optional(raw, 'halfLife', at, wholeFrom(1)),
    ...optional(raw, 'activities', at, (one, where) => {
      const inner = object(one, where)
      return {
        days: wholeFrom(1)(inner['days'], `${where}.days`),
        most: wholeFrom(1)(inner['most'], `${where}.most`),
      }
    }),
  }
  const count = [rule.when, rule.fields, rule.activities, rule.halfLife].filter(
    (one) => one !== undefined,
  ).length
  return count === 1 ? rule : refuse(at, 'one of when, fields, activities, halfLife', value)
}

export const scoring: Expect<Settings['scoring']> = (value, at) => perKind(value, at, listOf(scoreRule))
