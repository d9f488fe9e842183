/** What a report is, and the choice of records that every report offers: a period, an owner, a query. */

import { userNamed } from '../config/users.ts'
import type { Settings } from '../config.ts'
import { type EntityName, entities, type Records } from '../entities/index.ts'
import { decimalText, groupThousands, separatorsOf } from '../numbers.ts'
import { matcher } from '../query/match.ts'
import type { Query } from '../query/tree.ts'
import { entityIn } from '../schema/custom.ts'
import { areSlim, type Data, type Slim } from '../schema/data.ts'
import type { AnyRecord } from '../schema/field.ts'
import { fold } from '../text.ts'
import type { Table } from './table.ts'

/** What somebody may look after. */
type Owned = AnyRecord | { readonly owner?: string }

export interface ReportOptions {
  /** First day of the period. */
  readonly from?: string
  /** Last day of the period. */
  readonly to?: string
  readonly owner?: string
  /** As read by query/parse.ts; it is asked of the kind of record that the report is about. */
  readonly query?: Query
  /** What the rows are grouped by, as grouping.ts reads it; each report has one of its own. */
  readonly by?: string
  /** Days without activity after which a record is stale; the settings' `stuckAfterDays` unless given. */
  readonly days?: number
}

export interface Report {
  /** One line for the help. */
  readonly summary: string
  /** What is counted, and how: so that a reader can check a number by hand. */
  readonly definition: string
  /** Whose way of counting it is. */
  readonly source: string
  /** What the rows are grouped by unless another grouping is asked for; without it there is no choice. */
  readonly by?: string
  /** Columns that say something beside those of the period before. */
  readonly compared?: readonly string[]
  /** Its figures are of days to come, too: a period that has begun is held against the whole one before. */
  readonly looksAhead?: true
  /** It takes a number of days without activity. */
  readonly takesDays?: true
  run(data: Data, options: ReportOptions, now: Date): Table
}

/**
 * The records of a kind that belong to the owner and answer the query, where these are given.
 * @throws InputError where the query does not fit the kind
 */
export function wholeChosen<N extends EntityName>(
  data: Data,
  kind: N,
  options: ReportOptions,
  now: Date,
): readonly Records[N][] {
  const all = data.all(kind)
  if (options.owner === undefined && options.query === undefined) return all
  const isOwned = ownedBy(options.owner, data.settings)
  if (options.query === undefined) return all.filter(isOwned)
  const matches = matcher(options.query, {
    entity: entityIn(data.settings, kind),
    settings: data.settings,
    now,
    data,
  })
  return all.filter((record) => isOwned(record) && matches(record))
}

/**
 * The same with only these fields, which is much less to read; records that are grouped by what a person asks for come
 * whole.
 */
export function chosen<N extends EntityName, F extends keyof Records[N] & string>(
  data: Data,
  kind: N,
  fields: readonly F[],
  options: ReportOptions,
  now: Date,
): readonly Slim<N, F>[] {
  const { owner, query, by } = options
  const records: readonly AnyRecord[] =
    query === undefined && by === undefined
      ? data.slim<N, string>(kind, owner === undefined ? fields : [...fields, 'owner'])
      : wholeChosen(data, kind, options, now)
  const own = owner === undefined ? records : records.filter(ownedBy(owner, data.settings))
  return areSlim<N, F>(own) ? own : []
}

/**
 * A test whether a record is looked after by `owner`, whatever the case and whichever name of a user it has; true of every
 * record where none is given.
 */
export function ownedBy(
  owner: string | undefined,
  { users }: Pick<Settings, 'users'>,
): (record: Owned) => boolean {
  if (owner === undefined) return () => true
  const nameOf = (text: string) => fold(userNamed(users, text)?.name ?? text)
  const wanted = nameOf(owner)
  return (record) => typeof record.owner === 'string' && nameOf(record.owner) === wanted
}

/** Whether the options name a period. */
export function hasPeriod({ from, to }: ReportOptions): boolean {
  return from !== undefined || to !== undefined
}

/** Whether a day is in the period; without a period every day is, and no day too. */
export function inPeriod(day: string | undefined, { from, to }: ReportOptions): boolean {
  if (day === undefined) return from === undefined && to === undefined
  return (from === undefined || day >= from) && (to === undefined || day <= to)
}

/** `part` of `whole` in percent to one decimal, or null where there is no whole. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : oneDecimal((part * 100) / whole)
}

/** The mean of numbers that add up to `sum`, to one decimal, or null where there are none. */
export function meanOf(sum: number, count: number): number | null {
  return count === 0 ? null : oneDecimal(sum / count)
}

/** The median of some numbers, to one decimal, or null where there are none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort()
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : upper
  return upper === undefined || lower === undefined ? null : oneDecimal((lower + upper) / 2)
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}

/** A number in a sentence, written as the store's language writes numbers: 1,234.5 */
export function figureText(value: number, settings: Settings): string {
  return groupThousands(decimalText(value), separatorsOf(settings))
}

/** `1 deal`, `2,006 deals` */
export function counted(count: number, kind: EntityName, settings: Settings): string {
  return `${figureText(count, settings)} ${count === 1 ? kind : entities[kind].plural}`
}
