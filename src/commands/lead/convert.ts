/** crm lead convert: makes an account, a contact and a deal of a lead. */

import { statusKind } from '../../config.ts'
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { type EntityName, entities, type Records } from '../../entities/index.ts'
import type { Lead } from '../../entities/lead.ts'
import { CancelledError, InputError } from '../../errors.ts'
import { findStage } from '../../rules/deals/stages.ts'
import { MARK } from '../../rules/duplicates/action.ts'
import { type Duplicate, describeDuplicate } from '../../rules/duplicates/index.ts'
import { type Converted, conversionDuplicates, type Marked, planConvert } from '../../rules/leads/convert.ts'
import { refuseConverted } from '../../rules/leads/qualify.ts'
import type { Patch } from '../../rules/records.ts'
import { entityIn } from '../../schema/custom.ts'
import { titleOf } from '../../schema/entity.ts'
import type { Value } from '../../schema/field.ts'
import { prepareValues, readValue } from '../../schema/values.ts'
import type { Command, Result } from '../command.ts'
import { findOne, recordArgument } from '../fields.ts'
import { askFields } from '../form.ts'
import type { Input } from '../input.ts'
import { allowDuplicate } from '../record/add.ts'

/** The flags of the new deal and the fields they fill. */
const dealFlags = {
  dealName: 'name',
  amount: 'amount',
  currency: 'currency',
  stage: 'stage',
  closeDate: 'closeDate',
} as const

export const command: Command = {
  summary: 'Convert a lead into account, contact and deal',
  description:
    'All three are made in one step, or none. Like ones that are here already are found first: use them with --account, --contact, --deal (only their blank fields are filled), or go on with --allow-duplicate. Activities and reminders come along; the lead stays, read-only.',
  arguments: [{ name: 'ref', help: 'the lead', optional: true }],
  options: [
    { name: 'account', value: 'REF', help: 'an existing account to convert into' },
    { name: 'contact', value: 'REF', help: 'an existing contact to convert into' },
    { name: 'deal', value: 'REF', help: 'an existing deal to convert into' },
    { name: 'noDeal', help: 'make no deal' },
    { name: 'dealName', value: 'TEXT', help: 'name of the new deal; otherwise the company’s' },
    {
      name: 'amount',
      value: 'AMOUNT',
      help: 'amount of the new deal; otherwise the lead’s estimated amount',
    },
    { name: 'currency', value: 'CODE', help: 'currency of the amount, when not the store’s' },
    { name: 'stage', value: 'STAGE', help: 'stage of the new deal; otherwise the first' },
    { name: 'closeDate', value: 'DATE', help: 'when the new deal is expected to close' },
    allowDuplicate,
  ],
  examples: [
    {
      line: 'crm lead convert Somsak --deal-name "Roaster 15 kg" --amount 480000 --close-date +6w',
      says: 'account, contact and deal',
    },
    { line: 'crm lead convert l2v8kd3mzt --no-deal', says: 'account and contact only' },
    {
      line: 'crm lead convert Somsak --account "Mekong Coffee" --dry-run',
      says: 'into an account that is here; only show what would be made',
    },
  ],
  changes: true,
  run: convert,
}

async function convert(context: Context, input: Input): Promise<Result> {
  const data = context.store()
  const lead = await recordArgument(context, input, 'lead')
  refuseConverted(data, lead)
  if (input.has('noDeal') && input.text('deal') !== undefined)
    throw new InputError('--deal and --no-deal exclude each other.')
  const targets = {
    ...(await existing(context, input, 'account')),
    ...(await existing(context, input, 'contact')),
    ...(await existing(context, input, 'deal')),
  }
  const question = {
    ...targets,
    noDeal: input.has('noDeal'),
    dealValues: await dealValuesFrom(context, input, lead),
    allowDuplicate: input.has('allowDuplicate'),
  }
  const settled =
    context.prompt.available && !question.allowDuplicate
      ? await askTargets(context, lead, question)
      : question
  const answered =
    context.prompt.available && !context.yes ? await askDeal(context, input, lead, settled) : settled
  const moment = { now: toInstant(context.clock.now()), by: context.user }
  const { changes, converted, marked } = planConvert(data, lead, answered, moment, context.newId)
  await context.apply(changes)
  const { warnings = [], ...said } = answer(context, lead, converted, changes)
  return { ...said, warnings: [...warnings, ...markedLines(context, marked)] }
}

