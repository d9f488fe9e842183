/** A record as duplicates are looked for: what each comparison of its kind's rule finds in it, ready to be compared. */

import type { Comparison } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { fold } from '../../text.ts'
import { ownPlaces } from './ownPlaces.ts'
import { birthdaysOf, taxIdsOf, tellingFields } from './telling.ts'
import { companyWords, personWords, placeWords, textWords } from './words.ts'

/** Two more than a rule can ask for. */
type How = Comparison | 'day' | 'taxId'

/** What one comparison finds: words to be compared one by one, or whole values to be equal. */
export interface Trait {
  readonly how: How
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

/**
 * Builds the profiles of records of a kind by the rule of the settings. Whatever the rule names, an address has the parts
 * of it that the user added, and a birthday and a tax number tell one record from another.
 */
export function profiler(data: Data, kind: EntityName): (record: AnyRecord) => Profile {
  const entity = entityIn(data.settings, kind)
  const places = ownPlaces(data.settings, kind)
  const readers = comparedIn(data, kind).map(({ fields, how }) => {
    const called = byField.has(how) ? (fields[0] ?? how) : how === 'person' ? 'name' : how
    return {
      how,
      called,
      slot: byField.has(how) ? called : how,
      read: readerOf(data, entity, how === 'address' ? [...places, ...fields] : fields, how),
    }
  })
  return (record) => {
    const traits: Trait[] = []
    for (const { read, ...trait } of readers) {
      const words = read(record)
      if (words.length > 0) traits.push({ ...trait, words, ids: none, weights: none })
    }
    return { kind, id: record.id, traits }
  }
}

/** What is compared by one field, by whose name the reasons call it. */
const byField: ReadonlySet<How> = new Set(['exact', 'text', 'own', 'day', 'taxId'])

interface Compared {
  readonly fields: readonly string[]
  readonly how: How
}

function comparedIn({ settings }: Data, kind: EntityName): readonly Compared[] {
  const rule = settings.duplicates[kind]
  if (rule === undefined) return []
  const entity = entityIn(settings, kind)
  const { birthday, taxId } = tellingFields(entity)
  const named = rule.compare.map((one) => ({
    ...one,
    fields: one.fields.filter((name) => name in entity.fields && !taxId.includes(name)),
  }))
  const always = [
    { how: 'day', fields: birthday },
    { how: 'taxId', fields: taxId },
  ] as const
  return [...named, ...always].filter((one) => one.fields.length > 0)
}

type Reader = (record: AnyRecord) => readonly string[]

function readerOf(data: Data, entity: Entity, fields: readonly string[], how: How): Reader {
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
    case 'day':
      return (record) => birthdaysOf(tellingFields(entity), record)
    case 'taxId':
      return (record) => taxIdsOf(entity, tellingFields(entity), record)
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
