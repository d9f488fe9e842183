/** One data file as read: its records and its lookup keys, as little of each as is asked for. */
import { recordText } from '../schema/canonical.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { between, idAt, recordEnd, recordFrom, recordStarts, runOf } from './canonicalfile.ts'
import { areRecords } from './check.ts'
import type { Columns } from './columns.ts'
import { type Folder, type Stamp, sameStamp, stampText } from './folder.ts'
import { type KeyFile, peekCandidates, peekIndex, readIndex, saveIndex } from './keyfile.ts'
import { firstWhere, KeyIndex } from './keyindex.ts'
import type { Upgrade } from './migrations/index.ts'
import { type Place, recordsFile, recordsIn } from './records.ts'
import { sumOf } from './sum.ts'

/** What reading needs. */
export interface Reading {
  readonly folder: Folder
  /** Files that an unfinished commit has not yet put in place: where their bytes are, or undefined for one it removes. */
  readonly moved: ReadonlyMap<string, string | undefined>
  /** Called before the disk is read. */
  readonly touch: () => void
  /** Brings what an older version wrote into the present form. */
  readonly upgrade?: Upgrade | undefined
}

/** A file as a new one is made from it. */
export interface Source {
  readonly index: KeyIndex
  /** The bytes of the records at the places from `from` to before `to`. */
  run(from: number, to: number): Uint8Array
}

/** So many single records are picked out of a file before it is read whole. */
const peeksAtMost = 3
/** The keys of a data file with fewer bytes are read whole at once: that is one reading, however many keys are asked for. */
const smallFile = 256n * 1024n

export class DataFile {
  readonly place: Place
  readonly entity: Entity
  readonly #reading: Reading
  readonly #stamp: Stamp | undefined
  /** Undefined where the file cannot have a cache. */
  readonly #keyFile: KeyFile | undefined
  #records: readonly AnyRecord[] | undefined
  #index: KeyIndex | undefined
  /** Some fields of its records, where they were asked for. */
  columns: Columns | undefined
  #peeks = 0

