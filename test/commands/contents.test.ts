/** Columns that match no field become fields of the type that is in them; and scripts are told what became of each column. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const importing = (input: string, flags = '', plural = 'leads') =>
  crm(`import ${plural} - ${flags}`, { store, input })
const settings = (): unknown => JSON.parse(readFileSync(join(store, 'crm.json'), 'utf8'))
const all = (plural = 'leads') => Object.values(recordsOf(store, plural))

/** A table of names and one other column. */
const column = (heading: string, cells: readonly string[]) =>
  ['Last name', ...cells.map((_, i) => `Person${i}`)]
    .map((name, i) => `${name},"${i === 0 ? heading : (cells[i - 1] ?? '')}"\n`)
    .join('')

/** What of a column is in the records, by its field. */
const kept = (field: string) =>
  all()
    .toSorted((a, b) => String(a['lastName']).localeCompare(String(b['lastName'])))
    .map((record) => record[field])

describe('a column that matches no field', () => {
  it.each([
    ['ISO days', ['2026-01-05', '', '2026-02-28'], 'date', ['2026-01-05', undefined, '2026-02-28']],
    ['days proven to come first', ['05/06/2026', '31/12/2026'], 'date', ['2026-06-05', '2026-12-31']],
    ['months proven to come first', ['05/06/2026', '12/31/2026'], 'date', ['2026-05-06', '2026-12-31']],
    ['the Buddhist era', ['05/06/2569', '2569-12-31'], 'date', ['2026-06-05', '2026-12-31']],
    ['years of the Buddhist era first', ['2569-11-22'], 'date', ['2026-11-22']],
    ['Thai months', ['5 มี.ค. 2567', '12 ธันวาคม 2567'], 'date', ['2024-03-05', '2024-12-12']],
    ['Lao months and digits', ['໕ ມັງກອນ 2026', '24 ທັນວາ 2569'], 'date', ['2026-01-05', '2026-12-24']],
    ['English months', ['12 Mar 2024', 'Nov 2, 2025'], 'date', ['2024-03-12', '2025-11-02']],
    ['days and a word', ['2026-01-05', 'soon'], 'text', ['2026-01-05', 'soon']],
    ['impossible days', ['31/02/2026', '30/04/2026'], 'text', ['31/02/2026', '30/04/2026']],
    ['days with a time', ['2026-01-05 10:00'], 'text', ['2026-01-05 10:00']],
    ['numbers', ['12', '1,200', '-0.5'], 'number', [12, 1200, -0.5]],
    ['codes that begin with 0', ['007', '12'], 'text', ['007', '12']],
    ['more digits than a number keeps', ['1234567890123456', '1'], 'text', ['1234567890123456', '1']],
    ['yes and no', ['Yes', 'NO', ''], 'yesNo', [true, false, undefined]],
    ['yes and no in Thai', ['ใช่', 'ไม่ใช่'], 'yesNo', [true, false]],
    ['yes and no in Lao', ['ແມ່ນ', 'ບໍ່ແມ່ນ'], 'yesNo', [true, false]],
    ['having and lacking', ['มี', 'ไม่มี'], 'yesNo', [true, false]],
    ['nothing to say, in every row', ['ไม่มี', 'ไม่มี'], 'text', ['ไม่มี', 'ไม่มี']],
    ['lines', ['one\ntwo', '3'], 'longText', ['one\ntwo', '3']],
  ])('with %s holds what they are', async (_, cells, type, values) => {
    const ran = await importing(column('Shoe', cells))
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('Kept as custom fields: Shoe')])
    expect(settings()).toMatchObject({ customFields: { lead: { shoe: { type } } } })
    expect(kept('shoe')).toEqual(values)
    const before = filesOf(store)
    expect((await importing(column('Shoe', cells), '--on-duplicate update')).err).toContain(
      '0 created, 0 updated',
    )
    expect(filesOf(store)).toEqual(before)
  })

  it.each(['Customer No.', 'Member ID', 'userId', 'รหัสสมาชิก', 'ເລກບັດ', 'SKU'])(
    'called %s keeps its numbers as text: they name things',
    async (heading) => {
      await importing(column(heading, ['12', '13']))
      expect(JSON.stringify(settings())).toContain('"type":"text"')
    },
  )

  it('of dates in an order that nothing tells stays text, and is told of, until the order is said', async () => {
    const input = column('Visit', ['05/06/2026', '07/08/2026'])
    const ran = await importing(input)
    expect(ran.err).toContain(
      'Visit: kept as text: 05/06/2026 can be read in two ways; --date-order dmy or mdy says it',
    )
    expect(kept('visit')).toEqual(['05/06/2026', '07/08/2026'])
    await crm('undo', { store })
    const said = await importing(input, '--date-order mdy')
    expect(said.err).toContain('Kept as custom fields: Visit (date)\n')
    expect(kept('visit')).toEqual(['2026-05-06', '2026-07-08'])
  })

  it('of dates in both orders stays text, with an example of each', async () => {
    const ran = await importing(column('Visit', ['31/12/2026', '12/31/2026']))
    expect(ran.err).toContain('Visit: kept as text: dates in both orders (31/12/2026, 12/31/2026)')
    expect(kept('visit')).toEqual(['31/12/2026', '12/31/2026'])
  })

  it.each(['Order date', 'วันที่สั่งซื้อ', 'ວັນທີສັ່ງ'])(
    'called %s has the days that spreadsheets number; under another name numbers are numbers',
    async (heading) => {
      const ran = await importing(column(heading, ['45875', '45876']))
      expect(ran.err).toContain(`${heading}: dates as spreadsheets number them`)
      expect(JSON.stringify(all())).toContain('"2025-08-06"')
      await importing(column('Shoe', ['45875']))
      expect(kept('shoe')).toContain(45875)
    },
  )

  it('says what each holds', async () => {
    const ran = await importing('Last name,Bought,Size,Member,Colour\nBee,2026-01-05,38,no,red\n')
    expect(ran.err).toContain(
      'Kept as custom fields: Bought (date), Size (number), Member (yes/no), Colour\n',
    )
  })

  it('of a post is text: the next may say something else', async () => {
    for (const size of [38, '38 or 39'])
      expect(
        (await crm('lead capture', { store, input: JSON.stringify({ lastName: `B${size}`, size }) })).code,
      ).toBe(0)
    expect(all().map(({ size }) => size)).toEqual(expect.arrayContaining(['38', '38 or 39']))
  })
})

