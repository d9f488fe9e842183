import { describe, expect, test } from 'vitest'
import type { EntityName } from '../../../../src/entities/index.ts'
import { isEmpty } from '../../../../src/schema/changes.ts'
import { applied, dataOf } from '../../../helpers/data.ts'
import { counts, imported, results } from './importing.ts'

const data = dataOf({
  lead: [
    {
      id: 'l000000001',
      firstName: 'Anna',
      lastName: 'Lee',
      email: 'anna@example.com',
      phone: '+66812345678',
      tags: ['vip'],
    },
    { id: 'l000000002', company: 'Old', email: 'old@example.com', status: 'converted' },
    { id: 'l000000003', company: 'Twin', phone: '+6621111111' },
    { id: 'l000000004', company: 'Twin', phone: '+6621111111' },
    { id: 'l000000005', company: 'Ext', email: 'ext@example.com', externalId: '7' },
  ],
  contact: [{ id: 'c000000001', firstName: 'Bob', email: 'bob@example.com' }],
})

describe('a row that is here already', () => {
  test.each([
    ['by email', 'anna@example.com|', 'skipped'],
    ['by email in capitals', 'ANNA@Example.com|', 'skipped'],
    ['by phone in another format', '|+66 81 234 5678', 'skipped'],
    ['as a contact', 'bob@example.com|', 'skipped'],
    ['as nobody', 'new@example.com|', 'created'],
  ])('%s', async (_, cells, outcome) => {
    const plan = await imported(data, 'lead', ['Email|Phone', cells])
    expect(counts(plan)).toEqual(outcome === 'created' ? [1, 0, 0, 0] : [0, 0, 1, 0])
  })

  test('is looked for further up in the file', async () => {
    const lines = [
      'First name|Email|Phone',
      'Dao|d@x.la|',
      'Dao|D@x.la|020 5512 3456',
      '|e@x.la|020 5512 3456',
    ]
    expect(counts(await imported(dataOf({ settings: { country: 'LA' } }), 'lead', lines))).toEqual([
      1, 0, 2, 0,
    ])
  })

  test('is refused on request', async () => {
    const plan = await imported(data, 'lead', ['Email', 'anna@example.com', 'new@example.com'], {
      onDuplicate: 'fail',
    })
    expect(counts(plan)).toEqual([0, 0, 0, 1])
    expect(plan.rejects).toMatchObject([
      {
        line: 2,
        field: 'email',
        code: 'duplicate',
        message: 'The row is here already: lead l000000001 (same email).',
      },
    ])
  })

  test('is created on request, but never the same external id twice', async () => {
    const lines = [
      'Email|External key',
      'anna@example.com|',
      'x@example.com|7',
      'y@example.com|8',
      'z@example.com|8',
    ]
    const plan = await imported(data, 'lead', lines, { onDuplicate: 'create', skipInvalid: true })
    expect(counts(plan)).toEqual([2, 0, 0, 2])
    expect(plan.rejects.map(({ line, field }) => [line, field])).toEqual([
      [3, 'externalId'],
      [5, 'externalId'],
    ])
  })
})

describe('people who share', () => {
  test('an email, with another name and phone, are two', async () => {
    const lines = [
      'First name|Email|Phone',
      'สมหญิง|one@example.com|081-222-2222',
      'ธนู|one@example.com|081-333-3333',
    ]
    expect(counts(await imported(dataOf(), 'lead', lines))).toEqual([2, 0, 0, 0])
  })

  test('an email, with another name only, are one, with a warning', async () => {
    const plan = await imported(data, 'lead', ['First name|Email', 'Annika|anna@example.com'])
    expect(counts(plan)).toEqual([0, 0, 1, 0])
    expect(plan.warnings).toEqual([
      'One skipped row says something else than what is here: --on-duplicate update takes it.',
      'Line 2 was left out: "annika" has the same email as "anna lee".',
    ])
  })

  test('what the user said to match by are one', async () => {
    const lines = ['First name|Email|Phone', 'Zoe|anna@example.com|0899999999']
    expect(counts(await imported(data, 'lead', lines, { match: ['email'] }))).toEqual([0, 0, 1, 0])
  })

  test('all but the external id are two', async () => {
    const lines = ['Id|Email', '8|ext@example.com', '7|other@example.com']
    expect(counts(await imported(data, 'lead', lines))).toEqual([1, 0, 1, 0])
  })
})

describe('matching by fields of the user', () => {
  test.each([
    [['company'], [0, 0, 1, 0]],
    [['name'], [1, 0, 0, 0]],
    [
      ['email', 'company'],
      [0, 0, 1, 0],
    ],
    [['Tax no'], undefined],
  ])('%j', async (match, expected) => {
    const plan = imported(data, 'lead', ['First name|Company|Email', 'Zoe|EXT|zoe@example.com'], { match })
    if (expected === undefined) await expect(plan).rejects.toThrow('Unknown lead field "Tax no".')
    else expect(counts(await plan)).toEqual(expected)
  })
})

