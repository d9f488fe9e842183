/** Days of the year whose year nobody knows: typed, read from other programs, asked for, and written again. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf, temporaryFolder } from '../helpers/crm.ts'

const now = '2026-12-01T03:00:00Z'
let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const run = (line: string | readonly string[], options = {}) => crm(line, { store, now, ...options })
const birthdays = () =>
  Object.values(recordsOf(store, 'contacts')).map(({ firstName, birthday }) => [firstName, birthday])
const add = (birthday: string, name = 'น้ำฝน') =>
  run(['contact', 'add', '--first-name', name, '--birthday', birthday])

describe('typed by hand', () => {
  it.each([
    ['25/12', '--12-25'],
    ['๒๕/๑๒', '--12-25'],
    ['25 ธ.ค.', '--12-25'],
    ['25 ธันวาคม', '--12-25'],
    ['25 ທັນວາ', '--12-25'],
    ['Dec 25', '--12-25'],
    ['25th december', '--12-25'],
    ['--12-25', '--12-25'],
    ['--1225', '--12-25'],
    ['1604-12-25', '--12-25'],
    ['29/2', '--02-29'],
    ['25/12/2523', '1980-12-25'],
  ])('%s', async (typed, stored) => {
    expect(await add(typed)).toMatchObject({ code: 0 })
    expect(birthdays()).toEqual([['น้ำฝน', stored]])
  })

  it.each([
    ['30/2', 'February has no day 30'],
    ['25/13', 'there is no month 13'],
    ['--02-30', 'February has no day 30'],
  ])('%s is refused', async (typed, problem) => {
    expect(await add(typed)).toMatchObject({ code: 2, err: expect.stringContaining(problem) })
  })

  it('only where it makes sense', async () => {
    expect(await run('deal add --name x --close-date 25/12')).toMatchObject({ code: 2 })
    expect(await run(['contact', 'add', '--first-name', 'ນ້ອຍ', '--anniversary', '14 ເມສາ'])).toMatchObject({
      code: 0,
    })
    const path = join(store, 'crm.json')
    const settings = JSON.parse(readFileSync(path, 'utf8'))
    const customFields = { account: { founded: { type: 'date', yearless: true }, audited: { type: 'date' } } }
    writeFileSync(path, JSON.stringify({ ...settings, customFields }))
    expect(await run('account add --name a --founded 1/10')).toMatchObject({ code: 0 })
    expect(await run('account add --name b --audited --10-01')).toMatchObject({ code: 2 })
    expect(await run('doctor')).toMatchObject({ code: 0 })
  })
})

describe('asked for', () => {
  beforeEach(async () => {
    for (const [name, day] of [
      ['ก', '3/12'],
      ['ข', '1980-12-03'],
      ['ค', '29/2'],
      ['ง', '1999-06-30'],
    ] as const)
      await add(day, name)
  })
  const found = async (query: string) =>
    (await run(['contact', 'list', query, '--columns', 'name', '--sort', 'firstName', '--format', 'csv'])).out
      .trim()
      .split('\n')
      .slice(1)

  it('they come back each year without an age, 29 February on the 28th of common years', async () => {
    const today = (await run('today --only dates --within 7d')).out
    expect(today).toMatch(/2026-12-03 {2}in 2d {2}birthday +ก/)
    expect(today).toMatch(/2026-12-03 {2}in 2d {2}birthday \(46\) +ข/)
    const day = async (at: string) => (await run('today --only dates --within 2d', { now: at })).out
    expect(await day('2027-02-27T03:00:00Z')).toContain('2027-02-28  in 1d  birthday')
    expect(await day('2028-02-28T03:00:00Z')).toContain('2028-02-29  in 1d  birthday')
  })

  it('by the day of any year; a day without a year is before and after none', async () => {
    expect(await found('birthday:"3 ธ.ค."')).toEqual(['ก', 'ข'])
    expect(await found('birthday>30/6')).toEqual(['ก', 'ข'])
    expect(await found('birthday<=--06-30')).toEqual(['ค', 'ง'])
    expect(await found('birthday<1990')).toEqual(['ข'])
    expect(await found('birthday:1999')).toEqual(['ง'])
    expect(await found('has:birthday')).toHaveLength(4)
  })

  it('in order, and in reports', async () => {
    const sorted = (await run('contact list --sort birthday --columns birthday --format csv')).out
      .trim()
      .split('\n')
    expect(sorted.slice(1)).toEqual(['--02-29', '--12-03', '1980-12-03', '1999-06-30'])
    await run(['report', 'new', 'born', '--entity', 'contact', '--group', 'year(birthday)'])
    expect((await run('report born --format csv')).out).toContain('1980,1')
  })
})

describe('in files', () => {
  it('of tables, in the order that the column proves', async () => {
    const input =
      'First name,Email,Birthday\nA,a@x.example,12/25\nB,b@x.example,3/4\nC,c@x.example,3/14/1975\n'
    expect(await run('import contacts -', { input })).toMatchObject({ code: 0 })
    expect(birthdays()).toEqual([
      ['A', '--12-25'],
      ['B', '--03-04'],
      ['C', '1975-03-14'],
    ])
    const unclear = 'First name,Email,Birthday\nA,a@x.example,5/6\n'
    expect(await run('import contacts -', { input: unclear })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--date-order'),
    })
  })

  it('a column of one’s own may be without years, and a fuller day stays', async () => {
    const leads = 'ชื่อ,อีเมล,วันเกิด\nสมชาย,s@x.example,--12-25\n'
    expect(await run('import leads -', { input: leads })).toMatchObject({ code: 0 })
    expect(Object.values(recordsOf(store, 'leads'))).toMatchObject([{ วันเกิด: '--12-25' }])
    await run('contact add --first-name ນ້ອຍ --email noy@x.example --birthday 1980-12-25')
    const input = 'ຊື່,ອີເມວ,ວັນເກີດ\nນ້ອຍ,noy@x.example,25 ທັນວາ\n'
    const ran = await run('import contacts - --on-duplicate update', { input })
    expect(ran.err).toContain('0 updated, 1 skipped')
    expect(birthdays()).toEqual([['ນ້ອຍ', '1980-12-25']])
  })

  it.each([
    ['BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-03', '--12-03'],
    ['BDAY;VALUE=date:1604-12-03', '--12-03'],
    ['BDAY:--1203', '--12-03'],
    ['BDAY:--12-03', '--12-03'],
    ['BDAY:1980-12-03', '1980-12-03'],
  ])('of a card: %s', async (line, stored) => {
    const input = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:ນ້ອຍ', line, 'END:VCARD', ''].join('\r\n')
    expect(await run('import contacts -', { input })).toMatchObject({ code: 0 })
    expect(birthdays()).toEqual([['ນ້ອຍ', stored]])
  })

  it.each(['csv', 'tsv', 'xlsx', 'json', 'jsonl', 'xml', 'vcf'])(
    'of %s they come back as they went',
    async (format) => {
      const file = join(temporaryFolder(), `out.${format}`)
      await add('29/2')
      const before = recordsOf(store, 'contacts')
      expect(await run(['export', 'contacts', '--out', file])).toMatchObject({ code: 0 })
      if (format === 'xml') return
      store = await emptyStore()
      expect(await run(['import', 'contacts', file])).toMatchObject({ code: 0 })
      expect(recordsOf(store, 'contacts')).toEqual(before)
    },
  )
})
