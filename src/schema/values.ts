/** Values of a record's fields: read, shown, checked and filled in by the types of the fields. */
import type { Settings } from '../config.ts'
import { InputError, unknownWord } from '../errors.ts'
import type { Entity } from './entity.ts'
import type { AnyRecord, Field, Value } from './field.ts'
import { optionsOf } from './options.ts'
import type { TypeContext } from './type.ts'
import { types } from './types/index.ts'
import { numbersIn } from './types/phones.ts'
import { isBlank } from './value.ts'

export { camelToKebab, kebabToCamel } from './names.ts'

/** Values by field; an undefined one is empty. */
type Values = { readonly [field: string]: Value | undefined }

export interface ValueContext {
  readonly settings: Settings
  readonly now: Date
  /** The rest of the record: an amount is in its currency. */
  readonly record?: Values
  /** What messages call the field: --close-date, "Close date". Its name where it is left out. */
  readonly label?: string
  /** Is told how a text was read, where that is not plain. */
  tell?(remark: string): void
}

/**
 * Reads the value of a field from what a person or a file wrote, which is not empty. `prepareValues` comes first.
 * @throws InputError that names the field; unknownWord for a field the entity has not
 */
export function readValue(entity: Entity, name: string, text: string, context: ValueContext): Value {
  const field = fieldNamed(entity, name)
  return naming(context.label ?? name, () => types[field.type].parse(text, typeContext(name, field, context)))
}

/** What is read; what is refused names the field. */
function naming<V>(label: string, read: () => V): V {
  try {
    return read()
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${label}: ${error.message}`, error.hint)
    throw error
  }
}

/** Fields for one value beside which there is a list for more. */
const besides: { readonly [name: string]: string | undefined } = { phone: 'otherPhones' }

/**
 * The same for all that a text says: of several telephone numbers, or a range of them, the first is the main one and
 * the others go to the list beside it, after those of the record.
 * @throws InputError as readValue
 */
export function readValues(entity: Entity, name: string, text: string, context: ValueContext): Values {
  const list = besides[name]
  const field = list === undefined ? undefined : entity.fields[list]
  if (list === undefined || field === undefined) return { [name]: readValue(entity, name, text, context) }
  const typed = typeContext(list, field, context)
  const [main, ...others] = naming(context.label ?? name, () => numbersIn(text, typed))
  if (main?.label !== undefined || others.length === 0)
    return { [name]: main?.label === undefined ? main?.value : readValue(entity, name, text, context) }
  const before = context.record?.[list]
  return { [name]: main?.value, [list]: before === undefined ? others : types.phones.unite(before, others) }
}

/** The value of a field for people. */
export function formatValue(entity: Entity, name: string, value: Value, context: ValueContext): string {
  const field = fieldNamed(entity, name)
  return types[field.type].format(value, typeContext(name, field, context))
}

/** The value of a field for machines: `readValue` of it gives the value again. */
export function plainValue(entity: Entity, name: string, value: Value, context: ValueContext): string {
  const field = fieldNamed(entity, name)
  return types[field.type].plain(value, typeContext(name, field, context))
}

/** Loads what reading these texts needs, by field. */
export async function prepareValues(
  entity: Entity,
  texts: { readonly [field: string]: readonly string[] | undefined },
): Promise<void> {
  const loading = Object.entries(texts).map(([name, list = []]) => {
    const field = entity.fields[name]
    return field === undefined || list.length === 0 ? undefined : types[field.type].prepare(list)
  })
  await Promise.all(loading)
}

/** What is wrong with one field of a record; the message is part of a sentence. */
export interface Problem {
  readonly field: string
  readonly message: string
}

/** What keeps a record from being stored: fields that are missing, and values not of their field's type. */
export function checkRecord(entity: Entity, record: AnyRecord): readonly Problem[] {
  const problems: Problem[] = []
  for (const [name, field] of Object.entries(entity.fields)) {
    const value = record[name]
    if (value === undefined || isBlank(value)) {
      if (field.required === true) problems.push({ field: name, message: `${name} is missing` })
    } else if (!types[field.type].is(value, field)) {
      problems.push({ field: name, message: `${name} cannot be ${JSON.stringify(value)}` })
    }
  }
  const group = entity.atLeastOne ?? []
  const [first] = group
  if (first !== undefined && group.every((name) => isBlank(record[name]))) {
    problems.push({ field: first, message: `one of ${group.join(', ')} is needed` })
  }
  return problems
}

/** The values with every empty field filled that has a default. */
export function withDefaults<V extends Values>(entity: Entity, values: V, context: ValueContext): V & Values {
  const defaults: { [field: string]: Value | undefined } = {}
  for (const [name, field] of Object.entries(entity.fields)) {
    if (field.default !== undefined && isBlank(values[name])) defaults[name] = defaultOf(name, field, context)
  }
  return { ...values, ...defaults }
}

/** "now" is read as if typed; a word that the store's settings no longer have gives way to the first they do. */
function defaultOf(name: string, field: Field, context: ValueContext): Value | undefined {
  const { default: value } = field
  if (typeof value !== 'string') return value
  const options = field.type === 'choice' ? optionsOf(field, context.settings) : []
  if (options.length > 0 && !options.includes(value)) return options[0]
  return types[field.type].parse(value, typeContext(name, field, context))
}

function fieldNamed(entity: Entity, name: string): Field {
  const field = entity.fields[name]
  if (field === undefined) throw unknownWord(`field of a ${entity.name}`, name, Object.keys(entity.fields))
  return field
}

function typeContext(name: string, field: Field, { settings, now, record, tell }: ValueContext): TypeContext {
  const known = record === undefined ? {} : { record }
  return { settings, now, name, field, ...known, ...(tell === undefined ? {} : { tell }) }
}
