/** Finding the record a person means: by id, unique id prefix, email, phone, name or a word of the name. */

import { statusKind } from '../config.ts'
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { InputError, NotFoundError } from '../errors.ts'
import { phoneDigits } from '../query/words.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord, TypeName } from '../schema/field.ts'
import { keysOf, nameKey, wordKey } from '../schema/keys.ts'
import { looksLikePhone, plainPhone, splitExtension } from '../schema/telephones/text.ts'
import { types } from '../schema/types/index.ts'
import { taxIdDigits } from '../schema/types/taxId.ts'
import { kindAndText } from './kindAndText.ts'

const MOST_SHOWN = 8

/**
 * The record of one of `kinds` that `text` means. Tried in order: the whole id; email, phone, whole name, nickname,
 * company or external id; prefix of the id; words of the name; the digits of a phone as `find` finds them. The first of
 * these with a match decides.
 * A converted lead gives way to the contact it became. `contact:1` means a contact, whatever else is called 1.
 * @throws NotFoundError where nothing matches, or several do: then it lists them
 */
export function resolve(
  data: Data,
  text: string,
  kinds: readonly EntityName[] = entityNames,
  now: Date = new Date(0),
): Found {
  const said = kindAndText(text)
  const isOfKind = said.kind !== undefined && kinds.includes(said.kind)
  const found = isOfKind ? foundIn(data, said.text, [said.kind], now) : undefined
  if (found !== undefined) return found
  const whole = foundIn(data, text, kinds, now)
  if (whole !== undefined) return whole
  throw isOfKind ? notFound(said.text, [said.kind]) : notFound(text.trim(), kinds, data.find(text.trim()))
}

/** @throws NotFoundError where several match */
function foundIn(data: Data, text: string, kinds: readonly EntityName[], now: Date): Found | undefined {
  const wanted = text.trim()
  const exact = data.find(wanted)
  if (exact !== undefined && kinds.includes(exact.kind)) return exact
  for (const candidates of [
    () => byKeys(data, exactKeys(data, wanted, now), kinds),
    () => byPrefix(data, wanted.toLowerCase(), kinds),
    () => byWords(data, wanted, kinds),
    () => byDigits(data, wanted, kinds),
  ]) {
    const found = preferLive(data, candidates())
    const only = found[0]
    if (only !== undefined && found.length === 1) return only
    if (found.length > 1) throw ambiguous(data, wanted, found)
  }
  return undefined
}

function exactKeys(data: Data, text: string, now: Date): readonly string[] {
  const keys = [nameKey(text), `externalId:${text}`]
  if (looksLikeTaxId(text)) keys.push(...types.taxId.keys(text))
  if (text.includes('@')) keys.push(`email:${text.toLowerCase()}`)
  return [...keys, ...phoneKeysIn(text, data, now)]
}

/** The lookup keys of a text that is a phone number, without its extension; none where it is not. Await its `prepare` first. */
export function phoneKeysIn(text: string, { settings }: Data, now: Date): readonly string[] {
  if (!looksLikePhone(text)) return []
  try {
    const field = { type: 'phone', help: '' } as const
    return types.phone.keys(types.phone.parse(text, { settings, now, name: 'phone', field }))
  } catch (error) {
    // Not a phone number after all; the other readings are still open.
    if (error instanceof InputError) return []
    throw error
  }
}

/** Digits that stand in a number: of a country that is not said, or without its beginning. */
function byDigits(data: Data, text: string, kinds: readonly EntityName[]): Found[] {
  const { number } = splitExtension(plainPhone(text))
  const wanted = looksLikePhone(text) ? phoneDigits(number) : undefined
  if (wanted === undefined || wanted.length < 6) return []
  return kinds.flatMap((kind) => {
    const fields = Object.entries(entityIn(data.settings, kind).fields).filter(([, { type }]) =>
      isPhone(type),
    )
    if (fields.length === 0) return []
    const all: readonly AnyRecord[] = data.all(kind)
    return all
      .filter((record) =>
        fields.some(([name, { type }]) => types[type].search(record[name] ?? '').includes(wanted)),
      )
      .map((record): Found => ({ kind, record }))
  })
}

