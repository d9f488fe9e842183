/** Deals, leads and activities made up by chance, for laws that hold for every business. */
import fc from 'fast-check'
import type { Deal } from '../../src/entities/deal.ts'
import { dataOf } from './data.ts'

const day = fc
  .tuple(
    fc.integer({ min: 2024, max: 2027 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

/** Amounts in cents, so that they are exact in every currency used here. */
const deal = fc.record({
  cents: optional(fc.integer({ min: -10_000, max: 99_999_999 })),
  currency: optional(fc.constantFrom('THB', 'USD', 'EUR', 'GBP')),
  stage: fc.constantFrom('prospecting', 'proposal', 'won', 'lost', 'gone'),
  owner: optional(fc.constantFrom('Noy', 'noy', 'บุญมี', 'ວິໄລ')),
  source: optional(fc.constantFrom('web', 'Web', 'ງານ')),
  products: optional(fc.subarray(['A', 'B', 'ชา'])),
  probability: optional(fc.integer({ min: 0, max: 100 })),
  closeDate: optional(day),
  openedOn: optional(day),
})

/** A store in baht with rates for dollars and euros, none for pounds. */
export const someBusiness = fc.array(deal, { maxLength: 30 }).map((deals) =>
  dataOf({
    settings: { currency: 'THB', rates: { USD: '36.515', EUR: '39.2' } },
    deal: deals.map(({ cents, ...rest }): Partial<Deal> => {
      const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
      return { ...known, ...(cents === undefined ? {} : { amount: cents / 100 }) }
    }),
  }),
)
