/** One reader per column, made once, so that reading a row is only a walk through its cells. */
import { userNamed } from '../../config/users.ts'
import { InputError } from '../../errors.ts'
import { isAddress } from '../../schema/addresses.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Address, Field, Value } from '../../schema/field.ts'
import { escaped } from '../../schema/lists.ts'
import type { TypeContext } from '../../schema/type.ts'
import { types } from '../../schema/types/index.ts'
import { parsePhones } from '../../schema/types/phones.ts'
import { fold } from '../../text.ts'
import type { Column, Columns } from './columns.ts'
import { type Draft, type RowValues, refuse } from './draft.ts'
import type { Links } from './links.ts'
import type { ImportOptions } from './options.ts'
import { splitName } from './people.ts'
import { phoneReader, strictly } from './phoneReader.ts'
import { type CellReader, remembering, valueReader } from './values.ts'
import type { Words } from './words.ts'

export type { CellReader } from './values.ts'

/** What the readers of a file have in common. */
export interface Reading {
  readonly found: Columns
  readonly links: Links
  readonly options: ImportOptions
  readonly words: Words
  /** By field, the words met that its choices do not have. */
  readonly unknownWords: Map<string, Set<string>>
  /** By field, how many rows say it twice and otherwise: what stands first in the file gives way. */
  readonly overlaid: Map<string, number>
  /** By field that there is not, how many rows say something for it. */
  readonly dropped: Map<string, number>
  /** By field, how many rows had more decimals than their currency has. */
  readonly rounded: Map<string, number>
  /** By field that only rules set, how many rows of an export of ours link to what is not here. */
  readonly lostLinks: Map<string, number>
  /** Owners who are none of the users that the settings list, with their rows. */
  readonly strangers: Map<string, number>
}

/** What was met that a person should know of. */
export type Findings = Pick<
  Reading,
  'unknownWords' | 'overlaid' | 'dropped' | 'lostLinks' | 'strangers' | 'rounded'
>

/** The reader for a column. */
export function cellReader({ target }: Pick<Column, 'target'>, reading: Reading): CellReader {
  const { entity, settings } = reading.found
  if (target.type === 'id') return readId
  if (target.type === 'wholeName') return nameReader(entity.fields.salutation !== undefined, reading)
  const name = target.type === 'part' ? 'address' : target.name
  const field = entity.fields[name]
  if (field === undefined) throw new InputError(`A ${entity.name} has no field ${name}.`)
  const context: TypeContext = { settings, now: reading.options.now, name, field }
  if (target.type === 'part')
    return refusing(`address.${target.part}`, partReader(target.part, context, reading))
  return translated(refusing(name, fieldReader(context, reading)), reading.words.get(name))
}

function readId(text: string, { values }: Draft): void {
  values.id = text
}

function nameReader(keepsSalutation: boolean, { dropped }: Reading): CellReader {
  return (text, { values }) => {
    const { firstName, lastName, salutation } = splitName(text)
    values.firstName = firstName
    if (lastName !== undefined) values.lastName = lastName
    if (salutation === undefined) return
    if (keepsSalutation) values.salutation = salutation
    else count(dropped, 'salutation')
  }
}

