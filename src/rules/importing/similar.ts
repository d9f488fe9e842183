/** Rows that are nobody by any sure sign and yet like somebody: by the duplicate rules of the settings. */
import { type EntityName, isEntityName } from '../../entities/index.ts'
import type { Data } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { actionOf, markedTags } from '../duplicates/action.ts'
import { Batch } from '../duplicates/batch.ts'
import { kindsAgainst } from '../duplicates/comparing.ts'
import { type Duplicate, duplicatesOf, reasonsText } from '../duplicates/index.ts'
import { patched } from '../records.ts'
import type { ImportOptions, OnSimilar } from './options.ts'

/** So few rows are looked up one by one; for more, what they are compared with is read once. */
const FEW_ROWS = 50

/** What is to be done with a new record: made as it is, made so, left out, refused; and what it is like. */
export interface Verdict {
  readonly type: 'made' | 'skipped' | 'refused'
  readonly record: AnyRecord
  /** `like lead l2v8kd3mzt (similar name)` */
  readonly like?: string
}

/** Judges new records by what is in the store and by the records that rows further up made. */
export class Similar {
  readonly #data: Data
  readonly #kind: EntityName
  readonly #batch: Batch
  readonly #isFew: boolean
  readonly #then: OnSimilar

  /** @param rows how many will be asked for */
  constructor(data: Data, { kind, onSimilar }: ImportOptions, rows: number) {
    this.#data = data
    this.#kind = kind
    // Rows have been recognised by email and phone; what is left are names, and the web domains of accounts.
    this.#batch = new Batch(data, kind === 'account')
    this.#isFew = rows <= FEW_ROWS
    this.#then = onSimilar ?? (actionOf(data.settings, kind) === 'mark' ? 'mark' : 'keep')
    if (!this.#isFew) this.#readStore()
  }

  judge(record: AnyRecord): Verdict {
    const like = this.#find(record)
    const type = like === undefined ? 'made' : verdicts[this.#then]
    if (like === undefined) return { type, record }
    const said = `like ${like.kind} ${like.record.id} (${reasonsText(like.reasons)})`
    const kept = this.#then === 'mark' ? patched(record, { tags: markedTags(record) }) : record
    return { type, record: kept, like: said }
  }

  /** The first thing found is enough. What another system knows under two ids is two. */
  #find(record: AnyRecord): Duplicate | undefined {
    const earlier = this.#batch.take(this.#kind, record)
    const all = this.#isFew ? [...duplicatesOf(this.#data, this.#kind, record), ...earlier] : earlier
    const { externalId } = record
    return all.find(
      ({ record: other }) =>
        externalId === undefined || other['externalId'] === undefined || externalId === other['externalId'],
    )
  }

  #readStore(): void {
    for (const kind of kindsAgainst(this.#data.settings, this.#kind).filter(isEntityName)) {
      const all: readonly AnyRecord[] = this.#data.all(kind)
      for (const record of all) this.#batch.remember(kind, record)
    }
  }
}

const verdicts = { keep: 'made', mark: 'made', skip: 'skipped', fail: 'refused' } as const