describe('updating', () => {
  const update = { onDuplicate: 'update' } as const

  test('fills blanks, overwrites what differs, joins what has many values', async () => {
    const lines = [
      'First name|Last name|Company|Email|Tags|City',
      'Anna||Acme|anna@example.com|new|Vientiane',
    ]
    const plan = await imported(data, 'lead', lines, update)
    expect(counts(plan)).toEqual([0, 1, 0, 0])
    expect(plan.changes.records).toMatchObject([
      { kind: 'lead', id: 'l000000001', before: { tags: ['vip'] } },
    ])
    expect(results(plan)).toEqual([
      {
        id: 'l000000001',
        firstName: 'Anna',
        lastName: 'Lee',
        company: 'Acme',
        email: 'anna@example.com',
        phone: '+66812345678',
        tags: ['vip', 'new'],
        address: { city: 'Vientiane' },
        status: 'new',
      },
    ])
    expect(plan.changes.records[0]?.after?.updatedAt).toBe('2026-11-22T02:00:00Z')
  })

  test('changes nothing where the file says nothing new', async () => {
    const plan = await imported(data, 'lead', ['First name|Email|Status', 'Anna|anna@example.com|'], update)
    expect(counts(plan)).toEqual([0, 0, 1, 0])
    expect(isEmpty(plan.changes)).toBe(true)
  })

  test('defaults fill blanks only', async () => {
    const options = { ...update, defaults: { source: 'event', 'first name': 'Zoe' } }
    const plan = await imported(data, 'lead', ['Email', 'anna@example.com'], options)
    expect(results(plan)).toMatchObject([{ firstName: 'Anna', source: 'event' }])
  })

  test('leaves contacts and converted leads alone, and says so', async () => {
    const lines = ['Company|Email', 'Acme|bob@example.com', 'Acme|old@example.com']
    const plan = await imported(data, 'lead', lines, update)
    expect(counts(plan)).toEqual([0, 0, 2, 0])
    expect(plan.warnings).toEqual([
      'Line 2 was left out: it is contact c000000001 (same email).',
      'Line 3 was left out: it is lead l000000002, which was converted (same email).',
    ])
  })

  test('refuses a row that could be several', async () => {
    const plan = await imported(data, 'lead', ['Company|Phone', 'Twin|02 111 1111'], update)
    expect(plan.rejects).toMatchObject([
      {
        code: 'duplicate',
        message: 'The row could be any of several records: lead l000000003, l000000004 (same phone).',
      },
    ])
  })

  test('a row below updates what a row above made', async () => {
    const plan = await imported(
      dataOf(),
      'lead',
      ['Email|Company|City', 'a@b.co|Acme|', 'a@b.co||Bangkok'],
      update,
    )
    expect(counts(plan)).toEqual([1, 1, 0, 0])
    expect(plan.changes.records).toHaveLength(1)
    expect(plan.changes.records[0]?.before).toBeUndefined()
    expect(results(plan)).toMatchObject([{ company: 'Acme', address: { city: 'Bangkok' } }])
  })
})

describe('the same file again changes nothing', () => {
  const files: readonly (readonly [EntityName, readonly string[]])[] = [
    ['lead', ['Name|Email|Phone|Extra', 'Anna Lee|a@x.la||1', 'Bob||02 123 4567|', 'Only Name|||3']],
    ['account', ['Account|Parent account|Website', 'Small|Big|', 'Big||big.co.th']],
    ['contact', ['First name|Account|Birthday', 'Anna|Acme|22/11/2530', 'Bob||']],
    [
      'deal',
      [
        'Product|Account|Amount|Stage|Close date',
        'Roof|Acme|1000|won|2026-01-02',
        'Wall|Acme|5|prospecting|',
      ],
    ],
    ['activity', ['Type|About|Text|Date', 'call|Acme|Hello|2026-01-02 10:00', 'note|Acme|Hi|']],
    ['reminder', ['Task|Due date|About', 'Call|2026-12-01|Acme', 'Call|2026-12-02|Acme']],
  ]

  test.each(files)('%ss', async (kind, lines) => {
    const before = dataOf({ account: [{ id: 'a000000001', name: 'Acme' }] })
    for (const onDuplicate of ['skip', 'update'] as const) {
      const first = await imported(before, kind, lines, { onDuplicate })
      expect(counts(first)).toEqual([lines.length - 1, 0, 0, 0])
      const again = await imported(applied(before, first.changes), kind, lines, { onDuplicate })
      expect(counts(again)).toEqual([0, 0, lines.length - 1, 0])
      expect(isEmpty(again.changes)).toBe(true)
    }
  })
})

test('an export of ours comes back as it was, ids and history too', async () => {
  const lines = [
    'id|name|stage|stageHistory|lead|createdAt|updatedAt',
    'd7k3m9x2qa|Roof|won|[{"stage":"won","at":"2026-01-02T00:00:00Z"}]|l000000001|2026-01-01T00:00:00Z|2026-01-03T00:00:00Z',
  ]
  const before = dataOf({ lead: [{ id: 'l000000001', firstName: 'Anna' }] })
  const plan = await imported(before, 'deal', lines)
  expect(plan.changes.records[0]?.after).toEqual({
    id: 'd7k3m9x2qa',
    name: 'Roof',
    stage: 'won',
    lead: 'l000000001',
    closedAt: '2026-11-22T02:00:00Z',
    stageHistory: [{ stage: 'won', at: '2026-01-02T00:00:00Z' }],
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-03T00:00:00Z',
  })
  const again = await imported(applied(before, plan.changes), 'deal', lines, { onDuplicate: 'update' })
  expect(counts(again)).toEqual([0, 0, 1, 0])
})
