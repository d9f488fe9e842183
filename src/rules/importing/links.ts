/** Records that rows name: found by id, external id, email, phone, web domain or exact name, or made where asked. */
import { type Settings, statusKind } from '../../config.ts'
import { type EntityName, entities, isEntityName } from '../../entities/index.ts'
import type { Change } from '../../schema/changes.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { AnyRecord, Field } from '../../schema/field.ts'
import { idAndName, isId } from '../../schema/id.ts'
import { nameKey } from '../../schema/keys.ts'
import { splitList } from '../../schema/lists.ts'
import { parseEmail } from '../../schema/types/email.ts'
import { kindAndText } from '../kindAndText.ts'
import { phoneKeysIn } from '../references.ts'
import type { ForeignRecord } from './foreignIds.ts'
import type { ImportOptions } from './options.ts'
import { splitName } from './people.ts'

/** The id of the record named, or why there is none. */
export type Resolution = { readonly id: string } | { readonly missing: string; readonly isAmbiguous: boolean }

/** Kinds that a link to any kind is looked for in. */
const anyKind: readonly EntityName[] = ['contact', 'lead', 'account', 'deal']

export class Links {
  /** Records made because rows name them. */
  readonly #made = new Map<string, { readonly kind: EntityName; readonly record: AnyRecord }>()
  readonly #madeByName = new Map<string, string>()
  readonly #data: Data
  readonly #settings: Settings
  readonly #options: Pick<ImportOptions, 'createLinked' | 'newId' | 'now' | 'stamp'>
  readonly #known = new Map<string, Resolution>()
  readonly #stocked = new Map<EntityName, boolean>()
  readonly #foreign = new Map<string, ForeignRecord | null>()

  constructor(
    data: Data,
    settings: Settings,
    options: Pick<ImportOptions, 'createLinked' | 'newId' | 'now' | 'stamp'>,
  ) {
    this.#data = data
    this.#settings = settings
    this.#options = options
  }

  /** The record that `text` names for a link field; made where there is none and that was asked for. */
  resolve(to: string | undefined, text: string): Resolution {
    const found = this.find(to, text)
    if ('id' in found || found.isAmbiguous) return found
    const made = to !== undefined && isEntityName(to) ? this.#make(to, text) : undefined
    if (made === undefined) return found
    this.#known.set(`${to}\n${text}`, made)
    return made
  }

  /** The record in the store that `text` names for a link field. */
  find(to: string | undefined, text: string): Resolution {
    const key = `${to}\n${text}`
    let known = this.#known.get(key)
    if (known === undefined) {
      known = this.#search(to !== undefined && isEntityName(to) ? [to] : anyKind, text)
      this.#known.set(key, known)
    }
    return known
  }

  /**
   * The records that `text` names for a field of several links: one as a whole, or several separated by semicolons, or
   * by commas where each part is found; a comma may belong to a name.
   */
  resolveMany({ to }: Field, text: string): readonly Resolution[] {
    if ('id' in this.find(to, text)) return [this.find(to, text)]
    const parts = splitList(text, ';\n')
    if (parts.length > 1) return parts.map((part) => this.resolve(to, part))
    const found = splitList(text, ',').map((part) => this.find(to, part))
    return found.every((one) => 'id' in one) ? found : [this.resolve(to, text)]
  }

  /** The record of a kind that has an id in another program; undefined where none has it, or several. */
  byForeignId(kind: EntityName, id: string): ForeignRecord | undefined {
    const key = `${kind}\nid:${id}`
    let known = this.#foreign.get(key)
    if (known === undefined) {
      const [record, ...others] = this.#hasRecords(kind) ? this.#live(kind, `externalId:${id}`) : []
      const isOne = record !== undefined && others.length === 0
      known = isOne ? { id: record.id, name: titleOf(entities[kind], record) } : null
      this.#foreign.set(key, known)
    }
    return known ?? undefined
  }

  /** The records made here. */
  changes(): readonly Change[] {
    return Array.from(this.#made, ([id, { kind, record }]) => ({ kind, id, after: record }))
  }

  /** What the record with this id is called, also one made here. */
  nameOf(id: string): string | undefined {
    const record = this.#data.find(id)?.record ?? this.#made.get(id)?.record
    return typeof record?.name === 'string' ? record.name : undefined
  }

  #search(kinds: readonly EntityName[], whole: string): Resolution {
    const { kind: said, text: rest } = kindAndText(whole)
    if (said !== undefined && kinds.includes(said)) {
      const found = this.#search([said], rest)
      if ('id' in found || found.isAmbiguous) return found
    }
    return this.#searchIn(kinds, whole)
  }

