/** What a row is recognised by: keys that rows and records have in common. */
import type { Settings } from '../../config.ts'
import type { EntityName } from '../../entities/index.ts'
import { unknownWord } from '../../errors.ts'
import { fieldCalled, squeezed } from '../../schema/aliases.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { type Entity, titleOf } from '../../schema/entity.ts'
import type { AnyRecord, Field } from '../../schema/field.ts'
import { nameKey } from '../../schema/keys.ts'
import { types } from '../../schema/types/index.ts'
import { fold } from '../../text.ts'
import { fieldsFor } from '../duplicates/identity.ts'
import { areOtherTaxIds, taxIdsOf, tellingFields } from '../likeness/telling.ts'
import type { Columns } from './columns.ts'
import { identicalRow } from './identical.ts'
import type { ImportOptions } from './options.ts'
import { scan } from './scan.ts'

export interface Sign {
  /** For messages: the name of a field, `identical row`. */
  readonly by: string
  /** What a row or a record has of it; undefined where it has none. */
  traitOf(values: AnyRecord): string | undefined
  /** The records of the store that have the trait of these values. */
  find(trait: string, values: AnyRecord): readonly AnyRecord[]
  /** Its lookup key for a trait, where it tells one person from another, be it a lead or a contact. */
  readonly personalKey?: (trait: string) => string
  /** No two records may have it in common. */
  readonly isUnique?: boolean
  /** It counts only for rows without any other sign. */
  readonly isLast?: true
}

/**
 * The signs by which rows are recognised: our own id in an export of ours, then the fields of `match` in that order;
 * else externalId, email, phone and what the duplicate rule compares exactly, the name of an account, and for rows without any of these that a record says the same.
 * @throws InputError for an unknown field
 */
export function signsOf(data: Data, found: Columns, options: ImportOptions): readonly Sign[] {
  const { entity } = found
  const { kind, match } = options
  const own = found.isOwnExport ? [ownId(data, kind)] : []
  if (match !== undefined) return [...own, ...match.map((name) => namedSign(data, entity, kind, name))]
  const exact = fieldsFor(entity, data.settings.duplicates[kind], 'exact').filter((name) => has(found, name))
  const compared = (['email', 'phone'] as const).filter((name) => isCompared(data.settings, kind, name))
  const usual = ['externalId', ...compared, ...exact, ...(kind === 'account' ? ['name'] : [])]
  const signs = usual
    .filter((name) => entity.fields[name] !== undefined)
    .map((name) => namedSign(data, entity, kind, name))
  return [...own, ...signs, identicalRow(data, found, options)]
}

/** Whether the file has a column for a field. */
function has({ columns }: Columns, name: string): boolean {
  return columns.some(({ target }) => target.type === 'field' && target.name === name)
}

/** Kinds without a duplicate rule are recognised by whatever they have. */
function isCompared({ duplicates }: Settings, kind: EntityName, how: 'email' | 'phone'): boolean {
  return duplicates[kind]?.compare.some((one) => one.how === how && one.fields.includes(how)) ?? true
}

function ownId(data: Data, kind: EntityName): Sign {
  const find = (id: string) => {
    const record = data.get(kind, id)
    return record === undefined ? [] : [record]
  }
  return { by: 'id', traitOf: ({ id }) => (id === '' ? undefined : id), find, isUnique: true }
}

function namedSign(data: Data, entity: Entity, kind: EntityName, typed: string): Sign {
  const name = fieldCalled(entity, typed)?.name
  if (squeezed(typed) === 'name') return titleSign(data, entity, kind)
  const field = name === undefined ? undefined : entity.fields[name]
  if (name === undefined || field === undefined)
    throw unknownWord(`${entity.name} field`, typed, Object.keys(entity.fields))
  return fieldSign(data, kind, name, field)
}

function titleSign(data: Data, entity: Entity, kind: EntityName): Sign {
  return {
    by: 'name',
    traitOf: (values) => {
      const title = titleOf(entity, values)
      return title === values.id ? undefined : nameKey(title)
    },
    find: (key) => data.withKey(kind, key),
  }
}

function fieldSign(data: Data, kind: EntityName, name: string, field: Field): Sign {
  const { plain } = types[field.type]
  const stored = (values: AnyRecord) => (values[name] === undefined ? undefined : String(values[name]))
  if (field.type === 'email') return keyed(data, kind, name, stored, (email) => `email:${email}`)
  if (field.type === 'phone') {
    return keyed(data, kind, name, stored, (phone) => types.phone.keys(phone)[0] ?? '')
  }
  if (field.type === 'taxId') return taxIdSign(data, kind, name)
  if (field.unique === true) {
    const find = (value: string) => data.withKey(kind, `${name}:${value}`)
    return { by: name, traitOf: stored, find, isUnique: true }
  }
  const context = { settings: data.settings, now: new Date(0), name, field }
  const folded = (values: AnyRecord) =>
    values[name] === undefined ? undefined : fold(plain(values[name], context))
  return { by: name, traitOf: folded, find: scan(data, kind, folded) }
}

/** A company's number with its branch; where one of the two names no branch, the number alone. */
function taxIdSign(data: Data, kind: EntityName, name: string): Sign {
  const entity = entityIn(data.settings, kind)
  const telling = tellingFields(entity)
  return {
    by: name,
    traitOf: (values) => taxIdsOf(entity, telling, values)[0],
    find: (trait, values) =>
      types.taxId
        .keys(values[name] ?? '')
        .flatMap((key) => data.withKey(kind, key))
        .filter((record) => !areOtherTaxIds([trait], taxIdsOf(entity, telling, record))),
  }
}

function keyed(
  data: Data,
  kind: EntityName,
  by: string,
  traitOf: Sign['traitOf'],
  keyOf: (trait: string) => string,
): Sign {
  return { by, traitOf, find: (trait) => data.withKey(kind, keyOf(trait)), personalKey: keyOf }
}
