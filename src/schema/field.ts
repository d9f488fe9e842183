/** What a field of a record is. How a type behaves lives in types/; what the business does lives in rules/. */

/** A value as the store holds it: JSON without null; an empty field is left out instead. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [key: string]: Value | undefined }

/** A record of any kind. Rules use the exact types of entities/; generic code uses this. */
export type AnyRecord = { readonly id: string } & { readonly [field: string]: Value | undefined }

/** One of several emails or phones, with the label it was given. */
export type Labelled = { readonly value: string; readonly label?: string }

export type Address = {
  readonly label?: string
  readonly street?: string
  readonly subdistrict?: string
  readonly district?: string
  readonly city?: string
  readonly province?: string
  readonly postalCode?: string
  readonly country?: string
}

/** One stage a deal was in: entered at `at` (UTC instant). */
export type StageEntry = { readonly stage: string; readonly at: string; readonly by?: string }

/** What was found when a lead was qualified: when, by whom, the answers of the checklist. */
export type Qualification = {
  readonly at: string
  readonly by: string
  readonly answers: { readonly [question: string]: boolean | undefined }
  readonly note?: string
}

/** A file kept with a record: its content is the file of that hash; one of the same name before it is an older revision. */
export type Attachment = {
  readonly name: string
  /** SHA-256 of the content, in hexadecimal. */
  readonly hash: string
  /** In bytes. */
  readonly size: number
  readonly at: string
  readonly by?: string
}

/** The TypeScript type of the values of each field type. */
interface TypeValues {
  /** One line of text. */
  text: string
  /** Text of any length, with line breaks. */
  longText: string
  email: string
  emails: readonly Labelled[]
  /** E.164, or RFC 3966 without "tel:" where there is an extension: +6621234567;ext=12 */
  phone: string
  phones: readonly Labelled[]
  /** Social accounts: the label names the network. */
  handles: readonly Labelled[]
  url: string
  /** A tax registration number; Thailand's as thirteen digits. */
  taxId: string
  /** Five digits, 00000 for the head office; or a name. */
  branch: string
  /** ISO 3166-1 alpha-2. */
  country: string
  /** YYYY-MM-DD; of yearless fields also --MM-DD. */
  date: string
  /** UTC, ISO 8601, to the second: 2026-11-22T02:00:00Z */
  instant: string
  /** A date or an instant. */
  when: string
  /** A decimal number in the record's currency with at most that currency's decimals, at most 15 digits. */
  money: number
  /** ISO 4217. */
  currency: string
  number: number
  /** 0 to 100. */
  percent: number
  yesNo: boolean
  choice: string
  tags: readonly string[]
  address: Address
  addresses: readonly Address[]
  /** The id of a record of the kind `to`. */
  link: string
  /** Ids of records of the kind `to`, or of any kind. */
  links: readonly string[]
  /** FREQ=WEEKLY;BYDAY=MO as RFC 5545 has it, or "2 weeks after done". */
  repeat: string
  /** Derived only. */
  attachments: readonly Attachment[]
  /** Derived only. */
  stageHistory: readonly StageEntry[]
  /** Derived only. */
  qualification: Qualification
}

export type TypeName = keyof TypeValues

/** Where a choice takes its words from when they are configured in crm.json. */
export type SettingsList =
  | 'leadStatuses'
  | 'stages'
  | 'sources'
  | 'ratings'
  | 'industries'
  | 'businessTypes'
  | 'territories'
  | 'lostReasons'
  | 'unqualifiedReasons'
  | 'users'

export interface Field {
  readonly type: TypeName
  /** One line for the help: what the field means, without the type. */
  readonly help: string
  readonly required?: true
  readonly default?: Value
  /** number: the least that is allowed. */
  readonly minimum?: number
  /** date: the year may be unknown. */
  readonly yearless?: true
  /** choice: the only words allowed (a list, or a list of the settings). text: words to suggest. */
  readonly options?: readonly string[] | SettingsList
  /** link, links: the kind of record pointed at; 'any' for any kind. */
  readonly to?: string
  readonly unique?: true
  /** Other names it is known by in imports, in English, Thai and Lao. */
  readonly aliases?: readonly string[]
  /** Shown in lists unless columns are chosen. */
  readonly list?: true
  /** Set by rules only: no flag, not importable by hand. */
  readonly derived?: true
}

export type Fields = { readonly [name: string]: Field }

type ValueOf<F extends Field> = F extends {
  type: 'choice'
  options: readonly (infer O extends string)[]
}
  ? O
  : TypeValues[F['type']]

type RequiredNames<F extends Fields> = {
  [K in keyof F]: F[K] extends { required: true } ? K : never
}[keyof F]

/** The type of the records a set of fields describes. */
export type RecordOf<F extends Fields> = { readonly id: string } & {
  readonly [K in RequiredNames<F>]: ValueOf<F[K]>
} & { readonly [K in Exclude<keyof F, RequiredNames<F>>]?: ValueOf<F[K]> }
