/** The settings of a store (crm.json): their types and defaults. Checking them is settings.ts in store/. */

import { type DuplicateRules, defaultDuplicates } from './config/duplicates.ts'
import type { MailSettings } from './config/mail.ts'
import { defaultScoring, type ScoringRules } from './config/scoring.ts'
import type { User } from './config/users.ts'
import type { ValidationRules } from './config/validation.ts'
import { readyViews, type View } from './config/views.ts'
import type { DateContext } from './dates.ts'
import type { Field } from './schema/field.ts'

export type { Comparison, DuplicateRule } from './config/duplicates.ts'
export type { MailSettings } from './config/mail.ts'
export type { ScoreRule } from './config/scoring.ts'
export type { User } from './config/users.ts'
export type { ValidationRule } from './config/validation.ts'
export type { View } from './config/views.ts'
export { readyViews } from './config/views.ts'

export type StatusKind = 'open' | 'qualified' | 'converted' | 'closed'
export interface LeadStatus {
  readonly name: string
  /** What drives logic; the name is the user's. */
  readonly kind: StatusKind
}

export type StageKind = 'open' | 'won' | 'lost'
export interface Stage {
  readonly name: string
  /** Percent, 0 to 100. */
  readonly probability: number
  readonly kind: StageKind
  /** Deal fields that must be filled before a deal enters. */
  readonly requires?: readonly string[]
}

/** A report of the user's own. */
export interface OwnReport {
  /** The kind of record it is about. */
  readonly entity: string
  readonly title?: string
  readonly where?: string
  /** What its rows are grouped by, as `--by` takes it; without it a row for each record. */
  readonly group?: readonly string[]
  /** Amounts and numbers that are added up. */
  readonly sum?: readonly string[]
  readonly columns?: readonly string[]
  /** Of a report without groups. */
  readonly sort?: string
}

/** A date field that comes back, each year or once. */
export interface DateRule {
  /** The kind of record: contact. */
  readonly kind: string
  readonly field: string
  /** Each year on that day; otherwise only on the day itself. */
  readonly yearly: boolean
  /** Days ahead from which it is told. */
  readonly before: number
}

/** Whom to keep in touch with: what matches the query, every so many weeks. */
export interface TouchRule {
  readonly kind: 'lead' | 'contact' | 'account'
  /** As in list; every record where it is empty. */
  readonly query: string
  readonly weeks: number
}

export interface Settings {
  /** Version of the store's format. */
  readonly format: number
  /** ISO 4217 code that amounts are in when a record names none. */
  readonly currency: string
  /** IANA zone that turns an instant into a day. */
  readonly timezone: string
  /** BCP 47: how numbers are written for people, 1,234.50 unless set; machines always get plain decimals. */
  readonly locale?: string
  /** Whether CSV and TSV always have an apostrophe before what a spreadsheet would run as a formula. */
  readonly safeFormulas?: boolean
  /** ISO 3166-1 alpha-2: how phone numbers without a country code are read. */
  readonly country: string
  /** Other countries whose numbers are written without a code, too; those of neighbours that cannot be confused unless set. */
  readonly countries?: readonly string[]
  /** How dates in numbers are typed: the day or the month first. Where it is not said, as the country does it. */
  readonly dateOrder?: 'dmy' | 'mdy'
  /** Worth of one unit of another currency in the store's, as decimal text: {"USD": "36.50"}. */
  readonly rates: { readonly [currency: string]: string | undefined }
  readonly leadStatuses: readonly LeadStatus[]
  readonly stages: readonly Stage[]
  readonly sources: readonly string[]
  readonly ratings: readonly string[]
  readonly industries: readonly string[]
  readonly businessTypes: readonly string[]
  readonly territories: readonly string[]
  readonly lostReasons: readonly string[]
  readonly unqualifiedReasons: readonly string[]
  readonly qualification: {
    /** Lead fields that must be filled and valid before a lead is qualified; "email|phone" means either. */
    readonly requires: readonly string[]
    /** Questions asked when qualifying. */
    readonly checklist: readonly string[]
    /** How many of them must be answered yes. */
    readonly minimum: number
  }
  /** Who looks after a captured lead: the first rule whose query it answers, or that has none. */
  readonly assignment: readonly { readonly where?: string; readonly owner: string }[]
  /** Days in one stage after which an open deal counts as stuck. */
  readonly stuckAfterDays: number
  /** Days after which a lead that is qualified and not converted is told of. */
  readonly convertAfterDays: number
  readonly users: readonly User[]
  /** What happens where somebody types an owner who is none of the users, once there are any: refused unless set. */
  readonly unknownOwners?: 'refuse' | 'tell'
  /** Reports of the user's own, by name. */
  readonly reports: { readonly [name: string]: OwnReport }
  /** Per kind of record: what makes two of them the same, and what then happens. */
  readonly duplicates: DuplicateRules
  /** Pairs of ids of records that are alike and not the same. */
  readonly notDuplicates: readonly (readonly string[])[]
  /** Queries with a name, used as @name. */
  readonly views: { readonly [name: string]: View | undefined }
  readonly validation: ValidationRules
  readonly scoring: ScoringRules
  /** Addresses besides the users' that are ours: mail from them went out. */
  readonly ownAddresses: readonly string[]
  readonly dates: readonly DateRule[]
  readonly keepInTouch: readonly TouchRule[]
  readonly mail: MailSettings
  /** Automatic backups: one a day, at the first change, of which the newest are kept. */
  readonly backups?: { readonly keep: number }
  /** Fields the user added, per kind of record. */
  readonly customFields: { readonly [kind: string]: { readonly [field: string]: Field } | undefined }
}

