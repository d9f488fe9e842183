/** A record as duplicates are looked for: what each comparison of its kind's rule finds in it, ready to be compared. */

import type { Comparison } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord, TypeName } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { fold } from '../../text.ts'
import { companyWords, personWords, placeWords, textWords } from './words.ts'

/** What one comparison finds: words to be compared one by one, or whole values to be equal. */
export interface Trait {
  readonly how: Comparison
  /** What the reasons call it. */
  readonly called: string
  /** Of two kinds of record the traits with the same slot are compared. */
  readonly slot: string
  readonly words: readonly string[]
  /** A number for each word, the same in the whole search, and the bits it tells: given by `weigh`. */
  ids: readonly number[]
  weights: readonly number[]
}

export interface Profile {
  readonly kind: EntityName
  readonly id: string
  readonly traits: readonly Trait[]
}

const none: readonly number[] = []

/** Types whose values tell one record from another, in fields the user added. */
const telling: ReadonlySet<TypeName> = new Set([
  'text',
  'email',
  'phone',
  'url',
  'address',
  'handles',
  'emails',
  'phones',
])

/** Builds the profiles of records of a kind by the rule of the settings. */
export function profiler(data: Data, kind: EntityName): (record: AnyRecord) => Profile {
  const entity = entityIn(data.settings, kind)
  const rule = data.settings.duplicates[kind]
  const readers = (rule?.compare ?? []).map(({ fields, how }) => {
    const known = fields.filter((name) => name in entity.fields)
    const called = how === 'exact' || how === 'text' ? (known[0] ?? how) : calledBy[how]
    return {
      how,
      called,
      slot: how === 'exact' || how === 'text' ? called : how,
      read: readerOf(data, entity, known, how),
    }
  })
  const own = Object.keys(data.settings.customFields[kind] ?? {}).filter((name) =>
    telling.has(entity.fields[name]?.type ?? 'number'),
  )
  return (record) => {
    const traits: Trait[] = []
    for (const { read, ...trait } of readers) {
      const words = read(record)
      if (words.length > 0) traits.push({ ...trait, words, ids: none, weights: none })
    }
    for (const name of own) {
      const value = ownValue(entity, name, record)
      if (value !== '') traits.push({ ...ownTrait(name), words: [value], ids: none, weights: none })
    }
    return { kind, id: record.id, traits }
  }
}

function ownTrait(name: string) {
  return { how: 'own', called: name, slot: `own ${name}` } as const
}

const calledBy: { readonly [H in Comparison]: string } = {
  exact: 'exact',
  email: 'email',
  phone: 'phone',
  domain: 'domain',
  person: 'name',
  company: 'company',
  address: 'address',
  text: 'text',
  own: 'own',
}

function ownValue(entity: Entity, name: string, record: AnyRecord): string {
  const value = record[name]
  const field = entity.fields[name]
  return value === undefined || field === undefined
    ? ''
    : textWords(types[field.type].search(value)).join(' ')
}

type Reader = (record: AnyRecord) => readonly string[]

function readerOf(data: Data, entity: Entity, fields: readonly string[], how: Comparison): Reader {
  switch (how) {
    case 'email':
    case 'phone':
      return (record) => keysWith(entity, fields, record, `${how}:`)
    case 'domain':
      return (record) => keysWith(entity, fields, record, 'domain:')
    case 'person':
      return (record) => distinct(personWords(textOf(data, entity, fields, record)))
    case 'company':
      return (record) => distinct(companyWords(textOf(data, entity, fields, record)))
    case 'address':
      return (record) => distinct(placeWords(textOf(data, entity, fields, record)))
    case 'text':
      return (record) => distinct(textWords(textOf(data, entity, fields, record)))
    default:
      return (record) =>
        distinct(
          fields.map((name) => fold(valueText(data, entity, name, record))).filter((text) => text !== ''),
        )
  }
}

function distinct(words: readonly string[]): readonly string[] {
  return words.length < 2 ? words : [...new Set(words)]
}

function keysWith(
  entity: Entity,
  fields: readonly string[],
  record: AnyRecord,
  begin: string,
): readonly string[] {
  const found: string[] = []
  for (const name of fields) {
    const value = record[name]
    const field = entity.fields[name]
    if (value === undefined || field === undefined) continue
    for (const key of types[field.type].keys(value))
      if (key.startsWith(begin)) found.push(key.slice(begin.length))
  }
  return distinct(found)
}

function textOf(data: Data, entity: Entity, fields: readonly string[], record: AnyRecord): string {
  let text = ''
  for (const name of fields) {
    const part = valueText(data, entity, name, record)
    if (part !== '') text += text === '' ? part : ` ${part}`
  }
  return text
}

/** A link stands for the name of the account behind it. */
function valueText(data: Data, entity: Entity, name: string, record: AnyRecord): string {
  const value = record[name]
  const field = entity.fields[name]
  if (value === undefined || field === undefined) return ''
  if (field.type === 'link' && field.to === 'account') return data.get('account', String(value))?.name ?? ''
  return types[field.type].search(value)
}
