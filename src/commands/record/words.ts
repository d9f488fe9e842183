/** What the words after `add` say of a new record: its name; of a person also email, phone and web address, in any order. */
import type { Context } from '../../context.ts'
import { type EntityName, entities } from '../../entities/index.ts'
import { InputError } from '../../errors.ts'
import { splitName } from '../../rules/importing/people.ts'
import type { Patch } from '../../rules/records.ts'
import { fieldCalled } from '../../schema/aliases.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Value } from '../../schema/field.ts'
import { phoneIn } from '../../schema/telephones/words.ts'
import { camelToKebab, prepareValues, readValues } from '../../schema/values.ts'
import { quoted } from '../../text.ts'
import type { Argument } from '../command.ts'
import type { Input } from '../input.ts'

type Texts = { readonly [field: string]: string }

/** The argument that takes the words; none for kinds without a name. */
export function wordsArgument(kind: EntityName): readonly Argument[] {
  const entity: Entity = entities[kind]
  if (!isPerson(entity) && entity.fields['name'] === undefined) return []
  const help = isPerson(entity) ? 'name, email, phone, web address' : 'name'
  return [{ name: 'words', help, optional: true, many: true }]
}

/** @throws InputError where a value is not valid, or a flag says it too */
export async function namedBy(context: Context, kind: EntityName, input: Input): Promise<Patch> {
  const settings = context.settings()
  const entity = entityIn(settings, kind)
  const words = input
    .words('words')
    .flatMap((word) => word.split(/\s+/))
    .filter((word) => word !== '')
  if (words.length === 0) return {}
  refuseAssignments(words, entity)
  const texts = isPerson(entity) ? personIn(words, entity) : { name: words.join(' ') }
  await prepareValues(entity, Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, [text]])))
  const options = { settings, now: context.clock.now(), record: {}, tell: context.tell }
  const values: { [field: string]: Value | undefined } = {}
  for (const [name, text] of Object.entries(texts)) {
    const read = readValues(entity, name, text, { ...options, label: name })
    const twice = Object.keys(read).find((field) => input.texts(field).length > 0)
    if (twice !== undefined)
      throw new InputError(
        `"${text}" and --${camelToKebab(twice)} say the same thing twice: give one of them.`,
      )
    Object.assign(values, read)
  }
  return values
}

/** `phone=0812345678` is no part of a name. */
function refuseAssignments(words: readonly string[], entity: Entity): void {
  for (const word of words) {
    const [, name = '', value = ''] = /^(\p{L}[\p{L}\p{M}-]*)=(.+)$/su.exec(word) ?? []
    const field = name === '' ? undefined : fieldCalled(entity, name)?.name
    if (field !== undefined)
      throw new InputError(
        `"${word}" is no part of a name.`,
        `Give it by flag: --${camelToKebab(field)} ${quoted(value)}`,
      )
  }
}

function isPerson({ fields }: Entity): boolean {
  return fields['firstName'] !== undefined
}

function personIn(words: readonly string[], { fields }: Entity): Texts {
  const email = words.find((word) => word.includes('@'))
  const website = fields['website'] === undefined ? undefined : words.find(isWebAddress)
  const rest = words.filter((word) => word !== email && word !== website)
  const { phone, names } = phoneIn(rest)
  return {
    ...(email === undefined ? {} : { email }),
    ...(website === undefined ? {} : { website }),
    ...(phone === '' ? {} : { phone }),
    ...nameIn(names, fields['salutation'] !== undefined),
  }
}

/** Without a field of its own a title stays before the first name: nothing that was typed is lost. */
function nameIn(words: readonly string[], keepsSalutation: boolean): Texts {
  if (words.length === 0) return {}
  const { salutation, ...name } = splitName(words.join(' '))
  if (salutation === undefined) return { ...name }
  return keepsSalutation ? { ...name, salutation } : { ...name, firstName: `${salutation} ${name.firstName}` }
}

function isWebAddress(word: string): boolean {
  return /^(https?:\/\/|www\.)/i.test(word)
}