  /** @param previous the same file as read before: what is loaded of it is kept if it has not changed on the disk since */
  constructor(reading: Reading, entity: Entity, place: Place, previous?: DataFile) {
    const { folder } = reading
    const stamp = folder.stamp(place.source ?? place.name)
    this.#reading = reading
    this.entity = entity
    this.place = place
    this.#stamp = stamp
    this.#keyFile =
      stamp === undefined || place.source !== undefined ? undefined : { folder, entity, place, stamp }
    if (previous === undefined || previous.entity !== entity || !this.#isStill(previous.#stamp)) return
    this.#records = previous.#records
    this.#index = previous.#index
    this.columns = previous.columns
  }

  /** Every record, sorted by id. */
  records(): readonly AnyRecord[] {
    this.#records ??= this.passing()
    return this.#records
  }

  /** The same to be looked through once: what was not read before is let go. */
  passing(): readonly AnyRecord[] {
    if (this.#records !== undefined) return this.#records
    this.#reading.touch()
    const { folder, upgrade } = this.#reading
    const file = recordsFile(folder, this.entity, this.place, { upgrade, isKnown: this.#isKnown() })
    file.read()
    return file.data
  }

  /** In bytes. */
  get size(): number {
    return Number(this.#stamp?.size ?? 0n)
  }

  /** Tells this version of the file from others; undefined where nothing of it can be kept. */
  get version(): string | undefined {
    return this.#keyFile === undefined || this.#reading.upgrade !== undefined
      ? undefined
      : stampText(this.#keyFile.stamp)
  }

  get(id: string): AnyRecord | undefined {
    const peeked = this.#records === undefined ? this.#peek(id) : undefined
    if (peeked !== undefined) return peeked
    const records = this.records()
    const found = records[firstWhere(records.length, (place) => (records[place]?.id ?? '') >= id)]
    return found?.id === id ? found : undefined
  }

  /** The lookup keys: from the cache, or made from the records and cached where the store can be written. */
  index(): KeyIndex {
    if (this.#index === undefined) {
      this.#reading.touch()
      this.#index =
        (this.#keyFile === undefined ? undefined : readIndex(this.#keyFile)?.index) ?? this.#newIndex()
    }
    return this.#index
  }

  /** Ids of the file that begin with `prefix`. */
  idsFrom(prefix: string): string[] {
    return this.columns?.idsFrom(prefix) ?? this.index().idsFrom(prefix)
  }

  /** Ids of the records that may have the key. */
  candidates(key: string): string[] {
    const isLarge = this.#keyFile !== undefined && this.#keyFile.stamp.size >= smallFile
    if (this.#index === undefined && isLarge && this.#peeks++ < peeksAtMost) {
      this.#reading.touch()
      const ids = peekCandidates(this.#keyFile, key)
      if (ids !== undefined) return ids
    }
    return this.index().candidates(key)
  }

  /** The file's bytes where it is said to be canonical: enough to look for a record in them. */
  #canonicalBytes(): Buffer | undefined {
    const { folder, touch } = this.#reading
    touch()
    if (this.#keyFile === undefined || (this.#index ?? peekIndex(this.#keyFile))?.isCanonical !== true)
      return undefined
    return this.#isStill(folder.stamp(this.place.name)) ? folder.bytes(this.place.name) : undefined
  }

  /**
   * What a new file is made from. The file itself, read once, says what is in it. Its bytes are taken over only where a
   * commit wrote these very bytes, and its records are where the keys kept since then have them; else it is parsed.
   */
  source(): Source {
    const { folder, touch, upgrade } = this.#reading
    const { entity, place } = this
    touch()
    const bytes = folder.bytes(place.source ?? place.name) ?? Buffer.from('[]\n')
    const written = upgrade === undefined ? this.#asWritten(bytes) : undefined
    if (written !== undefined) return written
    const records = recordsIn(entity, place, bytes, { upgrade })
    const texts = records.map((record) => recordText(entity, record))
    return {
      index: KeyIndex.ofRecords(entity, records),
      run: (from, to) => Buffer.from(texts.slice(from, to).join(between)),
    }
  }

  /** The same of bytes that are as a commit wrote them. */
  #asWritten(bytes: Buffer): Source | undefined {
    const kept = this.#keyFile === undefined ? undefined : readIndex(this.#keyFile)
    if (kept?.index.isCanonical !== true || kept.sum !== sumOf(bytes)) return undefined
    const { index } = kept
    const starts = recordStarts(bytes, this.entity.letter)
    if (starts?.length !== index.count + 1) return undefined
    for (let place = 0; place < index.count; place++)
      if (idAt(bytes, starts[place] ?? 0) !== index.idAt(place)) return undefined
    return { index, run: (from, to) => runOf(bytes, starts[from] ?? 0, starts[to] ?? 0) }
  }

  /** Whether the file is still the one that was looked at: editors and git ask for no lock. */
  isStill(): boolean {
    return this.#isStill(this.#reading.folder.stamp(this.place.name))
  }

  /** Whether the file was found sound before: its keys are only ever taken from records that were checked. */
  #isKnown(): boolean {
    if (this.#keyFile === undefined || !this.#isStill(this.#keyFile.folder.stamp(this.place.name)))
      return false
    return this.#index !== undefined || peekIndex(this.#keyFile) !== undefined
  }

  #isStill(stamp: Stamp | undefined): boolean {
    return this.#stamp !== undefined && stamp !== undefined && sameStamp(this.#stamp, stamp)
  }

  /** Kept only where the file was the same before and after it was read: else its keys would be those of another. */
  #newIndex(): KeyIndex {
    const { folder, upgrade } = this.#reading
    const bytes = this.#keyFile === undefined ? undefined : folder.bytes(this.place.name)
    if (this.#keyFile === undefined || bytes === undefined || !this.#isStill(folder.stamp(this.place.name)))
      return KeyIndex.ofRecords(this.entity, this.records())
    this.#records ??= recordsIn(this.entity, this.place, bytes, { upgrade })
    const index = KeyIndex.ofRecords(this.entity, this.#records)
    saveIndex(this.#keyFile, index, sumOf(bytes))
    return index
  }

  /** One record picked out of a canonical file, or undefined where that is not possible. */
  #peek(id: string): AnyRecord | undefined {
    if (this.#keyFile === undefined || this.#peeks++ >= peeksAtMost) return undefined
    const bytes = this.#canonicalBytes()
    const start = bytes === undefined ? -1 : recordFrom(bytes, id)
    if (bytes === undefined || idAt(bytes, start) !== id) return undefined
    const list: unknown[] = [JSON.parse(bytes.toString('utf8', start, recordEnd(bytes, start)))]
    return areRecords(this.entity, list) ? list[0] : undefined
  }
}
