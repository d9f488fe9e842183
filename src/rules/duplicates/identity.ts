/** What makes a record itself and no other, by the duplicate rule of its kind: keys, exact values, a name. */
import type { Comparison, DuplicateRule, Settings } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { taxIdKey } from '../../schema/types/taxId.ts'
import { fold } from '../../text.ts'
import { birthdaysOf, type TellingFields, taxIdsOf, tellingFields } from '../likeness/telling.ts'
import { companyWords, personWords, textWords } from '../likeness/words.ts'

export interface Identity {
  /** Lookup keys of emails, phones and web domains: `phone:+66812345678`. */
  readonly keys: readonly string[]
  /** Values compared as they are, folded, by field. */
  readonly values: readonly { readonly field: string; readonly text: string }[]
  readonly name: Name | undefined
  /** What tells it from others of its name. */
  readonly birthdays: readonly string[]
  readonly taxIds: readonly string[]
}

export interface Name {
  readonly isPerson: boolean
  /** As written, folded. */
  readonly plain: string
  /** Without titles and legal forms. */
  readonly words: readonly string[]
  /** The words in an order of their own: two names with the same are the same. */
  readonly sign: string
  /** Without its legal form; undefined where no company is named. */
  readonly company: string | undefined
}

/** Reads the identity of records of a kind; undefined where the settings have no duplicate rule for it. */
export function identifier(data: Data, kind: EntityName): ((record: AnyRecord) => Identity) | undefined {
  const rule = data.settings.duplicates[kind]
  if (rule === undefined) return undefined
  const entity = entityIn(data.settings, kind)
  const read = { data, entity }
  const reader: IdentityReader = {
    read,
    keyed: keyedFields(entity, rule),
    exact: exactFields(data.settings, kind),
    nameOf: nameReader(read, rule),
    telling: tellingFields(entity),
  }
  return (record) => new ReadIdentity(reader, record)
}

/** What the identities of a kind are read with. */
interface IdentityReader {
  readonly read: Read
  readonly keyed: readonly Keyed[]
  readonly exact: readonly string[]
  readonly nameOf: (record: AnyRecord) => Name | undefined
  readonly telling: TellingFields
}

/** What is seldom asked for is made when it is: imports ask a hundred thousand names whether they are there. */
class ReadIdentity implements Identity {
  readonly name: Name | undefined
  readonly #reader: IdentityReader
  readonly #record: AnyRecord

  constructor(reader: IdentityReader, record: AnyRecord) {
    this.#reader = reader
    this.#record = record
    this.name = reader.nameOf(record)
  }

