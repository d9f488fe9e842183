/** What a day's page is made of. */
import type { EntityName } from '../../entities/index.ts'
import type { Data } from '../../schema/data.ts'

/** The parts of the page, in their order. */
export const agendaGroups = [
  'overdue',
  'today',
  'coming',
  'dates',
  'keepInTouch',
  'comeBacks',
  'qualified',
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

export interface AgendaOptions {
  readonly now: Date
  readonly today: string
  readonly timezone: string
  /** Coming days to include after today. */
  readonly within: number
  /** Days without activity after which a lead or deal is stale. */
  readonly staleAfter: number
  /** Days after which a lead that is qualified and not converted is told of. */
  readonly convertAfter: number
  /** Whether what this owner, or nobody, looks after is to be told. */
  isTold(owner: string | undefined): boolean
  /** Which records a query of the settings asks for. */
  matching(kind: 'lead' | 'contact' | 'account', query: string): (record: { readonly id: string }) => boolean
}

/** One thing to be told, which is put into words only if it is. */
export interface Pending {
  readonly group: AgendaGroup
  readonly owner?: string | undefined
  tell(): AgendaItem
}

export type Gather = (data: Data, options: AgendaOptions) => readonly Pending[]
