/** Where the records of a plan go: which data files get which records, and when a kind is split into several. */
import type { AnyRecord } from '../schema/field.ts'
import type { SoundChange } from './conflicts.ts'
import type { DataFile } from './datafile.ts'
import { joined, type Kind, partName, wholeName } from './kind.ts'
import type { Place } from './records.ts'

/** A kind with more records than this is split, and stays so. */
export const splitAbove = 2000

/** A data file to be written, or removed where no record is left. */
export interface NewFile {
  readonly kind: Kind
  readonly place: Place
  readonly records: readonly AnyRecord[]
  /** The file this one replaces. */
  readonly before?: DataFile
}

/** The files that change when these changes of one kind are applied. */
export function placed(kind: Kind, changes: readonly SoundChange[]): NewFile[] {
  const files = kind.files()
  const whole = files.find(({ place }) => place.character === undefined)
  const isSplit = files.some(({ place }) => place.character !== undefined)
  if (!isSplit) {
    const records = revised(whole?.records() ?? [], changes)
    if (records.length <= splitAbove) return [newFile(kind, { name: wholeName(kind.entity) }, records, whole)]
    return [...parts(kind, records), ...removal(kind, whole)]
  }
  if (whole !== undefined) return [...parts(kind, revised(joined(files), changes)), ...removal(kind, whole)]
  return partsOf(kind, changes)
}

function newFile(kind: Kind, place: Place, records: readonly AnyRecord[], before: DataFile | undefined): NewFile {
  return { kind, place, records, ...(before === undefined ? {} : { before }) }
}

function removal(kind: Kind, whole: DataFile | undefined): NewFile[] {
  return whole === undefined ? [] : [newFile(kind, whole.place, [], whole)]
}

/** All the records of a kind, in one file for each character; files that are left empty included. */
function parts(kind: Kind, records: readonly AnyRecord[]): NewFile[] {
  const lists = byCharacter(records)
  for (const { place } of kind.files()) {
    if (place.character !== undefined && !lists.has(place.character)) lists.set(place.character, [])
  }
  return Array.from(lists, ([character, list]) => partFile(kind, character, () => list))
}

/** Only the files of a split kind that the changes touch. */
function partsOf(kind: Kind, changes: readonly SoundChange[]): NewFile[] {
  return Array.from(byCharacter(changes), ([character, list]) =>
    partFile(kind, character, (before) => revised(before?.records() ?? [], list)),
  )
}

function byCharacter<T extends { readonly id: string }>(items: readonly T[]): Map<string, T[]> {
  const lists = new Map<string, T[]>()
  for (const item of items) {
    const character = item.id.charAt(1)
    const list = lists.get(character)
    if (list === undefined) lists.set(character, [item])
    else list.push(item)
  }
  return lists
}

function partFile(
  kind: Kind,
  character: string,
  fill: (before: DataFile | undefined) => readonly AnyRecord[],
): NewFile {
  const before = kind.files().find(({ place }) => place.character === character)
  return newFile(kind, { name: partName(kind.entity, character), character }, fill(before), before)
}

/** A list sorted by id with the changes made to it. */
function revised(records: readonly AnyRecord[], changes: readonly SoundChange[]): readonly AnyRecord[] {
  const changed = new Set(changes.map(({ id }) => id))
  const made = changes.flatMap(({ after }) => (after === undefined ? [] : [after]))
  return [...records.filter(({ id }) => !changed.has(id)), ...made].sort((a, b) => (a.id < b.id ? -1 : 1))
}