describe('--json of an import', () => {
  it('lists what became of each column, and how the file was read', async () => {
    const input = 'ชื่อ;Junk;Shoe;Close;Nothing;E-mail\nAnn;x;38;05/06/2569;;a@x.example\n'
    const ran = await importing(input, '--map Junk=- --json --dry-run')
    expect(ran.json()).toMatchObject({
      columns: [
        { column: 'ชื่อ', field: 'firstName lastName', how: 'alias' },
        { column: 'Junk', how: 'ignored', cells: 1 },
        { column: 'Shoe', field: 'shoe', how: 'custom', type: 'number' },
        { column: 'Close', field: 'close', how: 'custom', type: 'date' },
        { column: 'Nothing', how: 'empty' },
        { column: 'E-mail', field: 'email', how: 'name' },
      ],
      source: {
        format: 'csv',
        encoding: 'UTF-8',
        delimiter: ';',
        preset: null,
        dates: [{ column: 'Close', order: 'dmy', because: '05/06/2569' }],
      },
    })
  })

  it('gives each of several phones the fields that it may go to', async () => {
    const ran = await importing('Name,Phone 1,Phone 2\nAnn,081 234 5678,02 111 2222\n', '--json')
    expect(ran.json()).toMatchObject({
      columns: [
        { column: 'Name', field: 'firstName lastName', how: 'alias' },
        { column: 'Phone 1', field: 'phone otherPhones', how: 'alias' },
        { column: 'Phone 2', field: 'phone otherPhones', how: 'alias' },
      ],
    })
  })

  it('names the columns of the file where a preset gives them other names', async () => {
    const input =
      'Connections of Ann\n\nFirst Name,Last Name,Email Address,Position,Connected On,URL\nAnn,Bee,,Boss,12 Mar 2024,https://l.example\n'
    const ran = await importing(input, '--json', 'contacts')
    expect(ran.json()).toMatchObject({
      columns: [
        { column: 'First Name', field: 'firstName', how: 'name' },
        { column: 'Last Name', field: 'lastName', how: 'name' },
        { column: 'Email Address', field: 'email', how: 'preset' },
        { column: 'Position', field: 'title', how: 'preset' },
        { column: 'Connected On', field: 'connectedOn', how: 'custom', type: 'date' },
        { column: 'URL', field: 'handles', how: 'preset' },
      ],
      source: { preset: 'linkedin', headerRow: 3 },
    })
  })
})

