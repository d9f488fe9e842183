/** What a day's page is made of. */
import type { EntityName } from '../../entities/index.ts'
import type { Data } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'

/** The parts of the page, in their order. */
export const agendaGroups = [
  'overdue',
  'today',
  'coming',
  'dates',
  'keepInTouch',
  'comeBacks',
  'stale',
  'noNextStep',
] as const
export type AgendaGroup = (typeof agendaGroups)[number]

/** One thing to be told. */
export interface AgendaItem {
  /** The same as long as it is the same thing: told once by it. */
  readonly key: string
  readonly group: AgendaGroup
  readonly kind: EntityName
  readonly id: string
  /** The day, or the day and time, it is about. */
  readonly when: string
  /** Days from today; negative where it is past. */
  readonly days: number
  readonly text: string
  /** Whom it is about, as they are called. */
  readonly about: readonly string[]
  readonly owner?: string
  readonly priority?: string
}

/** What somebody may look after. */
export type Owned = AnyRecord | { readonly owner?: string }

export interface AgendaOptions {
  readonly now: Date
  readonly today: string
  readonly timezone: string
  /** Coming days to include after today. */
  readonly within: number
  /** Days without activity after which a lead or deal is stale. */
  readonly staleAfter: number
  /** Whether somebody's record is to be told. */
  isOwned(record: Owned): boolean
  /** Which records a query of the settings asks for. */
  matching(kind: 'lead' | 'contact' | 'account', query: string): (record: { readonly id: string }) => boolean
}

/** One thing to be told, which is put into words only if it is. */
export interface Pending {
  readonly group: AgendaGroup
  tell(): AgendaItem
}

export type Gather = (data: Data, options: AgendaOptions) => readonly Pending[]
