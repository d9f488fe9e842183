/** The files of one kind of record: one, or one for each first random character of the ids, or both after a merge by hand. */
import { StoreError } from '../errors.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { idCharacters } from '../schema/id.ts'
import { keysOf } from '../schema/keys.ts'
import { DataFile, type Reading } from './datafile.ts'
import { refuseGone } from './known.ts'
import { partName, wholeName } from './naming.ts'
import { hashOf } from './pairs.ts'
import { byId, type Place } from './records.ts'
import { type SlimRecord, slimRecords } from './slim.ts'
import { readSlim } from './slimparts.ts'

/** From so many keys on, going through all hashes once is faster than looking for each. */
const manyKeys = 200

/** A kind with fewer bytes is read whole as soon as its columns would be. */
const smallKind = 64 * 1024

export class Kind {
  readonly entity: Entity
  readonly #reading: Reading
  /** The same kind as read before; what has not changed on the disk since is not read again. */
  #previous: Kind | undefined
  #files: readonly DataFile[] | undefined
  #all: readonly AnyRecord[] | undefined
  readonly #slim: { readonly fields: ReadonlySet<string>; readonly records: readonly SlimRecord[] }[] = []

  constructor(reading: Reading, entity: Entity, previous?: Kind) {
    this.#reading = reading
    this.entity = entity
    this.#previous = previous
  }

  /** The data files there are, the unsplit one first. */
  files(): readonly DataFile[] {
    if (this.#files === undefined) {
      this.#reading.touch()
      const known = new Map((this.#previous?.loadedFiles() ?? []).map((file) => [file.place.name, file]))
      this.#files = this.#places().map(
        (place) => new DataFile(this.#reading, this.entity, place, known.get(place.name)),
      )
      this.#previous = undefined
    }
    return this.#files
  }

  /** The data files that were asked for so far. */
  loadedFiles(): readonly DataFile[] {
    return this.#files ?? []
  }

  all(): readonly AnyRecord[] {
    if (this.#all === undefined) this.#all = joined(this.files())
    return this.#all
  }

  /** Every record with its id and these of its fields: whole where the kind was read already or is small. */
  slim(fields: readonly string[]): readonly SlimRecord[] {
    const files = this.files()
    const isPlain = files.length < 2 || files[0]?.place.character !== undefined
    if (this.#all !== undefined || !isPlain || sizeOf(files) < smallKind) return this.all()
    const known = this.#slim.find((one) => fields.every((name) => one.fields.has(name)))
    if (known !== undefined) return known.records
    readSlim(this.#reading.folder, this.entity, files, fields)
    const columns = files.flatMap((file) => file.columns ?? [])
    const records = slimRecords(columns, fields)
    this.#slim.push({ fields: new Set(fields), records })
    return records
  }

  get(id: string): AnyRecord | undefined {
    for (const file of this.#filesFor(id)) {
      const record = file.get(id)
      if (record !== undefined) return record
    }
    return undefined
  }

  /** Whether there is a record with this id, without reading it. */
  has(id: string): boolean {
    if (this.files().length === 0) return false
    return this.#filesFor(id).some((file) => file.index().has(id))
  }

  idsFrom(prefix: string): readonly string[] {
    const ids = this.#filesFor(prefix).flatMap((file) => file.idsFrom(prefix))
    return this.files()[0]?.place.character === undefined ? ids.sort() : ids
  }

  withKey(key: string): readonly AnyRecord[] {
    return this.#holding((file) => file.candidates(key), new Set([key]))
  }

  /** Records that have any of the keys. */
  withAnyKey(keys: ReadonlySet<string>): readonly AnyRecord[] {
    if (keys.size < manyKeys) return [...new Set(Array.from(keys, (key) => this.withKey(key)).flat())]
    const hashes = new Set(Array.from(keys, hashOf))
    return this.#holding((file) => file.index().candidatesOfAny(hashes), keys)
  }

  /** Looks at the records that may have a key, for hashes may collide. */
  #holding(candidates: (file: DataFile) => string[], keys: ReadonlySet<string>): AnyRecord[] {
    const found: AnyRecord[] = []
    for (const file of this.files()) {
      for (const id of candidates(file)) {
        const record = file.get(id)
        if (record !== undefined && keysOf(this.entity, record).some((key) => keys.has(key)))
          found.push(record)
      }
    }
    return found.sort(byId)
  }

  #filesFor(idOrPrefix: string): readonly DataFile[] {
    if (!idOrPrefix.startsWith(this.entity.letter) && idOrPrefix !== '') return []
    const character = idOrPrefix.charAt(1)
    return this.files().filter(
      ({ place }) => place.character === undefined || character === '' || place.character === character,
    )
  }

  #places(): Place[] {
    const { folder } = this.#reading
    const whole = { name: wholeName(this.entity) }
    const listed = new Set(folder.names(`data/${this.entity.plural}`))
    const parts = Array.from(idCharacters, (character) => ({
      name: partName(this.entity, character),
      character,
    }))
    const places = [
      ...this.#seen(whole, folder.has(whole.name)),
      ...parts.flatMap((part) => this.#seen(part, listed.has(`${part.character}.json`))),
    ]
    if (this.#reading.moved.size === 0) {
      const names = places.map(({ name }) => name)
      refuseGone(folder, this.entity.plural, names)
    }
    return places
  }

  /** A place as an unfinished commit will leave it. */
  #seen(place: Place, isThere: boolean): Place[] {
    const { moved } = this.#reading
    if (!moved.has(place.name)) return isThere ? [place] : []
    const source = moved.get(place.name)
    return source === undefined ? [] : [{ ...place, source }]
  }
}

function sizeOf(files: readonly DataFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}

/** The records of several files, sorted by id. @throws StoreError where two files hold the same id */
export function joined(files: readonly DataFile[]): readonly AnyRecord[] {
  const [first, ...rest] = files
  if (first === undefined) return []
  if (rest.length === 0) return first.records()
  const none: readonly AnyRecord[] = []
  const records = none.concat(...files.map((file) => file.records()))
  if (first.place.character !== undefined) return records
  records.sort(byId)
  const twice = records.find((record, i) => record.id === records[i + 1]?.id)
  if (twice === undefined) return records
  throw new StoreError(
    `${first.place.name}: record ${twice.id} also stands in ${partName(first.entity, twice.id.charAt(1))}.`,
    'Keep one of the two by hand; this is what a merge of a split and an unsplit file leaves.',
  )
}