function isPhone(type: TypeName): boolean {
  return type === 'phone' || type === 'phones'
}

/** Whether the text can be meant as a tax number: digits in groups, ten or more of them. */
function looksLikeTaxId(text: string): boolean {
  return (taxIdDigits(text)?.length ?? 0) >= 10
}

function byKeys(data: Data, keys: readonly string[], kinds: readonly EntityName[]): Found[] {
  const found = new Map<string, Found>()
  for (const kind of kinds) {
    for (const key of keys) {
      for (const record of data.withKey(kind, key)) found.set(record.id, { kind, record })
    }
  }
  return [...found.values()]
}

function byPrefix(data: Data, prefix: string, kinds: readonly EntityName[]): Found[] {
  if (!/^[a-z][0-9a-z]+$/.test(prefix)) return []
  const found: Found[] = []
  for (const kind of kinds) {
    if (entities[kind].letter !== prefix[0]) continue
    for (const id of data.idsFrom(kind, prefix)) {
      const record = data.get(kind, id)
      if (record !== undefined) found.push({ kind, record })
    }
  }
  return found
}

function byWords(data: Data, text: string, kinds: readonly EntityName[]): Found[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const first = words[0]
  if (first === undefined) return []
  const rest = words.slice(1).map(wordKey)
  return byKeys(data, [wordKey(first)], kinds).filter(({ kind, record }) => {
    const keys = new Set(keysOf(entityIn(data.settings, kind), record))
    return rest.every((key) => keys.has(key))
  })
}

/** People, companies and deals go before what is about them; a contact before the lead it came from; what is still to be done before what was. */
function preferLive(data: Data, found: readonly Found[]): readonly Found[] {
  if (found.length < 2) return found
  const subjects = found.filter(({ kind }) => kind !== 'activity' && kind !== 'reminder')
  const likely = subjects.length === 0 ? found : subjects
  const live = likely.filter(({ kind, record }) => {
    if (kind === 'reminder') return record['status'] === 'open'
    return kind !== 'lead' || statusKind(data.settings, String(record['status'])) !== 'converted'
  })
  return live.length === 0 ? likely : live
}

function ambiguous(data: Data, text: string, found: readonly Found[]): NotFoundError {
  const lines = found.slice(0, MOST_SHOWN).map((one) => `  ${describe(data, one)}`)
  const more = found.length > MOST_SHOWN ? [`  … and ${found.length - MOST_SHOWN} more`] : []
  return new NotFoundError(
    [`"${text}" may mean ${found.length} records:`, ...lines, ...more].join('\n'),
    'Use the id, or more of it.',
  )
}

/** `contact c7k3m9x2qa  Somchai Jaidee  somchai@example.com` */
export function describe(data: Data, { kind, record }: Found): string {
  const title = titleOf(entityIn(data.settings, kind), record)
  const names = kind === 'reminder' ? ['due', 'status'] : ['company', 'email', 'phone']
  const details = names.map((name) => record[name])
  const shown = details.filter((value): value is string => typeof value === 'string' && value !== title)
  return [`${kind} ${record.id}`, title, ...shown].join('  ')
}

function notFound(text: string, kinds: readonly EntityName[], other?: Found): NotFoundError {
  const what = kinds.length === 1 && kinds[0] !== undefined ? kinds[0] : 'record'
  const list = what === 'record' ? '' : `crm ${what} list`
  if (other !== undefined) return new NotFoundError(`${text} is a ${other.kind}, not a ${what}.`)
  return new NotFoundError(
    `No ${what} answers to "${text}".`,
    list === ''
      ? 'Give an id, the beginning of one, an email, a phone number or a name.'
      : `Look for it with: ${list} '${text}'`,
  )
}
