/** Imports of small tables, for the tests beside this file. */
import type { EntityName } from '../../../../src/entities/index.ts'
import {
  type ImportOptions,
  type ImportPlan,
  planImport,
  prepareImport,
} from '../../../../src/rules/importing/index.ts'
import type { Data } from '../../../../src/schema/data.ts'
import type { AnyRecord } from '../../../../src/schema/field.ts'

const stamp = '2026-11-22T02:00:00Z'
const letters: { readonly [K in EntityName]: string } = {
  lead: 'l',
  account: 'a',
  contact: 'c',
  deal: 'd',
  activity: 'v',
  reminder: 'r',
}

/**
 * The plan for a table written as lines, cells separated by `|`; the first line has the columns. New ids count up:
 * lnew000001, lnew000002.
 */
export async function imported(
  data: Data,
  kind: EntityName,
  lines: readonly string[],
  options: Partial<ImportOptions> = {},
): Promise<ImportPlan> {
  const [header = [], ...rows] = lines.map((line) => line.split('|').map((cell) => cell.trim()))
  const table = { header, rows: rows.map((cells, index) => ({ line: index + 2, cells })) }
  let count = 0
  const all: ImportOptions = {
    kind,
    map: {},
    values: [],
    defaults: {},
    onDuplicate: 'skip',
    unmapped: 'keep',
    createLinked: false,
    skipInvalid: false,
    newId: (one) => `${letters[one]}new${String(++count).padStart(6, '0')}`,
    now: new Date(stamp),
    stamp,
    by: 'noy',
    ...options,
  }
  await prepareImport(table, all, data)
  return planImport(table, all, data)
}

/** The records as they will be, without the times they were made and changed. */
export function results(plan: ImportPlan): readonly Partial<AnyRecord>[] {
  return plan.changes.records.flatMap(({ after }) => {
    if (after === undefined) return []
    const { createdAt: _, updatedAt: __, ...rest } = after
    return [rest]
  })
}

/** created, updated, skipped and rejected rows. */
export function counts({ created, updated, skipped, rejected }: ImportPlan): readonly number[] {
  return [created, updated, skipped, rejected]
}
