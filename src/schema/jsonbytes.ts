/** JSON as bytes in UTF-8, written piece by piece: texts by the hundred thousand make no strings on the way. */

const encoder = new TextEncoder()

/** No unit of UTF-16 takes more bytes in UTF-8. */
const bytesPerUnit = 3

const doubleQuote = 0x22
const backslash = 0x5c

export class JsonBytes {
  #bytes: Buffer
  #length = 0

  /** @param size how many bytes to make room for at first */
  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size)
  }

  get length(): number {
    return this.#length
  }

  /** Good until more is written. */
  slice(from: number, to: number): Buffer {
    return this.#bytes.subarray(from, to)
  }

  /** Takes back what was written since it had this length. */
  cut(length: number): void {
    this.#length = length
  }

  /** Bytes as they are. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes
    this.#makeRoom(length)
    copy(bytes, this.#bytes, this.#length, length)
    this.#length += length
  }

  /** JSON as it is. */
  json(text: string): void {
    this.#makeRoom(text.length * bytesPerUnit)
    const end = asciiInto(this.#bytes, this.#length, text)
    if (end >= 0) this.#length = end
    else this.#length += encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written
  }

  /** A text in quotes. */
  text(text: string): void {
    this.#makeRoom((text.length + 2) * bytesPerUnit)
    const end = quotedInto(this.#bytes, this.#length, text)
    if (end < 0) this.json(JSON.stringify(text))
    else this.#length = end
  }

  #makeRoom(size: number): void {
    if (this.#length + size <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + size))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** By hand: of so few bytes a call into the engine would take most of the time. */
function copy(from: Uint8Array, to: Uint8Array, at: number, count: number): void {
  for (let i = 0; i < count; i++) to[at + i] = from[i] ?? 0
}

/** Where it ends, or -1 where the text has more than ASCII. */
function asciiInto(bytes: Uint8Array, start: number, text: string): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return -1
    bytes[start + i] = unit
  }
  return start + text.length
}

/** Where it ends, or -1 where the text has what JSON escapes, or surrogates, which may be lone. */
function quotedInto(bytes: Uint8Array, start: number, text: string): number {
  let at = start
  bytes[at++] = doubleQuote
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      if (unit < 0x20 || unit === doubleQuote || unit === backslash) return -1
      bytes[at++] = unit
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6)
      bytes[at++] = 0x80 | (unit & 0x3f)
    } else {
      if (unit >= 0xd800 && unit <= 0xdfff) return -1
      bytes[at++] = 0xe0 | (unit >> 12)
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f)
      bytes[at++] = 0x80 | (unit & 0x3f)
    }
  }
  bytes[at++] = doubleQuote
  return at
}
