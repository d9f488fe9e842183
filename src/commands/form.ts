/** The form a person fills at the terminal: one question per field, checked as it is answered. */
import type { Context } from '../context.ts'
import { type EntityName, isEntityName } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { labelOf } from '../reports/cells.ts'
import type { Patch } from '../rules/records.ts'
import { entityIn } from '../schema/custom.ts'
import type { Entity } from '../schema/entity.ts'
import type { Field, Value } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { prepareValues, readValues } from '../schema/values.ts'
import { choicesOf, findRecord, pick } from './fields.ts'

/**
 * Asks for these fields in turn; an empty answer leaves a field out, unless it is required.
 * @param before the record as it is, where one is changed
 */
export async function askFields(
  context: Context,
  kind: EntityName,
  names: readonly string[],
  known: Patch = {},
  before: Patch = {},
): Promise<Patch> {
  const entity = entityIn(context.settings(), kind)
  const values: { [field: string]: Value | undefined } = { ...known }
  for (const name of names) {
    const field = entity.fields[name]
    if (field === undefined || values[name] !== undefined) continue
    Object.assign(values, await ask(context, entity, name, field, { ...before, ...values }))
  }
  return values
}

async function ask(
  context: Context,
  entity: Entity,
  name: string,
  field: Field,
  values: Patch,
): Promise<Patch> {
  const question = `${labelOf(name)} (${field.help})`
  if (field.type === 'link' && field.to !== undefined && isEntityName(field.to)) {
    return { [name]: await askLink(context, field.to, question, field.required === true) }
  }
  if (field.type === 'links') return { [name]: await askLinks(context, question, field.required === true) }
  if (field.type === 'choice') return { [name]: await askChoice(context, question, field) }
  return askText(context, entity, name, field, question, values)
}

async function askChoice(context: Context, question: string, field: Field): Promise<Value | undefined> {
  const choices = choicesOf(context.settings(), field).map((word) => ({ name: word, value: word }))
  const none = { name: '(none)', value: '' }
  const answer = await context.prompt.choose(question, field.required === true ? choices : [none, ...choices])
  return answer === '' ? undefined : answer
}

async function askLink(
  context: Context,
  kind: EntityName,
  question: string,
  isRequired: boolean,
): Promise<Value | undefined> {
  if (context.store().all(kind).length === 0) return undefined
  if (!isRequired && !(await context.prompt.confirm(`${question}: choose one?`, false))) return undefined
  return pick(context, [kind], question)
}

async function askLinks(context: Context, question: string, isRequired: boolean): Promise<Value | undefined> {
  for (;;) {
    const answer = await context.prompt.text(`${question}: id, name, email or phone`)
    if (answer.trim() === '' && !isRequired) return undefined
    const found = answer.trim() === '' ? undefined : await findRecord(context, answer)
    if (found !== undefined) return [found.record.id]
  }
}

async function askText(
  context: Context,
  entity: Entity,
  name: string,
  field: Field,
  question: string,
  values: Patch,
): Promise<Patch> {
  // Every text field may need its library while answers are checked as they are typed.
  await types[field.type].prepare(['next friday', '+66 2 123 4567'])
  const options = {
    settings: context.settings(),
    now: context.clock.now(),
    record: values,
    label: labelOf(name),
  }
  const validate = (answer: string): string | undefined => {
    if (answer.trim() === '') return field.required === true ? 'This one is needed.' : undefined
    try {
      readValues(entity, name, answer, options)
      return undefined
    } catch (error) {
      if (error instanceof InputError) return error.message
      throw error
    }
  }
  const answer = await context.prompt.text(question, { validate })
  if (answer.trim() === '') return { [name]: undefined }
  await prepareValues(entity, { [name]: [answer] })
  return readValues(entity, name, answer, { ...options, tell: context.tell })
}
