/** Finds and changes single records in the bytes of a canonical file, without reading the others. */

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
  /** As `recordBytes` gives them. */
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

/** The file with some records changed, in runs of lines that need a comma and a line break between them. @param splices sorted by id */
export function spliced(file: Buffer, splices: readonly Splice[]): string[] {
  const runs: string[] = []
  const keep = (from: number, to: number): void => {
    if (from < to) runs.push(file.toString('latin1', from, to))
  }
  let at = listOpen
  for (const { id, lines } of splices) {
    const start = recordFrom(file, id)
    keep(at, start - between)
    at = idAt(file, start) === id ? recordEnd(file, start) + between : start
    if (lines !== undefined) runs.push(lines)
  }
  keep(at, file.length - listClose)
  return runs
}
