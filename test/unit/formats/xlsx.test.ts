import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readRows } from '../../../src/formats/reading.ts'
import { workbook, zip } from './workbook.ts'

const cell = (ref: string, inside: string, more = ''): string => `<c r="${ref}"${more}>${inside}</c>`
const text = (ref: string, value: string): string => cell(ref, `<is><t>${value}</t></is>`, ' t="inlineStr"')

const header = `<row r="1">${text('A1', 'name')}${text('B1', 'value')}</row>`

describe('workbooks', () => {
  it('keep what stands right of the named columns, as columns called by their letters', async () => {
    const rows = [
      header,
      `<row r="2">${text('A2', 'Ada')}${text('B2', '1')}${text('D2', 'ask her')}</row>`,
      `<row r="3">${text('A3', 'Bo')}</row>`,
    ]
    expect(await readRows(workbook({ People: rows.join('') }))).toMatchObject({
      header: ['name', 'value', 'Column C', 'Column D'],
      rows: [
        { line: 2, cells: ['Ada', '1', '', 'ask her'] },
        { line: 3, cells: ['Bo', '', '', ''] },
      ],
      ragged: [],
    })
  })

  it('read what cells joined over several rows say in each of them, where there is anything else', async () => {
    const rows = [
      `<row r="1">${text('A1', 'company')}${text('B1', 'contact')}</row>`,
      `<row r="2">${text('B2', 'name')}</row>`,
      `<row r="3">${text('A3', 'Andaman')}${text('B3', 'Malee')}</row>`,
      `<row r="4">${text('B4', 'Wichai')}</row>`,
      `<row r="5">${text('A5', 'Wide')}</row>`,
      `<row r="6">${text('B6', 'Noy')}</row>`,
    ]
    const ranges = ['A1:A2', 'A3:A4', 'A5:B6'].map((range) => `<mergeCell ref="${range}"/>`)
    const bytes = workbook({ People: rows.join('') }, `<mergeCells count="3">${ranges.join('')}</mergeCells>`)
    expect(await readRows(bytes)).toMatchObject({
      header: ['company', 'contact'],
      rows: [
        { line: 2, cells: ['company', 'name'] },
        { line: 3, cells: ['Andaman', 'Malee'] },
        { line: 4, cells: ['Andaman', 'Wichai'] },
        { line: 5, cells: ['Wide', ''] },
        { line: 6, cells: ['', 'Noy'] },
      ],
      notes: ['sheet "People"', 'what cells joined over several rows say holds for each of them'],
    })
  })

  it('give text, numbers, yes and no, days, times and results of formulas', async () => {
    const rows = [
      header,
      `<row r="2">${text('A2', 'number')}${cell('B2', '<v>31001</v>')}</row>`,
      `<row r="3">${text('A3', 'fraction')}${cell('B3', '<v>0.30000000000000004</v>')}</row>`,
      `<row r="4">${text('A4', 'yes')}${cell('B4', '<v>1</v>', ' t="b"')}</row>`,
      `<row r="5">${text('A5', 'day')}${cell('B5', '<v>45875</v>', ' s="1"')}</row>`,
      `<row r="6">${text('A6', 'moment')}${cell('B6', '<v>45875.375</v>', ' s="1"')}</row>`,
      `<row r="7">${text('A7', 'formula')}${cell('B7', '<f>CONCAT("ก","ข")</f><v>กข</v>', ' t="str"')}</row>`,
      `<row r="8">${text('A8', 'time')}${cell('B8', '<v>0.5</v>', ' s="1"')}</row>`,
      `<row r="10">${text('A10', 'after a gap')}${text('B10', ' ບຸນມີ ')}</row>`,
    ]
    expect(await readRows(workbook({ ສູດ: rows.join('') }))).toEqual({
      header: ['name', 'value'],
      duplicates: [],
      rows: [
        { line: 2, cells: ['number', '31001'] },
        { line: 3, cells: ['fraction', '0.3'] },
        { line: 4, cells: ['yes', 'yes'] },
        { line: 5, cells: ['day', '2025-08-06'] },
        { line: 6, cells: ['moment', '2025-08-06 09:00'] },
        { line: 7, cells: ['formula', 'กข'] },
        { line: 8, cells: ['time', '12:00'] },
        { line: 10, cells: ['after a gap', ' ບຸນມີ '] },
      ],
      ragged: [],
      notes: ['sheet "ສູດ"'],
      source: { format: 'xlsx', sheet: 'ສູດ' },
      broken: [],
      unit: 'row',
    })
  })

  it('name the errors of formulas, which have no value', async () => {
    const rows = [
      header,
      `<row r="2">${text('A2', 'Ada')}${cell('B2', '<f>1/0</f><v>#DIV/0!</v>', ' t="e"')}</row>`,
      `<row r="3">${text('A3', 'Bo')}${cell('B3', '<v>#REF!</v>', ' s="1" t="e"')}</row>`,
      `<row r="4">${text('A4', 'Cy')}${cell('B4', '<f>1/0</f><v>#DIV/0!</v>', ' t="e"')}</row>`,
    ]
    expect((await readRows(workbook({ People: rows.join('') }))).notes).toEqual([
      'sheet "People"',
      'left out: cells with errors: #DIV/0! (2), #REF! (1)',
    ])
  })

  it('give the first sheet that holds anything, or the one asked for', async () => {
    const sheet = (name: string): string =>
      `<row r="1">${text('A1', name)}</row><row r="2">${text('A2', 'x')}</row>`
    const bytes = workbook({ Empty: '', Leads: sheet('lead'), ลูกค้า: sheet('customer') })
    const found = await readRows(bytes)
    expect(found.header).toEqual(['lead'])
    expect(found.notes).toEqual(['sheet "Leads"; others: "Empty", "ลูกค้า"'])
    expect((await readRows(bytes, { sheet: 'ลูกค้า' })).header).toEqual(['customer'])
    expect((await readRows(bytes, { sheet: 'leads' })).header).toEqual(['lead'])
    expect((await readRows(bytes, { sheet: '3' })).header).toEqual(['customer'])
    await expect(readRows(bytes, { sheet: 'Lead' })).rejects.toMatchObject({
      message: 'Unknown sheet "Lead". Did you mean "Leads"?',
      hint: 'Valid: Empty, Leads, ลูกค้า',
    })
    await expect(readRows(workbook({ Empty: '' }))).rejects.toThrow('The workbook is empty.')
  })

  it('are refused where they are cut off or damaged', async () => {
    const bytes = workbook({ Leads: header })
    await expect(readRows(bytes.subarray(0, bytes.length - 30))).rejects.toThrow(
      'The workbook is damaged or cut off.',
    )
    const damaged = Uint8Array.from(bytes, (byte, index) => (index > 60 && index < 400 ? byte ^ 0x55 : byte))
    await expect(readRows(damaged)).rejects.toMatchObject({ name: 'InputError' })
  })

  it('are refused before they unpack to fill the memory', async () => {
    const bomb = Buffer.alloc(20_000_000, ' ')
    const packed = zip([{ name: 'xl/workbook.xml', content: bomb, packed: deflateRawSync(bomb) }])
    expect(packed.length).toBeLessThan(50_000)
    await expect(readRows(packed)).rejects.toThrow(
      'would unpack to more than 400 MB, or to more than 200 times its size',
    )
    const lying = zip([{ name: 'xl/workbook.xml', content: Buffer.from('x'), packed: deflateRawSync(bomb) }])
    await expect(readRows(lying)).rejects.toThrow('The workbook is damaged or cut off.')
  })

  it('are refused where one cell lies at the far end', async () => {
    const far = `${header}<row r="1048576">${text('XFD1048576', 'x')}</row>`
    await expect(readRows(workbook({ Leads: far }))).rejects.toThrow(
      'A sheet reaches to column 16384 and row 1048576; that is more than can be read.',
    )
  })
})
