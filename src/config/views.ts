/** Saved views of the settings: their type, and those that come ready-made. */
import { dictionary } from '../dictionary.ts'

/** A query with a name, and how its list looks. */
export interface View {
  /** The kind of record. */
  readonly of: string
  readonly query: string
  readonly columns?: readonly string[]
  readonly sort?: string
  readonly help?: string
}

/** Views every store has; one of the same name in the settings takes their place. */
export const readyViews: { readonly [name: string]: View | undefined } = dictionary({
  'forgotten-leads': {
    of: 'lead',
    query: 'open:yes lastActivity:<-7d',
    columns: ['id', 'name', 'company', 'phone', 'status', 'lastActivity', 'owner'],
    sort: 'lastActivity',
    help: 'open leads without contact for a week',
  },
  'closing-this-month': {
    of: 'deal',
    query: 'open:yes closeDate:this-month',
    columns: ['id', 'name', 'account', 'amount', 'stage', 'closeDate', 'owner'],
    sort: 'closeDate',
    help: 'open deals expected to close this month',
  },
  'no-next-step': {
    of: 'deal',
    query: 'open:yes missing:nextStep',
    columns: ['id', 'name', 'account', 'amount', 'stage', 'owner'],
    sort: '-amount',
    help: 'open deals without a next step',
  },
  'silent-customers': {
    of: 'account',
    query: 'deal.won:yes lastActivity:<-60d',
    columns: ['id', 'name', 'phone', 'lastActivity', 'owner'],
    sort: 'lastActivity',
    help: 'customers who bought, and were not in touch for 60 days',
  },
})
