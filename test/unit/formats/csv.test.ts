import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csv, parseCsv, writeCsv } from '../../../src/formats/csv.ts'
import { empty, everyCell } from './sample.ts'

describe('csv', () => {
  it('writes keys, plain numbers and no totals', () => {
    expect(csv(everyCell)).toBe(
      [
        'id,name,isKey,count,chance,amount,day,at,due,phone',
        'd7k3m9x2qa,"น้ำผึ้ง, ""เพชรรัตน์"" | a\nb",true,12345.678,33.333,1234.50,2026-11-22,2026-11-22T02:00:00Z,2026-11-23,+66812345678',
        'd9,,false,0,50,-500,,,,',
        '',
      ].join('\n'),
    )
  })

  it('writes the header of an empty table', () => {
    expect(csv(empty)).toBe('id,amount\n')
  })

  it('ends lines in CR LF and begins with a byte order mark where asked', () => {
    expect(csv(empty, { crlf: true, bom: true })).toBe('\uFEFFid,amount\r\n')
  })

  it('puts an apostrophe before formulas only where asked, and never before numbers', () => {
    const columns = [
      { key: 'a', label: 'A', type: 'text' },
      { key: 'b', label: 'B', type: 'money' },
      { key: 'c', label: 'C', type: 'phone' },
    ] as const
    const rows = [
      { a: '=HYPERLINK("x")', b: { minor: -100n, currency: 'THB' }, c: '+66812345678' },
      { a: '@x' },
      { a: '-2+3' },
    ]
    expect(csv({ columns, rows })).toBe('a,b,c\n"=HYPERLINK(""x"")",-1.00,+66812345678\n@x,,\n-2+3,,\n')
    expect(csv({ columns, rows }, { safe: true })).toBe(
      `a,b,c\n"'=HYPERLINK(""x"")",-1.00,+66812345678\n'@x,,\n'-2+3,,\n`,
    )
  })
})

describe('parseCsv', () => {
  it('reads the header and rows with their lines', () => {
    expect(parseCsv('name,email\nสมชาย,a@b.co\nບຸນມີ,\n')).toEqual({
      header: ['name', 'email'],
      duplicates: [],
      rows: [
        { line: 2, cells: ['สมชาย', 'a@b.co'] },
        { line: 3, cells: ['ບຸນມີ', ''] },
      ],
      ragged: [],
    })
  })

  it.each([
    ['\n', 5],
    ['\r\n', 5],
    ['\r', 5],
  ])('counts the lines of cells with line breaks (%j)', (end, line) => {
    const text = ['a,b', `1,"x${end}y${end}z"`, '3,4', ''].join(end)
    expect(parseCsv(text).rows).toEqual([
      { line: 2, cells: ['1', `x${end}y${end}z`] },
      { line, cells: ['3', '4'] },
    ])
  })

  it('takes line endings of several kinds in one file', () => {
    expect(parseCsv('a,b\r\n1,2\n3,4\r5,6').rows).toEqual([
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: ['3', '4'] },
      { line: 4, cells: ['5', '6'] },
    ])
  })

  it.each([
    '\uFEFFa,b\n1,2',
    '\uFEFF\uFEFFa,b\n1,2',
    ' \uFEFF \uFEFF a,b\n1,2',
    '\uFEFF "a",b\n1,2',
    ' a , b \n1,2',
  ])('takes byte order marks and spaces off the header: %j', (text) => {
    expect(parseCsv(text).header).toEqual(['a', 'b'])
    expect(parseCsv(new TextEncoder().encode(text)).rows).toEqual([{ line: 2, cells: ['1', '2'] }])
  })

  it('leaves out rows with nothing in them and keeps counting', () => {
    expect(parseCsv('\n\na,b\n\n,\n  , \n1,2\n\n')).toEqual({
      header: ['a', 'b'],
      duplicates: [],
      rows: [{ line: 7, cells: ['1', '2'] }],
      ragged: [],
    })
  })

  it('keeps ragged rows apart, but forgives empty cells at the end', () => {
    expect(parseCsv('a,b,,\n1,2,,\n1\n1,2,3\n4,5')).toEqual({
      header: ['a', 'b'],
      duplicates: [],
      rows: [
        { line: 2, cells: ['1', '2'] },
        { line: 5, cells: ['4', '5'] },
      ],
      ragged: [
        { line: 3, cells: ['1'] },
        { line: 4, cells: ['1', '2', '3'] },
      ],
    })
  })

  it('names the columns that are there twice', () => {
    expect(parseCsv('Email,Name, Email ,,,Name\n').duplicates).toEqual(['Email', 'Name'])
  })

  it('composes the names of columns', () => {
    expect(parseCsv('cafe\u0301\nx').header).toEqual(['caf\u00e9'])
  })

  it.each([
    ['a,b\n1,2\n3,"four\n5,6\n', 3],
    ['a,b\n"x\ny",2\n3,"fo"ur\n', 4],
    ['"a,b\n1,2\n', 1],
    ['a,b\r\n"x\r\ny",1\r\n2,"\r\n', 4],
  ])('names the line where quotes are broken: %j', (text, line) => {
    expect(() => parseCsv(text)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: `The quotes in the row that begins on line ${line} are broken.`,
        hint: 'Put quotes around the whole cell and write a quote inside it twice: "He said ""yes"""',
      }),
    )
  })

  it('takes a quote inside a cell as it is where the cell is not quoted', () => {
    const { rows } = parseCsv('name,size\n"Screen, flat",27"\nTV,"55"""\n')
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Screen, flat', '27"'],
      ['TV', '55"'],
    ])
  })

  it.each(['', '\uFEFF', '\n\n', ' , \n'])('refuses a file without content: %j', (text) => {
    expect(() => parseCsv(text)).toThrow('The file is empty.')
  })

  it('takes another delimiter', () => {
    expect(parseCsv('a;b\n1,5;2', { delimiter: ';' }).rows).toEqual([{ line: 2, cells: ['1,5', '2'] }])
  })

  it('reads back whatever was written', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...',;"\'\r\n\t =ก ້\uFEFF') }),
    )
    const row = fc
      .array(cell, { minLength: 3, maxLength: 3 })
      .filter((cells) => cells.some((each) => each.trim() !== ''))
    const options = fc.record({
      crlf: fc.boolean(),
      bom: fc.boolean(),
      delimiter: fc.constantFrom(',', ';', '\t'),
    })
    fc.assert(
      fc.property(fc.array(row), options, (rows, each) => {
        const { header, rows: found, ragged } = parseCsv(writeCsv([['x', 'y', 'z'], ...rows], each), each)
        expect({ header, ragged }).toEqual({ header: ['x', 'y', 'z'], ragged: [] })
        expect(found.map(({ cells }) => cells)).toEqual(rows)
      }),
    )
  })
})
