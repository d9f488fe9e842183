/** Files of programs that nobody has a preset for: what their headings, words and ids mean all the same. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const importing = (plural: string, lines: readonly string[], flags = '') =>
  crm(`import ${plural} - ${flags}`, { store, input: `${lines.join('\n')}\n` })
const rows = (plural: string, ...fields: readonly string[]) =>
  Object.values(recordsOf(store, plural)).map((record) => fields.map((field) => record[field]))

describe('a column of stages', () => {
  it.each([
    ['ID,NAME,STAGENAME,AMOUNT', '006A,Grid,Closed Won,100', 'won'],
    ['Name,Opportunity_Stage_Name,Amount', 'Grid,4. Negotiation / Review (80%),100', 'negotiation'],
    ['ชื่อดีล,ขั้นตอนการขาย,มูลค่า', 'กริด,เสนอราคาแล้ว,100', 'proposal'],
    ['ຊື່ດີວ,ສະຖານະການຂາຍ,ມູນຄ່າ', 'ກຣິດ,ປິດການຂາຍບໍ່ໄດ້,100', 'lost'],
    ['Name,Progress,Amount', 'Grid,Needs Analysis,100', 'qualification'],
  ])('is understood under %s', async (header, row, stage) => {
    const ran = await importing('deals', [header, row])
    expect([ran.code, rows('deals', 'stage', 'amount')]).toEqual([0, [[stage, 100]]])
  })

  it.each([
    ['Name,STAGENAME', 'Grid,Sleeping', '--value'],
    ['ชื่อดีล,สถานะ', 'กริด,หลับอยู่', '--value'],
    ['ຊື່ດີວ,ຂັ້ນຕອນການຂາຍ', 'ກຣິດ,ນອນຢູ່', '--value'],
  ])('whose words nobody knows stops the import: %s', async (header, row, advice) => {
    const before = filesOf(store)
    const ran = await importing('deals', [header, row])
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringContaining(`${advice} 'stage:${row.split(',')[1]}=`),
    ])
    expect(filesOf(store)).toEqual(before)
  })

  it('is left aside where all rows are said to be in one, and where it is about something else', async () => {
    const said = await importing('deals', ['Name,Phase', 'Grid,Sleeping'], '--default stage=proposal')
    expect([said.code, rows('deals', 'stage', 'phase')]).toEqual([0, [['proposal', 'Sleeping']]])
    const other = await importing('deals', ['Name,Payment Status,Stage Changed', 'Pump,Paid,2026-01-05'])
    expect([other.code, rows('deals', 'name', 'paymentStatus')[1]]).toEqual([0, ['Pump', 'Paid']])
  })

  it('is understood in a store that calls its stages otherwise, where only one can be meant', async () => {
    const { readFileSync, writeFileSync } = await import('node:fs')
    const file = `${store}/crm.json`
    const settings = JSON.parse(readFileSync(file, 'utf8'))
    const stages = [
      { name: 'คุย', probability: 20, kind: 'open' },
      { name: 'ได้', probability: 100, kind: 'won' },
      { name: 'เสีย', probability: 0, kind: 'lost' },
    ]
    writeFileSync(file, JSON.stringify({ ...settings, stages }))
    await importing('deals', ['Name,Stage', 'A,Closed Won', 'B,Closed Lost', 'C,คุย'])
    expect(rows('deals', 'stage')).toEqual([['ได้'], ['เสีย'], ['คุย']])
  })
})

it('understands the statuses that programs share, and what is done elsewhere is done here', async () => {
  const leads = ['Last Name,Lead State', 'A,Attempted to Contact', 'B,Junk Lead', 'C,ยังไม่ได้ติดต่อ', 'D,ບໍ່ສົນໃຈ']
  expect((await importing('leads', leads)).code).toBe(0)
  expect(rows('leads', 'status')).toEqual([['contacted'], ['junk'], ['new'], ['unqualified']])
  await importing('reminders', ['Task,Due,Completed', 'A,2027-01-05,True', 'B,2027-01-06,False'])
  expect(rows('reminders', 'status')).toEqual([['done'], ['open']])
})

describe('two columns for one field', () => {
  it('go by the one that is called exactly so; the other is kept beside it', async () => {
    const deals = ['Potential Name,Amount,Expected Revenue', 'Moss,"1,000.00",500.00']
    const ran = await importing('deals', deals)
    expect([ran.code, rows('deals', 'name', 'amount', 'expectedRevenue')]).toEqual([0, [['Moss', 1000, 500]]])
    const leads = ['Company,ชื่อบริษัท,Last Name', 'Fern,เฟิร์น,Moss']
    expect((await importing('leads', leads)).code).toBe(0)
    expect(rows('leads', 'company', 'ชื่อบริษัท')).toEqual([['Fern', 'เฟิร์น']])
  })

  it('are refused where both are only like it', async () => {
    const ran = await importing('deals', ['Name,Deal Value,Expected Revenue', 'A,1,2'])
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('both go into amount')])
  })
})

describe('ids of other records', () => {
  beforeEach(async () => {
    await importing('accounts', ['ACCOUNTID,Account Name', '31,Blue Door', '32,ร้านสีเขียว'])
    await importing('contacts', ['CONTACTID,Last Name,Account Id', '1,Able,31', '2,Baker,99'])
    await importing('leads', ['LEADID,Last Name', '1,Lamb'])
  })
  const called = (id: unknown) => {
    const all = {
      ...recordsOf(store, 'accounts'),
      ...recordsOf(store, 'contacts'),
      ...recordsOf(store, 'leads'),
    }
    const record = all[String(id)]
    return record?.['name'] ?? record?.['lastName']
  }

  it('link, and are kept and told where they lead nowhere', async () => {
    expect(
      rows('contacts', 'lastName', 'account', 'accountId').map(([name, id, kept]) => [
        name,
        called(id),
        kept,
      ]),
    ).toEqual([
      ['Able', 'Blue Door', undefined],
      ['Baker', undefined, '99'],
    ])
    const ran = await importing('deals', [
      'Name,ACCOUNTID,Account',
      'A,32,Anything',
      'B,77,Blue Door',
      'C,78,',
    ])
    expect(ran.code).toBe(0)
    expect(ran.err).toContain(
      'ACCOUNTID of 2 rows leads to nothing that is here: import the accounts first, then this file again with --on-duplicate update.',
    )
    expect(ran.err).toContain('Left out: Account (1 cell)')
    expect(rows('deals', 'account', 'accountid').map(([id, kept]) => [called(id), kept])).toEqual([
      ['ร้านสีเขียว', undefined],
      ['Blue Door', '77'],
      [undefined, '78'],
    ])
  })

  it('are found by the kind that the heading names, in a file of calls without a kind', async () => {
    const calls = [
      'TASKID,Call Start Time,Subject,Call Type,CONTACTID,LEADID,รหัสลูกค้า',
      '9,2021-04-15 23:03:00,Demo,Inbound,1,,',
      '10,2021-04-16 22:03:00,Demo,Outbound,,1,32',
      '11,2021-04-17 09:00:00,Nobody,Outbound,,,',
    ]
    const refused = await importing('activities', calls)
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--default 'for=NAME'")])
    expect((await importing('activities', calls, '--skip-invalid')).code).toBe(0)
    const found = rows('activities', 'kind', 'direction', 'externalId', 'for')
    expect(
      found.map(([kind, way, id, about]) => [kind, way, id, Array.isArray(about) && about.map(called)]),
    ).toEqual([
      ['call', 'in', '9', ['Able']],
      ['call', 'out', '10', ['Lamb', 'ร้านสีเขียว']],
    ])
    expect((await importing('activities', calls, '--default for=contact:1')).err).toContain('1 created')
    expect(
      rows('activities', 'subject', 'for').map(([text, about]) => [
        text,
        Array.isArray(about) && about.map(called),
      ]),
    ).toContainEqual(['Nobody', ['Able']])
  })

  it('are said by hand with their kind', async () => {
    expect((await crm('contact show contact:1 --json', { store })).json()).toMatchObject({ lastName: 'Able' })
    expect((await crm('log call lead:1 hello --json', { store })).code).toBe(0)
    expect((await crm('contact show contact:7', { store })).err).toContain('No contact answers to "7"')
    await importing('activities', ['kind,for,subject', 'note,lead:1,One', 'note,contact:1,Two'])
    expect(
      rows('activities', 'subject', 'for').map(([text, about]) => [
        text,
        Array.isArray(about) && about.map(called),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['One', ['Lamb']],
        ['Two', ['Able']],
      ]),
    )
  })
})

it.each([
  ['Meeting Title,Start Time,Venue,for', 'Plan,2026-01-05 10:00,HQ,Blue', 'meeting'],
  ['Note Content,for', 'Likes tea,Blue', 'note'],
  ['วันที่โทร,หัวข้อ,เกี่ยวกับ', '2026-01-05 10:00,ราคา,Blue', 'call'],
  ['ວັນທີນັດ,ຫົວຂໍ້,ກ່ຽວກັບ', '2026-01-05 10:00,ລາຄາ,Blue', 'meeting'],
])('tells what happened by the columns: %s', async (header, row, kind) => {
  await crm('account add Blue', { store })
  const ran = await importing('activities', [header, row])
  expect([ran.code, rows('activities', 'kind')]).toEqual([0, [[kind]]])
})

it('reads headings in capitals, amounts as programs print them, and more addresses than one', async () => {
  const accounts = [
    'ID,NAME,BILLINGCITY,SHIPPINGSTREET,SHIPPINGCITY,ANNUALREVENUE,NUMBEROFEMPLOYEES',
    '001A,North Pine,Austin,5 Pier Rd,Dallas,6.0E7,1.2E3',
    '001B,Blue Fern,Pakse,,,1.5E+6,',
  ]
  expect((await importing('accounts', accounts)).code).toBe(0)
  expect(rows('accounts', 'externalId', 'address', 'otherAddresses', 'annualRevenue', 'employees')).toEqual([
    [
      '001A',
      { city: 'Austin' },
      [{ label: 'shipping', street: '5 Pier Rd', city: 'Dallas' }],
      60_000_000,
      1200,
    ],
    ['001B', { city: 'Pakse' }, undefined, 1_500_000, undefined],
  ])
  const deals = ['Name,Amount', 'A,"$22,700.00"', 'B,"$1,117.10K"']
  const ran = await importing('deals', deals)
  expect(ran.err).toContain('currency USD where no other is said')
  expect(rows('deals', 'amount', 'currency')).toEqual([
    [22_700, 'USD'],
    [1_117_100, 'USD'],
  ])
  const mixed = await importing('deals', ['Name,Amount', 'C,$5', 'D,฿5'])
  expect([mixed.code, mixed.err]).toEqual([2, expect.stringContaining('"$5" is in USD')])
})
