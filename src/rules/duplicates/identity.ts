/** What makes a record itself and no other, by the duplicate rule of its kind: keys, exact values, a name. */
import type { Comparison, DuplicateRule, Settings } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { fold } from '../../text.ts'
import { companyWords, personWords, textWords } from '../likeness/words.ts'

export interface Identity {
  /** Lookup keys of emails, phones and web domains: `phone:+66812345678`. */
  readonly keys: readonly string[]
  /** Values compared as they are, folded, by field. */
  readonly values: readonly { readonly field: string; readonly text: string }[]
  readonly name: Name | undefined
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
  const keyed = keyedFields(entity, rule)
  const exact = exactFields(data.settings, kind)
  const nameOf = nameReader(read, rule)
  return (record) => ({
    get keys() {
      return keysIn(keyed, record)
    },
    values: exact.length === 0 ? noValues : valuesIn(read, exact, record),
    name: nameOf(record),
  })
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
  return fieldsFor(entityIn(settings, kind), settings.duplicates[kind], 'exact')
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
  return (['email', 'phone', 'domain'] as const).flatMap((how) =>
    fieldsFor(entity, rule, how).map((field) => ({
      field,
      begin: `${how}:`,
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
    if (called !== '') return new WrittenName(called, () => companyIn(record), true)
    const company = textOf(read, titles, record)
    if (company !== '') return new WrittenName(company, () => '', false)
    const text = textOf(read, texts, record)
    return text === '' ? undefined : new WrittenName(text, () => companyIn(record), false, textWords)
  }
}

/** What is seldom asked for is made when it is: imports ask a hundred thousand names whether they are there. */
class WrittenName implements Name {
  readonly isPerson: boolean
  readonly words: readonly string[]
  readonly #text: string
  readonly #companyText: () => string
  #sign: string | undefined

  constructor(
    text: string,
    companyText: () => string,
    isPerson: boolean,
    wordsOf: (text: string) => readonly string[] = isPerson ? personWords : companyWords,
  ) {
    this.#text = text
    this.#companyText = companyText
    this.isPerson = isPerson
    this.words = wordsOf(text)
  }

  get plain(): string {
    return fold(this.#text)
  }

  get sign(): string {
    this.#sign ??= sorted(this.words).join(' ')
    return this.#sign
  }

  get company(): string | undefined {
    const text = this.#companyText()
    return text === '' ? undefined : companyWords(text).join(' ')
  }
}

/** Two words, as most names have, need no sorting. */
function sorted(words: readonly string[]): readonly string[] {
  const [one = '', other = ''] = words
  if (words.length > 2) return [...words].sort()
  return words.length === 2 && other < one ? [other, one] : words
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
