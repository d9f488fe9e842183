/** Whether two records are the same: the one place that decides, for every command that adds or changes records. */
import { type Settings, stageNamed, statusKind } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import type { Found } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { areOtherTaxIds, compareBirthdays } from '../likeness/telling.ts'
import type { Identity, Name } from './identity.ts'

/** `email`, `phone`, `domain`, `name`, `similar name`, or the field whose values are equal. */
export type DuplicateReason = string

export interface Identified extends Found {
  readonly identity: Identity
}

/**
 * Why two records are the same; empty where they are not. Names count without titles, legal forms and the order of
 * words, and where both name a company only with the same one; two deals only while both are open and for the same
 * account, two people only while their birthdays do not differ. Another tax number, or another branch of it, is another
 * company whatever else agrees. Converted leads do not count. A shared web domain tells of accounts only: colleagues have it too.
 */
export function reasonsBetween(
  settings: Settings,
  one: Identified,
  other: Identified,
): readonly DuplicateReason[] {
  if (one.record.id === other.record.id || isOver(settings, other)) return []
  if (!areCompared(settings, one, other)) return []
  if (areOtherTaxIds(one.identity.taxIds, other.identity.taxIds)) return []
  const areAccounts = one.kind === 'account' && other.kind === 'account'
  const shared = one.identity.keys.filter((key) => other.identity.keys.includes(key))
  const reasons = shared
    .map((key) => key.slice(0, key.indexOf(':')))
    .filter((how) => how !== 'domain' || areAccounts)
  for (const { field, text } of one.identity.values) {
    if (other.identity.values.some((value) => value.field === field && value.text === text))
      reasons.push(field)
  }
  const named = nameReason(settings, one, other)
  return [...new Set(named === undefined ? reasons : [...reasons, named])]
}

function isOver(settings: Settings, { kind, record }: Found): boolean {
  return kind === 'lead' && statusKind(settings, String(record['status'])) === 'converted'
}

/** The kinds that the rules compare. A person is no duplicate of the account where the person works. */
function areCompared(settings: Settings, one: Found, other: Found): boolean {
  if (!kindsAgainst(settings, one.kind).includes(other.kind)) return false
  if (one.kind === other.kind || (one.kind !== 'account' && other.kind !== 'account')) return true
  return !isPerson(one.record) && !isPerson(other.record)
}

/** The kinds that records of a kind are compared with, by its own rule or by theirs. */
export function kindsAgainst({ duplicates }: Settings, kind: EntityName): readonly string[] {
  return duplicates[kind]?.against ?? []
}

function isPerson(record: AnyRecord): boolean {
  return typeof record['firstName'] === 'string' || typeof record['lastName'] === 'string'
}

function nameReason(settings: Settings, one: Identified, other: Identified): DuplicateReason | undefined {
  const [a, b] = [one.identity.name, other.identity.name]
  if (a === undefined || b === undefined || a.isPerson !== b.isPerson) return undefined
  if (areOfOtherDays(one.identity, other.identity)) return undefined
  if (!isSameName(a, b) || !isSameCompany(a, b)) return undefined
  if (one.kind === 'deal' && !isSameSale(settings, one.record, other.record)) return undefined
  return a.plain === b.plain ? 'name' : 'similar name'
}

/** Two who were born on different days share a name, no more. */
function areOfOtherDays({ birthdays: [one] }: Identity, { birthdays: [other] }: Identity): boolean {
  return one !== undefined && other !== undefined && compareBirthdays(one, other) === 'apart'
}

/** One word alone, as in "Mr. Noy" and "Noy", is no sign that two people are one. */
function isSameName(a: Name, b: Name): boolean {
  return a.plain === b.plain || (a.sign === b.sign && (a.words.length > 1 || !a.isPerson))
}

function isSameCompany(a: Name, b: Name): boolean {
  return a.company === undefined || b.company === undefined || a.company === b.company
}

function isSameSale(settings: Settings, one: AnyRecord, other: AnyRecord): boolean {
  const isOpen = (deal: AnyRecord) => stageNamed(settings, String(deal['stage']))?.kind === 'open'
  return isOpen(one) && isOpen(other) && one['account'] === other['account']
}
