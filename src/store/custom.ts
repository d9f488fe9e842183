/** Checks the custom fields of crm.json, so that from then on they are fields like any other. */
import type { Settings } from '../config.ts'
import { entities, entityNames, isEntityName } from '../entities/index.ts'
import { customFieldForm, reservedNames } from '../schema/custom.ts'
import type { Field, SettingsList, TypeName, Value } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import {
  type Expect,
  type JsonObject,
  mapOf,
  object,
  oneOf,
  optional,
  refuse,
  setOf,
  text,
  textLike,
} from './expect.ts'

/** Types that rules alone can fill. */
const derivedTypes: readonly string[] = ['stageHistory', 'qualification', 'attachments']

const lists: readonly SettingsList[] = [
  ...(['leadStatuses', 'stages', 'sources', 'ratings', 'industries', 'businessTypes'] as const),
  ...(['territories', 'lostReasons', 'unqualifiedReasons', 'users'] as const),
]

const name = textLike(customFieldForm, 'a name of letters and digits, such as lineId or งบประมาณ')

const isTypeName = (word: unknown): word is TypeName =>
  typeof word === 'string' && Object.hasOwn(types, word) && !derivedTypes.includes(word)

const type: Expect<TypeName> = (value, at) => {
  if (isTypeName(value)) return value
  const known = Object.keys(types).filter((word) => !derivedTypes.includes(word))
  return refuse(at, `one of ${known.join(', ')}`, value)
}

const options: Expect<readonly string[] | SettingsList> = (value, at) =>
  Array.isArray(value) ? setOf(text)(value, at) : oneOf(lists)(value, at)

const yes: Expect<true> = (value, at) => (value === true ? true : refuse(at, 'true, or left out', value))

const field: Expect<Field> = (value, at) => {
  const raw = object(value, at)
  const made: Field = {
    ...raw,
    type: type(raw['type'], `${at}.type`),
    help: raw['help'] === undefined || raw['help'] === '' ? '' : text(raw['help'], `${at}.help`),
    ...optional(raw, 'required', at, yes),
    ...optional(raw, 'unique', at, yes),
    ...optional(raw, 'list', at, yes),
    ...optional(raw, 'yearless', at, yes),
    ...optional(raw, 'options', at, options),
    ...optional(raw, 'to', at, oneOf([...entityNames, 'any'])),
    ...optional(raw, 'aliases', at, setOf(text)),
  }
  return { ...made, ...fallback(made, raw, at) }
}

function fallback(made: Field, raw: JsonObject, at: string): { default?: Value } {
  const value = raw['default']
  if (value === undefined) return {}
  const isSound = (candidate: unknown): candidate is Value => types[made.type].is(candidate, made)
  return isSound(value) ? { default: value } : refuse(`${at}.default`, `a value of type ${made.type}`, value)
}

/** Custom fields per kind of record, kinds that only a newer version knows included. */
export const customFields: Expect<Settings['customFields']> = (value, at) => {
  const kinds = Object.entries(object(value, at))
  return Object.fromEntries(
    kinds.map(([kind, fields]) => {
      const builtIn = isEntityName(kind) ? entities[kind].fields : {}
      return [kind, fieldsOf(builtIn, fields, `${at}.${kind}`)]
    }),
  )
}

function fieldsOf(
  builtIn: { readonly [name: string]: Field },
  value: unknown,
  at: string,
): { readonly [name: string]: Field } {
  for (const word of Object.keys(object(value, at))) {
    name(word, `${at}.${word}`)
    if (Object.hasOwn(builtIn, word)) refuse(`${at}.${word}`, 'a name that no built-in field has', word)
    if (reservedNames.has(word)) refuse(`${at}.${word}`, 'a name that no flag has', word)
  }
  const fields = mapOf(field)(value, at)
  for (const [word, made] of Object.entries(fields)) refuseHalf(made, `${at}.${word}`)
  return fields
}

/** What some types cannot do without. */
function refuseHalf(made: Field, at: string): void {
  if (made.type === 'choice' && made.options === undefined)
    refuse(`${at}.options`, 'the words to choose from', undefined)
  if ((made.type === 'link' || made.type === 'links') && made.to === undefined)
    refuse(`${at}.to`, 'the kind of record it points at', undefined)
}
