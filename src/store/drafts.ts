/** The records that a commit writes into one data file, each gone through once: its lines, its lookup keys, a hash of it. */
import { bytesHash, recordText } from '../schema/canonical.ts'
import type { Entity } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { ascii } from '../text.ts'
import { between, runOf } from './canonicalfile.ts'
import { Pairs } from './pairs.ts'

/** About how many bytes a record has. */
const usualSize = 512

/** No unit of UTF-16 takes more bytes in UTF-8. */
const bytesPerUnit = 3

export class Drafts {
  readonly ids: string[] = []
  /** The place in a pair is that of the record in `ids`. */
  readonly keys = new Pairs()
  /** Of the content of the new records, by id. */
  readonly hashes: [id: string, hash: string][] = []
  #bytes: Buffer
  /** Where the record after each one begins. */
  readonly #ends: number[] = []
  #length = 0

  /** @param count about how many there will be */
  constructor(count: number) {
    this.#bytes = Buffer.allocUnsafe(count * usualSize)
  }

  /** Adds a tidied record. */
  add(entity: Entity, record: AnyRecord, isNew: boolean): void {
    const start = this.#length
    this.#write(`${recordText(entity, record)}${between}`)
    this.keys.addKeys(entity, record, this.ids.length)
    this.ids.push(record.id)
    this.#ends.push(this.#length)
    if (isNew) this.hashes.push([record.id, bytesHash(runOf(this.#bytes, start, this.#length))])
  }

  /** The lines of the records from one place to before another, as they follow each other in a file. */
  run(from: number, to: number): Uint8Array {
    return runOf(this.#bytes, this.#ends[from - 1] ?? 0, this.#ends[to - 1] ?? 0)
  }

  #write(text: string): void {
    const most = this.#length + text.length * bytesPerUnit
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, most))
      larger.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = larger
    }
    // The bytes are the same, but of Latin-1 the engine need only copy them.
    this.#length += this.#bytes.write(text, this.#length, ascii.test(text) ? 'latin1' : 'utf8')
  }
}
