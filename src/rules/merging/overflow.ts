/** Fields that have a second place: another email, phone or address of the same thing is kept there. */
import { dictionary } from '../../dictionary.ts'
import type { Entity } from '../../schema/entity.ts'
import type { Address, AnyRecord, Value } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { sameValue } from '../../schema/value.ts'

/** Where a second value of a field goes. */
export const overflow: { readonly [field: string]: string | undefined } = dictionary({
  email: 'otherEmails',
  phone: 'otherPhones',
  address: 'otherAddresses',
})

/** Emails, phones and addresses that gave way go to the field for others, where the kind has one. */
export function keepSecond(
  entity: Entity,
  name: string,
  records: readonly AnyRecord[],
  result: { [field: string]: Value | undefined },
): void {
  const place = overflow[name]
  const field = place === undefined ? undefined : entity.fields[place]
  if (place === undefined || field === undefined) return
  const others = records
    .map((record) => record[name])
    .filter((value) => value !== undefined && !sameValue(value, result[name]))
  for (const value of others) {
    const more: Value = [typeof value === 'string' ? { value } : asAddress(value)]
    const before = result[place]
    result[place] = before === undefined ? more : types[field.type].unite(before, more)
  }
}

function asAddress(value: Value | undefined): Address {
  return typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, String(part)]))
    : {}
}
