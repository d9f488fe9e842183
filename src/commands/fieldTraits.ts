/** What is said of a field of one's own: its type and traits, by flags or, at a terminal, by questions. */
import type { Context } from '../context.ts'
import { entityNames } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import type { Field, TypeName } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { optionOrAsked } from './asking.ts'
import type { Option } from './command.ts'
import type { Input } from './input.ts'

const typeNames = Object.keys(types).filter(
  (name): name is TypeName => name !== 'stageHistory' && name !== 'qualification' && name in types,
)

export const traits: readonly Option[] = [
  { name: 'type', value: 'TYPE', help: `what it holds: ${typeNames.join(', ')}` },
  { name: 'options', value: 'WORDS', help: 'choice: the words to choose from, separated by commas' },
  { name: 'to', value: 'KIND', help: 'link, links: the kind of record it points at, or any' },
  { name: 'helpText', value: 'TEXT', help: 'what it means, for the help' },
  { name: 'aliases', value: 'NAMES', help: 'other names in imports and queries, separated by commas' },
  { name: 'required', help: 'it must be filled' },
  { name: 'unique', help: 'no two records may have the same' },
  { name: 'list', help: 'shown in lists' },
]

/** @param before what the field has already */
export function traitsFrom(input: Input, before: Partial<Field>): Field {
  const typed = input.text('type') ?? before.type
  const type = typeNames.find((name) => name.toLowerCase() === typed?.toLowerCase())
  if (type === undefined)
    throw typed === undefined
      ? new InputError('Missing --type: what does it hold?', `Valid: ${typeNames.join(', ')}`)
      : unknownWord('type', typed, typeNames)
  const [options, to, help, aliases] = [
    input.list('options'),
    input.text('to'),
    input.text('helpText'),
    input.list('aliases'),
  ]
  const { options: _options, to: _to, ...rest } = before
  const keepsOptions = type === before.type || type === 'choice' || type === 'text'
  return {
    help: '',
    ...rest,
    type,
    ...(help === undefined ? {} : { help }),
    ...(options !== undefined
      ? { options }
      : keepsOptions && before.options !== undefined
        ? { options: before.options }
        : {}),
    ...(to !== undefined ? { to } : type === before.type && before.to !== undefined ? { to: before.to } : {}),
    ...(aliases === undefined ? {} : { aliases }),
    ...(input.has('required') ? { required: true as const } : {}),
    ...(input.has('unique') ? { unique: true as const } : {}),
    ...(input.has('list') ? { list: true as const } : {}),
  }
}

/** Asks for the type, the words of a choice and the end of a link where they were left out and somebody is there to say it. */
export async function typed(context: Context, input: Input): Promise<Input> {
  if (!context.prompt.available) return input
  const question = { question: 'What does it hold?', hint: '', choices: typeNames }
  const type = await optionOrAsked(context, input, 'type', question)
  const all = input.with('type', type)
  if (type === 'choice')
    return all.with(
      'options',
      await optionOrAsked(context, input, 'options', {
        question: 'Which words can be chosen? (separated by commas)',
        hint: '',
      }),
    )
  if (type !== 'link' && type !== 'links') return all
  const to = {
    question: 'Which kind of record does it point at?',
    hint: '',
    choices: [...entityNames, 'any'],
  }
  return all.with('to', await optionOrAsked(context, input, 'to', to))
}
