/** Access to one data file: lowdb with an adapter that checks what it reads and writes the one canonical form. */
import { isUtf8 } from 'node:buffer'
import { LowSync, type SyncAdapter } from 'lowdb'
import { StoreError } from '../errors.ts'
import { recordText } from '../schema/canonical.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { areRecords, type Damage, firstDamage } from './check.ts'
import type { Folder } from './folder.ts'
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

/**
 * A data file to read. `read()` throws StoreError naming file, line and record where it is damaged.
 * `data` is empty where the file is absent.
 */
export function recordsFile(folder: Folder, entity: Entity, place: Place): RecordsFile {
  const adapter: SyncAdapter<readonly AnyRecord[]> = {
    read: () => {
      const text = folder.text(place.source ?? place.name)
      return text === undefined ? null : parsed(folder, entity, place, text)
    },
    write: () => {
      throw new StoreError(`${place.name} is written by commits alone.`)
    },
  }
  return new LowSync<readonly AnyRecord[]>(adapter, [])
}

/**
 * A data file to write, with its bytes on the disk when `write()` returns.
 * @param texts the lines of records whose text is known, so that it need not be made again
 */
export function newRecordsFile(folder: Folder, name: string, texts: ReadonlyMap<AnyRecord, string>): RecordsFile {
  const adapter: SyncAdapter<readonly AnyRecord[]> = {
    read: () => null,
    write: (records) => folder.write(name, fileText(records, texts)),
  }
  return new LowSync<readonly AnyRecord[]>(adapter, [])
}

const opening = '[\n'
const between = ',\n'
const closing = '\n]\n'

/** The text of a data file. */
export function fileText(records: readonly AnyRecord[], texts?: ReadonlyMap<AnyRecord, string>): string {
  if (records.length === 0) return '[]\n'
  return opening + records.map((record) => texts?.get(record) ?? recordText(record)).join(between) + closing
}

/** The lines of each record of a file that is known to be in canonical form; a line break cannot stand inside a JSON text. */
export function textsIn(text: string, records: readonly AnyRecord[]): Map<AnyRecord, string> {
  const parts = text.slice(opening.length, -closing.length).split('\n  },\n')
  const texts = new Map<AnyRecord, string>()
  if (parts.length !== records.length) return texts
  records.forEach((record, i) => {
    const part = parts[i]
    if (part !== undefined) texts.set(record, i === parts.length - 1 ? part : `${part}\n  }`)
  })
  return texts
}

function parsed(folder: Folder, entity: Entity, place: Place, text: string): readonly AnyRecord[] {
  if (text.includes('\ufffd')) refuseOtherEncodings(folder, place)
  const value = parseJson(place, text.startsWith('\ufeff') ? text.slice(1) : text)
  if (!Array.isArray(value)) {
    throw new StoreError(`${place.name}, line 1: a list of records in brackets should stand here.`, repair(place))
  }
  const list: readonly unknown[] = value
  if (!areRecords(entity, list)) throw damaged(place, text, firstDamage(entity, list))
  return inOrder(place, text, list)
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
function refuseOtherEncodings(folder: Folder, place: Place): void {
  const bytes = folder.bytes(place.source ?? place.name)
  if (bytes === undefined || isUtf8(bytes)) return
  throw new StoreError(`${place.name} is not UTF-8; an editor may have changed its encoding.`, 'Save it again as UTF-8.')
}

function inOrder(place: Place, text: string, list: readonly AnyRecord[]): readonly AnyRecord[] {
  let previous = ''
  let isSorted = true
  for (const { id } of list) {
    if (id <= previous) isSorted = false
    if (place.character !== undefined && id.charAt(1) !== place.character) throw misplaced(place, text, list, id)
    previous = id
  }
  if (isSorted) return list
  const sorted = list.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const twice = sorted.find((record, i) => record.id === sorted[i + 1]?.id)
  if (twice !== undefined) {
    const index = list.lastIndexOf(list.findLast((record) => record.id === twice.id) ?? twice)
    throw damaged(place, text, { index, id: twice.id, problem: 'another record of the file has the same id' })
  }
  return sorted
}

function misplaced(place: Place, text: string, list: readonly AnyRecord[], id: string): StoreError {
  const index = list.findIndex((record) => record.id === id)
  return damaged(place, text, { index, id, problem: `it belongs into the file ${id.charAt(1)}.json beside this one` })
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
