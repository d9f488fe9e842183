/** Records as a table that can be imported again: every field, as machines read it. */
import type { EntityName } from '../entities/index.ts'
import { unknownWord } from '../errors.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import type { Entity } from '../schema/entity.ts'
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
  for (const name of names ?? []) if (!known.includes(name)) throw unknownWord('column', name, known)
  const columns =
    names ?? known.filter((name) => name === 'id' || records.some((record) => record[name] !== undefined))
  const rows = records.map((record) => {
    const row: { [key: string]: Cell } = {}
    for (const name of columns) {
      const value = record[name]
      const field = fields[name]
      if (value === undefined) row[name] = null
      else if (field === undefined) row[name] = String(value)
      else row[name] = types[field.type].plain(value, { settings, now: new Date(0), name, field, record })
    }
    return row
  })
  return { columns: columns.map((name) => columnOf(name, fields[name])), rows }
}

/** Cells are as machines read them; pages for people show days and times as people do. */
function columnOf(name: string, field: Field | undefined): Column {
  const type = field?.type
  const isTime = type === 'date' || type === 'instant' || type === 'when'
  return { key: name, label: name, type: isTime ? type : 'text' }
}
