/** A data file put together of what is kept of the file before and of the drafts of new and changed records. */
import { ConflictError } from '../errors.ts'
import { fileOf } from './canonicalfile.ts'
import type { Source } from './datafile.ts'
import type { Drafts } from './drafts.ts'
import { KeyIndex } from './keyindex.ts'

/** What is kept of a file: the records from one place to before another, less those with these ids. */
export interface Kept {
  readonly source: Source
  readonly from: number
  readonly to: number
  readonly gone: ReadonlySet<string>
}

export interface Assembly {
  readonly count: number
  bytes(): Uint8Array
  index(): KeyIndex
}

export function assembled(drafts: Drafts, kept?: Kept): Assembly {
  const order = orderOf(drafts.ids, kept)
  return {
    count: order.length,
    bytes: () => fileOf(runsIn(order, drafts, kept?.source)),
    index: () => KeyIndex.ofOrder(order, drafts, kept?.source.index),
  }
}

/**
 * The records of the file, by id: the place in the file before, or -1 - n for the n-th of the drafts.
 * @throws ConflictError where a record that stays has the id of a new one
 */
function orderOf(ids: readonly string[], kept: Kept | undefined): Int32Array {
  const order: number[] = []
  let place = kept?.from ?? 0
  const keepBefore = (next: string | undefined): void => {
    for (; kept !== undefined && place < kept.to; place++) {
      const id = kept.source.index.idAt(place)
      if (next !== undefined && id > next) return
      if (kept.gone.has(id)) continue
      if (id === next) throw new ConflictError(`Record ${id} is there already.`, 'Run the command again.')
      order.push(place)
    }
  }
  for (const draft of inOrder(ids)) {
    keepBefore(ids[draft])
    order.push(-1 - draft)
  }
  keepBefore(undefined)
  return Int32Array.from(order)
}

/** The places of the ids in their order: imports come in it already. */
function inOrder(ids: readonly string[]): readonly number[] {
  const places = ids.map((_, place) => place)
  if (ids.every((id, place) => place === 0 || (ids[place - 1] ?? '') < id)) return places
  return places.sort((a, b) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1))
}

/** Records that stood side by side in the file before, and drafts made one after another, are taken at once. */
function runsIn(order: Int32Array, drafts: Drafts, source: Source | undefined): readonly Uint8Array[] {
  const runs: Uint8Array[] = []
  for (let i = 0; i < order.length; ) {
    const from = order[i] ?? 0
    const step = from < 0 ? -1 : 1
    let count = 1
    while (order[i + count] === from + step * count) count++
    if (from < 0) runs.push(drafts.run(-1 - from, -1 - from + count))
    else if (source !== undefined) runs.push(source.run(from, from + count))
    i += count
  }
  return runs
}
