/** Files as people make them: a title above the table, totals below it, numbers that a spreadsheet has changed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf, temporaryFolder } from '../helpers/crm.ts'
import { workbook } from '../unit/formats/workbook.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const importing = (input: string, flags = '', plural = 'leads') =>
  crm(`import ${plural} - ${flags}`, { store, input })
const values = (field: string, plural = 'leads') =>
  Object.values(recordsOf(store, plural))
    .map((record) => record[field])
    .sort()

describe('the row that names the columns', () => {
  it('is found below a title, whatever separates the columns', async () => {
    const ran = await importing('รายชื่อลูกค้า 2569\n\nชื่อ;นามสกุล;เบอร์โทร\nมาลี;สุข;089 876 5432\n')
    expect(ran.code).toBe(0)
    expect(ran.err).toContain('names of the columns in line 3; above it: "รายชื่อลูกค้า 2569"')
    expect(values('phone')).toEqual(['+66898765432'])
    expect(values('firstName')).toEqual(['มาลี'])
  })

  it('is the first one where that names as much as any', async () => {
    const ran = await importing('First Name,Company\nEmail,Phone\n')
    expect(ran.err).not.toContain('names of the columns')
    expect(values('firstName')).toEqual(['Email'])
  })

  it('is said with --header-row, and kept in a mapping', async () => {
    const cwd = temporaryFolder()
    const input = 'Fair,May\nWho,Where\nAda,Pakse\n'
    const flags = '--header-row 2 --map Who=firstName --map Where=company --save-mapping map.json'
    expect((await crm(`import leads - ${flags}`, { store, cwd, input })).code).toBe(0)
    expect(values('company')).toEqual(['Pakse'])
    expect(JSON.parse(readFileSync(join(cwd, 'map.json'), 'utf8'))).toMatchObject({ headerRow: 2 })
    const again = await crm('import leads - --mapping map.json', {
      store,
      cwd,
      input: input.replace('Ada', 'Bo'),
    })
    expect(again.err).toContain('1 created')
    expect(values('firstName')).toEqual(['Ada', 'Bo'])
  })

  it.each([
    ['0', /--header-row takes the number of a row/],
    ['x', /--header-row takes the number of a row/],
    ['9', /no line 9/],
  ])('refuses --header-row %s', async (row, message) => {
    const ran = await importing('First Name\nAda\n', `--header-row ${row}`)
    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(message)])
  })
})

describe('the sheet of a workbook', () => {
  const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
  const notes = `<row r="1">${text('A1', 'อย่าลบไฟล์นี้')}</row><row r="2">${text('A2', 'โทรวันจันทร์')}</row>`
  const people = `<row r="1">${text('A1', 'งานแฟร์')}</row><row r="3">${text('A3', 'ชื่อ')}${text('B3', 'เบอร์โทร')}</row><row r="4">${text('A4', 'มาลี')}${text('B4', '0898765432')}</row>`
  const prices = `<row r="1">${text('A1', 'ชื่อ')}${text('B1', 'บริษัท')}</row><row r="2">${text('A2', 'Tea')}${text('B2', 'Shan')}</row>`
  const bytes = (sheets: { readonly [name: string]: string }) => ({ store, input: workbook(sheets) })

  it('is the first whose columns are known', async () => {
    const ran = await crm('import leads -', bytes({ หมายเหตุ: notes, ลูกค้า: people, ราคา: prices }))
    expect([ran.code, ran.err]).toEqual([
      0,
      expect.stringContaining(
        'Read as: sheet "ลูกค้า"; others: "หมายเหตุ", "ราคา", names of the columns in row 3',
      ),
    ])
    expect(values('firstName')).toEqual(['มาลี'])
  })

  it('is the one said, whatever is in it, and the first where none is known', async () => {
    const both = { หมายเหตุ: notes, ลูกค้า: people }
    expect((await crm('import leads - --sheet หมายเหตุ', bytes(both))).code).toBe(2)
    const plain = { A: notes, B: notes.replaceAll('วันจันทร์', '') }
    expect((await crm('import leads - --dry-run', bytes(plain))).err).toContain('sheet "A"; others: "B"')
  })
})

describe('the totals below a table', () => {
  it('are left out where they are the sum, and said', async () => {
    const ran = await importing(
      'Name,Account,Amount\nA,X,"1,250.50"\nB,X,749.50\nรวม,,"2,000.00"\n',
      '--create-linked',
      'deals',
    )
    expect(ran.err).toContain('left out: the totals in line 4 ("รวม")')
    expect(values('amount', 'deals')).toEqual([1250.5, 749.5])
  })

  it('are left out with what stands alone below them', async () => {
    const ran = await importing(
      'Name,Amount\nA,5\nB,5\nรวม,10\nพิมพ์โดย น้อย,\n',
      '--default stage=won',
      'deals',
    )
    expect(ran.err).toContain(
      'left out: the totals in line 4 ("รวม"), left out: the remark in line 5 ("พิมพ์โดย น้อย")',
    )
    expect(values('name', 'deals')).toEqual(['A', 'B'])
  })

  it('are a record where they are not', async () => {
    await importing('Name,Employees\nAcme,10\nTotal,35000\n', '', 'accounts')
    expect(values('name', 'accounts')).toEqual(['Acme', 'Total'])
  })
})

it('reads phone numbers that are none in the country of the store by the country of their row', async () => {
  const ran = await importing(
    'First Name,Country,Phone\nA,United States,(415) 835-1656\nB,ลาว,020 5551 2345\nC,Laos,02 123 4567\nD,USA,+66 81 234 5679\nE,,081 234 5670\n',
  )
  expect([ran.code, ran.err]).toEqual([
    0,
    expect.stringContaining('Read as: 2 phone numbers by the country of the row\n'),
  ])
  expect(values('phone')).toEqual([
    '+14158351656',
    '+6621234567',
    '+66812345670',
    '+66812345679',
    '+8562055512345',
  ])
  const twice = await importing('First Name,Country,Phone,Home Phone\nF,US,415 835 1657,415 835 1658\n')
  expect(twice.code).toBe(0)
  expect(Object.values(recordsOf(store, 'leads')).find(({ firstName }) => firstName === 'F')).toMatchObject({
    phone: '+14158351657',
    otherPhones: [{ value: '+14158351658' }],
  })
})

it('takes salutations off names that they are joined to', async () => {
  const ran = await importing('ชื่อ-นามสกุล,เบอร์โทร\nนายสมชาย ใจดี,0812345678\nนางสาวมาลี สุข,0812345679\n')
  expect(ran.err).toContain('Read as: ชื่อ-นามสกุล: salutations before the names\n')
  expect(values('firstName')).toEqual(['มาลี', 'สมชาย'])
  expect(values('salutation')).toEqual(['นางสาว', 'นาย'])
})

it('reads phone numbers that a spreadsheet has made numbers of: without the zero, without the +', async () => {
  const ran = await importing('First Name,Phone\nA,812345678\nB,66812345679\nC,8562055512345\n')
  expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('3 created')])
  expect(values('phone')).toEqual(['+66812345678', '+66812345679', '+8562055512345'])
  const lao = await importing('First Name,Phone\nD,2055512346\n')
  expect([lao.code, lao.err]).toEqual([0, expect.stringContaining('Read as: a phone number as of Laos\n')])
  expect(values('phone')).toContain('+8562055512346')
})

describe('columns that match nothing', () => {
  const headings = [
    ...[
      'ราคา+VAT',
      'หมายเลข (ร้าน)',
      'สี ที่ชอบ',
      'Format',
      'Limit',
      'id 2',
      '2026',
      '!!!',
      'Телефон',
      'Été',
      '🎂',
      'ñ',
    ],
    ...['constructor', 'Out of stock since the beginning of the year or longer', 'Query', 'ๆ', 'ไม้'],
  ]

  it('become fields with names that are allowed, and are found again', async () => {
    const row = (first: string) => [first, ...headings.map((_, index) => `v${index}`)].join(',')
    const header = ['First Name', ...headings].join(',')
    expect((await importing(`${header}\n${row('Ada')}\n`)).code).toBe(0)
    const settings = readFileSync(join(store, 'crm.json'), 'utf8')
    const again = await importing(`${header}\n${row('Bo')}\n`)
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('1 created')])
    expect(readFileSync(join(store, 'crm.json'), 'utf8')).toBe(settings)
    expect((await crm('doctor', { store })).code).toBe(0)
    const [ada, bo] = Object.values(recordsOf(store, 'leads')).map(({ id, firstName, ...fields }) => fields)
    expect(ada).toEqual(bo)
    expect(ada).toMatchObject({
      ราคาVat: 'v0',
      สีที่ชอบ: 'v2',
      format2: 'v3',
      column2026: 'v6',
      column: 'v7',
      телефон: 'v8',
    })
  })

  it('whatever they are called', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), async (heading) => {
        const dir = await emptyStore()
        const input = JSON.stringify([{ firstName: 'Ada', [heading]: 'x' }])
        const ran = await crm('import leads - --format json', { store: dir, input })
        const listed = await crm('lead list', { store: dir })
        expect([ran.code === 0 || ran.code === 2, listed.code]).toEqual([true, 0])
      }),
      { numRuns: 60 },
    )
  })
})
