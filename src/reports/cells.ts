/** Records as table rows: how each type of field becomes a column and a cell. */
import type { Settings } from '../config.ts'
import type { EntityName } from '../entities/index.ts'
import { unknownWord } from '../errors.ts'
import { toMinor } from '../money.ts'
import { columnNamed } from '../query/columns.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord, Field, TypeName } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'
import type { Cell, Column, ColumnType, Table } from './table.ts'

const columnTypes: { readonly [T in TypeName]?: ColumnType } = {
  money: 'money',
  number: 'number',
  percent: 'percent',
  date: 'date',
  instant: 'instant',
  when: 'when',
  phone: 'phone',
}

/** `closeDate` → `Close date` */
export function labelOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The columns a list shows unless others are asked for: id, what the record is called, and the fields marked `list`. */
export function defaultColumns(entity: Entity): readonly string[] {
  const titles = new Set(entity.title[0])
  const only = entity.title[0]?.length === 1 ? entity.title[0][0] : undefined
  const name = only !== undefined && entity.fields[only]?.required === true ? only : 'name'
  const listed = Object.entries(entity.fields).filter(
    ([name, field]) => field.list === true && !titles.has(name),
  )
  return ['id', name, ...listed.map(([name]) => name)]
}

/**
 * Records of one kind as a table; links show what the linked record is called.
 * @param names columns: field names, `id`, or `name` for what a record is called
 * @param entity the kind, with computed fields where the records have their values
 * @throws InputError for an unknown column
 */
export function recordTable(
  data: Data,
  kind: EntityName,
  records: readonly AnyRecord[],
  names: readonly string[],
  entity: Entity = entityIn(data.settings, kind),
): Table {
  const columns = names.map((name) => columnOf(entity, columnNamed(entity, name)))
  const rows = records.map((record) => {
    const row: { [key: string]: Cell } = {}
    for (const { key } of columns) row[key] = cellOf(data, entity, record, key)
    return row
  })
  return { columns, rows }
}

function columnOf(entity: Entity, name: string): Column {
  if (name === 'id') return { key: 'id', label: 'ID', type: 'id' }
  if (name === 'name' && entity.fields['name'] === undefined)
    return { key: 'name', label: 'Name', type: 'text' }
  const field = entity.fields[name]
  if (field === undefined) throw unknownWord('column', name, ['id', 'name', ...Object.keys(entity.fields)])
  const type = columnTypes[field.type] ?? 'text'
  return { key: name, label: labelOf(name), type }
}

function cellOf(data: Data, entity: Entity, record: AnyRecord, name: string): Cell {
  if (name === 'id') return record.id
  const field = entity.fields[name]
  if (field === undefined) return titleOf(entity, record)
  return fieldCell(data, field, record, name)
}

/** One field of a record as a cell; null where it is empty. */
function fieldCell(data: Data, field: Field, record: AnyRecord, name: string): Cell {
  const value = record[name]
  if (value === undefined) return null
  if (field.type === 'money' && typeof value === 'number') {
    const currency = currencyOf(data.settings, record)
    return { minor: toMinor(value, currency), currency }
  }
  if (field.type === 'link' && typeof value === 'string') return linkTitle(data, value)
  if (field.type === 'links' && Array.isArray(value)) return linkTitles(data, value.map(String)).join(', ')
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const context = { settings: data.settings, now: new Date(0), name, field, record }
  return columnTypes[field.type] === undefined ? types[field.type].format(value, context) : String(value)
}

/** The currency a record's amounts are in. */
export function currencyOf(settings: Settings, record: AnyRecord): string {
  const own = record['currency']
  return typeof own === 'string' ? own : settings.currency
}

/** What several linked records are called; a converted lead and the contact it became are named once. */
export function linkTitles(data: Data, ids: readonly string[]): readonly string[] {
  return [...new Set(ids.map((id) => linkTitle(data, id)))]
}

/** What the record with this id is called; the id itself where it is gone. */
export function linkTitle(data: Data, id: string): string {
  const found = data.find(id)
  return found === undefined ? id : titleOf(entityIn(data.settings, found.kind), found.record)
}
