/** Records in the order a user asks for: `-createdAt,name`. */
import { unknownWord } from '../errors.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord, Field, Value } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import { isBlank } from '../schema/value.ts'
import { compareText } from '../text.ts'
import { computedOf } from './computed.ts'
import { plainTarget } from './fields.ts'
import { comparison } from './order.ts'

interface SortKey {
  readonly sign: number
  read(record: AnyRecord): Value | undefined
  compare(a: Value, b: Value): number
}

/**
 * The records in the order of `spec`: names of fields, `id` or `name` (what a record is called), separated by commas,
 * each with `-` before it for descending order. Records without a value come last either way; equal ones keep their
 * order.
 * @param data gives configured words their configured order and links the order of the titles they point at
 * @throws InputError for an unknown field
 */
export function sortRecords<R extends AnyRecord>(
  records: readonly R[],
  spec: string,
  entity: Entity,
  data?: Data,
): readonly R[] {
  const keys = spec.split(',').flatMap((part) => {
    const name = part.trim()
    return name === '' ? [] : [sortKey(name, entity, data)]
  })
  const decorated = records.map((record) => ({ record, values: keys.map((key) => key.read(record)) }))
  decorated.sort((a, b) => {
    for (const [index, key] of keys.entries()) {
      const order = compared(key, a.values[index], b.values[index])
      if (order !== 0) return order
    }
    return 0
  })
  return decorated.map(({ record }) => record)
}

function compared(key: SortKey, a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || isBlank(a)) return b === undefined || isBlank(b) ? 0 : 1
  if (b === undefined || isBlank(b)) return -1
  return key.sign * key.compare(a, b)
}

function sortKey(spec: string, entity: Entity, data: Data | undefined): SortKey {
  const sign = spec.startsWith('-') ? -1 : 1
  const name = spec.replace(/^[-+]/, '').trim()
  const target = plainTarget(entity, name)
  switch (target?.type) {
    case 'id':
      return { sign, read: (record) => record.id, compare: compareAsText }
    case 'title':
      return { sign, read: (record) => titleOf(entity, record), compare: compareAsText }
    case 'field':
      return { sign, ...fieldKey(target.name, target.field, data) }
    default:
      throw unknownWord('field to sort by', name, [
        ...new Set(['id', 'name', ...Object.keys(entity.fields), ...Object.keys(computedOf(entity.name))]),
      ])
  }
}

function fieldKey(name: string, field: Field, data: Data | undefined): Omit<SortKey, 'sign'> {
  const isLink = field.type === 'link' || field.type === 'links'
  if (!isLink || data === undefined)
    return { read: (record) => record[name], compare: comparison(field, data?.settings) }
  return { read: (record) => titleBehind(record[name], field, data), compare: compareAsText }
}

function titleBehind(value: Value | undefined, field: Field, data: Data): string | undefined {
  if (value === undefined) return undefined
  const titles = types[field.type].links(value).map((id) => {
    const found = data.find(id)
    return found === undefined ? id : titleOf(entityIn(data.settings, found.kind), found.record)
  })
  return titles.join(', ')
}

function compareAsText(a: Value, b: Value): number {
  return compareText(String(a), String(b))
}
