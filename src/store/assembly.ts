/** A data file put together of what is kept of the file before and of the drafts of new and changed records. */
import { fileOf } from './canonicalfile.ts'
import type { Source } from './datafile.ts'
import type { Drafts } from './drafts.ts'
import { KeyIndex } from './keyindex.ts'
import { byId } from './records.ts'

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

/** The records of the file, by id: the place in the file before, or -1 - n for the n-th of the drafts. */
function orderOf(ids: readonly string[], kept: Kept | undefined): Int32Array {
  const order: number[] = []
  let place = kept?.from ?? 0
  const keepBefore = (next: string | undefined): void => {
    for (; kept !== undefined && place < kept.to; place++) {
      const id = kept.source.index.idAt(place)
      if (next !== undefined && id > next) return
      if (!kept.gone.has(id)) order.push(place)
    }
  }
  const sorted = ids.map((id, draft) => ({ id, draft })).sort(byId)
  for (const { id, draft } of sorted) {
    keepBefore(id)
    order.push(-1 - draft)
  }
  keepBefore(undefined)
  return Int32Array.from(order)
}

/** Records that stood side by side in the file before are taken at once. */
function runsIn(order: Int32Array, drafts: Drafts, source: Source | undefined): readonly Uint8Array[] {
  const runs: Uint8Array[] = []
  for (let i = 0; i < order.length; i++) {
    const from = order[i] ?? 0
    if (from < 0) runs.push(drafts.bytesAt(-1 - from))
    else {
      let to = from + 1
      while (order[i + 1] === to) {
        to++
        i++
      }
      if (source !== undefined) runs.push(source.run(from, to))
    }
  }
  return runs
}
