/** Access to one data file: lowdb with an adapter that checks what it reads and writes the one canonical form. */
import { isUtf8 } from 'node:buffer'
import { LowSync, type SyncAdapter } from 'lowdb'
import { StoreError } from '../errors.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { areRecords, type Damage, firstDamage } from './check.ts'
import type { Folder } from './folder.ts'
import type { Upgrade } from './migrations/index.ts'
import { conflictLine, lineOf, mistakeIn } from './scan.ts'

export type RecordsFile = LowSync<readonly AnyRecord[]>

/** Where a data file is. */
export interface Place {
  /** Path within the store, as messages call it: data/leads/7.json. */
  readonly name: string
  /** Where its bytes are now, when an unfinished commit has not yet put them in place. */
  readonly source?: string
  /** First random character of every id in it, when its kind is split. */
  readonly character?: string
}

/** What is known of a file before it is read. */
export interface Known {
  /** Brings what an older version wrote into the present form. */
  readonly upgrade?: Upgrade | undefined
  /** These very bytes were found sound before. */
  readonly isKnown?: boolean
}

/**
 * A data file to read, brought into the present form by `upgrade` where the store is of an older one. `read()` throws
 * StoreError naming file, line and record where it is damaged. `data` is empty where the file is absent.
 */
export function recordsFile(folder: Folder, entity: Entity, place: Place, known: Known = {}): RecordsFile {
  const adapter: SyncAdapter<readonly AnyRecord[]> = {
    read: () => {
      const bytes = folder.bytes(place.source ?? place.name)
      return bytes === undefined ? null : recordsIn(entity, place, bytes, known)
    },
    write: () => {
      throw new StoreError(`${place.name} is written by commits alone.`)
    },
  }
  return new LowSync<readonly AnyRecord[]>(adapter, [])
}

/** A data file to write, from its bytes as `fileOf` gives them; they are on the disk when `write()` returns. */
export function newRecordsFile(folder: Folder, name: string): LowSync<Uint8Array> {
  const adapter: SyncAdapter<Uint8Array> = {
    read: () => null,
    write: (bytes) => folder.write(name, bytes),
  }
  return new LowSync<Uint8Array>(adapter, new Uint8Array())
}

/** The text of a data file from the lines of each record. */
export function fileText(records: readonly string[]): string {
  return records.length === 0 ? '[]\n' : `[\n${records.join(',\n')}\n]\n`
}

/**
 * The records that the bytes of a data file hold, sorted by id.
 * @throws StoreError naming file, line and record where it is damaged
 */
export function recordsIn(
  entity: Entity,
  place: Place,
  bytes: Buffer,
  { upgrade, isKnown = false }: Known = {},
): readonly AnyRecord[] {
  const text = bytes.toString('utf8')
  if (!isKnown && text.includes('\ufffd')) refuseOtherEncodings(place, bytes)
  const stored = parseJson(place, text.startsWith('\ufeff') ? text.slice(1) : text)
  const value = upgrade === undefined ? stored : upgrade(place.name, stored)
  if (!Array.isArray(value)) {
    throw new StoreError(
      `${place.name}, line 1: a list of records in brackets should stand here.`,
      repair(place),
    )
  }
  const list: readonly unknown[] = value
  if (!areSound(entity, list, isKnown)) throw damaged(place, text, firstDamage(entity, list))
  return inOrder(place, text, list)
}

function areSound(entity: Entity, list: readonly unknown[], isKnown: boolean): list is readonly AnyRecord[] {
  return isKnown || areRecords(entity, list)
}

function parseJson(place: Place, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const conflict = conflictLine(text)
    if (conflict !== undefined) {
      throw new StoreError(
        `${place.name}, line ${conflict}: the file is half-merged; it holds the marks of a git conflict.`,
        `Settle the conflict and remove the marks, or take one side whole: git checkout --ours ${place.name}`,
      )
    }
    const { line, problem } = mistakeIn(text)
    throw new StoreError(`${place.name}, line ${line}: ${problem}.`, repair(place))
  }
}

/** A file in another encoding reads as replacement characters, which a write would then make permanent. */
function refuseOtherEncodings(place: Place, bytes: Buffer): void {
  if (isUtf8(bytes)) return
  throw new StoreError(
    `${place.name} is not UTF-8; an editor may have changed its encoding.`,
    'Save it again as UTF-8.',
  )
}

function inOrder(place: Place, text: string, list: readonly AnyRecord[]): readonly AnyRecord[] {
  const sorted = isSorted(list) ? list : list.toSorted(byId)
  const twice = sorted === list ? undefined : sorted.find((record, i) => record.id === sorted[i + 1]?.id)
  if (twice !== undefined) {
    const index = list.findLastIndex((record) => record.id === twice.id)
    throw damaged(place, text, { index, id: twice.id, problem: 'another record of the file has the same id' })
  }
  if (place.character !== undefined) refuseMisplaced(place, text, list, [sorted[0], sorted.at(-1)])
  return sorted
}

/** Whether every id is greater than the one before, so that none stands twice either. */
export function isSorted(list: readonly { readonly id: string }[]): boolean {
  let previous = ''
  for (const { id } of list) {
    if (id <= previous) return false
    previous = id
  }
  return true
}

/** The order of records in a file and in a kind. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The first and the last of a sorted list tell whether all belong into this file. */
function refuseMisplaced(
  place: Place,
  text: string,
  list: readonly AnyRecord[],
  ends: readonly (AnyRecord | undefined)[],
): void {
  const stray = ends.find((record) => record !== undefined && record.id.charAt(1) !== place.character)
  if (stray === undefined) return
  const problem = `it belongs into the file ${stray.id.charAt(1)}.json beside this one`
  throw damaged(place, text, { index: list.indexOf(stray), id: stray.id, problem })
}

function damaged(place: Place, text: string, damage: Damage | undefined): StoreError {
  if (damage === undefined) return new StoreError(`${place.name} is damaged.`, repair(place))
  const line = lineOf(text, damage.index, damage.field)
  const record = damage.id === undefined ? '' : `record ${damage.id}: `
  return new StoreError(`${place.name}, line ${line}: ${record}${damage.problem}.`, repair(place))
}

function repair(place: Place): string {
  return `Correct the file by hand, or bring back an earlier one: git log -- ${place.name}`
}
