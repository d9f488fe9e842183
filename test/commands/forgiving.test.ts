/** Imports that say how much of a file is good, and take what anybody can read. */
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

describe('an import that is refused', () => {
  const lines = [
    'Last Name,Email,ระดับความสนใจ',
    'Able,able@a.example,hot',
    'Bad,nobody at home,hot',
    'ก,ที่ไหน,hot',
    'ຂ,ບ່ອນໃດ,hot',
    'Worse,x@,hot',
    'Cold,cold@a.example,จืด',
  ]

  it.each(['', '--dry-run'])('says how many rows are good, and counts the reasons: %s', async (flags) => {
    await importing('leads', ['Last Name,Email', 'Able,able@a.example'])
    const before = filesOf(store)
    const ran = await importing('leads', [...lines, 'New,new@a.example,cold'], flags)
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(': 0 created, 0 updated, 0 skipped, 5 rejected.\n')
    expect(ran.err).toContain('2 rows are good: 1 to be created, 1 to be skipped.\n')
    expect(ran.err).toContain('4 rows: email: … is not an email address')
    expect(ran.err).toContain('line 3: email: "nobody at home"')
    expect(ran.err).toContain('line 5: email: "ບ່ອນໃດ"')
    expect(ran.err).not.toContain('line 6: email')
    expect(ran.err.indexOf('4 rows: email')).toBeLessThan(ran.err.indexOf('line 7: rating'))
    expect(filesOf(store)).toEqual(before)
  })

  it('says it to scripts', async () => {
    const ran = await crm('import leads - --json', { store, input: `${lines.join('\n')}\n` })
    expect(ran.json()).toMatchObject({ created: 0, rejected: 5, good: 1 })
  })

  it('says so where no row is good', async () => {
    expect((await importing('leads', ['Last Name,Email', 'Bad,x@'])).err).toContain('No row is good.\n')
  })
})

describe('rows that are shorter than the header', () => {
  it('have empty cells at their end, and are told of', async () => {
    const ran = await importing('leads', ['ชื่อ,นามสกุล,อีเมล,เบอร์โทร', 'มาลี,สุข', 'ນ້ອຍ,ແກ້ວ,noy@a.example'])
    expect([ran.code, rows('leads', 'firstName', 'lastName', 'email')]).toEqual([
      0,
      [
        ['มาลี', 'สุข', undefined],
        ['ນ້ອຍ', 'ແກ້ວ', 'noy@a.example'],
      ],
    ])
    expect(ran.err).toContain('empty cells at the end of short rows: line 2, 3')
  })

  it.each([
    ['another row is too long', ['A,B', 'C,D,c@a.example,1,2']],
    ['a single word of many stands alone', ['A,B,a@a.example,', 'rest of a line']],
  ])('are refused where %s: a line is broken', async (_, body) => {
    const ran = await importing('leads', ['First Name,Last Name,Email,Notes', ...body])
    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(/The row has \d cells?, the header 4\./)])
  })
})

it('reads days that are run together, in imports and by hand', async () => {
  await importing('contacts', ['First Name,วันเกิด', 'Ann,19800322', 'มานี,25230322'])
  expect(rows('contacts', 'birthday')).toEqual([['1980-03-22'], ['1980-03-22']])
  const ran = await crm('contact edit Ann --birthday 19800230', { store })
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('"19800230" is impossible')])
  expect((await crm('contact edit Ann --birthday 12345678', { store })).code).toBe(2)
})

it('rounds amounts to the decimals of their currency where asked', async () => {
  const lines = ['Name,Amount,สกุลเงิน', 'A,71.375,THB', 'B,"1,234.5",LAK', 'C,-0.005,THB']
  const refused = await importing('deals', lines)
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('with --round.')])
  const ran = await importing('deals', lines, '--round')
  expect(ran.err).toContain('amount of 3 rows was rounded to the decimals of its currency.')
  expect(rows('deals', 'amount')).toEqual([[71.38], [1235], [-0.01]])
})

describe('a calendar whose events are asked for as reminders', () => {
  const event = (uid: string, start: string) =>
    `BEGIN:VEVENT\nUID:${uid}\nSUMMARY:${uid}\nDTSTART:${start}\nEND:VEVENT\n`
  const calendar = (...events: readonly string[]) =>
    `BEGIN:VCALENDAR\nVERSION:2.0\n${events.join('')}END:VCALENDAR\n`

  it('gives done ones where all are over', async () => {
    const input = calendar(event('ประชุม', '20260105T030000Z'), event('ນັດໝາຍ', '20260106T030000Z'))
    const ran = await crm('import reminders -', { store, input })
    expect(ran.err).toContain('events that are over as reminders that are done')
    expect(rows('reminders', 'text', 'due', 'status')).toEqual([
      ['ประชุม', '2026-01-05T03:00:00Z', 'done'],
      ['ນັດໝາຍ', '2026-01-06T03:00:00Z', 'done'],
    ])
  })

  it('gives those to come where there are any; to-dos are no activities', async () => {
    const input = calendar(event('over', '20260105T030000Z'), event('to come', '20270106T030000Z'))
    await crm('import reminders -', { store, input })
    expect(rows('reminders', 'text', 'status')).toEqual([['to come', 'open']])
    const todo = 'BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nSUMMARY:T\nEND:VTODO\nEND:VCALENDAR\n'
    const ran = await crm('import activities -', { store, input: todo })
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('has no activities: left out: 1')])
  })
})

describe('columns have one language', () => {
  beforeEach(async () => {
    await crm('deal add Grid --amount 100 --close-date 2026-12-05', { store })
    await crm('lead add "Noy Keo" --company Shan', { store })
  })

  it.each([
    ['Name,Close date', 'name,closeDate\nGrid,2026-12-05'],
    ['ชื่อดีล,มูลค่า,currency', 'name,amount,currency\nGrid,100,THB'],
    ['ຊື່ດີວ', 'name\nGrid'],
  ])('in exports as in lists: %s', async (columns, csv) => {
    expect((await crm(['export', 'deals', '--columns', columns], { store })).out).toBe(`${csv}\n`)
    expect((await crm(['deal', 'list', '--columns', columns], { store })).out).toContain('Grid')
    expect((await crm(['deal', 'list', '--sort', columns], { store })).code).toBe(0)
  })

  it('and know what a record is called, and what is computed', async () => {
    const ran = await crm('export leads --columns name,score,บริษัท', { store })
    expect(ran.out).toMatch(/^name,score,company\nNoy Keo,\d+,Shan\n$/)
    await crm('report new calls --entity lead --columns Name,บริษัท', { store })
    expect((await crm('report calls', { store })).out).toContain('Noy Keo')
    await crm("view save shan lead company:Shan --columns 'First name,ບໍລິສັດ'", { store })
    expect((await crm('lead list @shan', { store })).out).toContain('Shan')
    const wrong = await crm('export leads --columns nmae', { store })
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Did you mean "name"?')])
  })
})
