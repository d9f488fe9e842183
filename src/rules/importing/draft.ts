/** What one row says, before it is compared with what is here. */
import { isAddress } from '../../schema/addresses.ts'
import type { Address, Value } from '../../schema/field.ts'
import type { ImportRow, Problem } from './options.ts'

/** Values by field; the id is empty unless the file is an export of ours. */
export type RowValues = { id: string; [field: string]: Value | undefined }

/** A link to a record of the imported kind that is not in the store: it may be in the file. */
interface LaterLink {
  readonly field: string
  readonly text: string
}

export interface Draft {
  readonly row: ImportRow
  readonly values: RowValues
  later: readonly LaterLink[]
  problems: readonly Problem[]
  /** The address, while parts of it are being read from columns of their own. */
  parts?: { -readonly [P in keyof Address]: string }
}

const none: readonly never[] = []

export function emptyDraft(row: ImportRow): Draft {
  return { row, values: { id: '' }, later: none, problems: none }
}

export function refuse(draft: Draft, problem: Problem): void {
  draft.problems = [...draft.problems, problem]
}

/** An address with parts laid over it. */
export function mergedAddress(before: Value | undefined, parts: Address): Address {
  return isAddress(before) ? { ...before, ...parts } : parts
}
