import { describe, expect, test } from 'vitest'
import { entityNamed } from '../../../src/entities/index.ts'
import { InputError } from '../../../src/errors.ts'
import { matcher, prepareQuery } from '../../../src/query/match.ts'
import { parseQuery } from '../../../src/query/parse.ts'
import { entityIn } from '../../../src/schema/custom.ts'
import { dataOf } from '../../helpers/data.ts'

// In Bangkok it is 22 November 2026, 9 in the morning.
const now = new Date('2026-11-22T02:00:00Z')

const data = dataOf({
  settings: {
    customFields: {
      lead: {
        วันคงเหลือ: { type: 'number', help: 'days left' },
        size: { type: 'choice', help: 'size', options: ['S', 'M', 'L'] },
      },
    },
  },
  account: [
    { id: 'a000000001', name: 'Acme Trading', industry: 'retail' },
    { id: 'a000000002', name: 'ບໍລິສັດ ລາວ ຈຳກັດ' },
  ],
  contact: [{ id: 'c000000001', firstName: 'Somchai', lastName: 'Jaidee', account: 'a000000001' }],
  lead: [
    {
      id: 'l000000001',
      firstName: 'สมชาย',
      lastName: 'ใจดี',
      company: 'Café Lao',
      email: 'somchai@example.com',
      phone: '+66812345678',
      status: 'new',
      source: 'web',
      tags: ['vip', 'walk-in'],
      address: { street: '1 Main', city: 'ວຽງຈັນ', province: 'ນະຄອນຫຼວງ' },
      createdAt: '2026-11-21T17:00:00Z',
      doNotCall: true,
    },
    {
      id: 'l000000002',
      firstName: 'Anna',
      company: 'Webinar & Sons',
      status: 'contacted',
      source: 'webinar',
      otherPhones: [{ label: 'work', value: '+6621234567' }],
      tags: ['vip-old'],
      createdAt: '2026-11-21T16:59:59Z',
      estimatedAmount: 1500.5,
    },
    {
      id: 'l000000003',
      lastName: 'Müller',
      status: 'converted',
      description: 'asked 100 % of prices',
      createdAt: '2026-10-01T00:00:00Z',
    },
    {
      id: 'l000000004',
      email: 'x@acme.co.th',
      status: 'junk',
      createdAt: '2025-11-30T10:00:00Z',
      estimatedAmount: 90,
    },
  ],
  deal: [
    {
      id: 'd000000001',
      name: 'Roof',
      account: 'a000000001',
      contacts: ['c000000001'],
      stage: 'prospecting',
      closeDate: '2026-12-01',
      amount: 10000,
    },
    {
      id: 'd000000002',
      name: 'Wall',
      account: 'a000000002',
      stage: 'negotiation',
      closeDate: '2026-11-30',
      amount: 20000,
    },
    { id: 'd000000003', name: 'Door', stage: 'won', closeDate: '2025-12-31' },
    { id: 'd000000004', name: 'Lock', stage: 'lost' },
  ],
  reminder: [
    { id: 'r000000001', text: 'Call', due: '2026-11-22', for: ['l000000001'] },
    { id: 'r000000002', text: 'Write', due: '2026-11-22T03:00:00Z', status: 'done', for: ['a000000001'] },
    { id: 'r000000003', text: 'Visit', due: '2026-11-22T17:30:00Z', for: [] },
  ],
})

/** The numbers of the records that match. */
function found(kind: string, text: string): string {
  const name = entityNamed(kind) ?? 'lead'
  const entity = entityIn(data.settings, name)
  const matches = matcher(parseQuery(text), { entity, settings: data.settings, now, data })
  return data
    .all(name)
    .filter(matches)
    .map(({ id }) => Number(id.slice(1)))
    .join(' ')
}

describe('bare words', () => {
  test.each([
    ['สมชาย', '1'],
    ['cafe', '1'],
    ['MULLER', '3'],
    ['acme', '4'],
    ['somchai@example.com', '1'],
    ['081-234-5678', '1'],
    ['0812345678', '1'],
    ['+66812345678', '1'],
    ['๐๘๑๒๓๔๕๖๗๘', '1'],
    ['02-123-4567', '2'],
    ['ວຽງຈັນ', '1'],
    ['vip', '1 2'],
    ['prices', '3'],
    ['vip cafe', '1'],
    ['vip nobody', ''],
    ['new', ''],
    ['"Café Lao"', '1'],
    ['ca*', '1'],
    ['caf', '1'],
    ['*@acme.co.th', '4'],
    ['-vip', '3 4'],
    ['100', '3'],
  ])('lead list %s', (text, expected) => expect(found('lead', text)).toBe(expected))

  test('are looked for in the titles behind links', () => {
    expect(found('deal', 'acme')).toBe('1')
    expect(found('deal', 'somchai')).toBe('1')
    expect(found('contact', 'trading jaidee')).toBe('1')
  })
})