export const FORMAT_VERSION = 1

/** Minutes before its time at which a calendar rings for a reminder. */
export const ALARM_MINUTES = 15

/** The settings of a new store. */
export const defaultSettings: Settings = {
  format: FORMAT_VERSION,
  currency: 'THB',
  timezone: 'Asia/Bangkok',
  country: 'TH',
  rates: {},
  leadStatuses: [
    { name: 'new', kind: 'open' },
    { name: 'contacted', kind: 'open' },
    { name: 'nurturing', kind: 'open' },
    { name: 'qualified', kind: 'qualified' },
    { name: 'converted', kind: 'converted' },
    { name: 'unqualified', kind: 'closed' },
    { name: 'junk', kind: 'closed' },
  ],
  stages: [
    { name: 'prospecting', probability: 10, kind: 'open' },
    { name: 'qualification', probability: 20, kind: 'open' },
    { name: 'proposal', probability: 50, kind: 'open' },
    { name: 'negotiation', probability: 80, kind: 'open' },
    { name: 'won', probability: 100, kind: 'won' },
    { name: 'lost', probability: 0, kind: 'lost' },
  ],
  sources: [
    'web',
    'referral',
    'facebook',
    'line',
    'phone',
    'email',
    'event',
    'partner',
    'walk-in',
    'import',
    'other',
  ],
  ratings: ['hot', 'warm', 'cold'],
  industries: [],
  businessTypes: ['individual', 'company', 'government', 'non-profit', 'reseller'],
  territories: [],
  lostReasons: [
    'price',
    'competitor',
    'no budget',
    'no decision',
    'timing',
    'product fit',
    'no answer',
    'other',
  ],
  unqualifiedReasons: [
    'no budget',
    'no authority',
    'no need',
    'bad timing',
    'not reachable',
    'wrong data',
    'other',
  ],
  qualification: {
    requires: ['firstName|lastName|company', 'email|phone'],
    checklist: ['budget', 'authority', 'need', 'timing'],
    minimum: 1,
  },
  assignment: [],
  stuckAfterDays: 30,
  convertAfterDays: 7,
  users: [],
  reports: {},
  duplicates: defaultDuplicates,
  notDuplicates: [],
  views: {},
  validation: {},
  scoring: defaultScoring,
  ownAddresses: [],
  dates: [
    { kind: 'contact', field: 'birthday', yearly: true, before: 7 },
    { kind: 'contact', field: 'anniversary', yearly: true, before: 7 },
    { kind: 'account', field: 'anniversary', yearly: true, before: 7 },
    { kind: 'account', field: 'established', yearly: true, before: 7 },
  ],
  keepInTouch: [],
  mail: { host: '', port: 587, secure: false, user: '', from: '', to: [] },
  customFields: {},
}

/** Countries in which both orders are in use, or the month comes first. */
const mixedOrders = new Set([
  'US',
  'PR',
  'GU',
  'VI',
  'AS',
  'MP',
  'UM',
  'FM',
  'MH',
  'PW',
  'CA',
  'PH',
  'PA',
  'BZ',
])

/** What reading a date depends on. */
export function datesOf({ timezone, dateOrder, country }: Settings, now: Date): DateContext {
  return { now, timezone, order: dateOrder ?? (mixedOrders.has(country) ? 'unsaid' : 'dmy') }
}

/** The stage of that name, or undefined. */
export function stageNamed(settings: Settings, name: string): Stage | undefined {
  if (settings.stages !== lastStages) {
    lastStages = settings.stages
    stagesByName = new Map(settings.stages.map((stage) => [stage.name, stage]))
  }
  return stagesByName.get(name)
}

// Reports ask for the stage of every deal several times, always of the same settings.
let lastStages: readonly Stage[] = []
let stagesByName: ReadonlyMap<string, Stage> = new Map()

/** The kind of a lead's status; an unknown one counts as open. */
export function statusKind(settings: Settings, name: string): StatusKind {
  return settings.leadStatuses.find((status) => status.name === name)?.kind ?? 'open'
}

/** Whether a lead is still to be worked on: neither converted nor closed. */
export function isOpenStatus(settings: Settings, name: string): boolean {
  const kind = statusKind(settings, name)
  return kind === 'open' || kind === 'qualified'
}

/** The first status of a kind: what a lead becomes. */
export function statusOfKind(settings: Settings, kind: StatusKind): string | undefined {
  return settings.leadStatuses.find((status) => status.kind === kind)?.name
}

/** The view of that name: the user's own, or one that comes ready-made. */
export function viewNamed(settings: Settings, name: string): View | undefined {
  return Object.hasOwn(settings.views, name)
    ? settings.views[name]
    : Object.hasOwn(readyViews, name)
      ? readyViews[name]
      : undefined
}

/** The names of all views. */
export function viewNames(settings: Settings): readonly string[] {
  return [...new Set([...Object.keys(settings.views), ...Object.keys(readyViews)])].sort()
}
