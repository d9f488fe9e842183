/** The columns of a kind's files: those that were kept, and those made anew of files that have changed since. */
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { type KeptColumns, readColumns, saveColumns } from './columnfile.ts'
import { Columns } from './columns.ts'
import type { Folder } from './folder.ts'
import type { Place } from './records.ts'

/** A data file as its columns are made of it. */
export interface Columned {
  readonly place: Place
  /** Tells this version of the file from others; undefined where nothing of it can be kept. */
  readonly version: string | undefined
  columns: Columns | undefined
  passing(): readonly AnyRecord[]
}

/** Reads the columns of each file that has them not yet; what had to be made is kept for the next command. */
export function readSlim(
  folder: Folder,
  entity: Entity,
  files: readonly Columned[],
  fields: readonly string[],
): void {
  if (files.every(({ columns }) => columns?.hasAll(fields) === true)) return
  const before = readColumns(folder, entity)
  const usual = usualFields(entity)
  const after = new Map<string, KeptColumns>()
  let isNew = false
  for (const file of files) {
    const { version, place } = file
    const kept = before.get(place.name)
    const old =
      file.columns ?? (kept?.stamp === version && kept !== undefined ? new Columns(kept.bytes) : undefined)
    const isWhole = old?.hasAll(fields) === true
    file.columns = isWhole ? old : Columns.of(file.passing(), united(old, [...fields, ...usual]))
    if (version === undefined) continue
    isNew ||= !isWhole
    after.set(place.name, { stamp: version, bytes: file.columns.bytes })
  }
  if (isNew) saveColumns(folder, entity, after)
}

/**
 * What reports and the page of the day may ask for: a file that has to be read is gone through once for all of them, not
 * for each again.
 */
function usualFields({ fields, added }: Entity): readonly string[] {
  return Object.keys(fields).filter((name) => fields[name]?.type !== 'longText' && added?.has(name) !== true)
}

/** The fields asked for and those that were kept, so that reports that ask for others do not take turns. */
function united(columns: Columns | undefined, fields: readonly string[]): readonly string[] {
  return [...new Set([...(columns?.names ?? []), ...fields])]
}
