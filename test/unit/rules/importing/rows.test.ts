import { describe, expect, test } from 'vitest'
import { noChanges } from '../../../../src/schema/changes.ts'
import { dataOf } from '../../../helpers/data.ts'
import { counts, imported, results } from './importing.ts'

const empty = dataOf()

describe('values are read as people write them', () => {
  test('in a Thai file', async () => {
    const plan = await imported(empty, 'lead', [
      'ชื่อ|นามสกุล|เบอร์โทรศัพท์|อีเมล|ที่อยู่|เขต|จังหวัด|รหัสไปรษณีย์|ผู้ติดตาม|หมายเหตุ|Created',
      'สมชาย|ใจดี|081-234-5678|Somchai@Example.com|123 ถ.สุขุมวิท|คลองเตย|กรุงเทพฯ|๑๐๑๑๐|สมหญิง|ลูกค้าใหม่|22/11/2568',
    ])
    expect(plan.changes.records[0]?.after).toEqual({
      id: 'lnew000001',
      firstName: 'สมชาย',
      lastName: 'ใจดี',
      phone: '+66812345678',
      email: 'somchai@example.com',
      address: { street: '123 ถ.สุขุมวิท', district: 'คลองเตย', province: 'กรุงเทพฯ', postalCode: '10110' },
      owner: 'สมหญิง',
      description: 'ลูกค้าใหม่',
      status: 'new',
      createdAt: '2025-11-21T17:00:00Z',
      updatedAt: '2026-11-22T02:00:00Z',
    })
  })

  test('an amount in the currency of its row', async () => {
    const lines = ['Company|Budget amount|Currency', 'Acme|1,500.50|usd', 'Lao|2000000|LAK', 'Nok|1500.5|LAK']
    const plan = await imported(empty, 'lead', lines, { skipInvalid: true })
    expect(results(plan)).toMatchObject([
      { estimatedAmount: 1500.5, currency: 'USD' },
      { estimatedAmount: 2000000 },
    ])
    expect(plan.rejects).toMatchObject([{ line: 4, field: 'estimatedAmount', code: 'invalid' }])
  })

  test('fields of a record are in the order of the schema', async () => {
    const plan = await imported(empty, 'lead', ['Email|Company|First name', 'a@b.co|Acme|Anna'])
    expect(Object.keys(plan.changes.records[0]?.after ?? {})).toEqual([
      'id',
      'firstName',
      'company',
      'email',
      'status',
      'createdAt',
      'updatedAt',
    ])
  })

  test('words stand for what the caller says', async () => {
    const lines = ['Company|Lead Status|Colour', 'Acme|daily_distribution|r', 'Bcme|EXISTING|g', 'Ccme|New|b']
    const plan = await imported(empty, 'lead', lines, {
      values: [
        'status:daily_distribution=contacted',
        'Lead status:existing=qualified',
        'Colour:r=red',
        'colour:g=',
      ],
    })
    expect(results(plan).map(({ status, colour }) => [status, colour])).toEqual([
      ['contacted', 'red'],
      ['qualified', undefined],
      ['new', 'b'],
    ])
  })

  test('a rule for words of another form is an error', async () => {
    await expect(imported(empty, 'lead', ['Company'], { values: ['status'] })).rejects.toThrow(
      '"status" does not say',
    )
    await expect(imported(empty, 'lead', ['Company'], { values: ['statsu:a=b'] })).rejects.toThrow(
      'Did you mean "status"?',
    )
  })

  test('defaults fill what is empty', async () => {
    const lines = ['Company|Source', 'Acme|web', 'Bcme|']
    const defaults = { source: 'event', owner: 'noy', 'address.country': 'LA' }
    const plan = await imported(empty, 'lead', lines, { defaults })
    expect(results(plan)).toMatchObject([
      { source: 'web', owner: 'noy', address: { country: 'LA' } },
      { source: 'event', owner: 'noy' },
    ])
  })

  test('a default its field cannot have is an error', async () => {
    const plan = imported(empty, 'lead', ['Company', 'Acme'], { defaults: { status: 'newish' } })
    await expect(plan).rejects.toThrow('--default status: Unknown status "newish".')
  })
})