function markedLines(context: Context, marked: readonly Marked[]): readonly string[] {
  return marked.flatMap(({ kind, duplicates }) => [
    ...duplicates
      .slice(0, 8)
      .map((one) => `The ${kind} may be a duplicate of ${describeDuplicate(context.store(), one)}`),
    `It was kept with the tag ${MARK}; see crm duplicates`,
  ])
}

async function existing<N extends 'account' | 'contact' | 'deal'>(
  context: Context,
  input: Input,
  kind: N,
): Promise<{ [K in N]?: Records[N] }> {
  const ref = input.text(kind)
  if (ref === undefined) return {}
  const found: { [K in N]?: Records[N] } = {}
  found[kind] = await findOne(context, kind, ref)
  return found
}

async function dealValuesFrom(context: Context, input: Input, lead: Lead): Promise<Patch> {
  const settings = context.settings()
  const entity = entityIn(settings, 'deal')
  const values: { [field: string]: Value | undefined } = {}
  const given = Object.entries(dealFlags).filter(([flag]) => input.text(flag) !== undefined)
  await prepareValues(entity, Object.fromEntries(given.map(([flag, field]) => [field, input.texts(flag)])))
  const currency = input.text('currency') ?? lead.currency
  for (const [flag, field] of given) {
    const text = input.text(flag) ?? ''
    if (text.trim() === '') continue
    const record = currency === undefined ? {} : { currency }
    const label = `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    values[field] =
      field === 'stage'
        ? findStage(settings, text).name
        : readValue(entity, field, text, { settings, now: context.clock.now(), record, label })
  }
  return values
}

type Question = Parameters<typeof planConvert>[2]

/** On a terminal: for each target that is here already, asks whether to use it or to make another. */
async function askTargets(context: Context, lead: Lead, question: Question): Promise<Question> {
  let answered = question
  let isAllowed = false
  for (const kind of ['account', 'contact', 'deal'] as const) {
    const duplicates = conversionDuplicates(context.store(), lead, answered)[kind]
    if (duplicates.length === 0) continue
    const chosen = await chooseTarget(context, kind, duplicates)
    if (chosen === undefined) isAllowed = true
    else answered = { ...answered, [kind]: await findOne(context, kind, chosen) }
  }
  return isAllowed ? { ...answered, allowDuplicate: true } : answered
}

/** On a terminal, where no flag says anything of the deal: asks whether to make one, and for what a deal needs. */
async function askDeal(context: Context, input: Input, lead: Lead, question: Question): Promise<Question> {
  const isSaid = Object.keys(dealFlags).some((flag) => input.text(flag) !== undefined)
  if (question.noDeal || question.deal !== undefined || isSaid) return question
  if (!(await context.prompt.confirm('Make a deal of it too?', true))) return { ...question, noDeal: true }
  const known = { currency: lead.currency, amount: lead.estimatedAmount }
  return { ...question, dealValues: await askFields(context, 'deal', ['name', 'amount', 'closeDate'], known) }
}

/** The id chosen, or undefined to make a new one. */
async function chooseTarget(
  context: Context,
  kind: EntityName,
  duplicates: readonly Duplicate[],
): Promise<string | undefined> {
  const data = context.store()
  const answer = await context.prompt.choose(
    `There is such ${kind === 'account' ? 'an account' : `a ${kind}`} already:`,
    [
      ...duplicates.map((one) => ({ name: `use ${describeDuplicate(data, one)}`, value: one.record.id })),
      { name: `make a new ${kind}`, value: 'new' },
      { name: 'cancel', value: 'cancel' },
    ],
  )
  if (answer === 'cancel') throw new CancelledError()
  return answer === 'new' ? undefined : answer
}

function answer(context: Context, lead: Lead, converted: Converted, changes: Result['changes']): Result {
  const settings = context.settings()
  const lines: string[] = []
  for (const kind of ['account', 'contact', 'deal'] as const) {
    const record = converted[kind]
    if (record !== undefined) lines.push(`${kind.padEnd(8)} ${record.id}  ${titleOf(entities[kind], record)}`)
  }
  const wasQualified = statusKind(settings, lead.status) === 'qualified'
  const warnings = wasQualified ? [] : [`It was ${lead.status}, not qualified first.`]
  const next = converted.deal === undefined ? [] : [`Next: crm deal move ${converted.deal.id} STAGE`]
  return {
    json: {
      lead: converted.lead,
      account: converted.account,
      contact: converted.contact ?? null,
      deal: converted.deal ?? null,
    },
    view: { type: 'text', text: lines.join('\n') },
    notes: [`${changes?.summary ?? 'Converted'}.`, ...next],
    warnings,
    ...(changes === undefined ? {} : { changes }),
  }
}
