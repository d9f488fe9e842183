/** How commands answer with records: the same JSON, tables and lines everywhere. */
import type { Context } from '../context.ts'
import { type EntityName, kindOfId } from '../entities/index.ts'
import { recordTable } from '../reports/cells.ts'
import type { Table } from '../reports/table.ts'
import type { Changes } from '../schema/changes.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { type Entity, titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { shortId } from '../schema/id.ts'
import type { Result } from './command.ts'

/** The shortest beginning of an id, of at least four characters, that means only this record. */
export function shortenIn(data: Data, kind: EntityName): (id: string) => string {
  return (id) => shortId(id, data.idsFrom(kind, id.slice(0, 4)))
}

/** Titled tables with ids as short as they are shown, so that showing them again need not look at the others. */
export function withShortIds<S extends { readonly table: Table }>(
  data: Data,
  sections: readonly S[],
): readonly S[] {
  const short = (id: unknown): string => {
    const kind = kindOfId(String(id))
    return kind === undefined ? String(id) : shortenIn(data, kind)(String(id))
  }
  return sections.map((section) => ({
    ...section,
    table: { ...section.table, rows: section.table.rows.map((row) => ({ ...row, id: short(row['id']) })) },
  }))
}

/** Records as a list: whole records in JSON, chosen columns in a table. */
export function listResult(
  context: Context,
  kind: EntityName,
  records: readonly AnyRecord[],
  columns: readonly string[],
  entity?: Entity,
): Result {
  const data = context.store()
  const table = recordTable(data, kind, records, columns, entity)
  return { json: records, view: { type: 'table', table } }
}

/** What a command that changed one record says: the record in JSON, its id on standard output, one line of news. */
export function changedResult(
  context: Context,
  kind: EntityName,
  record: AnyRecord,
  changes: Changes,
  extra: Result = {},
): Result {
  const isNew = changes.records.length === 0
  const notes = isNew
    ? [`Nothing to change: ${titleOf(entityIn(context.settings(), kind), record)} is so already.`]
    : [`${changes.summary}.`]
  return {
    json: record,
    view: { type: 'text', text: record.id },
    changes,
    ...extra,
    notes: [...notes, ...(extra.notes ?? [])],
  }
}

/** The record as it will be after the plan; the one given where the plan leaves it alone. */
export function afterwards(changes: Changes, record: AnyRecord): AnyRecord {
  return changes.records.find((change) => change.id === record.id)?.after ?? record
}