describe('bad rows', () => {
  const lines = [
    'First name|Email|Phone|Status',
    'Anna|anna@example.com||new',
    'Bob|bob(at)example.com||old',
    '|||contacted',
    'Dao|dao@example.com|081 234 5678|new|extra',
    'Eve|eve@example.com|081 234 5678|New',
  ]

  test('stop the import', async () => {
    const plan = await imported(empty, 'lead', lines)
    expect(plan.changes).toBe(noChanges)
    expect(counts(plan)).toEqual([0, 0, 0, 3])
    expect(plan.rejects).toEqual([
      {
        line: 3,
        field: 'email',
        code: 'invalid',
        message:
          '"bob(at)example.com" is not an email address: it has no @. Type it like somchai@example.com. ' +
          'Unknown status "old". Valid: new, contacted, nurturing, qualified, converted, unqualified, junk.',
        cells: ['Bob', 'bob(at)example.com', '', 'old'],
      },
      {
        line: 4,
        field: 'firstName',
        code: 'required',
        message: 'One of firstName, lastName, company, email, phone is needed.',
        cells: ['', '', '', 'contacted'],
      },
      {
        line: 5,
        field: '',
        code: 'ragged',
        message: 'The row has 5 cells, the header 4.',
        cells: ['Dao', 'dao@example.com', '081 234 5678', 'new', 'extra'],
      },
    ])
    expect(plan.warnings).toEqual([
      `Unknown in status: "old". Say what they stand for: --value 'status:old=…'`,
      'Emails and web addresses that are not valid are kept in fields of their own with --keep-invalid.',
    ])
  })

  test('are left out on request', async () => {
    const plan = await imported(empty, 'lead', lines, { skipInvalid: true })
    expect(counts(plan)).toEqual([2, 0, 0, 3])
    expect(results(plan).map(({ firstName }) => firstName)).toEqual(['Anna', 'Eve'])
    expect(plan.changes.summary).toBe('Imported leads: 2 created, 0 updated')
  })

  test('that name records nobody has entered', async () => {
    const data = dataOf({ account: [{ name: 'Acme' }, { name: 'Twin' }, { name: 'twin' }] })
    const plan = await imported(data, 'contact', [
      'First name|Account',
      'Anna|acme',
      'Bob|Nowhere',
      'Eve|Twin',
    ])
    expect(plan.rejects).toMatchObject([
      { line: 3, field: 'account', code: 'unknown-link', message: 'There is no account "Nowhere".' },
      {
        line: 4,
        field: 'account',
        code: 'unknown-link',
        message: '2 records are called "Twin"; write the id: a000000002, a000000003.',
      },
    ])
    expect(plan.warnings).toEqual([
      'Accounts and contacts that rows name but nobody has entered are made with --create-linked.',
    ])
  })
})

