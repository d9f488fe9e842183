/** What a check of the doctor finds, and what can be done about it, as plain data. */
import type { EntityName } from '../../entities/index.ts'
import type { Survey } from './survey.ts'

/** How a finding is repaired. Each says what was then done, as a sentence without full stop. */
export type Fix = { readonly says: string } & (
  | /** Finishing or dropping what a dead command left. */ { readonly type: 'recover' }
  | /** Bringing an older store into the present format. */ { readonly type: 'migrate' }
  | /** Writing all files of a kind anew. */ { readonly type: 'rewrite'; readonly kind: EntityName }
  | /** Writing one other file anew, from what it holds by then. */ {
      readonly type: 'replace'
      readonly name: string
      readonly anew: (text: string) => string
    }
  | /** Taking a link out of a record. */ {
      readonly type: 'unlink'
      readonly kind: EntityName
      readonly id: string
      readonly field: string
      readonly target: string
    }
  | /** Bringing lost records back. */ { readonly type: 'recall'; readonly ids: readonly string[] }
  | /** Something outside of the records: modes, caches, git's files. */ {
      readonly type: 'act'
      readonly act: () => void
    }
)

export interface Finding {
  /** Path in the store. */
  readonly file: string
  /** Place of the record in its file, and the field: from these the line is found. */
  readonly index?: number
  readonly field?: string
  readonly line?: number
  readonly record?: string
  /** For scripts: stays the same for ever. */
  readonly code: string
  /** What is wrong, as a sentence without full stop. */
  readonly message: string
  /** What to do about it, where there is no fix. */
  readonly hint?: string
  /** Worth knowing, but the store is sound with it. */
  readonly isNote?: true
  readonly fix?: Fix
}

/** Looks at one thing a store promises. */
export type Check = (survey: Survey) => Iterable<Finding>
