/** What a merge gives up: values that no record holds afterwards. */
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord, Value } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { isBlank, sameValue } from '../../schema/value.ts'
import { overflow } from './overflow.ts'

/** A value that no record holds after the merge. */
export interface Lost {
  readonly id: string
  readonly field: string
  readonly value: Value
}

/** Adds to `lost` the values of a field that the result does not hold. */
export function listLost(
  entity: Entity,
  name: string,
  records: readonly AnyRecord[],
  result: { readonly [field: string]: Value | undefined },
  lost: Lost[],
): void {
  if (name === 'id' || name === 'updatedAt' || name === 'createdAt') return
  for (const record of records) {
    const value = record[name]
    if (value === undefined || isBlank(value) || isKept(entity, name, value, result)) continue
    lost.push({ id: record.id, field: name, value })
  }
}

function isKept(
  entity: Entity,
  name: string,
  value: Value,
  result: { readonly [field: string]: Value | undefined },
): boolean {
  const now = result[name]
  if (sameValue(now, value)) return true
  const field = entity.fields[name]
  if (now !== undefined && field !== undefined && types[field.type].many)
    return sameValue(types[field.type].unite(now, value), now)
  if (field?.type === 'longText') return String(now).includes(String(value))
  const place = overflow[name]
  const others = place === undefined ? undefined : result[place]
  return (
    Array.isArray(others) &&
    others.some(
      (one: Value) =>
        sameValue(one, value) || (typeof one === 'object' && 'value' in one && one.value === value),
    )
  )
}
