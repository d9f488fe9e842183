/** Where the records of a plan go: which data files get which records, and when a kind is split into several. */
import type { SoundChange } from './conflicts.ts'
import type { DataFile } from './datafile.ts'
import type { Entry } from './keyindex.ts'
import { joined, type Kind, partName, wholeName } from './kind.ts'
import { byId, type Place } from './records.ts'

/** A kind with more records than this is split, and stays so. */
export const splitAbove = 2000

/** A data file to be written, or removed where no record is left. */
export interface NewFile {
  readonly kind: Kind
  readonly place: Place
  /** Sorted by id. */
  readonly entries: readonly Entry[]
  /** The file that the entries' places refer to. */
  readonly source?: DataFile
}

/** The files that change when these changes of one kind are applied. */
export function placed(kind: Kind, changes: readonly SoundChange[]): NewFile[] {
  const files = kind.files()
  const [first, ...rest] = files
  if (rest.length > 0 && first?.place.character === undefined) return tidiedUp(kind, files, changes)
  if (first?.place.character !== undefined) return partsOf(kind, changes)
  const entries = revised(first?.entries() ?? [], changes)
  if (entries.length > splitAbove) return [...parts(kind, entries, first), ...removal(kind, first)]
  return [newFile(kind, { name: wholeName(kind.entity) }, entries, first)]
}

/** A kind that a merge by hand left both whole and split becomes split alone. */
function tidiedUp(kind: Kind, files: readonly DataFile[], changes: readonly SoundChange[]): NewFile[] {
  const entries = joined(files).map((record) => ({ id: record.id, record }))
  return [...parts(kind, revised(entries, changes)), ...removal(kind, files[0])]
}

function newFile(kind: Kind, place: Place, entries: readonly Entry[], source: DataFile | undefined): NewFile {
  return { kind, place, entries, ...(source === undefined ? {} : { source }) }
}

function removal(kind: Kind, whole: DataFile | undefined): NewFile[] {
  return whole === undefined ? [] : [newFile(kind, whole.place, [], whole)]
}

/** All the records of a kind, in one file for each character; files that are left empty included. */
function parts(kind: Kind, entries: readonly Entry[], source?: DataFile): NewFile[] {
  const lists = byCharacter(entries)
  for (const { place } of kind.files()) {
    if (place.character !== undefined && !lists.has(place.character)) lists.set(place.character, [])
  }
  return Array.from(lists, ([character, list]) => newFile(kind, partPlace(kind, character), list, source))
}

/** Only the files of a split kind that the changes touch. */
function partsOf(kind: Kind, changes: readonly SoundChange[]): NewFile[] {
  return Array.from(byCharacter(changes), ([character, list]) => {
    const before = kind.files().find(({ place }) => place.character === character)
    return newFile(kind, partPlace(kind, character), revised(before?.entries() ?? [], list), before)
  })
}

function partPlace(kind: Kind, character: string): Place {
  return { name: partName(kind.entity, character), character }
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

/** Entries sorted by id with the changes made to them. */
function revised(entries: readonly Entry[], changes: readonly SoundChange[]): readonly Entry[] {
  const changed = new Set(entries.length === 0 ? [] : changes.map(({ id }) => id))
  const kept: Entry[] = entries.filter(({ id }) => !changed.has(id))
  for (const { id, before, after } of changes) {
    if (after !== undefined)
      kept.push({ id, record: after, ...(before === undefined ? { isNew: true } : {}) })
  }
  return kept.sort(byId)
}
