/** Finds single records and runs of them in the bytes of a canonical file, and puts such a file together. */
import { isId } from '../schema/id.ts'

/** What every record begins with: no line break can stand inside a text, and what is nested stands on its field's line. */
const mark = '  {\n    "id": "'
const recordClose = '\n  }'
const idLength = 10
const open = Buffer.from('[\n')
const close = Buffer.from('\n]\n')
/** What stands between two records. */
export const between = ',\n'
/** Where one record ends and the next begins. */
const boundary = Buffer.from(`${recordClose}${between}${mark}`)
const first = Buffer.from(`[\n${mark}`)
const last = Buffer.from(`${recordClose}\n]\n`)
const separator = Buffer.from(between)
const listOpen = open.length
const noRecords = Buffer.from('[]\n')

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

/**
 * Where each record begins, and last where the next one would; undefined where the bytes cannot be records of a kind in
 * the order of their ids. It does not tell a canonical file from one that only looks like it.
 * @param letter what the ids of the kind begin with
 */
export function recordStarts(file: Buffer, letter: string): readonly number[] | undefined {
  if (file.equals(noRecords)) return [listOpen]
  if (!file.subarray(0, first.length).equals(first) || !file.subarray(-last.length).equals(last))
    return undefined
  const starts: number[] = []
  let previous = ''
  for (let at = listOpen; ; ) {
    const id = idAt(file, at)
    if (!isId(id, letter) || id <= previous) return undefined
    starts.push(at)
    previous = id
    const end = file.indexOf(boundary, at)
    if (end === -1) return [...starts, file.length - close.length + between.length]
    at = end + recordClose.length + between.length
  }
}

/** The bytes of a run of records, given where the first begins and where the next after them does. */
export function runOf(file: Uint8Array, start: number, next: number): Uint8Array {
  return file.subarray(start, Math.max(start, next - between.length))
}

/** A data file, from the bytes of its records: one by one, or in runs as `runOf` gives them. */
export function fileOf(runs: readonly Uint8Array[]): Uint8Array {
  if (runs.length === 0) return noRecords
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
