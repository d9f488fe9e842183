/** The records that a commit writes into one data file, each gone through once: its bytes and its lookup keys. */
import { writeRecord } from '../schema/canonical.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { JsonBytes } from '../schema/jsonbytes.ts'
import { Pairs } from './pairs.ts'

/** About how many bytes a record has. */
const usualSize = 512

export class Drafts {
  readonly ids: string[] = []
  /** The place in a pair is that of the record in `ids`. */
  readonly keys = new Pairs()
  readonly #out: JsonBytes
  /** Where the lines of each record end. */
  readonly #ends: number[] = []

  /** @param count about how many there will be */
  constructor(count: number) {
    this.#out = new JsonBytes(count * usualSize)
  }

  /** Adds a tidied record. @returns its lines, good until the next one is added */
  add(entity: Entity, record: AnyRecord): Uint8Array {
    const start = this.#out.length
    writeRecord(entity, record, this.#out)
    this.keys.addKeys(entity, record, this.ids.length)
    this.ids.push(record.id)
    this.#ends.push(this.#out.length)
    return this.#out.slice(start, this.#out.length)
  }

  /** The lines of one record. */
  bytesAt(place: number): Uint8Array {
    return this.#out.slice(this.#ends[place - 1] ?? 0, this.#ends[place] ?? 0)
  }
}
