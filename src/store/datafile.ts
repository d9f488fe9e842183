/** One data file as read: its records and its lookup keys, each loaded when first asked for. */
import { randomBytes } from 'node:crypto'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { randomText } from '../schema/id.ts'
import { type Folder, type Stamp, sameStamp } from './folder.ts'
import { firstWhere, KeyIndex } from './keyindex.ts'
import { type Place, recordsFile } from './records.ts'

export const cacheFolder = '.local/cache'

/** What reading needs. */
export interface Reading {
  readonly folder: Folder
  /** Files that an unfinished commit has not yet put in place: where their bytes are, or undefined for one it removes. */
  readonly moved: ReadonlyMap<string, string | undefined>
  /** Called before the disk is read. */
  readonly touch: () => void
}

export class DataFile {
  readonly place: Place
  readonly entity: Entity
  readonly #reading: Reading
  readonly #stamp: Stamp | undefined
  #records: readonly AnyRecord[] | undefined
  #index: KeyIndex | undefined

  /** @param previous the same file as read before: what is loaded of it is kept if it has not changed on the disk since */
  constructor(reading: Reading, entity: Entity, place: Place, previous?: DataFile) {
    this.#reading = reading
    this.entity = entity
    this.place = place
    this.#stamp = reading.folder.stamp(place.source ?? place.name)
    if (previous === undefined || previous.entity !== entity || !this.#isSameAs(previous)) return
    this.#records = previous.#records
    this.#index = previous.#index
  }

  #isSameAs(other: DataFile): boolean {
    return this.#stamp !== undefined && other.#stamp !== undefined && sameStamp(this.#stamp, other.#stamp)
  }

  /** Whether the file on the disk is the one this was read from. */
  isCurrent(): boolean {
    const now = this.#reading.folder.stamp(this.place.name)
    return now !== undefined && this.#stamp !== undefined && sameStamp(now, this.#stamp)
  }

  /** Every record, sorted by id. */
  records(): readonly AnyRecord[] {
    if (this.#records !== undefined) return this.#records
    this.#reading.touch()
    const file = recordsFile(this.#reading.folder, this.entity, this.place)
    file.read()
    this.#records = file.data
    return file.data
  }

  get(id: string): AnyRecord | undefined {
    const records = this.records()
    const found = records[firstWhere(records.length, (place) => (records[place]?.id ?? '') >= id)]
    return found?.id === id ? found : undefined
  }

  /** The lookup keys: from the cache, or made from the records and cached where the store can be written. */
  index(): KeyIndex {
    if (this.#index === undefined) {
      this.#reading.touch()
      this.#index = this.#cachedIndex() ?? this.#newIndex()
    }
    return this.#index
  }

  /** Text of the file if it is known to be canonical, for a change that keeps most of it. */
  canonicalText(): string | undefined {
    return this.index().isCanonical && this.isCurrent() ? this.#reading.folder.text(this.place.name) : undefined
  }

  #cachedIndex(): KeyIndex | undefined {
    if (this.#stamp === undefined) return undefined
    const bytes = this.#reading.folder.bytes(cacheName(this.entity, this.place))
    return bytes === undefined ? undefined : KeyIndex.decode(bytes, this.entity, this.#stamp)
  }

  #newIndex(): KeyIndex {
    const index = KeyIndex.of(this.entity, this.records(), false)
    if (this.#stamp !== undefined && this.place.source === undefined) {
      saveIndex(this.#reading.folder, this.entity, this.place, index, this.#stamp)
    }
    return index
  }
}

function cacheName(entity: Entity, place: Place): string {
  const part = place.character === undefined ? '' : `.${place.character}`
  return `${cacheFolder}/${entity.plural}${part}.keys`
}

/** Keeps an index for the next command; quietly does without where that is impossible. */
export function saveIndex(folder: Folder, entity: Entity, place: Place, index: KeyIndex, stamp: Stamp): void {
  const name = cacheName(entity, place)
  const draft = `${name}.${randomText(6, randomBytes)}`
  try {
    folder.make(cacheFolder)
    folder.scribble(draft, index.encode(entity, stamp))
    folder.move(draft, name)
  } catch {
    // A read-only store works without caches.
  }
}
