/** Flags, prompts and values of a record's fields: the same for every command that fills a record. */

import type { Settings } from '../config.ts'
import type { Context } from '../context.ts'
import { type EntityName, entityNames, isEntityName } from '../entities/index.ts'
import { InputError, NotFoundError } from '../errors.ts'
import { kindAndText } from '../rules/kindAndText.ts'
import type { Patch } from '../rules/records.ts'
import { describe, resolve } from '../rules/references.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import { type Entity, settableFields } from '../schema/entity.ts'
import type { Field, Value } from '../schema/field.ts'
import { looksLikePhone } from '../schema/telephones/text.ts'
import { types } from '../schema/types/index.ts'
import { camelToKebab, prepareValues, readValue, readValues } from '../schema/values.ts'
import { fold, quoted } from '../text.ts'
import type { Option } from './command.ts'
import type { Input } from './input.ts'
import { meantOwner } from './owner.ts'

/** One flag per field that a person may set. */
export function fieldOptions(settings: Settings, kind: EntityName): readonly Option[] {
  return settableFields(entityIn(settings, kind).fields).map(([name, field]) => {
    const type = types[field.type]
    const choices = choicesOf(settings, field)
    return {
      name,
      help: choices.length > 0 && choices.length <= 12 ? `${field.help}: ${choices.join(', ')}` : field.help,
      value: type.placeholder,
      ...(type.many ? { many: true as const } : {}),
      ...(choices.length > 0 ? { choices } : {}),
    }
  })
}

/** The words a field may take or that are suggested for it. */
export function choicesOf(settings: Settings, field: Field): readonly string[] {
  if (field.options === undefined) return []
  if (typeof field.options !== 'string') return field.options
  return settings[field.options].map((option) => (typeof option === 'string' ? option : option.name))
}

/**
 * The values given by flags. An empty text empties the field; links are looked up.
 * @throws InputError naming the flag; NotFoundError for a link to nothing
 */
export async function valuesFrom(
  context: Context,
  kind: EntityName,
  input: Input,
  base: Patch = {},
): Promise<Patch> {
  const settings = context.settings()
  const entity = entityIn(settings, kind)
  const given = settableFields(entity.fields).filter(([name]) => input.texts(name).length > 0)
  await prepareValues(entity, Object.fromEntries(given.map(([name]) => [name, input.texts(name)])))
  const record: { [field: string]: Value | undefined } = { ...base }
  const values: { [field: string]: Value | undefined } = {}
  // Amounts are read in the currency and telephones in the country given along with them, whatever the order of the flags.
  const ordered = given.sort(([a], [b]) => rank(a) - rank(b))
  for (const [name, field] of ordered) {
    const said = await valuesOf(context, entity, name, field, input.texts(name), record)
    Object.assign(values, said)
    Object.assign(record, said)
  }
  return values
}

function rank(name: string): number {
  if (name === 'phone') return 2
  return name === 'currency' || name === 'address' ? 0 : 1
}

async function valuesOf(
  context: Context,
  entity: Entity,
  name: string,
  field: Field,
  texts: readonly string[],
  record: Patch,
): Promise<Patch> {
  const type = types[field.type]
  const given = type.many ? texts : texts.slice(-1)
  const parts = field.options === 'users' ? given.map((text) => meantOwner(context, text)) : given
  if (parts.every((part) => part.trim() === '')) return { [name]: undefined }
  if (field.type === 'link' || field.type === 'links') return { [name]: await linksOf(context, field, parts) }
  const options = {
    settings: context.settings(),
    now: context.clock.now(),
    record,
    label: `--${camelToKebab(name)}`,
    tell: context.tell,
  }
  const [only = ''] = parts
  if (!type.many) return readValues(entity, name, only, options)
  let value: Value | undefined
  for (const part of parts) {
    const next = readValue(entity, name, part, options)
    value = value === undefined ? next : type.unite(value, next)
  }
  return { [name]: value }
}

async function linksOf(context: Context, field: Field, texts: readonly string[]): Promise<Value> {
  const kinds = kindsOf(field)
  const ids: string[] = []
  for (const text of texts.flatMap((part) => (field.type === 'links' ? part.split(',') : [part]))) {
    if (text.trim() !== '') ids.push((await linked(context, text, kinds)).record.id)
  }
  return field.type === 'link' ? (ids[0] ?? '') : [...new Set(ids)]
}

/** What a link is to; says how to make it where nobody answers to it. */
async function linked(context: Context, text: string, kinds: readonly EntityName[]): Promise<Found> {
  try {
    return await findRecord(context, text, kinds)
  } catch (error) {
    const [kind, ...others] = kinds
    const isMissing = error instanceof NotFoundError && error.message.startsWith('No ')
    if (!isMissing || kind === undefined || others.length > 0) throw error
    throw new NotFoundError(
      error.message,
      `Make it first: crm ${kind} add ${quoted(text.trim())}   or look for it: crm ${kind} list ${quoted(text.trim())}`,
    )
  }
}

function kindsOf(field: Field): readonly EntityName[] {
  return field.to !== undefined && isEntityName(field.to)
    ? [field.to]
    : entityNames.filter((kind) => kind !== 'activity' && kind !== 'reminder')
}

/** The record that a reference means; loads the phone library only for what looks like a number. */
export async function findRecord(
  context: Context,
  text: string,
  kinds?: readonly EntityName[],
): Promise<Found> {
  if (looksLikePhone(kindAndText(text).text)) await types.phone.prepare([text])
  return resolve(context.store(), text, kinds, context.clock.now())
}

/** The record of one kind that a reference means. */
export async function findOne<N extends EntityName>(context: Context, kind: N, text: string) {
  const { record } = await findRecord(context, text, [kind])
  const found = context.store().get(kind, record.id)
  if (found === undefined) throw new InputError(`No ${kind} ${record.id}.`)
  return found
}

/** The record an argument means; on a terminal, without the argument, picked by typing part of its name. */
export async function recordArgument<N extends EntityName>(
  context: Context,
  input: Input,
  kind: N,
  name = 'ref',
) {
  const given = input.argument(name)
  if (given !== undefined) return findOne(context, kind, given)
  if (!context.prompt.available)
    throw new InputError(`Missing ${name.toUpperCase()}: which ${kind}?`, `List them with: crm ${kind} list`)
  const id = await pick(context, [kind], `Which ${kind}?`)
  return findOne(context, kind, id)
}

/** Asks for one of the records of these kinds, by typing part of its name, id, company, email or phone. */
export async function pick(
  context: Context,
  kinds: readonly EntityName[],
  question: string,
): Promise<string> {
  const data: Data = context.store()
  const records = kinds.flatMap((kind) =>
    data.all(kind).map((record) => {
      const name = describe(data, { kind, record })
      return { name, folded: fold(name), value: record.id }
    }),
  )
  return context.prompt.search(question, (typed) =>
    records.filter(({ folded }) => folded.includes(fold(typed))).slice(0, 50),
  )
}