describe('links', () => {
  const data = dataOf({
    account: [
      { id: 'a000000001', name: 'Acme Trading', website: 'https://www.acme.co.th', externalId: 'X-1' },
      { id: 'a000000002', name: 'ลาว จำกัด' },
    ],
    contact: [
      {
        id: 'c000000001',
        firstName: 'Anna',
        lastName: 'Lee',
        email: 'anna@example.com',
        phone: '+66812345678',
      },
      { id: 'c000000002', firstName: 'Lee, Bob' },
    ],
    lead: [
      { id: 'l000000001', email: 'anna@example.com', status: 'converted' },
      { id: 'l000000002', firstName: 'Dao', email: 'dao@example.com' },
    ],
  })

  test.each([
    ['a000000001', 'a000000001'],
    ['X-1', 'a000000001'],
    ['ACME  trading', 'a000000001'],
    ['www.acme.co.th', 'a000000001'],
    ['ลาว จำกัด', 'a000000002'],
  ])('an account as %s', async (text, id) => {
    const plan = await imported(data, 'deal', ['Name|Account', `Roof|${text}`])
    expect(results(plan)).toMatchObject([{ account: id }])
  })

  test.each([
    ['anna@example.com', ['c000000001']],
    ['Anna Lee', ['c000000001']],
    ['081-234-5678', ['c000000001']],
    ['Lee, Bob', ['c000000002']],
    ['anna lee; Lee, Bob', ['c000000001', 'c000000002']],
    ['Lee, Bob; 081 234 5678', ['c000000002', 'c000000001']],
    ['Anna Lee, c000000002', ['c000000001', 'c000000002']],
  ])('contacts as %s', async (text, ids) => {
    const plan = await imported(data, 'deal', ['Name|Contacts', `Roof|${text}`])
    expect(results(plan)).toMatchObject([{ contacts: ids }])
  })

  test('to any kind, past a converted lead', async () => {
    const lines = ['Kind|About|Text', 'call|anna@example.com; Dao|Hello', 'note|l000000001|Hi']
    const plan = await imported(data, 'activity', lines)
    expect(results(plan)).toMatchObject([{ for: ['c000000001', 'l000000002'] }, { for: ['l000000001'] }])
  })

  test('to accounts and contacts made on request', async () => {
    const lines = [
      'Name|Account|Contacts',
      'Roof|New Co|Noy Kham; noy@new.la',
      'Wall|new co|',
      'Door|Acme Trading|',
    ]
    const plan = await imported(data, 'deal', lines, { createLinked: true })
    expect(results(plan)).toMatchObject([
      { id: 'anew000001', name: 'New Co' },
      { id: 'cnew000002', firstName: 'Noy', lastName: 'Kham' },
      { id: 'cnew000003', email: 'noy@new.la' },
      { name: 'Roof', account: 'anew000001', contacts: ['cnew000002', 'cnew000003'] },
      { name: 'Wall', account: 'anew000001' },
      { name: 'Door', account: 'a000000001' },
    ])
    expect(plan.changes.summary).toBe('Imported deals: 3 created, 0 updated, 3 linked records created')
  })
})

test('an id that chance gives twice is drawn again', async () => {
  const drawn = ['l000000001', 'l000000001', 'l000000002']
  const plan = await imported(empty, 'lead', ['Company', 'Acme', 'Lao'], {
    newId: () => drawn.shift() ?? 'l000000003',
  })
  expect(results(plan)).toMatchObject([
    { id: 'l000000001', company: 'Acme' },
    { id: 'l000000002', company: 'Lao' },
  ])
})

describe('links from row to row', () => {
  test('lead to rows above and below', async () => {
    const plan = await imported(empty, 'account', [
      'Account|Subsidiary of',
      'Small|Big',
      'Big|',
      'Tiny|small',
    ])
    expect(results(plan)).toEqual([
      { id: 'anew000001', name: 'Small', parent: 'anew000002' },
      { id: 'anew000002', name: 'Big' },
      { id: 'anew000003', name: 'Tiny', parent: 'anew000001' },
    ])
  })

  test('that lead nowhere refuse the row and those that link to it', async () => {
    const lines = ['Account|Subsidiary of', 'A|B', 'B|C', 'C|Nowhere', 'D|E', 'E|']
    const plan = await imported(empty, 'account', lines, { skipInvalid: true })
    expect(results(plan).map(({ name }) => name)).toEqual(['D', 'E'])
    expect(plan.rejects.map(({ line, code }) => [line, code])).toEqual([
      [2, 'unknown-link'],
      [3, 'unknown-link'],
      [4, 'unknown-link'],
    ])
    expect(counts(plan)).toEqual([2, 0, 0, 3])
  })

  test('make what they name on request', async () => {
    const plan = await imported(empty, 'account', ['Account|Subsidiary of', 'A|Nowhere'], {
      createLinked: true,
    })
    expect(results(plan)).toMatchObject([
      { id: 'anew000002', name: 'Nowhere' },
      { id: 'anew000001', name: 'A', parent: 'anew000002' },
    ])
  })
})
