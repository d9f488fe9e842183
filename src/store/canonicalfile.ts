/** Finds and changes single records in the bytes of a canonical file, without reading the others. */
import { FileDraft } from './filedraft.ts'

/** What every record begins with: no line break can stand inside a text, and what is nested stands on its field's line. */
const mark = '  {\n    "id": "'
const recordClose = '\n  }'
const idLength = 10
const listOpen = '[\n'.length
const listClose = '\n]\n'.length
const between = ',\n'.length

/** A record to put into the file, in place of the one with the same id if there is one; without lines it is taken out. */
export interface Splice {
  readonly id: string
  /** As `recordText` gives them. */
  readonly lines?: string
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
  return start === -1 ? file.length - listClose + between : start
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
  for (let at = listOpen, end = 0; at < file.length - listClose; at = end) {
    end = recordEnd(file, at) + between
    if (end <= at) break
    starts.push(end)
  }
  return starts
}

/** The bytes of a run of records, given where the first begins and where the next after them does. */
export function runOf(file: Buffer, start: number, next: number): Uint8Array {
  return file.subarray(start, Math.max(start, next - between))
}

/**
 * The file with some records changed.
 * @param splices sorted by id
 * @param put called with the bytes of each new record
 */
export function spliced(
  file: Buffer,
  splices: readonly Splice[],
  put: (id: string, bytes: Uint8Array) => void,
): Uint8Array {
  const added = splices.reduce((sum, { lines = '' }) => sum + lines.length * 3 + between, 0)
  const draft = new FileDraft(file.length + added)
  let at = listOpen
  for (const { id, lines } of splices) {
    const start = recordFrom(file, id)
    draft.keep(runOf(file, at, start))
    at = idAt(file, start) === id ? recordEnd(file, start) + between : start
    if (lines !== undefined) put(id, draft.add(lines))
  }
  draft.keep(runOf(file, at, file.length - listClose + between))
  return draft.finished()
}
