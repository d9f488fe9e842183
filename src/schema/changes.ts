/** A planned change to the store, as plain data: made by rules, shown by previews, written by store/commit.ts. */

import type { Settings } from '../config.ts'
import type { EntityName } from '../entities/index.ts'
import type { AnyRecord } from './field.ts'

/** One record that changes. No `before`: it is made. No `after`: it is removed. */
export interface Change {
  readonly kind: EntityName
  readonly id: string
  /** The record as it was when the plan was made; a commit refuses if it is no longer so. */
  readonly before?: AnyRecord
  readonly after?: AnyRecord
}

export interface Changes {
  /** One line for people and for the history: `Converted lead Somchai Jaidee`. */
  readonly summary: string
  readonly records: readonly Change[]
  /** The line of the history that this takes back. */
  readonly undoes?: string
  /** Ids of records that are not there and that links are taken to or from: what the doctor took out, undo brings back. */
  readonly broken?: readonly string[]
  /** Kinds that go back into one file if they fit. */
  readonly whole?: readonly string[]
  /** Hashes of contents that were kept for it: refused where one has been cleaned away meanwhile. */
  readonly contents?: readonly string[]
  /** New settings, when the change touches crm.json too. */
  readonly settings?: Settings
}

export const noChanges: Changes = { summary: 'Nothing to change', records: [] }

/** Whether a plan would change nothing at all. */
export function isEmpty(changes: Changes): boolean {
  return changes.records.length === 0 && changes.settings === undefined
}
