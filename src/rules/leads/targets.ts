/** What each field of a lead becomes on the account, the contact and the deal. */
import type { Settings } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import { entities } from '../../entities/index.ts'
import type { Lead } from '../../entities/lead.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { Value } from '../../schema/field.ts'
import { keysOf } from '../../schema/keys.ts'
import type { Patch } from '../records.ts'

/** The account is the company; a person without one becomes an account of their own. */
export function accountValues(data: Data, lead: Lead): Patch {
  return {
    name: lead.company ?? titleOf(entities.lead, lead),
    website: lead.website,
    address: lead.address,
    industry: lead.industry,
    businessType: lead.businessType,
    territory: lead.territory,
    rating: lead.rating,
    source: lead.source,
    currency: lead.currency,
    owner: lead.owner,
    tags: lead.tags,
    ...sharedCustom(data.settings, lead, 'account'),
  }
}

export function contactValues(data: Data, lead: Lead): Patch {
  return {
    firstName: lead.firstName,
    lastName: lead.lastName,
    title: lead.title,
    email: lead.email,
    phone: lead.phone,
    otherEmails: lead.otherEmails,
    otherPhones: lead.otherPhones,
    address: lead.address,
    source: lead.source,
    campaign: lead.campaign,
    doNotCall: lead.doNotCall,
    doNotEmail: lead.doNotEmail,
    owner: lead.owner,
    tags: lead.tags,
    description: lead.description,
    attachments: lead.attachments,
    ...sharedCustom(data.settings, lead, 'contact'),
  }
}

/** `given` wins over what comes from the lead; without a stage the deal starts in the first open one. */
export function dealValues(data: Data, lead: Lead, given: Patch): Patch {
  return {
    name: lead.company ?? titleOf(entities.lead, lead),
    amount: lead.estimatedAmount,
    currency: lead.currency,
    stage: data.settings.stages.find((stage) => stage.kind === 'open')?.name,
    source: lead.source,
    campaign: lead.campaign,
    owner: lead.owner,
    tags: lead.tags,
    ...sharedCustom(data.settings, lead, 'deal'),
    ...given,
  }
}

/** Custom fields that the target has under the same name. */
function sharedCustom(settings: Settings, lead: Lead, kind: EntityName): Patch {
  const record: { readonly [field: string]: Value | undefined } = lead
  const own = Object.keys(settings.customFields['lead'] ?? {})
  const theirs = settings.customFields[kind] ?? {}
  return Object.fromEntries(
    own.filter((name) => theirs[name] !== undefined).map((name) => [name, record[name]]),
  )
}

/** Web domains of the lead's company: of its website and of its email, free mail services left out. */
export function domainsOf(settings: Settings, lead: Lead): readonly string[] {
  return keysOf(entityIn(settings, 'lead'), lead)
    .filter((key) => key.startsWith('domain:'))
    .map((key) => key.slice('domain:'.length))
}