  #searchIn(kinds: readonly EntityName[], typed: string): Resolution {
    const found = kinds.flatMap((kind) => this.#candidates(kind, typed))
    const [first, second] = found
    const { name: text } = idAndName(typed)
    if (first === undefined) {
      const [kind] = kinds
      const what = kinds.length === 1 && kind !== undefined ? kind : 'record'
      const first = isIdOnly(text)
        ? ` Import ${what === 'record' ? 'what it is about' : entities[what].plural} first.`
        : ''
      return { missing: `There is no ${what} "${text}".${first}`, isAmbiguous: false }
    }
    if (second === undefined) return { id: first.id }
    const ids = found.slice(0, 5).map(({ id }) => id)
    return {
      missing: `${found.length} records are called "${text}"; write the id: ${ids.join(', ')}.`,
      isAmbiguous: true,
    }
  }

  /** The records that the most telling key finds; a converted lead lives on as what it became. */
  #candidates(kind: EntityName, typed: string): readonly AnyRecord[] {
    if (!this.#hasRecords(kind)) return []
    const { id: said, name: text } = idAndName(typed)
    const id = said.toLowerCase()
    const byId: AnyRecord | undefined = isId(id, entities[kind].letter) ? this.#data.get(kind, id) : undefined
    if (byId !== undefined) return [byId]
    for (const key of this.#keysOf(text)) {
      const live = this.#live(kind, key)
      if (live.length > 0) return live
    }
    return []
  }

  #live(kind: EntityName, key: string): readonly AnyRecord[] {
    const found: readonly AnyRecord[] = this.#data.withKey(kind, key)
    return found.filter(
      (record) => kind !== 'lead' || statusKind(this.#settings, String(record.status)) !== 'converted',
    )
  }

  #hasRecords(kind: EntityName): boolean {
    let has = this.#stocked.get(kind)
    if (has === undefined) {
      has = this.#data.idsFrom(kind, entities[kind].letter).length > 0
      this.#stocked.set(kind, has)
    }
    return has
  }

  #keysOf(text: string): readonly string[] {
    const lower = text.toLowerCase()
    const { email } = nameAndEmail(lower)
    return [
      `externalId:${text}`,
      ...(email === undefined ? [] : [`email:${email}`]),
      ...(!mayLinkByPhone(text) ? [] : phoneKeysIn(text, this.#data, this.#options.now)),
      ...(/^[^\s@]+\.[^\s@]+$/u.test(lower) ? [`domain:${lower.replace(/^www\./, '')}`] : []),
      nameKey(text),
    ]
  }

  #make(kind: EntityName, typed: string): Resolution | undefined {
    if (!this.#options.createLinked || (kind !== 'account' && kind !== 'contact')) return undefined
    const { name: text } = idAndName(typed)
    if (isIdOnly(text)) return undefined
    const { email } = nameAndEmail(text)
    const key = `${kind}\n${email === undefined ? nameKey(text) : email.toLowerCase()}`
    const known = this.#madeByName.get(key)
    if (known !== undefined) return { id: known }
    const { stamp, newId } = this.#options
    const values = named(kind, text)
    const id = newId(kind)
    this.#made.set(id, { kind, record: { id, ...values, createdAt: stamp, updatedAt: stamp } })
    this.#madeByName.set(key, id)
    return { id }
  }
}

/** Whether a text is one of our ids, and no name: a record that is not here is not made of its id. */
function isIdOnly(text: string): boolean {
  return isId(text) && /\d/.test(text)
}

function named(kind: 'account' | 'contact', text: string): Partial<AnyRecord> {
  if (kind === 'account') return { name: text }
  const { name, email } = nameAndEmail(text)
  const { firstName, lastName } = splitName(name)
  return {
    ...(name === '' ? {} : { firstName, ...(lastName === undefined ? {} : { lastName }) }),
    ...(email === undefined ? {} : { email: parseEmail(email) }),
  }
}

/** `Maria Lee (maria@lee.example)` and `Maria Lee <maria@lee.example>` as programs write people; an address alone; a name alone. */
function nameAndEmail(text: string): { readonly name: string; readonly email?: string } {
  const [, before, email] = /^([^()<>]*)[(<]\s*([^()<>\s]+@[^()<>\s]+)\s*[)>]$/.exec(text) ?? []
  if (before !== undefined && email !== undefined) return { name: before.trim(), email }
  return text.includes('@') ? { name: '', email: text } : { name: text }
}

/** Whether a phone number may be among what a cell links to: these are read only after `prepare`. */
export function mayLinkByPhone(text: string): boolean {
  return /[+(\d][\d ()-]{6,}/.test(text)
}
