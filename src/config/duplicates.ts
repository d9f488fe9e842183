/** Duplicate rules of the settings: their types and defaults. */

/** How values are compared; `own` ones count for little, and none the user added counts unless a rule names it. */
export type Comparison =
  | 'exact'
  | 'email'
  | 'phone'
  | 'domain'
  | 'person'
  | 'company'
  | 'address'
  | 'text'
  | 'own'

/** What happens to a record that is like another: refused; asked about at a terminal, else refused; kept with a tag. */
export type DuplicateAction = 'refuse' | 'ask' | 'mark'

export interface DuplicateRule {
  /** Kinds of record it is compared with. */
  readonly against: readonly string[]
  readonly compare: readonly { readonly fields: readonly string[]; readonly how: Comparison }[]
  readonly action: DuplicateAction
  /** Score from 0 to 1 from which on two records are reported as duplicates. */
  readonly threshold: number
}

export interface DuplicateRules {
  readonly [kind: string]: DuplicateRule | undefined
}

const emails = { fields: ['email', 'otherEmails'], how: 'email' } as const
const phones = { fields: ['phone', 'otherPhones'], how: 'phone' } as const
const person = { fields: ['firstName', 'lastName'], how: 'person' } as const

export const defaultDuplicates: DuplicateRules = {
  lead: {
    against: ['lead', 'contact', 'account'],
    compare: [
      person,
      { fields: ['company'], how: 'company' },
      emails,
      phones,
      { fields: ['website', 'email'], how: 'domain' },
      { fields: ['address'], how: 'address' },
    ],
    action: 'refuse',
    threshold: 0.7,
  },
  contact: {
    against: ['contact', 'lead'],
    compare: [
      person,
      { fields: ['account'], how: 'company' },
      emails,
      phones,
      { fields: ['email'], how: 'domain' },
      { fields: ['address'], how: 'address' },
    ],
    action: 'refuse',
    threshold: 0.7,
  },
  account: {
    against: ['account', 'lead'],
    compare: [
      { fields: ['name'], how: 'company' },
      emails,
      phones,
      { fields: ['website', 'email'], how: 'domain' },
      { fields: ['taxId'], how: 'exact' },
      { fields: ['address', 'otherAddresses'], how: 'address' },
    ],
    action: 'refuse',
    threshold: 0.7,
  },
  deal: {
    against: ['deal'],
    compare: [
      { fields: ['name'], how: 'text' },
      { fields: ['account'], how: 'company' },
    ],
    action: 'refuse',
    threshold: 0.7,
  },
}
