/** A business made up by chance, for laws that hold for every one: deals, leads, activities, reminders. */
import fc from 'fast-check'
import { dataOf } from './data.ts'

const day = fc
  .tuple(
    fc.integer({ min: 2024, max: 2027 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)

const instant = day.map((date) => `${date}T05:00:00Z`)

/** Two accounts of one name: what is counted by name must lose neither. */
const accounts = [
  { id: 'a000000001', name: 'ร้านกาแฟ', industry: 'กาแฟ', territory: 'North' },
  { id: 'a000000002', name: 'ร้านกาแฟ', territory: 'South' },
  { id: 'a000000003', name: 'ຮ້ານ ຊາ', industry: 'ຊາ' },
]

/** Amounts in cents, so that they are exact in every currency used here. */
const deal = fc.record(
  {
    cents: fc.integer({ min: -10_000, max: 99_999_999 }),
    currency: fc.constantFrom('THB', 'USD', 'EUR', 'GBP'),
    stage: fc.constantFrom('prospecting', 'proposal', 'won', 'lost', 'gone'),
    owner: fc.constantFrom('Noy', 'noy', 'บุญมี', 'ວິໄລ'),
    source: fc.constantFrom('web', 'Web', 'ງານ'),
    products: fc.subarray(['A', 'B', 'ชา']),
    probability: fc.integer({ min: 0, max: 100 }),
    closeDate: day,
    openedOn: day,
    account: fc.constantFrom(...accounts.map(({ id }) => id)),
    lead: fc.constantFrom('l000000001', 'l000000002'),
  },
  { requiredKeys: ['stage'] },
)

const lead = fc.record(
  {
    status: fc.constantFrom('new', 'qualified', 'converted', 'junk'),
    source: fc.constantFrom('web', 'Web', 'ງານ'),
    rating: fc.constantFrom('hot', 'cold'),
    owner: fc.constantFrom('Noy', 'noy', 'บุญมี'),
    createdAt: instant,
  },
  { requiredKeys: ['status', 'createdAt'] },
)

const activity = fc.record(
  {
    kind: fc.constantFrom('call', 'email', 'meeting', 'message', 'note'),
    direction: fc.constantFrom('in', 'out'),
    at: instant,
    owner: fc.constantFrom('NOY', 'ວິໄລ'),
    for: fc.subarray(['l000000001', 'a000000001']),
  },
  { requiredKeys: ['kind', 'at', 'for'] },
)

const reminder = fc.record(
  { status: fc.constantFrom('open', 'done', 'cancelled'), due: day, owner: fc.constantFrom('Noy', 'noy') },
  { requiredKeys: ['status', 'due'] },
)

/** A store in baht with rates for dollars and euros, none for pounds. */
export const someBusiness = fc
  .record({
    deals: fc.array(deal, { maxLength: 30 }),
    lead: fc.array(lead, { maxLength: 8 }),
    activity: fc.array(activity, { maxLength: 8 }),
    reminder: fc.array(reminder, { maxLength: 8 }),
  })
  .map(({ deals, ...others }) =>
    dataOf({
      settings: { currency: 'THB', rates: { USD: '36.515', EUR: '39.2' }, users: [{ name: 'Noy' }] },
      account: accounts,
      ...others,
      deal: deals.map(({ cents, ...rest }) => ({
        ...rest,
        ...(cents === undefined ? {} : { amount: cents / 100 }),
      })),
    }),
  )
