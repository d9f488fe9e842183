/** The columns of a kind's files: those that were kept, and those made anew of files that have changed since. */
import type { Entity } from '../schema/entity.ts'
import { type KeptColumns, readColumns, saveColumns } from './columnfile.ts'
import { Columns, columnsOf } from './columns.ts'
import type { DataFile } from './datafile.ts'
import type { Folder } from './folder.ts'

/** Reads the columns of each file that has them not yet; what had to be made is kept for the next command. */
export function readSlim(
  folder: Folder,
  entity: Entity,
  files: readonly DataFile[],
  fields: readonly string[],
): void {
  if (files.every(({ columns }) => columns !== undefined && hasAll(columns, fields))) return
  const before = readColumns(folder, entity)
  const after = new Map<string, KeptColumns>()
  let isNew = false
  for (const file of files) {
    const { version, place } = file
    const kept = before.get(place.name)
    const old = file.columns ?? (kept?.stamp === version ? readable(kept?.bytes) : undefined)
    const isWhole = old !== undefined && hasAll(old, fields)
    file.columns = isWhole ? old : new Columns(columnsOf(file.passing(), united(old, fields)))
    if (version === undefined) continue
    isNew ||= !isWhole
    after.set(place.name, { stamp: version, bytes: file.columns.bytes })
  }
  if (isNew) saveColumns(folder, entity, after)
}

/** The fields asked for and those that were kept, so that reports that ask for others do not take turns. */
function united(columns: Columns | undefined, fields: readonly string[]): readonly string[] {
  return [...new Set([...(columns?.names ?? []), ...fields])]
}

function readable(bytes: Buffer | undefined): Columns | undefined {
  return bytes === undefined ? undefined : unlessDamaged(() => new Columns(bytes))
}

/** Whether the columns have these fields, undamaged. */
function hasAll(columns: Columns, fields: readonly string[]): boolean {
  if (!fields.every((name) => columns.has(name))) return false
  return unlessDamaged(() => fields.map((name) => columns.valuesOf(name))) !== undefined
}

function unlessDamaged<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
