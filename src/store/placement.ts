/** Where the records of a plan go: which data files get which records, and when a kind is split into several. */
import { recordText, textHash } from '../schema/canonical.ts'
import { spliced } from './canonicalfile.ts'
import type { SoundChange } from './conflicts.ts'
import type { DataFile, Source } from './datafile.ts'
import { FileDraft } from './filedraft.ts'
import { type Entry, KeyIndex } from './keyindex.ts'
import { joined, type Kind, partName, wholeName } from './kind.ts'
import { byId, type Place } from './records.ts'

/** A kind with more records than this is split, and stays so. */
export const splitAbove = 2000

/** So many changes of a file are made in its bytes; for more of them all of its records are gone through. */
const fewChanges = 32

/** About how many bytes a record has. */
const usualSize = 512

/** A data file to be written, or removed where no record is left. */
export interface NewFile {
  readonly kind: Kind
  readonly place: Place
  readonly isEmpty: boolean
  /**
   * Its content.
   * @param hashes is given the hash of each new record's content, by id
   */
  bytes(hashes: Map<string, string>): Uint8Array
  /** The lookup keys of the file as it is to be. */
  index(): KeyIndex
}

/** The files that change when these changes of one kind are applied. */
export function placed(kind: Kind, changes: readonly SoundChange[]): NewFile[] {
  const files = kind.files()
  const [first, ...rest] = files
  if (rest.length > 0 && first?.place.character === undefined) return tidiedUp(kind, files, changes)
  if (first?.place.character !== undefined) return partsOf(kind, changes)
  const place = { name: wholeName(kind.entity) }
  const patch = first === undefined ? undefined : patched(kind, place, first, changes)
  if (patch !== undefined && patch.count <= splitAbove) return [patch]
  const source = first?.source()
  const entries = revised(source?.entries ?? [], changes)
  if (entries.length > splitAbove) return [...parts(kind, entries, source), ...removal(kind, first)]
  return [newFile(kind, place, entries, source)]
}

/** A canonical file with few changes, which is not gone through record by record; undefined where that cannot be. */
function patched(
  kind: Kind,
  place: Place,
  file: DataFile,
  changes: readonly SoundChange[],
): (NewFile & { readonly count: number }) | undefined {
  const bytes = changes.length > fewChanges ? undefined : file.canonicalBytes()
  if (bytes === undefined) return undefined
  const before = file.index()
  const sorted = changes.toSorted(byId)
  const made = new Set(sorted.filter((change) => change.before === undefined).map(({ id }) => id))
  const edits = sorted.map(({ id, after }) => {
    const at = before.placeFrom(id)
    return { place: at, isThere: before.idAt(at) === id, ...(after === undefined ? {} : { record: after }) }
  })
  const growth = edits.map(({ isThere, record }) => (record === undefined ? 0 : 1) - (isThere ? 1 : 0))
  const count = growth.reduce((sum, one) => sum + one, before.count)
  return {
    kind,
    place,
    count,
    isEmpty: count === 0,
    bytes: (hashes) =>
      spliced(
        bytes,
        sorted.map(({ id, after }) => ({
          id,
          ...(after === undefined ? {} : { lines: recordText(kind.entity, after) }),
        })),
        (id, lines) => {
          if (made.has(id)) hashes.set(id, textHash(lines))
        },
      ),
    index: () => before.patched(kind.entity, edits),
  }
}

/** A kind that a merge by hand left both whole and split becomes split alone. */
function tidiedUp(kind: Kind, files: readonly DataFile[], changes: readonly SoundChange[]): NewFile[] {
  const entries = joined(files).map((record) => ({ id: record.id, record, place: -1, isNew: false }))
  return [...parts(kind, revised(entries, changes)), ...removal(kind, files[0])]
}

/** A file made of all of its records. @param source the file that the entries' places refer to */
function newFile(kind: Kind, place: Place, entries: readonly Entry[], source: Source | undefined): NewFile {
  return {
    kind,
    place,
    isEmpty: entries.length === 0,
    bytes: (hashes) => contentOf(kind, entries, source, hashes),
    index: () => KeyIndex.ofEntries(kind.entity, entries, source?.index),
  }
}

/** Records known by their bytes alone are copied, those that stood side by side at once. */
function contentOf(
  kind: Kind,
  entries: readonly Entry[],
  { size = 0, run }: Partial<Source> = {},
  hashes: Map<string, string>,
): Uint8Array {
  const draft = new FileDraft(Math.max(size, entries.length * usualSize))
  let from = 0
  let to = 0
  const keepRun = (): void => {
    if (run !== undefined && from < to) draft.keep(run(from, to))
    from = to
  }
  for (const { id, record, place, isNew } of entries) {
    if (record === undefined) {
      if (place !== to) {
        keepRun()
        from = place
      }
      to = place + 1
      continue
    }
    keepRun()
    const lines = draft.add(recordText(kind.entity, record))
    if (isNew) hashes.set(id, textHash(lines))
  }
  keepRun()
  return draft.finished()
}

function removal(kind: Kind, whole: DataFile | undefined): NewFile[] {
  return whole === undefined ? [] : [newFile(kind, whole.place, [], undefined)]
}

/** All the records of a kind, in one file for each character; files that are left empty included. */
function parts(kind: Kind, entries: readonly Entry[], source?: Source): NewFile[] {
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
    const place = partPlace(kind, character)
    const patch = before === undefined ? undefined : patched(kind, place, before, list)
    const source = patch === undefined ? before?.source() : undefined
    return patch ?? newFile(kind, place, revised(source?.entries ?? [], list), source)
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
    if (after !== undefined) kept.push({ id, record: after, place: -1, isNew: before === undefined })
  }
  return kept.sort(byId)
}
