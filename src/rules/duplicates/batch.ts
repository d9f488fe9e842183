/** Records in memory that others are compared with: those of one command, or all of a store where many are asked for. */
import type { EntityName } from '../../entities/index.ts'
import type { Data, Found } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { taxIdKey } from '../../schema/types/taxId.ts'
import { type Identified, reasonsBetween } from './comparing.ts'
import type { Identity, Name } from './identity.ts'
import { type Duplicate, identifying } from './index.ts'

/** The first record of a name, and from the second one on all by their companies: there may be ten thousand of them. */
interface Namesakes extends Found {
  byCompany: Map<string, Found> | undefined
}

const none: readonly never[] = []

export class Batch {
  readonly #data: Data
  readonly #isByKeys: boolean
  readonly #identified: (found: Found) => Identified
  readonly #byName = new Map<string, Namesakes>()
  readonly #byKey = new Map<string, Found>()

  /** @param isByKeys whether emails, phones and exact values are compared too, or names only */
  constructor(data: Data, isByKeys = true) {
    this.#data = data
    this.#isByKeys = isByKeys
    this.#identified = identifying(data)
  }

  /** The records remembered that this one would duplicate, a few of them; it is then remembered too. */
  take(kind: EntityName, record: AnyRecord): readonly Duplicate[] {
    const one = this.#identified({ kind, record })
    const { name } = one.identity
    const sign = name === undefined ? undefined : signOf(name)
    const namesakes = this.#namesakes(name, sign)
    const others = this.#isByKeys ? [...namesakes, ...this.#sharers(one.identity)] : namesakes
    if (others.length === 0) {
      this.#remember(one, sign)
      return none
    }
    const found = new Map<string, Duplicate>()
    for (const other of others) {
      const reasons = reasonsBetween(this.#data.settings, one, this.#identified(other))
      if (reasons.length > 0) found.set(other.record.id, { kind: other.kind, record: other.record, reasons })
    }
    this.#remember(one, sign)
    return [...found.values()]
  }

  remember(kind: EntityName, record: AnyRecord): void {
    const one = this.#identified({ kind, record })
    const { name } = one.identity
    this.#remember(one, name === undefined ? undefined : signOf(name))
  }

  /** @param sign of its name */
  #remember({ kind, record, identity }: Identified, sign: string | undefined): void {
    if (identity.name !== undefined && sign !== undefined)
      this.#rememberName(kind, record, identity.name, sign)
    if (this.#isByKeys)
      for (const sign of signsOf(identity))
        if (!this.#byKey.has(sign)) this.#byKey.set(sign, { kind, record })
  }

  #rememberName(kind: EntityName, record: AnyRecord, name: Name, sign: string): void {
    const same = this.#byName.get(sign)
    if (same === undefined) {
      this.#byName.set(sign, { kind, record, byCompany: undefined })
      return
    }
    same.byCompany ??= new Map([[this.#companyOf(same), same]])
    const company = name.company ?? ''
    if (!same.byCompany.has(company)) same.byCompany.set(company, { kind, record })
  }

  /** Who names no company may be any of that name. */
  #namesakes(name: Name | undefined, sign: string | undefined): readonly Found[] {
    const same = sign === undefined ? undefined : this.#byName.get(sign)
    if (same === undefined) return none
    const { byCompany } = same
    if (byCompany === undefined || name?.company === undefined) return [same]
    return [byCompany.get(name.company), byCompany.get('')].filter((one) => one !== undefined)
  }

  #sharers(identity: Identity): readonly Found[] {
    return signsOf(identity).flatMap((sign) => this.#byKey.get(sign) ?? [])
  }

  #companyOf(found: Found): string {
    return this.#identified(found).identity.name?.company ?? ''
  }
}

function signOf(name: Name): string {
  const isWhole = name.words.length > 1 || !name.isPerson
  const sign = isWhole ? name.sign : name.plain
  // No folded name has a line break: of a thing none is the sign of a person, which most are.
  return name.isPerson ? sign : `\n${sign}`
}

/** Each branch of a company is one of its own. */
function signsOf({ keys, values, taxIds }: Identity): readonly string[] {
  if (values.length === 0 && taxIds.length === 0) return keys
  const others = keys.filter((key) => !key.startsWith(`${taxIdKey}:`))
  return [
    ...others,
    ...taxIds.map((one) => `${taxIdKey}:${one}`),
    ...values.map(({ field, text }) => `${field}=${text}`),
  ]
}
