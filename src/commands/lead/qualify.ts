/** crm lead qualify: checks that a lead is real and that there is a chance to sell. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { planQualify } from '../../rules/leads/qualify.ts'
import { types } from '../../schema/types/index.ts'
import type { Command } from '../command.ts'
import { recordArgument } from '../fields.ts'
import type { Input } from '../input.ts'
import { allowDuplicate } from '../record/add.ts'
import { afterwards, changedResult } from '../results.ts'

export const command: Command = {
  summary: 'Qualify a lead: check its data, and the chance to sell',
  description:
    'Required fields must be filled, email and phone valid, and nothing may duplicate it. The answers to the checklist (crm.json: qualification) are kept with who and when; where any is given, enough must be yes.',
  arguments: [{ name: 'ref', help: 'the lead', optional: true }],
  options: (settings) => [
    ...settings.qualification.checklist.map((question) => ({
      name: question,
      value: 'YES|NO',
      help: `is there ${question}?`,
    })),
    { name: 'note', value: 'TEXT', help: 'what was learned' },
    allowDuplicate,
  ],
  examples: [
    {
      line: 'crm lead qualify Somsak --budget yes --need yes --timing no',
      says: 'with answers to the checklist',
    },
    { line: 'crm lead qualify l2v8kd3mzt --note "Wants it before Pi Mai"', says: 'with a note' },
  ],
  changes: true,
  async run(context, input) {
    const lead = await recordArgument(context, input, 'lead')
    const moment = { now: toInstant(context.clock.now()), by: context.user }
    const note = input.text('note')
    const answers = await answersFrom(context, input)
    const question = {
      answers,
      allowDuplicate: input.has('allowDuplicate'),
      ...(note === undefined ? {} : { note }),
    }
    const changes = planQualify(context.store(), lead, question, moment)
    await context.apply(changes)
    const unanswered = Object.keys(answers).length === 0 ? ['The checklist was not answered.'] : []
    return changedResult(context, 'lead', afterwards(changes, lead), changes, {
      notes: [...unanswered, `Next: crm lead convert ${lead.id}`],
    })
  },
}

async function answersFrom(context: Context, input: Input): Promise<{ [question: string]: boolean }> {
  const settings = context.settings()
  const { checklist } = settings.qualification
  const answers: { [question: string]: boolean } = {}
  for (const question of checklist) {
    const text = input.text(question)
    if (text === undefined) continue
    const field = { type: 'yesNo', help: question } as const
    answers[question] =
      types.yesNo.parse(text, { settings, now: context.clock.now(), name: question, field }) === true
  }
  if (Object.keys(answers).length > 0 || !context.prompt.available || context.yes) return answers
  for (const question of checklist)
    answers[question] = await context.prompt.confirm(`Is there ${question}?`, false)
  return answers
}
