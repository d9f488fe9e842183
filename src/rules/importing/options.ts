/** What an import is given, and what it comes to: plain data on both sides. */
import type { EntityName } from '../../entities/index.ts'
import type { Change, Changes } from '../../schema/changes.ts'
import type { AnyRecord, TypeName } from '../../schema/field.ts'
import type { Violation } from '../validation/index.ts'

export interface ImportRow {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** A file as read by formats/: names of the columns, then rows of as many cells. */
export interface ImportTable {
  readonly header: readonly string[]
  readonly rows: readonly ImportRow[]
  /** Rows with too few or too many cells, as they stand in the file. */
  readonly ragged?: readonly ImportRow[]
  /** How many columns the file has, where the table has been given others. */
  readonly width?: number
  /** What the `line` of a row counts; lines unless given. */
  readonly unit?: 'line' | 'row' | 'card' | 'item'
  /** What the file calls the columns, where the table has been given others. */
  readonly called?: readonly string[]
}

export type OnSimilar = 'keep' | 'mark' | 'skip' | 'fail'

export interface ImportOptions {
  readonly kind: EntityName
  /** Field by column; "-" leaves the column out. */
  readonly map: { readonly [column: string]: string }
  /** What a word in the file stands for: `stage:Engaging=qualification`. */
  readonly values: readonly string[]
  /** Value by field, as typed, for rows that have none. */
  readonly defaults: { readonly [field: string]: string }
  /** Fields by which a row is recognised, tried in this order. */
  readonly match?: readonly string[]
  readonly onDuplicate: 'skip' | 'update' | 'create' | 'fail'
  /** What becomes of a row that is only like a record: otherwise marked where the settings say so, else kept. */
  readonly onSimilar?: OnSimilar
  readonly unmapped: 'keep' | 'ignore' | 'fail'
  /** Custom fields are made for text, whatever is in them: what one post says does not tell what the next may. */
  readonly textOnly?: boolean
  /** Make the accounts and contacts that rows name but nobody has entered. */
  readonly createLinked: boolean
  /** Round amounts with more decimals than their currency has. */
  readonly round?: boolean
  /** Take the good rows where some are bad; without it one bad row stops all. */
  readonly skipInvalid: boolean
  /** Refuse rows with telephones that are otherwise kept and told of. */
  readonly isStrict?: boolean
  /** Given the changes of all rows, what each of them breaks of the validation rules; where there are any. */
  broken?(changes: readonly Change[]): (change: Change) => readonly Violation[]
  /** Whether the plan is to say what became of each row: for posts, which are few. */
  readonly tellsRows?: boolean
  /** A new random id of a kind. */
  newId(kind: EntityName): string
  readonly now: Date
  /** `now` as an instant. */
  readonly stamp: string
  readonly by: string
}

/**
 * Why a row was refused. invalid: a value its field cannot have; required: a value is missing; duplicate: it is here
 * already; unknown-link: it names a record that is not here, or several; ragged: too few or too many cells; unreadable: no record at all;
 * rule: it breaks a validation rule of the settings.
 */
type RejectCode = 'unreadable' | 'invalid' | 'required' | 'duplicate' | 'unknown-link' | 'ragged' | 'rule'

export interface Problem {
  /** Name of the field; empty where it is the whole row. */
  readonly field: string
  readonly code: RejectCode
  readonly message: string
}

/** A refused row with its first problem; the message tells of all. */
export interface Reject extends Problem {
  readonly line: number
  readonly cells: readonly string[]
}

/** What became of a column. */
export interface ColumnUse {
  readonly column: string
  /** What it went into: `email`, `address.city`, `firstName lastName`; undefined where it was left out. */
  readonly field?: string
  /** Of a custom field, what it holds. */
  readonly type?: TypeName
  /**
   * By the field's own name, an alias, the caller's map; kept as a custom field; left out with or without anything in it,
   * or because only the program sets it.
   */
  readonly how: 'name' | 'alias' | 'map' | 'custom' | 'ignored' | 'empty' | 'system'
  /** Where it was left out, how many of its cells hold something. */
  readonly cells?: number
}

/** What became of a row that was not refused. */
export interface RowOutcome {
  readonly type: 'created' | 'updated' | 'skipped'
  /** The record that it made or is; undefined where it was left out as like another. */
  readonly record: AnyRecord | undefined
}

export interface ImportPlan {
  /** Empty where rows were refused and `skipInvalid` was not given. */
  readonly changes: Changes
  /** Numbers of rows. What was matched and already says the same counts as skipped. */
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly rejected: number
  /** What would have been done with the rows that are not refused, also where others stop all. */
  readonly good: { readonly created: number; readonly updated: number; readonly skipped: number }
  /** How many of those created are like a record that is here, or like each other. */
  readonly similar: number
  readonly rejects: readonly Reject[]
  readonly columns: readonly ColumnUse[]
  /** In the order of the file; empty unless `tellsRows` was given. */
  readonly rows: readonly RowOutcome[]
  readonly warnings: readonly string[]
}
