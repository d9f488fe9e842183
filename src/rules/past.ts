/** A record as it was at an earlier moment: the history walked backwards from what the record is now. */
import type { AnyRecord } from '../schema/field.ts'
import type { HistoryLine, PastChange } from '../schema/history.ts'
import { sameValue } from '../schema/value.ts'
import { restored } from './undo.ts'

/** What there was at that moment. */
export type Then =
  | {
      readonly state: 'there'
      readonly record: AnyRecord
      /** The history begins only here, later than the moment; the record is as it was at its beginning. */
      readonly since?: string
      /** Between two lines the record was changed by something that wrote no history. */
      readonly hasGap: boolean
    }
  /** It was made later: by this line, or before the history began. */
  | { readonly state: 'not yet'; readonly line?: HistoryLine }
  /** It had been removed by this line. */
  | { readonly state: 'removed'; readonly line: HistoryLine }
  /** Nothing tells of such a record. */
  | { readonly state: 'unknown' }

interface Walk {
  readonly record: AnyRecord | undefined
  /** The line that made the record, once the walk is past it. */
  readonly maker?: HistoryLine
  readonly hasGap: boolean
}

/**
 * The record with this id as it was at an instant.
 * @param today the record as it is now; undefined where it has been removed
 * @param lines the history, newest first; no more of it is read than needed
 * @param instant UTC; what happened in that very second counts as done
 */
export function recordAt(
  id: string,
  today: AnyRecord | undefined,
  lines: Iterable<HistoryLine>,
  instant: string,
): Then {
  let walk: Walk = { record: today, hasGap: false }
  let since: string | undefined
  for (const line of lines) {
    const change = line.changes.find((one) => 'id' in one && one.id === id)
    if (line.at > instant) {
      since = line.at
      if (change !== undefined) walk = before(walk, change, line)
    } else if (walk.record !== undefined) {
      return { state: 'there', record: walk.record, hasGap: walk.hasGap }
    } else if (change !== undefined) {
      return 'removed' in change ? { state: 'removed', line } : { state: 'unknown' }
    }
  }
  return beyond(walk, since, instant)
}

/** The record before a change. */
function before({ record, hasGap }: Walk, change: PastChange, line: HistoryLine): Walk {
  if ('removed' in change) return { record: change.removed, hasGap: hasGap || record !== undefined }
  if (!('fields' in change)) return { record: undefined, maker: line, hasGap }
  if (record === undefined) return { record, hasGap: true }
  const isAsLeft = Object.entries(change.fields).every(([name, [, to]]) =>
    sameValue(record[name], to ?? undefined),
  )
  return { record: restored(record, change.fields), hasGap: hasGap || !isAsLeft }
}

/** Where the history does not reach back to the instant, the record itself says when it was made. */
function beyond({ record, maker, hasGap }: Walk, since: string | undefined, instant: string): Then {
  if (record === undefined)
    return maker === undefined ? { state: 'unknown' } : { state: 'not yet', line: maker }
  const createdAt = record['createdAt']
  if (typeof createdAt === 'string' && createdAt > instant) return { state: 'not yet' }
  return { state: 'there', record, hasGap, ...(since === undefined ? {} : { since }) }
}