describe('text', () => {
  test.each([
    ['company:lao', '1'],
    ['company:="cafe lao"', '1'],
    ['company:=lao', ''],
    ['company:lao*', '1'],
    ['company:"lao*"', ''],
    ['company:*', '1 2'],
    ['-company:*', '3 4'],
    ['company:', '3 4'],
    ['name:jaidee', ''],
    ['name:ใจดี', '1'],
    ['บริษัท:cafe', '1'],
    ['first-name:anna', '2'],
    ['phone:081*', ''],
    ['phone:+6681*', '1'],
    ['phone:"081 234 5678"', '1'],
    ['otherPhones:(02)123-4567', '2'],
    ['address.city:ວຽງຈັນ', '1'],
    ['address.province:', '2 3 4'],
    ['address.province:*', '1'],
    ['tags:vip', '1'],
    ['tags:vip*', '1 2'],
    ['id:l000000002', '2'],
    ['id:L00000000', '1 2 3 4'],
  ])('%s', (query, expected) => expect(found('lead', query)).toBe(expected))

  test('a word that the settings list for the field is matched whole', () => {
    expect(found('lead', 'source:web')).toBe('1')
    expect(found('lead', 'source:webi')).toBe('2')
    expect(found('lead', 'source:>web')).toBe('2')
  })
})

describe('values with an order', () => {
  test.each([
    ['created:2026-11-22', '1'],
    ['created:>2026-11-21', '1'],
    ['created:<=2026-11-21', '2 3 4'],
    ['created:2026-11', '1 2'],
    ['created:2569-11', '1 2'],
    ['created:2025', '4'],
    ['created:<2026', '4'],
    ['created:>-30d', '1 2'],
    ['created:today', '1'],
    ['created:[2026-10-01 TO 2026-11-21]', '2 3'],
    ['createdAt:>=2026-11-21T17:00:00Z', '1'],
    ['estimatedAmount:>1,000', '2'],
    ['estimatedAmount:1500.50', '2'],
    ['estimatedAmount:{90 TO 2000]', '2'],
    ['estimatedAmount:[90 TO 2000]', '2 4'],
    ['estimatedAmount:', '1 3'],
  ])('lead list %s', (text, expected) => expect(found('lead', text)).toBe(expected))

  test('a reminder is on a day by its day or by its time in the store’s zone', () => {
    expect(found('reminder', 'due:2026-11-22')).toBe('1 2')
    expect(found('reminder', 'due:>2026-11-22')).toBe('3')
    expect(found('reminder', 'due:<today')).toBe('')
  })

  test('dates in words, once prepared', async () => {
    const query = parseQuery('created:>"three weeks ago"')
    await prepareQuery(query, { entity: entityIn(data.settings, 'lead'), settings: data.settings })
    expect(found('lead', 'created:>"three weeks ago"')).toBe('1 2')
  })
})

describe('words of a choice', () => {
  test.each([
    ['stage:Won', '3'],
    ['-stage:won', '1 2 4'],
    ['stage:pro*', '1'],
    ['stage:>prospecting', '2 3 4'],
    ['stage:[prospecting TO negotiation]', '1 2'],
    ['stage:(won OR lost)', '3 4'],
    ['open:yes', '1 2'],
    ['open:no', '3 4'],
    ['won:yes', '3'],
    ['lost:yes', '4'],
  ])('deal list %s', (text, expected) => expect(found('deal', text)).toBe(expected))

  test('what is open depends on the kind of the status', () => {
    expect(found('lead', 'open:yes')).toBe('1 2')
    expect(found('reminder', 'open:yes')).toBe('1 3')
  })

  test('an empty yes or no means no', () => {
    expect(found('lead', 'doNotCall:yes')).toBe('1')
    expect(found('lead', 'doNotCall:no')).toBe('2 3 4')
  })
})

describe('links', () => {
  test.each([
    ['account:acme', '1'],
    ['account:ລາວ', '2'],
    ['account:a000000002', '2'],
    ['account:a0000', '1 2'],
    ['account:*', '1 2'],
    ['-account:*', '3 4'],
    ['contacts:somchai', '1'],
  ])('deal list %s', (text, expected) => expect(found('deal', text)).toBe(expected))

  test('of any kind', () => expect(found('reminder', 'for:acme OR for:สมชาย')).toBe('1 2'))
})

test('custom fields stand beside the others', () => {
  expect(found('lead', 'วันคงเหลือ:')).toBe('1 2 3 4')
  expect(found('lead', 'วันคงเหลือ:>5')).toBe('')
})

describe('errors', () => {
  const error = (text: string) => {
    try {
      return found('lead', text)
    } catch (thrown) {
      return thrown instanceof InputError ? [thrown.message, thrown.hint] : thrown
    }
  }

  test('an unknown field, with the nearest and the place', () => {
    expect(error('acme statsu:new')).toEqual([
      'Unknown lead field "statsu". Did you mean "status"?\n  acme statsu:new\n       ^',
      expect.stringContaining('Valid: id, firstName, lastName, company'),
    ])
  })

  test('a value the field cannot have', () => {
    expect(error('created:>soonish')).toEqual([
      expect.stringContaining('\n  created:>soonish\n  ^'),
      expect.any(String),
    ])
    expect(error('size:huge')).toEqual(['Unknown size "huge".\n  size:huge\n  ^', 'Valid: S, M, L'])
  })

  test('won is asked of deals only', () =>
    expect(error('won:yes')).toEqual([
      expect.stringContaining('Unknown lead field "won"'),
      expect.any(String),
    ]))
})
