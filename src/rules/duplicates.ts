/** Whether a record is here already: exact on normalised email, phone, web domain and name. */
import { type Settings, stageNamed, statusKind } from '../config.ts'
import { type EntityName, isEntityName } from '../entities/index.ts'
import { ConflictError } from '../errors.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data, Found } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { keysOf, nameKey, wordKey } from '../schema/keys.ts'
import { fold } from '../text.ts'
import { companyWords, personWords } from './likeness/words.ts'
import { describe } from './references.ts'

type DuplicateReason = 'email' | 'phone' | 'domain' | 'name' | 'similar name'

export interface Duplicate extends Found {
  readonly reasons: readonly DuplicateReason[]
}

interface Rule {
  readonly against: readonly EntityName[]
  readonly by: readonly DuplicateReason[]
}

/** What is certain enough to refuse a record for, of what the settings compare. A shared domain is only for accounts. */
function ruleOf(settings: Settings, kind: EntityName, record: AnyRecord): Rule | undefined {
  const rule = settings.duplicates[kind]
  if (rule === undefined) return undefined
  const hows = new Set(rule.compare.map(({ how }) => how))
  const by: DuplicateReason[] = []
  if (hows.has('email')) by.push('email')
  if (hows.has('phone')) by.push('phone')
  if (hows.has('domain') && kind === 'account') by.push('domain')
  if (hows.has('person') || hows.has('company') || hows.has('text')) by.push('name')
  // A person is no duplicate of the account where they work, nor an account of the leads who work there.
  const isCompared = (other: EntityName) =>
    kind === 'account' ? other === 'account' : other !== 'account' || !isPerson({ kind, record })
  return { against: rule.against.filter(isEntityName).filter(isCompared), by }
}

/**
 * Records that `record` would duplicate. Names count without titles, legal forms and the order of words.
 * Two people with the same name are the same person unless both name a company
 * and these differ; two deals only while both are open and for the same account. Leads that were converted, and
 * records listed in `except`, do not count.
 */
export function duplicatesOf(
  data: Data,
  kind: EntityName,
  record: AnyRecord,
  options: { readonly against?: readonly EntityName[]; readonly except?: readonly string[] } = {},
): readonly Duplicate[] {
  const rule = ruleOf(data.settings, kind, record)
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
  for (const { kind: other, record: match } of rule.by.includes('name')
    ? sameNames(data, kind, record, options.against ?? rule.against)
    : []) {
    if (match.id === record.id || options.except?.includes(match.id) === true || found.has(match.id)) continue
    if (isAlike(data, { kind, record }, { kind: other, record: match }))
      found.set(match.id, { kind: other, record: match, reasons: new Set(['similar name']) })
  }
  const apart = new Set(data.settings.notDuplicates.filter((pair) => pair.includes(record.id)).flat())
  return [...found.values()]
    .filter((entry) => !apart.has(entry.record.id))
    .map((entry) => ({ ...entry, reasons: [...entry.reasons] }))
}

/** Records that share the rarest-looking word of the name: titles and legal forms are none. */
function sameNames(
  data: Data,
  kind: EntityName,
  record: AnyRecord,
  against: readonly EntityName[],
): readonly Found[] {
  if (kind === 'deal' || !hasName(record)) return []
  const words = nameWords(data, { kind, record })
  const longest = [...words].sort((a, b) => b.length - a.length)[0]
  if (longest === undefined || longest.length < 3) return []
  return against
    .filter((other) => other !== 'deal')
    .flatMap((other) =>
      data.withKey(other, wordKey(longest)).map((match) => ({ kind: other, record: match })),
    )
}

function isPerson({ record }: Found): boolean {
  return typeof record['firstName'] === 'string' || typeof record['lastName'] === 'string'
}

function nameWords(data: Data, found: Found): readonly string[] {
  const title = titleOf(entityIn(data.settings, found.kind), found.record)
  return isPerson(found) ? personWords(title) : companyWords(title)
}

/** Whether two are called the same but for titles, legal forms and the order of the words. */
function isAlike(data: Data, one: Found, other: Found): boolean {
  if (isPerson(one) !== isPerson(other) || !counts(data, one, other, 'similar name')) return false
  if (calledSo(data, one) === calledSo(data, other)) return false
  const [a, b] = [[...nameWords(data, one)].sort(), [...nameWords(data, other)].sort()]
  return (
    a.length === b.length &&
    (a.length > 1 || !isPerson(one)) &&
    a.every((word, at) => word === b[at]) &&
    isSameCompany(data, one, other)
  )
}

function isSameCompany(data: Data, one: Found, other: Found): boolean {
  if (!isPerson(one)) return true
  const [here, there] = [companyOf(data, one.record), companyOf(data, other.record)]
  return (
    here === undefined ||
    there === undefined ||
    companyWords(here).join(' ') === companyWords(there).join(' ')
  )
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
  const found = new Map(
    duplicatesOf(data, 'account', account, { against: ['account'] }).map((one) => [one.record.id, one]),
  )
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
  return `${describe(data, duplicate)} (${duplicate.reasons
    .map((reason) => (reason === 'similar name' ? reason : `same ${reason}`))
    .join(', ')
    .replaceAll(', same ', ', ')})`
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
