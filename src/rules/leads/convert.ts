/** Converting a lead into account + contact + deal, in one step, all or nothing. */
import { statusKind, statusOfKind } from '../../config.ts'
import type { Account } from '../../entities/account.ts'
import type { Contact } from '../../entities/contact.ts'
import type { Deal } from '../../entities/deal.ts'
import { type EntityName, entities } from '../../entities/index.ts'
import type { Lead } from '../../entities/lead.ts'
import { ConflictError } from '../../errors.ts'
import type { Change, Changes } from '../../schema/changes.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { stageEntered } from '../deals/stages.ts'
import { actionOf, markedTags } from '../duplicates/action.ts'
import { accountDuplicates, type Duplicate, duplicatesOf, refuseDuplicates } from '../duplicates/index.ts'
import { attachmentsIn, unitedFiles } from '../files.ts'
import { blanksOnly, creation, edition, type Patch, patched, united } from '../records.ts'
import { type Moment, refuseConverted } from './qualify.ts'
import { accountValues, contactValues, dealValues, domainsOf } from './targets.ts'

export interface ConvertInput {
  /** Existing records to convert into, instead of new ones. */
  readonly account?: Account
  readonly contact?: Contact
  readonly deal?: Deal
  readonly noDeal: boolean
  /** What the new deal is to have, over what comes from the lead: name, amount, stage, closeDate. */
  readonly dealValues: Patch
  /** Make new records although like ones are here. */
  readonly allowDuplicate: boolean
}

/** The records a conversion ends with. */
export interface Converted {
  readonly lead: AnyRecord
  readonly account: AnyRecord
  readonly contact: AnyRecord | undefined
  readonly deal: AnyRecord | undefined
}

/** A target as it will be: made new, or an existing one with blanks filled. */
interface Target {
  readonly kind: EntityName
  readonly id: string
  readonly after: AnyRecord
  readonly change: Change | undefined
}

/** A new record that is kept although it is like others. */
export interface Marked {
  readonly kind: EntityName
  readonly duplicates: readonly Duplicate[]
}

/** When and by whom, and which of the new records are to be marked. */
interface Marking extends Moment {
  readonly marked: readonly EntityName[]
}

/** What the three targets would duplicate, where new ones are to be made; asked before anything is planned. */
export function conversionDuplicates(
  data: Data,
  lead: Lead,
  input: Pick<ConvertInput, 'account' | 'contact' | 'deal' | 'noDeal' | 'dealValues'>,
): { account: readonly Duplicate[]; contact: readonly Duplicate[]; deal: readonly Duplicate[] } {
  const draft = (values: Patch, extra: Patch = {}) => patched({ id: '' }, { ...values, ...extra })
  const account =
    givenAccount(data, input) === undefined
      ? accountDuplicates(data, draft(accountValues(data, lead)), domainsOf(data.settings, lead))
      : []
  const contact =
    input.contact === undefined
      ? duplicatesOf(data, 'contact', draft(contactValues(data, lead), { company: lead.company }), {
          against: ['contact'],
        })
      : []
  const target = givenAccount(data, input)
  const deal =
    input.deal === undefined && !input.noDeal
      ? duplicatesOf(data, 'deal', draft(dealValues(data, lead, input.dealValues), { account: target?.id }), {
          against: ['deal'],
        })
      : []
  return { account, contact, deal }
}

/** The account to convert into: the one given, or the one an existing contact or deal that was given belongs to. */
function givenAccount(
  data: Data,
  input: Pick<ConvertInput, 'account' | 'contact' | 'deal'>,
): Account | undefined {
  if (input.account !== undefined) return input.account
  const id = input.contact?.account ?? input.deal?.account
  return id === undefined ? undefined : data.get('account', id)
}

/**
 * The plan of a conversion. Duplicates of all three targets are checked first; on existing targets only blank fields
 * are filled and tags are added; activities and reminders of the lead come to concern the contact and the deal too; the
 * lead stays, converted and linked. (The semantics of lead conversion in Salesforce, EspoCRM and SuiteCRM.)
 * @throws ConflictError where the lead was converted before, is closed, or a target would be a duplicate
 */
