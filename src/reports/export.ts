/** Records as a table that can be imported again: every field, as machines read it. */
import type { Settings } from '../config.ts'
import type { EntityName } from '../entities/index.ts'
import { columnNamed } from '../query/columns.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord, Field } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import type { Cell, Column, Table } from './table.ts'

/**
 * @param names the columns; without them every field that any of the records has
 * @throws InputError for an unknown column
 */
export function exportTable(
  data: Data,
  kind: EntityName,
  records: readonly AnyRecord[],
  names?: readonly string[],
  entity: Entity = entityIn(data.settings, kind),
): Table {
  const { settings } = data
  const { fields } = entity
  const known = ['id', ...Object.keys(fields)]
  const columns =
    names?.map((name) => columnNamed(entity, name)) ??
    known.filter((name) => name === 'id' || records.some((record) => record[name] !== undefined))
  const rows = records.map((record) => {
    const row: { [key: string]: Cell } = {}
    for (const name of columns) {
      const field = fields[name]
      const value = name === 'name' && field === undefined ? titleOf(entity, record) : record[name]
      if (value === undefined) row[name] = null
      else if (field === undefined) row[name] = String(value)
      else row[name] = types[field.type].plain(value, { settings, now: new Date(0), name, field, record })
    }
    return row
  })
  return { columns: columns.map((name) => columnOf(name, fields[name])), rows }
}

/** The fields of a kind that hold amounts, where its records say their currency. */
function amountsOf({ fields }: Entity): readonly string[] {
  return fields.currency === undefined
    ? []
    : Object.keys(fields).filter((name) => fields[name]?.type === 'money')
}

/** The records with the currency of their amounts said, also where it is the store's: elsewhere another one is. */
export function withCurrency(
  records: readonly AnyRecord[],
  entity: Entity,
  { currency }: Settings,
): readonly AnyRecord[] {
  const amounts = amountsOf(entity)
  const isSilent = (record: AnyRecord) =>
    record.currency === undefined && amounts.some((name) => record[name] !== undefined)
  return records.map((record) => (isSilent(record) ? { ...record, currency } : record))
}

/** Whether columns hold amounts and none of them the currency. */
export function lacksCurrency({ columns, rows }: Table, entity: Entity): boolean {
  const amounts = amountsOf(entity).filter((name) => columns.some(({ key }) => key === name))
  const isSaid = columns.some(({ key }) => key === 'currency')
  return !isSaid && rows.some((row) => amounts.some((name) => row[name] !== null))
}

/** Cells are as machines read them; pages for people show days and times as people do. */
function columnOf(name: string, field: Field | undefined): Column {
  const type = field?.type
  const isTime = type === 'date' || type === 'instant' || type === 'when'
  return { key: name, label: name, type: isTime ? type : 'text' }
}
