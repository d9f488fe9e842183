/** Whether a row is here already: in the store, or further up in the file. */
import { type EntityName, entities } from '../../entities/index.ts'
import type { Data } from '../../schema/data.ts'
import type { AnyRecord, Value } from '../../schema/field.ts'
import { fold } from '../../text.ts'
import type { Columns } from './columns.ts'
import type { ImportOptions } from './options.ts'
import { type Sign, signsOf } from './signs.ts'

export interface Match {
  readonly kind: EntityName
  readonly id: string
  /** What it was recognised by: `email`, `identical row`. */
  readonly by: string
  /** No two records may have this in common. */
  readonly isUnique: boolean
  /** Ids of more records that it could be as well. */
  readonly others: readonly string[]
}

/** What a row has of each sign. */
export type Traits = readonly (string | undefined)[]

/**
 * Recognises rows. A record that has another externalId is another record, whatever else is the same. Unless the user
 * said what to match by, so is one that has the same email but another name and another phone, or the same phone but
 * another name and email: people share them. Leads are compared with contacts too, by email and phone.
 */
export class Recognition {
  readonly #data: Data
  readonly #kind: EntityName
  readonly #signs: readonly Sign[]
  readonly #isAsked: boolean
  readonly #recordOf: (id: string) => AnyRecord | undefined
  /** For each sign, the id behind the first row that has a trait. */
  readonly #inFile: readonly Map<string, string>[]
  /** Whether the store has any records to compare with: an empty one is not asked. */
  readonly #hasRecords: boolean
  readonly #hasContacts: boolean

  /**
   * @param recordOf a record of the kind as it stands, in the store or in the plan
   * @throws InputError for an unknown field to match by
   */
  constructor(
    data: Data,
    found: Columns,
    { kind, match }: ImportOptions,
    recordOf: (id: string) => AnyRecord | undefined,
  ) {
    this.#data = data
    this.#isAsked = match !== undefined
    this.#recordOf = recordOf
    this.#kind = kind
    this.#signs = signsOf(data, found, kind, match)
    this.#inFile = this.#signs.map(() => new Map())
    this.#hasRecords = data.idsFrom(kind, entities[kind].letter).length > 0
    this.#hasContacts = kind === 'lead' && data.idsFrom('contact', entities.contact.letter).length > 0
  }

  /** What the row may be recognised by. */
  traitsOf(values: AnyRecord): Traits {
    let hasSome = false
    return this.#signs.map((sign) => {
      if (sign.isLast === true && hasSome) return undefined
      const trait = sign.traitOf(values)
      if (trait !== undefined) hasSome = true
      return trait
    })
  }

  /** What the row is already, or undefined. */
  find(values: AnyRecord, traits: Traits): Match | undefined {
    if (values.id !== '' && this.#recordOf(values.id) !== undefined) {
      return { kind: this.#kind, id: values.id, by: 'id', isUnique: true, others: [] }
    }
    for (const [index, sign] of this.#signs.entries()) {
      const trait = traits[index]
      const match = trait === undefined ? undefined : this.#bySign(values, sign, index, trait)
      if (match !== undefined) return match
    }
    return undefined
  }

  /** Lets rows further down be recognised as this one. */
  remember(id: string, traits: Traits): void {
    for (const [index, known] of this.#inFile.entries()) {
      const trait = traits[index]
      if (trait !== undefined && !known.has(trait)) known.set(trait, id)
    }
  }

  #bySign(values: AnyRecord, sign: Sign, index: number, trait: string): Match | undefined {
    const id = this.#inFile[index]?.get(trait)
    const earlier = id === undefined ? undefined : this.#recordOf(id)
    return (
      (earlier === undefined ? undefined : this.#matchOf(this.#kind, sign, [earlier], values)) ??
      (this.#hasRecords ? this.#matchOf(this.#kind, sign, sign.find(trait), values) : undefined) ??
      (this.#hasContacts && sign.personalKey !== undefined
        ? this.#matchOf('contact', sign, this.#data.withKey('contact', sign.personalKey(trait)), values)
        : undefined)
    )
  }

  #matchOf(kind: EntityName, sign: Sign, found: readonly AnyRecord[], values: AnyRecord): Match | undefined {
    const [first, ...others] = found.filter((record) => this.#isSame(values, record, sign))
    if (first === undefined) return undefined
    const isUnique = sign.isUnique === true
    return { kind, id: first.id, by: sign.by, isUnique, others: others.map(({ id }) => id) }
  }

  #isSame(values: AnyRecord, record: AnyRecord, { by, personalKey }: Sign): boolean {
    if (differ(values.externalId, record.externalId)) return false
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