export function planConvert(
  data: Data,
  lead: Lead,
  input: ConvertInput,
  moment: Moment,
  newId: (kind: EntityName) => string,
): { readonly changes: Changes; readonly converted: Converted; readonly marked: readonly Marked[] } {
  refuseConverted(data, lead)
  const name = titleOf(entities.lead, lead)
  if (statusKind(data.settings, lead.status) === 'closed') {
    throw new ConflictError(
      `Lead ${lead.id} ${name} is ${lead.status}.`,
      `Bring it back first: crm lead recycle ${lead.id}`,
    )
  }
  const marked = input.allowDuplicate ? [] : refuse(data, lead, input)
  const marks = { ...moment, marked: marked.map(({ kind }) => kind) }

  const account = accountTarget(data, lead, input, marks, newId)
  const contact = contactTarget(data, lead, input, account.id, marks, newId)
  const deal = input.noDeal
    ? undefined
    : dealTarget(data, lead, input, { account: account.id, contact: contact?.id }, marks, newId)
  const convertedLead = edition(
    'lead',
    lead,
    {
      status: statusOfKind(data.settings, 'converted'),
      convertedAt: moment.now,
      convertedAccount: account.id,
      convertedContact: contact?.id,
      convertedDeal: deal?.id,
    },
    moment.now,
  )
  const targets = [contact, deal].filter((target) => target !== undefined)
  const about = targets.length === 0 ? [account.id] : targets.map((target) => target.id)
  const records = [
    convertedLead,
    account.change,
    contact?.change,
    deal?.change,
    ...carried(data, lead.id, about, moment.now),
  ].filter((change) => change !== undefined)
  return {
    changes: { summary: `Converted lead ${name}`, records },
    converted: {
      lead: convertedLead?.after ?? lead,
      account: account.after,
      contact: contact?.after,
      deal: deal?.after,
    },
    marked,
  }
}

/** @returns the new records that are like others where the settings say to keep and mark them */
function refuse(data: Data, lead: Lead, input: ConvertInput): readonly Marked[] {
  const found = conversionDuplicates(data, lead, input)
  const marked: Marked[] = []
  for (const kind of ['account', 'contact', 'deal'] as const) {
    const first = found[kind][0]
    if (first === undefined) continue
    if (actionOf(data.settings, kind) === 'mark') {
      marked.push({ kind, duplicates: found[kind] })
      continue
    }
    const hint = `Use it: --${kind} ${first.record.id}   or make another: --allow-duplicate`
    refuseDuplicates(data, `The ${kind} of lead ${titleOf(entities.lead, lead)}`, found[kind], hint)
  }
  return marked
}

function accountTarget(
  data: Data,
  lead: Lead,
  input: ConvertInput,
  moment: Marking,
  newId: (kind: EntityName) => string,
): Target {
  return target('account', givenAccount(data, input), accountValues(data, lead), lead, moment, newId)
}

function contactTarget(
  data: Data,
  lead: Lead,
  input: ConvertInput,
  account: string,
  moment: Marking,
  newId: (kind: EntityName) => string,
): Target | undefined {
  const values = contactValues(data, lead)
  const isNobody = ['firstName', 'lastName', 'email', 'phone'].every((field) => values[field] === undefined)
  if (input.contact === undefined && isNobody) return undefined
  return target('contact', input.contact, { ...values, account }, lead, moment, newId)
}

function dealTarget(
  data: Data,
  lead: Lead,
  input: ConvertInput,
  links: { readonly account: string; readonly contact: string | undefined },
  moment: Marking,
  newId: (kind: EntityName) => string,
): Target {
  const contacts = links.contact === undefined ? [] : [links.contact]
  const values = {
    ...dealValues(data, lead, input.dealValues),
    account: links.account,
    lead: lead.id,
    contacts: united(input.deal?.contacts, contacts),
  }
  if (input.deal === undefined)
    return target('deal', undefined, stageEntered(data.settings, values, moment), lead, moment, newId)
  const filled = target('deal', input.deal, values, lead, moment, newId)
  const change = edition(
    'deal',
    input.deal,
    { ...withoutStamp(filled.after), contacts: values.contacts },
    moment.now,
  )
  return { ...filled, after: change?.after ?? input.deal, change }
}

function target(
  kind: EntityName,
  existing: AnyRecord | undefined,
  values: Patch,
  lead: Lead,
  moment: Marking,
  newId: (kind: EntityName) => string,
): Target {
  if (existing === undefined) {
    const isMarked = moment.marked.includes(kind)
    const tagged = isMarked ? { ...values, tags: markedTags(patched({ id: '' }, values)) } : values
    const change = creation(kind, newId(kind), tagged, moment.now)
    return { kind, id: change.id, after: change.after ?? { id: change.id }, change }
  }
  const tags = Array.isArray(existing['tags']) ? existing['tags'] : []
  const patch = {
    ...blanksOnly(existing, values),
    ...(lead.tags === undefined ? {} : { tags: united(tags, lead.tags) }),
  }
  const files =
    kind === 'contact' ? { attachments: unitedFiles(attachmentsIn(existing), lead.attachments ?? []) } : {}
  const change = edition(kind, existing, { ...patch, ...files }, moment.now)
  return { kind, id: existing.id, after: change?.after ?? existing, change }
}

function withoutStamp(record: AnyRecord): Patch {
  const { updatedAt: _, ...rest } = record
  return rest
}

/** Everything recorded about the lead comes to concern what it became, and stays on the lead. */
function carried(
  data: Data,
  lead: string,
  about: readonly string[],
  now: string,
): readonly (Change | undefined)[] {
  return data.referring(lead).map(({ kind, record }) => {
    const links = record['for']
    if ((kind !== 'activity' && kind !== 'reminder') || !Array.isArray(links)) return undefined
    return edition(kind, record, { for: united(links, about) }, now)
  })
}
