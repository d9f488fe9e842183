/** What a command line left out, asked for at a terminal; a script is told what to add. */
import type { Context } from '../context.ts'
import { type EntityName, entities } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import { pick } from './fields.ts'
import type { Input } from './input.ts'

export interface Question {
  /** As it is asked: `Which view?` */
  readonly question: string
  /** What a script types next. */
  readonly hint: string
  /** Picked from, where there is nothing else to say. */
  readonly choices?: readonly string[]
  /** What is wrong with an answer, or undefined. */
  readonly validate?: (typed: string) => string | undefined
}

/**
 * An argument, or the answer of the person at the terminal where it was left out.
 * @throws InputError where nobody is there to answer, or there is nothing to choose from
 */
export async function saidOrAsked(
  context: Context,
  input: Input,
  name: string,
  question: Question,
): Promise<string> {
  const said = input.argument(name)
  return said === undefined ? asked(context, name.toUpperCase(), question) : said
}

/** The same of an option. */
export async function optionOrAsked(
  context: Context,
  input: Input,
  name: string,
  question: Question,
): Promise<string> {
  const said = input.text(name)
  return said === undefined || said.trim() === '' ? asked(context, `--${name}`, question) : said
}

/** What a check says where it refuses, for a question that is asked again; undefined where it is content. */
export function complaintOf(check: () => void): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

async function asked(
  { prompt }: Context,
  label: string,
  { question, hint, choices, validate }: Question,
): Promise<string> {
  if (!prompt.available || choices?.length === 0)
    throw new InputError(`Missing ${label}: ${question.charAt(0).toLowerCase()}${question.slice(1)}`, hint)
  if (choices !== undefined)
    return prompt.choose(
      question,
      choices.map((name) => ({ name, value: name })),
    )
  const isNeeded = (typed: string) =>
    typed.trim() === '' ? 'Something is needed; Ctrl-C leaves.' : validate?.(typed.trim())
  return (await prompt.text(question, { validate: isNeeded })).trim()
}

/** What a record is named by, or the id of the one that the person at the terminal picks. */
export async function refOrPicked(
  context: Context,
  input: Input,
  kinds: readonly EntityName[],
  name = 'ref',
): Promise<string> {
  const said = input.argument(name)
  if (said !== undefined) return said
  const [kind = 'lead', ...others] = kinds
  const what = others.length === 0 ? kind : 'record'
  if (!context.prompt.available)
    throw new InputError(`Missing ${name.toUpperCase()}: which ${what}?`, `List them with: crm ${kind} list`)
  return pick(context, kinds, `Which ${what}?`)
}

/** The records of one kind that are named, or the one that the person at the terminal picks. */
export async function refsOrPicked(
  context: Context,
  kind: EntityName,
  words: readonly string[],
): Promise<readonly string[]> {
  if (words.length > 0) return words
  const { plural } = entities[kind]
  if (!context.prompt.available)
    throw new InputError(`Missing REF: which ${plural}?`, `Name them, or choose them with --where 'QUERY'`)
  return [await pick(context, [kind], `Which ${kind}?`)]
}
