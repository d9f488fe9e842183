/** Scoring rules of the settings: their types and defaults. */

/** Points that a record gets, each rule by one of its conditions. */
export interface ScoreRule {
  /** What the explanation calls it. */
  readonly name: string
  /** Points where the condition holds; may be below zero. For `fields` points for each that is filled, for `activities` for each. */
  readonly points: number
  /** A query: the rule holds where it matches. */
  readonly when?: string
  /** Fields that should be filled. */
  readonly fields?: readonly string[]
  /** Counts activities about the record in the last so many days. */
  readonly activities?: { readonly days: number; readonly most: number }
  /** Days after which the points of the last contact are halved, again and again. */
  readonly halfLife?: number
}

export interface ScoringRules {
  readonly [kind: string]: readonly ScoreRule[] | undefined
}

const reachable: ScoreRule = {
  name: 'reachable and described',
  points: 4,
  fields: ['email', 'phone', 'company', 'title', 'industry'],
}
const recent: ScoreRule = { name: 'in touch lately', points: 20, halfLife: 14 }
const busy: ScoreRule = { name: 'activities in 30 days', points: 4, activities: { days: 30, most: 5 } }

export const defaultScoring: ScoringRules = {
  lead: [
    { name: 'hot', points: 30, when: 'rating:hot' },
    { name: 'warm', points: 15, when: 'rating:warm' },
    { name: 'came by referral', points: 15, when: 'source:referral' },
    { name: 'asked by itself', points: 5, when: 'source:(web OR line OR facebook OR walk-in)' },
    { name: 'buys within a quarter', points: 10, when: 'timeFrame:(now OR month OR quarter)' },
    reachable,
    recent,
    busy,
    { name: 'out of the running', points: -50, when: 'open:no -status:qualified -status:converted' },
  ],
  contact: [
    {
      name: 'reachable and described',
      points: 4,
      fields: ['email', 'phone', 'account', 'title', 'birthday'],
    },
    recent,
    busy,
  ],
  account: [
    { name: 'described', points: 4, fields: ['industry', 'website', 'phone', 'address', 'taxId'] },
    { name: 'a deal is open', points: 20, when: 'deal.open:yes' },
    { name: 'bought before', points: 20, when: 'deal.won:yes' },
    recent,
    busy,
  ],
}
