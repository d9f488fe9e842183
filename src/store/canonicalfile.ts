/** Finds and changes single records in the bytes of a canonical file, without reading the others. */

/** What every record begins with: no line break can stand inside a text, and what is nested stands on its field's line. */
const mark = '  {\n    "id": "'
const recordClose = '\n  }'
const idLength = 10
const open = Buffer.from('[\n')
const close = Buffer.from('\n]\n')
/** What stands between two records. */
export const between = ',\n'
const separator = Buffer.from(between)
const listOpen = open.length

/** A record to put into the file, in place of the one with the same id if there is one; without lines it is taken out. */
export interface Splice {
  readonly id: string
  /** In UTF-8. */
  readonly lines?: Uint8Array
}

/** Where the first record whose id is not less than `id` begins; where the next one would, if there is none. */
export function recordFrom(file: Buffer, id: string): number {
  let low = 0
  let high = file.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const start = file.indexOf(mark, middle, 'latin1')
    if (start === -1 || idAt(file, start) >= id) high = middle
    else low = start + 1
  }
  const start = file.indexOf(mark, low, 'latin1')
  return start === -1 ? file.length - close.length + between.length : start
}

/** The id of the record that begins there; empty where none does. */
export function idAt(file: Buffer, start: number): string {
  return file.toString('latin1', start + mark.length, start + mark.length + idLength)
}

/** Where the record that begins there ends. */
export function recordEnd(file: Buffer, start: number): number {
  return file.indexOf(recordClose, start, 'latin1') + recordClose.length
}

/** Where each record begins, and last where the next one would. */
export function recordStarts(file: Buffer): readonly number[] {
  const starts = [listOpen]
  for (let at = listOpen, end = 0; at < file.length - close.length; at = end) {
    end = recordEnd(file, at) + between.length
    if (end <= at) break
    starts.push(end)
  }
  return starts
}

/** The bytes of a run of records, given where the first begins and where the next after them does. */
export function runOf(file: Uint8Array, start: number, next: number): Uint8Array {
  return file.subarray(start, Math.max(start, next - between.length))
}

/**
 * The file with some records changed.
 * @param splices sorted by id
 */
export function spliced(file: Buffer, splices: readonly Splice[]): Uint8Array {
  const runs: Uint8Array[] = []
  let at = listOpen
  for (const { id, lines } of splices) {
    const start = recordFrom(file, id)
    runs.push(runOf(file, at, start))
    at = idAt(file, start) === id ? recordEnd(file, start) + between.length : start
    if (lines !== undefined) runs.push(lines)
  }
  runs.push(runOf(file, at, file.length - close.length + between.length))
  return fileOf(runs.filter(({ length }) => length > 0))
}

/** A data file, from the bytes of its records: one by one, or in runs as `runOf` gives them. */
export function fileOf(runs: readonly Uint8Array[]): Uint8Array {
  if (runs.length === 0) return Buffer.from('[]\n')
  const size = runs.reduce((sum, { length }) => sum + length + between.length, 0)
  const file = Buffer.allocUnsafe(open.length + size - between.length + close.length)
  let at = 0
  const put = (bytes: Uint8Array): void => {
    file.set(bytes, at)
    at += bytes.length
  }
  for (const run of runs) {
    put(at === 0 ? open : separator)
    put(run)
  }
  put(close)
  return file
}
