/** Where the records of a plan go: which data files get which records, and when a kind is split into several. */
import { assembled, type Kept } from './assembly.ts'
import type { SoundChange } from './conflicts.ts'
import type { DataFile, Source } from './datafile.ts'
import { Drafts } from './drafts.ts'
import type { KeyIndex } from './keyindex.ts'
import { joined, type Kind } from './kind.ts'
import { partName, wholeName } from './naming.ts'
import type { Place } from './records.ts'

/** A kind with more records than this is split, and stays so. */
export const splitAbove = 2000

/** A data file to be written, or removed where no record is left. */
export interface NewFile {
  readonly kind: Kind
  readonly place: Place
  readonly isEmpty: boolean
  /** Whether records of the file before stay as they were. */
  readonly hasKept: boolean
  bytes(): Uint8Array
  /** The lookup keys of the file as it is to be. */
  index(): KeyIndex
  /** Of the content of its new records, by id. */
  readonly hashes: readonly (readonly [id: string, hash: string])[]
}

/**
 * The files that change when these changes of one kind are applied.
 * @param isWhole whether a split kind goes back into one file, if it fits
 */
export function placed(kind: Kind, changes: readonly SoundChange[], isWhole = false): NewFile[] {
  const files = kind.files()
  const [first, ...rest] = files
  if (rest.length > 0 && first?.place.character === undefined)
    return [...split(kind, withUnchanged(files, changes)), ...removal(kind, first)]
  if (first?.place.character !== undefined)
    return (isWhole ? unsplit(kind, changes) : undefined) ?? partsOf(kind, changes)
  const source = first?.source()
  const count = (source?.index.count ?? 0) + growthBy(changes)
  if (count > splitAbove) return [...split(kind, changes, source), ...removal(kind, first)]
  const drafts = draftsOf(changes, [''], () => '').get('') ?? new Drafts(0)
  return [newFile(kind, { name: wholeName(kind.entity) }, drafts, wholeOf(source, changes))]
}

function growthBy(changes: readonly SoundChange[]): number {
  let growth = 0
  for (const { before, after } of changes)
    growth += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1)
  return growth
}

function characterOf(id: string): string {
  return id.charAt(1)
}

function newFile(kind: Kind, place: Place, drafts: Drafts, kept: Kept | undefined): NewFile {
  const { count, bytes, index } = assembled(drafts, kept)
  const hasKept = count > drafts.ids.length
  return { kind, place, isEmpty: count === 0, hasKept, bytes, index, hashes: drafts.hashes }
}

function removal(kind: Kind, whole: DataFile | undefined): NewFile[] {
  return whole === undefined ? [] : [newFile(kind, whole.place, new Drafts(0), undefined)]
}

/** What stays of a file when it is changed so. */
function wholeOf(source: Source | undefined, changes: readonly SoundChange[]): Kept | undefined {
  return source && { source, from: 0, to: source.index.count, gone: goneBy(changes) }
}

/** The ids of the records that do not stay as they are. */
function goneBy(changes: readonly SoundChange[]): ReadonlySet<string> {
  const gone = new Set<string>()
  for (const { id, before } of changes) if (before !== undefined) gone.add(id)
  return gone
}

/** What a kind that a merge by hand left both whole and split is made anew of: it becomes split alone. */
function withUnchanged(files: readonly DataFile[], changes: readonly SoundChange[]): readonly SoundChange[] {
  const gone = goneBy(changes)
  const kept = joined(files).filter(({ id }) => !gone.has(id))
  const [change] = changes
  if (change === undefined) return changes
  return [...kept.map((record) => ({ ...change, id: record.id, before: record, after: record })), ...changes]
}

/** All the records of a kind, in one file for each character; files that are left empty included. */
function split(kind: Kind, changes: readonly SoundChange[], source?: Source): NewFile[] {
  const characters = new Set(changes.map(({ id }) => characterOf(id)))
  for (const { place } of kind.files()) if (place.character !== undefined) characters.add(place.character)
  for (const id of source?.index.idsFrom('') ?? []) characters.add(characterOf(id))
  const gone = goneBy(changes)
  const drafts = draftsOf(changes, characters, characterOf)
  return Array.from(drafts, ([character, ofCharacter]) => {
    const from = source?.index.placeFrom(kind.entity.letter + character) ?? 0
    const to = source?.index.placeFrom(`${kind.entity.letter}${character}~`) ?? 0
    return newFile(kind, partPlace(kind, character), ofCharacter, source && { source, from, to, gone })
  })
}

/** One file for a kind that was split; undefined where it has too many records for it. */
function unsplit(kind: Kind, changes: readonly SoundChange[]): NewFile[] | undefined {
  const files = kind.files()
  const count = joined(files).length + growthBy(changes)
  if (count > splitAbove) return undefined
  const all = withUnchanged(files, changes)
  const drafts = draftsOf(all, [''], () => '').get('') ?? new Drafts(0)
  const whole = newFile(kind, { name: wholeName(kind.entity) }, drafts, undefined)
  return [...(whole.isEmpty ? [] : [whole]), ...files.flatMap((file) => removal(kind, file))]
}

/** Whether these new files split a kind that was in one. */
export function splits(kind: Kind, files: readonly NewFile[]): boolean {
  const [first] = kind.files()
  const isSplit = files.some((file) => file.kind === kind && file.place.character !== undefined)
  return isSplit && first !== undefined && first.place.character === undefined
}

/** Only the files of a split kind that the changes touch. */
function partsOf(kind: Kind, changes: readonly SoundChange[]): NewFile[] {
  const kept = new Map(
    Array.from(byCharacter(changes), ([character, list]) => {
      const before = kind.files().find(({ place }) => place.character === character)
      return [character, wholeOf(before?.source(), list)] as const
    }),
  )
  return Array.from(draftsOf(changes, kept.keys(), characterOf), ([character, drafts]) =>
    newFile(kind, partPlace(kind, character), drafts, kept.get(character)),
  )
}

function partPlace(kind: Kind, character: string): Place {
  return { name: partName(kind.entity, character), character }
}

function byCharacter(changes: readonly SoundChange[]): ReadonlyMap<string, readonly SoundChange[]> {
  const lists = new Map<string, SoundChange[]>()
  for (const change of changes) {
    const character = characterOf(change.id)
    const list = lists.get(character)
    if (list === undefined) lists.set(character, [change])
    else list.push(change)
  }
  return lists
}

/** Drafts of what is put into each of these files, made in the order of the plan: so its records lie in memory. */
function draftsOf(
  changes: readonly SoundChange[],
  files: Iterable<string>,
  fileFor: (id: string) => string,
): ReadonlyMap<string, Drafts> {
  const names = [...files]
  const drafts = new Map(names.map((name) => [name, new Drafts(Math.ceil(changes.length / names.length))]))
  for (const { entity, id, before, after } of changes)
    if (after !== undefined) drafts.get(fileFor(id))?.add(entity, after, before === undefined)
  return drafts
}
