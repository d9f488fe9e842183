/** The survivor of a merge with the values of all: field by field. */
import type { Settings } from '../../config.ts'
import type { Entity } from '../../schema/entity.ts'
import type { AnyRecord, Field, Value } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import { isBlank } from '../../schema/value.ts'
import { type Lost, listLost } from './lost.ts'
import { keepSecond } from './overflow.ts'
import { type Merge, ranked } from './survivor.ts'

/** The survivor as it will be. What is given up is added to `lost`. */
export function joinedRecord(
  entity: Entity,
  merge: Merge,
  survivor: AnyRecord,
  settings: Settings,
  lost: Lost[],
): AnyRecord {
  const order =
    merge.prefer === 'newest'
      ? ranked(merge.records, 'newest')
      : [survivor, ...ranked(merge.records, merge.prefer).filter(({ id }) => id !== survivor.id)]
  const result: { id: string; [field: string]: Value | undefined } = { ...survivor }
  const names = new Set(merge.records.flatMap((record) => Object.keys(record)))
  for (const name of names) {
    if (name === 'id' || name === 'updatedAt') continue
    const field = entity.fields[name]
    const chosen = merge.records.find(({ id }) => id === merge.set[name])
    if (chosen !== undefined && ofState.has(name)) {
      result[name] = chosen[name]
      continue
    }
    const from = chosen === undefined ? order : [chosen, ...order.filter((record) => record !== chosen)]
    result[name] = joinedValue(name, field, from, survivor, settings)
  }
  for (const name of names) keepSecond(entity, name, merge.records, result)
  for (const name of names) listLost(entity, name, merge.records, result, lost)
  return result
}

/** What belongs to the status or stage that the survivor has. */
const ofState = new Set([
  'status',
  'statusReason',
  'qualification',
  'stage',
  'stageHistory',
  'lostReason',
  'lostNote',
  'tryAgainOn',
  'closedAt',
  'doneAt',
])

function joinedValue(
  name: string,
  field: Field | undefined,
  order: readonly AnyRecord[],
  survivor: AnyRecord,
  settings: Settings,
): Value | undefined {
  const values = order.map((record) => record[name]).filter((value) => value !== undefined && !isBlank(value))
  const [first] = values
  if (first === undefined) return undefined
  if (name === 'createdAt') return values.map(String).sort()[0]
  if (name === 'doNotCall' || name === 'doNotEmail') return values.some((value) => value === true)
  if (ofState.has(name)) return survivor[name]
  if (field === undefined || field.derived === true) return survivor[name] ?? first
  if (types[field.type].many)
    return values.reduce((all, value) =>
      value === undefined || all === undefined ? all : types[field.type].unite(all, value),
    )
  if (field.type === 'longText') return [...new Set(values.map(String))].join('\n\n')
  if (field.type === 'money' || field.type === 'currency') return moneyOf(name, order, survivor, settings)
  return first
}

/** An amount is taken only from a record in the survivor's currency. */
function moneyOf(
  name: string,
  order: readonly AnyRecord[],
  survivor: AnyRecord,
  settings: Settings,
): Value | undefined {
  const currency = (record: AnyRecord) => record['currency'] ?? settings.currency
  if (name === 'currency') return survivor['currency']
  return order.find((record) => record[name] !== undefined && currency(record) === currency(survivor))?.[name]
}
