/** The records that a commit writes into one data file, each gone through once: its bytes and its lookup keys. */
import { recordText } from '../schema/canonical.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { Pairs } from './keyindex.ts'

const encoder = new TextEncoder()

/** No unit of UTF-16 takes more bytes in UTF-8. */
const bytesPerUnit = 3

export class Drafts {
  readonly ids: string[] = []
  /** The place in a pair is that of the record in `ids`. */
  readonly keys = new Pairs()
  readonly #ends: number[] = []
  #bytes: Buffer = Buffer.allocUnsafe(16_384)

  /** Adds a tidied record. @returns its bytes, good until the next one is added */
  add(entity: Entity, record: AnyRecord): Uint8Array {
    const text = recordText(entity, record)
    const start = this.#ends.at(-1) ?? 0
    this.#makeRoom(start + text.length * bytesPerUnit)
    const end = start + encoder.encodeInto(text, this.#bytes.subarray(start)).written
    this.keys.addKeys(entity, record, this.ids.length)
    this.ids.push(record.id)
    this.#ends.push(end)
    return this.#bytes.subarray(start, end)
  }

  /** The lines of one record. */
  bytesAt(place: number): Uint8Array {
    return this.#bytes.subarray(this.#ends[place - 1] ?? 0, this.#ends[place])
  }

  #makeRoom(size: number): void {
    if (size <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, size))
    larger.set(this.#bytes.subarray(0, this.#ends.at(-1) ?? 0))
    this.#bytes = larger
  }
}