describe('what a row says that goes nowhere', () => {
  it('is counted where the whole address and its parts disagree', async () => {
    const ran = await importing('Name,Address,Street\nAnn Bee,12 Silom,14 Silom\nBo Lin,12 Silom,12 Silom\n')
    expect(ran.err).toContain(
      'One row says address.street in a column of its own and otherwise in the whole address',
    )
    expect(all().map(({ address }) => address)).toContainEqual({ street: '14 Silom' })
  })

  it('is counted where salutations have no field', async () => {
    const ran = await importing('Name\nMr Ann Bee\nDr Bo Lin\n', '--unmapped ignore')
    expect(ran.err).toContain('salutation of 2 rows has no field to go to and was left out.')
  })

  it('is counted where a row is here already and says more', async () => {
    const input = 'Name,Email,Phone\nAnn,a@x.example,\nAnn,a@x.example,0812345678\nAnn,a@x.example,\n'
    const ran = await importing(input)
    expect(ran.err).toContain(
      'One skipped row says something else than what is here: --on-duplicate update takes it.',
    )
    expect((await importing(input, '--on-duplicate update')).err).not.toContain('skipped row')
    expect(all()).toMatchObject([{ phone: '+66812345678' }])
  })

  it('is counted where only the program changes it', async () => {
    await importing('Name,Email,Created\nAnn,a@x.example,2026-01-01\n')
    const ran = await importing('Name,Email,Created\nAnn,a@x.example,2025-05-05\n', '--on-duplicate update')
    expect(ran.err).toContain(
      'createdAt of one row is not what is here, which was left as it is: only the program changes it.',
    )
    expect(all()).toMatchObject([{ createdAt: '2025-12-31T17:00:00Z' }])
  })

  it('is named where it is a remark below the table', async () => {
    const ran = await importing('Last name,Phone\nBee,0812345678\n\nหมายเหตุ: ราคารวม VAT,\n* not final,\n')
    expect(ran.err).toContain(
      'left out: the remark in line 4 ("หมายเหตุ: ราคารวม VAT"), left out: the remark in line 5 ("* not final")',
    )
    expect(all()).toHaveLength(1)
  })
})

describe('several in one cell', () => {
  it('are all kept, the first as the main one', async () => {
    const input =
      'Name,Email,Phone\nAnn,"a@x.example; b@x.example","081 234 5678, 02 111 2222 / 02 333 4444"\n'
    expect((await importing(input)).code).toBe(0)
    expect(all()).toMatchObject([
      {
        email: 'a@x.example',
        otherEmails: [{ value: 'b@x.example' }],
        phone: '+66812345678',
        otherPhones: [{ value: '+6621112222' }, { value: '+6623334444' }],
      },
    ])
    expect((await importing(input, '--on-duplicate update')).err).toContain('0 created, 0 updated, 1 skipped')
    expect((await importing(input, '--keep-invalid')).err).not.toContain('as given')
  })

  it('are refused together where one cannot be read, or kept as they are', async () => {
    const input = 'Name,Email\nAnn,"a@x.example, nobody"\n'
    expect((await importing(input)).err).toContain(
      'line 2: email: "a@x.example, nobody" is not an email address',
    )
    await importing(input, '--keep-invalid')
    expect(all()).toMatchObject([{ emailAsGiven: 'a@x.example, nobody' }])
  })
})

it('words that stand for nothing are named with what to type', async () => {
  const ran = await importing('Name,Status\nAnn,-\nBo,ไม่ระบุ\nCy,Warm\n')
  expect(ran.err).toContain("Words that stand for nothing are read so with --blank '-' --blank 'ไม่ระบุ'.")
})

describe('what a program writes below its report', () => {
  it.each([
    [
      'rows of one cell',
      'Grand Totals (1 records)\nConfidential Information - Do Not Distribute\nCopyright (c) 2000-2026\nAcme\n',
    ],
    [
      'whole rows',
      'Grand Totals (1 records),,\n,Confidential Information - Do Not Distribute,\n,,Copyright © 2000-2026\n',
    ],
  ])('is named and no record, in %s', async (_, below) => {
    const ran = await importing(`Last Name,Company / Account,Lead Owner\nBee,Acme,Noy\n\n${below}`)
    expect([ran.code, ran.err]).toEqual([
      0,
      expect.stringContaining('the remark in line 4 ("Grand Totals (1 records)")'),
    ])
    expect(ran.err).toContain('1 created')
  })

  it('is a row like any other in a table of one column', async () => {
    await importing('Last name\nBee\nNote: call\n')
    expect(all()).toHaveLength(2)
  })
})

describe('two columns of a program for one field', () => {
  const input =
    'Record ID,Company name,Associated Company,Last Name,Contact owner\n7,Acme,Acme Group,Bee,Noy\n8,,Beta,Lin,Noy\n9,Gamma,Gamma,Kay,Noy\n'

  it('give the first that is filled; another value beside it has a field of its own', async () => {
    const ran = await importing(input)
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('an export of HubSpot')])
    expect(kept('company')).toEqual(['Acme', 'Gamma', 'Beta'])
    expect(kept('associatedCompany')).toEqual(['Acme Group', undefined, undefined])
  })

  it('are named as the file names them where two that are not foreseen meet', async () => {
    const ran = await importing(
      'Record ID,Create Date,Company name,Company,Last Name\n7,2026-01-01,A,B,Bee\n',
    )
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringContaining('The columns "Company name" and "Company" both go into company.'),
    ])
  })
})
