/** Whether a row is here already: in the store, or further up in the file. */
import { type EntityName, entities } from '../../entities/index.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord, Value } from '../../schema/field.ts'
import { fold } from '../../text.ts'
import { areOtherTaxIds, type TellingFields, taxIdsOf, tellingFields } from '../likeness/telling.ts'
import type { Columns } from './columns.ts'
import type { ImportOptions } from './options.ts'
import { type Sign, signsOf } from './signs.ts'

/** A record that rows are about. */
export interface Subject {
  readonly kind: EntityName
  readonly id: string
  /** As it is in the store; undefined where the import makes it. */
  readonly before: AnyRecord | undefined
  /** As planned; undefined where the row that made it was refused after all. */
  after: AnyRecord | undefined
}

export interface Match {
  readonly subject: Subject
  /** What it was recognised by: `email`, `identical row`. */
  readonly by: string
  /** No two records may have this in common. */
  readonly isUnique: boolean
  /** Ids of more records that it could be as well. */
  readonly others: readonly string[]
}

const none: readonly string[] = []

/** What a row has of each sign. */
export type Traits = readonly (string | undefined)[]

/**
 * Recognises rows. A record that has another externalId, tax number or branch of it is another record, whatever else is the same. Unless the user
 * said what to match by, so is one that has the same email but another name and another phone, or the same phone but
 * another name and email: people share them. Leads are compared with contacts too, by email and phone.
 */
export class Recognition {
  readonly #data: Data
  readonly #kind: EntityName
  readonly #signs: readonly Sign[]
  readonly #isAsked: boolean
  /** For each sign, what the first row with a trait is about. */
  readonly #inFile: readonly Map<string, Subject>[]
  /** Records of the store that rows are about, by id. */
  readonly #stored = new Map<string, Subject>()
  /** Whether the store has any records to compare with: an empty one is not asked. */
  readonly #hasRecords: boolean
  readonly #hasContacts: boolean
  readonly #entity: Entity
  readonly #telling: TellingFields

  /** @throws InputError for an unknown field to match by */
  constructor(data: Data, found: Columns, options: ImportOptions) {
    const { kind, match } = options
    this.#data = data
    this.#kind = kind
    this.#signs = signsOf(data, found, options)
    this.#entity = entityIn(data.settings, kind)
    this.#telling = tellingFields(this.#entity)
    this.#isAsked = match !== undefined
    this.#inFile = this.#signs.map(() => new Map())
    this.#hasRecords = data.idsFrom(kind, entities[kind].letter).length > 0
    this.#hasContacts = kind === 'lead' && data.idsFrom('contact', entities.contact.letter).length > 0
  }

  /** What the row may be recognised by. */
  traitsOf(values: AnyRecord): Traits {
    let hasSome = false
    const traits: (string | undefined)[] = []
    for (const sign of this.#signs) {
      const trait = sign.isLast === true && hasSome ? undefined : sign.traitOf(values)
      if (trait !== undefined) hasSome = true
      traits.push(trait)
    }
    return traits
  }

  /** What the row is already, or undefined. */
  find(values: AnyRecord, traits: Traits): Match | undefined {
    for (let index = 0; index < this.#signs.length; index++) {
      const sign = this.#signs[index]
      const trait = traits[index]
      if (sign === undefined || trait === undefined) continue
      const match = this.#bySign(values, sign, index, trait)
      if (match !== undefined) return match
    }
    return undefined
  }

  /** Lets rows further down be recognised as what this one is about. */
  remember(subject: Subject, traits: Traits): void {
    for (let index = 0; index < traits.length; index++) {
      const trait = traits[index]
      if (trait !== undefined) this.#inFile[index]?.set(trait, subject)
    }
  }

  #bySign(values: AnyRecord, sign: Sign, index: number, trait: string): Match | undefined {
    const earlier = this.#inFile[index]?.get(trait)
    if (earlier !== undefined && this.#isSame(values, earlier.after ?? earlier.before, sign)) {
      return { subject: earlier, by: sign.by, isUnique: sign.isUnique === true, others: [] }
    }
    const record = this.#hasRecords
      ? this.#inStore(this.#kind, sign, sign.find(trait, values), values)
      : undefined
    if (record !== undefined || !this.#hasContacts || sign.personalKey === undefined) return record
    return this.#inStore('contact', sign, this.#data.withKey('contact', sign.personalKey(trait)), values)
  }

  #inStore(kind: EntityName, sign: Sign, found: readonly AnyRecord[], values: AnyRecord): Match | undefined {
    const [first, ...others] = found.filter((record) => this.#isSame(values, record, sign))
    if (first === undefined) return undefined
    const subject = this.#stored.get(first.id) ?? { kind, id: first.id, before: first, after: first }
    this.#stored.set(first.id, subject)
    return { subject, by: sign.by, isUnique: sign.isUnique === true, others: others.map(({ id }) => id) }
  }

  #taxIdsOf(values: AnyRecord): readonly string[] {
    return this.#telling.taxId.length === 0 ? none : taxIdsOf(this.#entity, this.#telling, values)
  }

  #isSame(values: AnyRecord, record: AnyRecord | undefined, { by, personalKey }: Sign): boolean {
    if (record === undefined || differ(values.externalId, record.externalId)) return false
    if (areOtherTaxIds(this.#taxIdsOf(values), this.#taxIdsOf(record))) return false
    if (this.#isAsked || personalKey === undefined) return true
    const other = by === 'email' ? 'phone' : 'email'
    return !differ(values[other], record[other]) || !differ(nameIn(values), nameIn(record))
  }
}

/** The folded name of a person or an account, or undefined. */
export function nameIn({ firstName, lastName, name }: AnyRecord): string | undefined {
  const words = [firstName, lastName, name].filter((word) => typeof word === 'string')
  return words.length === 0 ? undefined : fold(words.join(' '))
}

function differ(a: Value | undefined, b: Value | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b
}
