/** Faxes in files of other programs: among the other telephones with their label, never the main one. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

async function phones(input: string, line = 'import contacts - --create-linked') {
  expect(await crm(line, { store, input })).toMatchObject({ code: 0 })
  const plural = line.split(' ')[1] ?? 'contacts'
  return Object.values(recordsOf(store, plural)).map(({ phone, otherPhones }) => ({ phone, otherPhones }))
}
const fax = (label: string, value = '+6621110000') => ({ label, value })
const card = (version: string, ...lines: readonly string[]) =>
  ['BEGIN:VCARD', `VERSION:${version}`, 'FN:น้ำฝน ใจดี', ...lines, 'END:VCARD', ''].join('\r\n')

describe('a card', () => {
  it.each([
    ['2.1', 'TEL;WORK;FAX:02 111 0000', 'work fax'],
    ['3.0', 'TEL;TYPE=FAX,HOME,PREF:02 111 0000', 'home fax'],
    ['3.0', 'TEL;TYPE=FAX;TYPE=WORK:02 111 0000', 'work fax'],
    ['4.0', 'TEL;TYPE=fax;PREF=1;VALUE=uri:tel:+6621110000', 'fax'],
    ['3.0', 'a.TEL;type=pref:02 111 0000\r\na.X-ABLabel:โทรสาร', 'โทรสาร'],
    ['3.0', 'a.TEL:02 111 0000\r\na.X-ABLabel:_$!<HomeFAX>!$_', 'HomeFAX'],
    ['3.0', 'a.TEL;type=FAX:02 111 0000\r\na.X-ABLabel:ຫ້ອງການ', 'ຫ້ອງການ fax'],
  ])('of version %s has one: %s', async (version, line, label) => {
    expect(await phones(card(version, line, 'TEL;TYPE=CELL:081 111 0000'))).toEqual([
      { phone: '+66811110000', otherPhones: [fax(label)] },
    ])
    store = await emptyStore()
    expect(await phones(card(version, line))).toContainEqual({ phone: undefined, otherPhones: [fax(label)] })
  })

  it.each([
    ['work fax', 'TEL;TYPE=work,fax;VALUE=TEXT:+6621110000'],
    ['fax', 'TEL;TYPE=fax;VALUE=TEXT:+6621110000'],
    ['แฟกซ์', 'TEL;TYPE=fax;VALUE=TEXT:+6621110000'],
  ])('is written with its %s, and read again', async (label, line) => {
    await crm(['contact', 'add', '--first-name', 'ນ້ອຍ', '--other-phones', `${label}=021110000`], { store })
    const text = (await crm('export contacts --format vcf', { store })).out
    expect(text).toContain(`${line}\r\n`)
    store = await emptyStore()
    expect(await phones(text)).toEqual([{ phone: undefined, otherPhones: [fax(label)] }])
  })
})

describe('a table', () => {
  it.each([
    ['First Name,E-mail Address,E-mail 2 Address,Business Fax', 'A,a@x.example,,02 111 0000', 'fax'],
    ['First Name,E-mail Address,E-mail 2 Address,Other Fax', 'A,a@x.example,,02 111 0000', 'other fax'],
    [
      'First Name,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value',
      'A,a@x.example,Work Fax,02 111 0000',
      'Work Fax',
    ],
    [
      'Given Name,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value',
      'A,a@x.example,* โทรสาร,02 111 0000',
      'โทรสาร',
    ],
    ['First Name,Email,Fax Number', 'A,a@x.example,02 111 0000', 'fax'],
    ['ชื่อ,อีเมล,โทรสาร', 'สมชาย,a@x.example,02 111 0000', 'โทรสาร'],
    ['ชื่อ,อีเมล,หมายเลขแฟกซ์', 'สมชาย,a@x.example,02 111 0000', 'หมายเลขแฟกซ์'],
    ['ຊື່,ອີເມວ,ແຟັກ', 'ນ້ອຍ,a@x.example,02 111 0000', 'ແຟັກ'],
    ['ຊື່,ອີເມວ,ໂທລະສານ', 'ນ້ອຍ,a@x.example,02 111 0000', 'ໂທລະສານ'],
  ])('has one in %s', async (header, row, label) => {
    const input = `${header}\n${row}\n`
    expect(await phones(input)).toEqual([{ phone: undefined, otherPhones: [fax(label)] }])
    expect(await phones(input)).toHaveLength(1)
  })

  it('has the telephone behind the fax as the main one, and several faxes in one cell', async () => {
    const rows = await phones(
      'ชื่อ,โทรสาร,โทรศัพท์,Fax 2\nสมชาย,"02-111-0000; 02-111-0001",081-111-0000,02-111-0002\n',
      'import leads -',
    )
    expect(rows).toEqual([
      {
        phone: '+66811110000',
        otherPhones: [fax('โทรสาร'), fax('โทรสาร', '+6621110001'), fax('fax', '+6621110002')],
      },
    ])
  })

  it('keeps what is no fax number where it was', async () => {
    await phones('Account Name,Fax Opt Out,Fax\nบริษัท ก,yes,021110000\n', 'import accounts -')
    expect(Object.values(recordsOf(store, 'accounts'))).toMatchObject([
      { faxOptOut: true, otherPhones: [fax('fax')] },
    ])
  })

  it.each([
    ['แฟกซ์ 02-111-0000', undefined, 'แฟกซ์'],
    ['02-111-0000 (fax)', undefined, 'fax'],
    ['Fax: 02-111-0000; 081-111-0000', '+66811110000', 'Fax'],
    ['081-111-0000 โทรสาร 02-111-0000', '+66811110000', 'โทรสาร'],
    ['081-111-0000 / ແຟັກ 02-111-0000', '+66811110000', 'ແຟັກ'],
  ])('has it in a cell of telephones: %s', async (cell, phone, label) => {
    const rows = await phones(`ชื่อ,เบอร์โทร\nสมชาย,"${cell}"\n`, 'import leads -')
    expect(rows).toEqual([{ phone, otherPhones: [fax(label)] }])
  })
})