  get keys(): readonly string[] {
    return keysIn(this.#reader.keyed, this.#record)
  }

  get birthdays(): readonly string[] {
    return birthdaysOf(this.#reader.telling, this.#record)
  }

  get taxIds(): readonly string[] {
    return taxIdsOf(this.#reader.read.entity, this.#reader.telling, this.#record)
  }

  get values(): Identity['values'] {
    const { read, exact } = this.#reader
    return exact.length === 0 ? noValues : valuesIn(read, exact, this.#record)
  }
}

const noValues: Identity['values'] = []

function valuesIn(read: Read, fields: readonly string[], record: AnyRecord): Identity['values'] {
  return fields.flatMap((field) => {
    const text = fold(textOf(read, [field], record))
    return text === '' ? [] : [{ field, text }]
  })
}

/** Fields of a kind whose being equal makes two records one. */
export function exactFields(settings: Settings, kind: EntityName): readonly string[] {
  const entity = entityIn(settings, kind)
  return fieldsFor(entity, settings.duplicates[kind], 'exact').filter(
    (name) => entity.fields[name]?.type !== 'taxId',
  )
}

/** The fields that a rule compares in some way, of those that the kind has. */
export function fieldsFor(
  entity: Entity,
  rule: DuplicateRule | undefined,
  how: Comparison,
): readonly string[] {
  return (rule?.compare ?? [])
    .filter((one) => one.how === how)
    .flatMap(({ fields }) => fields.filter((name) => name in entity.fields))
}

interface Keyed {
  readonly field: string
  readonly begin: string
  keys(record: AnyRecord): readonly string[]
}

function keyedFields(entity: Entity, rule: DuplicateRule): readonly Keyed[] {
  return (['email', 'phone', 'domain', 'exact'] as const).flatMap((how) =>
    fieldsFor(entity, rule, how).map((field) => ({
      field,
      begin: how === 'exact' ? `${taxIdKey}:` : `${how}:`,
      keys: (record) => types[entity.fields[field]?.type ?? 'text'].keys(record[field] ?? ''),
    })),
  )
}

function keysIn(keyed: readonly Keyed[], record: AnyRecord): readonly string[] {
  const found: string[] = []
  for (const { field, begin, keys } of keyed) {
    if (record[field] === undefined) continue
    for (const key of keys(record)) if (key.startsWith(begin) && !found.includes(key)) found.push(key)
  }
  return found
}

interface Read {
  readonly data: Data
  readonly entity: Entity
}

/**
 * A person is called by the fields compared as a person's name; what has no such name, or whose rule does not ask for
 * it, by those compared as a company's; else by those compared as text. A link is never the name of a record.
 */
function nameReader(read: Read, rule: DuplicateRule): (record: AnyRecord) => Name | undefined {
  const person = fieldsFor(read.entity, rule, 'person')
  const companies = fieldsFor(read.entity, rule, 'company')
  const titles = companies.filter((name) => read.entity.fields[name]?.to === undefined)
  const texts = fieldsFor(read.entity, rule, 'text')
  const companyIn = (record: AnyRecord) => textOf(read, companies, record) || String(record['company'] ?? '')
  return (record) => {
    const called = textOf(read, person, record)
    if (called !== '') return new WrittenName(called, true, personWords(called), record, companyIn)
    const company = textOf(read, titles, record)
    if (company !== '') return new WrittenName(company, false, companyWords(company), record)
    const text = textOf(read, texts, record)
    return text === '' ? undefined : new WrittenName(text, false, textWords(text), record, companyIn)
  }
}

class WrittenName implements Name {
  readonly isPerson: boolean
  readonly words: readonly string[]
  readonly #text: string
  readonly #record: AnyRecord
  readonly #companyIn: ((record: AnyRecord) => string) | undefined
  #sign: string | undefined

  /** @param companyIn says which company a record names */
  constructor(
    text: string,
    isPerson: boolean,
    words: readonly string[],
    record: AnyRecord,
    companyIn?: (record: AnyRecord) => string,
  ) {
    this.#text = text
    this.isPerson = isPerson
    this.words = words
    this.#record = record
    this.#companyIn = companyIn
  }

  get plain(): string {
    return fold(this.#text)
  }

  get sign(): string {
    this.#sign ??= sorted(this.words).join(' ')
    return this.#sign
  }

  get company(): string | undefined {
    const text = this.#companyIn?.(this.#record) ?? ''
    return text === '' ? undefined : companyWords(text).join(' ')
  }
}

/** By insertion: of the few words that names have this takes a fraction of what sorting does. */
function sorted(words: readonly string[]): readonly string[] {
  const list = [...words]
  for (let i = 1; i < list.length; i++) {
    const word = list[i] ?? ''
    let at = i
    for (; at > 0 && (list[at - 1] ?? '') > word; at--) list[at] = list[at - 1] ?? ''
    list[at] = word
  }
  return list
}

/** A link stands for the name of the account behind it. */
function textOf({ data, entity }: Read, fields: readonly string[], record: AnyRecord): string {
  let text = ''
  for (const name of fields) {
    const value = record[name]
    const field = entity.fields[name]
    if (value === undefined || field === undefined) continue
    const part =
      field.type === 'link' && field.to === 'account'
        ? (data.get('account', String(value))?.name ?? '')
        : types[field.type].search(value)
    if (part !== '') text += text === '' ? part : ` ${part}`
  }
  return text
}

/** The fields by which records of a kind are the same or not: a change of any other makes no duplicate. */
export function identityFields({ duplicates }: Settings, kind: EntityName): ReadonlySet<string> {
  const compare = duplicates[kind]?.compare ?? []
  return new Set(compare.flatMap(({ fields, how }) => (how === 'address' ? [] : fields)))
}
