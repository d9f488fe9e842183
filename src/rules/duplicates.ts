/** Whether a record is here already: exact on normalised email, phone, web domain and name. */
import { stageNamed, statusKind } from '../config.ts'
import type { EntityName } from '../entities/index.ts'
import { ConflictError } from '../errors.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { keysOf, nameKey } from '../schema/keys.ts'
import { fold } from '../text.ts'
import { describe } from './references.ts'

type DuplicateReason = 'email' | 'phone' | 'domain' | 'name'

export interface Duplicate extends Found {
  readonly reasons: readonly DuplicateReason[]
}

/** For each kind: the kinds it is compared with, and what makes two records the same. */
const rules: {
  readonly [K in EntityName]?: {
    readonly against: readonly EntityName[]
    readonly by: readonly DuplicateReason[]
  }
} = {
  lead: { against: ['lead', 'contact'], by: ['email', 'phone', 'name'] },
  contact: { against: ['contact', 'lead'], by: ['email', 'phone', 'name'] },
  account: { against: ['account'], by: ['domain', 'phone', 'name'] },
  deal: { against: ['deal'], by: ['name'] },
}

/**
 * Records that `record` would duplicate. Two people with the same name are the same person unless both name a company
 * and these differ; two deals only while both are open and for the same account. Leads that were converted, and
 * records listed in `except`, do not count.
 */
export function duplicatesOf(
  data: Data,
  kind: EntityName,
  record: AnyRecord,
  options: { readonly against?: readonly EntityName[]; readonly except?: readonly string[] } = {},
): readonly Duplicate[] {
  const rule = rules[kind]
  if (rule === undefined) return []
  const found = new Map<string, { kind: EntityName; record: AnyRecord; reasons: Set<DuplicateReason> }>()
  for (const { reason, key } of keysToCompare(data, kind, record, rule.by)) {
    for (const other of options.against ?? rule.against) {
      for (const match of data.withKey(other, key)) {
        if (match.id === record.id || options.except?.includes(match.id)) continue
        if (!counts(data, { kind, record }, { kind: other, record: match }, reason)) continue
        const entry = found.get(match.id) ?? { kind: other, record: match, reasons: new Set() }
        entry.reasons.add(reason)
        found.set(match.id, entry)
      }
    }
  }
  return [...found.values()].map((entry) => ({ ...entry, reasons: [...entry.reasons] }))
}

function keysToCompare(
  data: Data,
  kind: EntityName,
  record: AnyRecord,
  by: readonly DuplicateReason[],
): readonly { reason: DuplicateReason; key: string }[] {
  const entity = entityIn(data.settings, kind)
  const keys: { reason: DuplicateReason; key: string }[] = []
  for (const key of keysOf(entity, record)) {
    for (const reason of by) if (reason !== 'name' && key.startsWith(`${reason}:`)) keys.push({ reason, key })
  }
  if (by.includes('name') && hasName(record))
    keys.push({ reason: 'name', key: nameKey(titleOf(entity, record)) })
  return keys
}

/** A title that is only an email, a phone or an id is no name. */
function hasName(record: AnyRecord): boolean {
  return ['firstName', 'lastName', 'name', 'company'].some((field) => typeof record[field] === 'string')
}

function counts(data: Data, one: Found, other: Found, reason: DuplicateReason): boolean {
  if (other.kind === 'lead' && statusKind(data.settings, String(other.record['status'])) === 'converted')
    return false
  if (reason !== 'name') return true
  if (!hasName(other.record) || calledSo(data, one) !== calledSo(data, other)) return false
  if (one.kind === 'deal') return sameSale(data, one.record, other.record)
  if (one.kind === 'account') return true
  const here = companyOf(data, one.record)
  const there = companyOf(data, other.record)
  return here === undefined || there === undefined || here === there
}

function calledSo(data: Data, { kind, record }: Found): string {
  return fold(titleOf(entityIn(data.settings, kind), record))
}

function sameSale(data: Data, one: AnyRecord, other: AnyRecord): boolean {
  const isOpen = (deal: AnyRecord) => stageNamed(data.settings, String(deal['stage']))?.kind === 'open'
  return isOpen(one) && isOpen(other) && one['account'] === other['account']
}

function companyOf(data: Data, record: AnyRecord): string | undefined {
  if (typeof record['company'] === 'string') return fold(record['company'])
  const account = record['account']
  const name = typeof account === 'string' ? data.get('account', account)?.name : undefined
  return name === undefined ? undefined : fold(name)
}

/**
 * The accounts a company may already be: by its own keys, and through contacts whose email is in the same domain.
 */
export function accountDuplicates(
  data: Data,
  account: AnyRecord,
  domains: readonly string[],
): readonly Duplicate[] {
  const found = new Map(duplicatesOf(data, 'account', account).map((one) => [one.record.id, one]))
  for (const domain of domains) {
    const direct = data.withKey('account', `domain:${domain}`)
    const through = data
      .withKey('contact', `domain:${domain}`)
      .map(({ account: id }) => (id === undefined ? undefined : data.get('account', id)))
    for (const record of [...direct, ...through]) {
      if (record === undefined || record.id === account.id || found.has(record.id)) continue
      found.set(record.id, { kind: 'account', record, reasons: ['domain'] })
    }
  }
  return [...found.values()]
}

/** `contact c7k3m9x2qa  Somchai Jaidee  s@example.com (same email, phone)` */
export function describeDuplicate(data: Data, duplicate: Duplicate): string {
  return `${describe(data, duplicate)} (same ${duplicate.reasons.join(', ')})`
}

/**
 * @throws ConflictError listing the duplicates, where there are any
 */
export function refuseDuplicates(
  data: Data,
  what: string,
  duplicates: readonly Duplicate[],
  hint: string,
): void {
  if (duplicates.length === 0) return
  const lines = duplicates.slice(0, 8).map((one) => `  ${describeDuplicate(data, one)}`)
  throw new ConflictError([`${what} is here already:`, ...lines].join('\n'), hint)
}
