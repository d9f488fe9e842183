/** What is asked when something is logged at the terminal. */
import { datesOf } from '../../config.ts'
import type { Context } from '../../context.ts'
import { parseWhen, prepareDates } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import type { Patch } from '../../rules/records.ts'
import { isBlank } from '../../schema/value.ts'
import type { Input } from '../input.ts'

export interface Asked {
  readonly values: Patch
  readonly remind?: string
}

/** The text from the command line; on a terminal, without it, a few questions. An empty answer leaves a field out. */
export async function askLog(context: Context, input: Input, kind: string, given: Patch): Promise<Asked> {
  const text = input.argument('text')
  if (text !== undefined) return { values: { subject: text } }
  if (!context.prompt.available || !isBlank(given['text'])) return { values: {} }
  const subject = await context.prompt.text('What was said?')
  const direction =
    kind === 'note' || kind === 'meeting' || !isBlank(given['direction'])
      ? undefined
      : await askDirection(context)
  const outcome = isBlank(given['outcome'])
    ? await context.prompt.text('What came of it? (empty for nothing)')
    : ''
  const remind = input.text('remind') === undefined ? await askWhen(context) : ''
  const values = {
    ...(subject === '' ? {} : { subject }),
    ...(direction === undefined ? {} : { direction }),
    ...(outcome === '' ? {} : { outcome }),
  }
  return { values, ...(remind === '' ? {} : { remind }) }
}

async function askDirection(context: Context): Promise<string | undefined> {
  const answer = await context.prompt.choose('Which way?', [
    { name: 'out: from us', value: 'out' },
    { name: 'in: from them', value: 'in' },
    { name: 'neither', value: '' },
  ])
  return answer === '' ? undefined : answer
}

async function askWhen(context: Context): Promise<string> {
  await prepareDates(['the day after tomorrow'])
  const validate = (answer: string): string | undefined => {
    if (answer.trim() === '') return undefined
    try {
      parseWhen(answer, { ...datesOf(context.settings(), context.clock.now()), isAhead: true })
      return undefined
    } catch (error) {
      if (error instanceof InputError) return `${error.message} ${error.hint ?? ''}`
      throw error
    }
  }
  return context.prompt.text('Remind you when? (empty for not: tomorrow, +2w, next friday)', { validate })
}
