/** The bytes of a data file while it is put together, of new records and of runs of bytes from the file before. */

const opening = Buffer.from('[\n')
const between = Buffer.from(',\n')
const closing = Buffer.from('\n]\n')
const encoder = new TextEncoder()

/** No character of UTF-16 takes more bytes in UTF-8. */
const bytesPerUnit = 3

export class FileDraft {
  #bytes: Buffer
  #length = 0

  /** @param size about how many bytes the file will have */
  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size + opening.length + closing.length)
  }

  /** Adds a record by its lines, as `recordText` gives them. @returns their bytes, good until more is added */
  add(lines: string): Uint8Array {
    this.#begin(lines.length * bytesPerUnit)
    const start = this.#length
    this.#length += encoder.encodeInto(lines, this.#bytes.subarray(start)).written
    return this.#bytes.subarray(start, this.#length)
  }

  /** Adds one record or a run of them, as their bytes stand in another canonical file. */
  keep(run: Uint8Array): void {
    if (run.length === 0) return
    this.#begin(run.length)
    this.#put(run)
  }

  /** The whole file. */
  finished(): Uint8Array {
    if (this.#length === 0) return Buffer.from('[]\n')
    this.#makeRoom(closing.length)
    this.#put(closing)
    return this.#bytes.subarray(0, this.#length)
  }

  #begin(size: number): void {
    this.#makeRoom(size + between.length)
    this.#put(this.#length === 0 ? opening : between)
  }

  #put(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  #makeRoom(size: number): void {
    if (this.#length + size <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + size))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