function partReader(part: keyof Address, context: TypeContext, { overlaid }: Reading): CellReader {
  const textIn = remembering((text) => {
    const address = types.address.parse(`${part}=${escaped(text, ';')}`, context)
    return (isAddress(address) ? address[part] : undefined) ?? text
  })
  return (text, draft) => {
    draft.parts ??= {}
    const before = draft.parts[part]
    draft.parts[part] = textIn(text)
    if (before !== undefined && before !== draft.parts[part]) count(overlaid, `address.${part}`)
    draft.values.address = draft.parts
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function fieldReader(context: TypeContext, reading: Reading): CellReader {
  const { field, name } = context
  switch (field.type) {
    case 'link':
      return linkReader(name, field, reading)
    case 'links':
      return linksReader(name, field, reading)
    case 'money':
      return moneyReader(context, reading)
    case 'address':
      return (text, draft) => {
        const address = types.address.parse(text, context)
        draft.values[name] = address
        if (name === 'address' && isAddress(address)) draft.parts = address
      }
    case 'email':
      return severalReader(context, reading.found.entity)
    case 'phone':
      return phoneReader(strictly(context, reading.options), reading.found.entity)
    case 'phones': {
      const strict = strictly(context, reading.options)
      return valueReader(name, field, (text) => parsePhones(text, strict))
    }
    case 'choice':
      return valueReader(name, field, (text) => choiceIn(text, context, reading))
    case 'text':
      return field.options === 'users'
        ? userReader(name, reading)
        : valueReader(name, field, (text) => types.text.parse(text, context))
    default: {
      const { parse } = types[field.type]
      return valueReader(name, field, (text) => parse(text, context))
    }
  }
}

function moneyReader({ settings, now, name, field }: TypeContext, { options, rounded }: Reading): CellReader {
  const usual = options.defaults.currency
  return (text, { values }) => {
    const record = usual === undefined || values.currency !== undefined ? values : inCurrency(usual, values)
    const context = { settings, now, name, field, record }
    if (options.round !== true || reads(() => types.money.parse(text, context))) {
      values[name] = types.money.parse(text, context)
      return
    }
    values[name] = types.money.parse(text, { ...context, isRounded: true })
    count(rounded, name)
  }
}

/** Amounts of rows that name no currency are in the one that all of these are said to have. */
function inCurrency(code: string, values: RowValues): RowValues {
  return { ...values, currency: code.trim().toUpperCase() }
}

/** Whoever looked after a record in another program may be no user here: that is told. */
function userReader(name: string, { found, strangers }: Reading): CellReader {
  const { users } = found.settings
  const field: Field = { type: 'text', help: '' }
  const context: TypeContext = { settings: found.settings, now: new Date(0), name, field }
  return (text, { values }) => {
    const user = userNamed(users, text)
    if (user === undefined && users.length > 0) count(strangers, text)
    values[name] = user?.name ?? types.text.parse(text, context)
  }
}

/** Several in one cell: the first is the main one, the others go to the list beside it. */
function severalReader(context: TypeContext, { fields }: Entity): CellReader {
  const { name, field } = context
  const { parse } = types[field.type]
  const one = valueReader(name, field, (text) => parse(text, context))
  const others = name === 'email' ? 'otherEmails' : ''
  const list = fields[others]
  if (list === undefined) return one
  const more = valueReader(others, list, (text) =>
    types[list.type].parse(text, { ...context, name: others, field: list }),
  )
  return (text, draft) => {
    const [main, ...rest] = severalIn(text, (part) => parse(part, context))
    one(main ?? text, draft)
    if (rest.length > 0) more(rest.join('; '), draft)
  }
}

/** What a cell has several of, where each can be read and the cell as a whole cannot; else the cell alone. */
export function severalIn(text: string, read: (part: string) => unknown): readonly string[] {
  if (!/[;,\n]| \/ /.test(text)) return [text]
  const parts = text
    .split(/[;,\n]| \/ /)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length < 2 || reads(() => read(text))) return [text]
  return parts.every((part) => reads(() => read(part))) ? parts : [text]
}

/** Whether something can be read. */
export function reads(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

function choiceIn(text: string, context: TypeContext, { unknownWords }: Reading): Value {
  try {
    return types.choice.parse(text, context)
  } catch (error) {
    const words = unknownWords.get(context.name) ?? new Set()
    unknownWords.set(context.name, words.add(text))
    throw error
  }
}

/** Turns what a type refuses into a problem of the row. */
function refusing(field: string, read: CellReader): CellReader {
  return (text, draft) => {
    try {
      read(text, draft)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      const { message, hint } = error
      refuse(draft, { field, code: 'invalid', message: hint === undefined ? message : `${message} ${hint}.` })
    }
  }
}

function translated(read: CellReader, words: ReadonlyMap<string, string> | undefined): CellReader {
  if (words === undefined) return read
  return (text, draft) => {
    const meant = words.get(fold(text)) ?? text
    if (meant !== '') read(meant, draft)
  }
}

function linkReader(name: string, field: Field, { links, options, lostLinks }: Reading): CellReader {
  const isOwnKind = field.to === options.kind
  return (text, draft) => {
    const found = isOwnKind ? links.find(field.to, text) : links.resolve(field.to, text)
    if ('id' in found) draft.values[name] = found.id
    else if (field.derived === true) count(lostLinks, name)
    else if (isOwnKind && !found.isAmbiguous) draft.later = [...draft.later, { field: name, text }]
    else refuse(draft, { field: name, code: 'unknown-link', message: found.missing })
  }
}

function linksReader(name: string, field: Field, { links }: Reading): CellReader {
  return (text, draft) => {
    const ids: string[] = []
    for (const found of links.resolveMany(field, text)) {
      if ('id' in found) ids.push(found.id)
      else refuse(draft, { field: name, code: 'unknown-link', message: found.missing })
    }
    const before = draft.values[name]
    if (ids.length > 0) draft.values[name] = before === undefined ? ids : types.links.unite(before, ids)
  }
}
