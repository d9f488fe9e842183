/** Whether a record is here already, by the duplicate rules of the settings. */
import type { EntityName } from '../../entities/index.ts'
import { ConflictError } from '../../errors.ts'
import type { Data, Found } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { describe } from '../references.ts'
import { type DuplicateReason, type Identified, reasonsBetween } from './comparing.ts'
import { type Identity, identifier } from './identity.ts'
import { candidatesFor } from './lookup.ts'

export interface Duplicate extends Found {
  readonly reasons: readonly DuplicateReason[]
}

/** Makes a function that gives records of any kind their identity. */
export function identifying(data: Data): (found: Found) => Identified {
  const readers = new Map<EntityName, (record: AnyRecord) => Identity>()
  return ({ kind, record }) => {
    const read = readers.get(kind) ?? identifier(data, kind) ?? nobody
    readers.set(kind, read)
    return { kind, record, identity: read(record) }
  }
}

function nobody(): Identity {
  return { keys: [], values: [], name: undefined, birthdays: [], taxIds: [] }
}

/** Records that `record` would duplicate; those listed in `except`, and pairs said to be distinct, do not count. */
export function duplicatesOf(
  data: Data,
  kind: EntityName,
  record: AnyRecord,
  options: { readonly against?: readonly EntityName[]; readonly except?: ReadonlySet<string> } = {},
): readonly Duplicate[] {
  if (data.settings.duplicates[kind] === undefined) return []
  const identified = identifying(data)
  const one = identified({ kind, record })
  const apart = apartFrom(data, record.id)
  return candidatesFor(data, one, options.against).flatMap((found): Duplicate[] => {
    if (apart.has(found.record.id) || options.except?.has(found.record.id) === true) return []
    const reasons = reasonsBetween(data.settings, one, identified(found))
    return reasons.length === 0 ? [] : [{ ...found, reasons }]
  })
}

/** Ids of the records that the user said are other ones. */
function apartFrom({ settings }: Data, id: string): ReadonlySet<string> {
  return new Set(settings.notDuplicates.filter((pair) => pair.includes(id)).flat())
}

/** The duplicates that a record has only since it was changed. @param except other records that change with it */
export function freshDuplicates(
  data: Data,
  kind: EntityName,
  before: AnyRecord,
  after: AnyRecord,
  except: ReadonlySet<string> = new Set(),
): readonly Duplicate[] {
  const found = duplicatesOf(data, kind, after, { except })
  if (found.length === 0) return []
  const known = new Set(duplicatesOf(data, kind, before).map((one) => one.record.id))
  return found.filter((one) => !known.has(one.record.id))
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
  return `${describe(data, duplicate)} (${reasonsText(duplicate.reasons)})`
}

/** `same email, phone`, `similar name` */
export function reasonsText(reasons: readonly DuplicateReason[]): string {
  return reasons
    .map((reason) => (reason.startsWith('similar ') ? reason : `same ${reason}`))
    .join(', ')
    .replaceAll(', same ', ', ')
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
