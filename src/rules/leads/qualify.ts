/** Qualifying a lead: is the data real, and is there a chance to sell. Also the ways out and back: disqualify, recycle. */
import { statusKind, statusOfKind } from '../../config.ts'
import type { Lead } from '../../entities/lead.ts'
import { lead as entity } from '../../entities/lead.ts'
import { ConflictError, InputError, unknownWord } from '../../errors.ts'
import type { Change, Changes } from '../../schema/changes.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { Qualification } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { camelToKebab } from '../../schema/values.ts'
import { duplicatesOf, refuseDuplicates } from '../duplicates/index.ts'
import { edition } from '../records.ts'

export interface Moment {
  /** UTC instant. */
  readonly now: string
  readonly by: string
}

export interface QualifyAnswers {
  readonly answers: { readonly [question: string]: boolean | undefined }
  readonly note?: string
  readonly allowDuplicate: boolean
}

/**
 * The plan that qualifies a lead: its required fields are filled and valid, nothing duplicates it, and of the questions
 * that were answered enough were answered yes. Who, when and the answers are kept on the lead.
 * @throws InputError naming every field that is missing or wrong, or the answers that are not enough;
 *   ConflictError where it is converted, closed or a duplicate
 */
export function planQualify(data: Data, lead: Lead, input: QualifyAnswers, moment: Moment): Changes {
  refuseConverted(data, lead)
  const name = titleOf(entity, lead)
  if (statusKind(data.settings, lead.status) === 'closed') {
    throw new ConflictError(
      `Lead ${lead.id} ${name} is ${lead.status}.`,
      `Bring it back first: crm lead recycle ${lead.id}`,
    )
  }
  checkData(data, lead)
  if (!input.allowDuplicate) {
    const hint = `Look at them, or qualify it all the same: crm lead qualify ${lead.id} --allow-duplicate`
    refuseDuplicates(data, `Lead ${name}`, duplicatesOf(data, 'lead', lead), hint)
  }
  checkAnswers(data, input.answers)
  const qualification: Qualification = {
    at: moment.now,
    by: moment.by,
    answers: input.answers,
    ...(input.note === undefined ? {} : { note: input.note }),
  }
  const status = statusOfKind(data.settings, 'qualified')
  const change = edition('lead', lead, { status, qualification, statusReason: undefined }, moment.now)
  return { summary: `Qualified lead ${name}`, records: listed(change) }
}

function checkData(data: Data, lead: Lead): void {
  const fields = entityIn(data.settings, 'lead').fields
  const record: { readonly [field: string]: unknown } = lead
  const missing = data.settings.qualification.requires.filter((rule) =>
    rule.split('|').every((name) => record[name] === undefined || record[name] === ''),
  )
  const invalid = ['email', 'phone'].filter((name) => {
    const field = fields[name]
    const value = record[name]
    return value !== undefined && field !== undefined && !types[field.type].is(value, field)
  })
  if (missing.length === 0 && invalid.length === 0) return
  const parts = [
    ...missing.map((rule) => `${rule.split('|').join(' or ')} is missing`),
    ...invalid.map((name) => `${name} is not valid`),
  ]
  const flags = missing.map((rule) => `--${camelToKebab(rule.split('|').at(-1) ?? rule)} …`)
  throw new InputError(
    `Lead ${lead.id} ${titleOf(entity, lead)} cannot be qualified: ${parts.join('; ')}.`,
    `Complete it: crm lead edit ${lead.id} ${flags.join(' ')}`.trimEnd(),
  )
}

function checkAnswers(data: Data, answers: QualifyAnswers['answers']): void {
  const { checklist, minimum } = data.settings.qualification
  for (const question of Object.keys(answers)) {
    if (!checklist.includes(question)) throw unknownWord('question', question, checklist)
  }
  const given = Object.values(answers)
  const yes = given.filter((answer) => answer === true).length
  if (given.length === 0 || yes >= minimum) return
  throw new InputError(
    `There is no chance to sell here yet: ${yes} of ${checklist.join(', ')} answered yes, ${minimum} needed.`,
    'Disqualify it with: crm lead disqualify REF --reason …',
  )
}

/** The plan that takes a lead out of the running, with the reason. */
export function planDisqualify(
  data: Data,
  lead: Lead,
  input: { readonly reason: string; readonly junk: boolean },
  moment: Moment,
): Changes {
  refuseConverted(data, lead)
  const closed = data.settings.leadStatuses
    .filter((status) => status.kind === 'closed')
    .map((status) => status.name)
  const status = input.junk ? (closed.find((name) => name === 'junk') ?? closed.at(-1)) : closed[0]
  const change = edition('lead', lead, { status, statusReason: input.reason }, moment.now)
  return { summary: `Disqualified lead ${titleOf(entity, lead)}: ${input.reason}`, records: listed(change) }
}

/** The plan that brings a disqualified or qualified lead back to the first open status; earlier answers are dropped. */
export function planRecycle(data: Data, lead: Lead, moment: Moment): Changes {
  refuseConverted(data, lead)
  if (statusKind(data.settings, lead.status) === 'open') {
    throw new ConflictError(
      `Lead ${lead.id} ${titleOf(entity, lead)} is ${lead.status}: it is still in the running.`,
    )
  }
  const status = statusOfKind(data.settings, 'open')
  const change = edition(
    'lead',
    lead,
    { status, statusReason: undefined, qualification: undefined },
    moment.now,
  )
  return { summary: `Recycled lead ${titleOf(entity, lead)}`, records: listed(change) }
}

/** @throws InputError where a lead would be called converted without having been */
export function refuseStatus(data: Data, status: unknown): void {
  if (typeof status !== 'string' || statusKind(data.settings, status) !== 'converted') return
  throw new InputError(`A lead becomes ${status} by converting it.`, 'Convert it with: crm lead convert REF')
}

/** @throws ConflictError where the lead has been converted: from then on it is read-only */
export function refuseConverted(data: Data, lead: Lead): void {
  if (lead.convertedAt === undefined && statusKind(data.settings, lead.status) !== 'converted') return
  const target = lead.convertedContact ?? lead.convertedAccount
  throw new ConflictError(
    `Lead ${lead.id} ${titleOf(entity, lead)} was converted${lead.convertedAt === undefined ? '' : ` on ${lead.convertedAt.slice(0, 10)}`} and is read-only.`,
    target === undefined ? undefined : `Work with what it became: crm show ${target}`,
  )
}

function listed(change: Change | undefined): readonly Change[] {
  return change === undefined ? [] : [change]
}
