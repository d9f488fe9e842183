import { describe, expect, it } from 'vitest'
import { inputFormats, type ReadOptions, readRows } from '../../../src/formats/reading.ts'
import type { Rows } from '../../../src/formats/rows.ts'

function read(text: string, options: ReadOptions = {}): Promise<Rows> {
  return readRows(new TextEncoder().encode(text), options)
}

async function table(text: string, options: ReadOptions = {}): Promise<readonly (readonly string[])[]> {
  const { header, rows } = await read(text, options)
  return [header, ...rows.map(({ cells }) => cells)]
}

const wanted = [
  ['a', 'b'],
  ['1', '2'],
]

describe('dialects', () => {
  it.each([
    ['a,b\n1,2\n', []],
    ['a;b\n1;2\n', ['semicolons']],
    ['a\tb\n1\t2\n', ['tabs']],
    ['a|b\n1|2\n', ['pipes']],
    ['sep=;\na;b\n1;2\n', ['semicolons']],
    ['"sep=|"\r\na|b\r\n1|2\r\n', ['pipes']],
    ['a,b\r1,2\r', []],
    ['\n\na,b\n\n1,2\n\n', []],
    ['a, b\n"1", "2"\n', []],
    ['"a";"b"\n"1";"2"\n', ['semicolons']],
  ])('are found by looking: %j', async (text, notes) => {
    const found = await read(text)
    expect([found.header, ...found.rows.map(({ cells }) => cells)]).toEqual(wanted)
    expect(found.notes).toEqual(notes)
  })

  it('does not take what is in quotes or in single cells for a delimiter', async () => {
    expect(await table('name;note\n"a,b,c";"d,e,f"\n')).toEqual([
      ['name', 'note'],
      ['a,b,c', 'd,e,f'],
    ])
    expect(await table('price;vat\n1,50;0,10\n2,50;0,20\n')).toEqual([
      ['price', 'vat'],
      ['1,50', '0,10'],
      ['2,50', '0,20'],
    ])
    expect(await table('email\na@b.co\n')).toEqual([['email'], ['a@b.co']])
    expect(await table('note\n"x;\ny;"\n')).toEqual([['note'], ['x;\ny;']])
  })

  it('counts the line that names the delimiter', async () => {
    expect((await read('sep=;\na;b\n"1\n";2\n3;4\n')).rows.map(({ line }) => line)).toEqual([3, 5])
  })

  it('takes the user’s delimiter, and refuses what cannot be one', async () => {
    expect(await table('a;b,c\n1;2,3\n', { delimiter: ';' })).toEqual([
      ['a', 'b,c'],
      ['1', '2,3'],
    ])
    expect(await table('a\tb\n1\t2\n', { delimiter: 'tab' })).toEqual(wanted)
    await expect(read('a\n', { delimiter: ';;' })).rejects.toThrow('";;" cannot separate columns.')
  })

  it('takes off the apostrophe that keeps a formula from running, and only that', async () => {
    expect(await table(`a,b\n'=1+1,''@x\n'+66,'tis\n"'\t1",-1\n`)).toEqual([
      ['a', 'b'],
      ['=1+1', "'@x"],
      ['+66', "'tis"],
      ['\t1', '-1'],
    ])
  })

  it('keeps control characters as data', async () => {
    expect(await table('a,b\n\u0001\u001b[31m,\u007f\n')).toEqual([
      ['a', 'b'],
      ['\u0001\u001b[31m', '\u007f'],
    ])
  })

  it('keeps ragged rows apart with their lines', async () => {
    expect((await read('a,b\n1\n1,2\n1,2,3\n')).ragged).toEqual([
      { line: 2, cells: ['1'] },
      { line: 4, cells: ['1', '2', '3'] },
    ])
  })
})

describe('what is no table', () => {
  const old = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  it.each([
    ['%PDF-1.7', 'The file is a PDF document, not a table.', 'Import the table as .xlsx or CSV instead'],
    ['\x89PNG\r\n', 'The file is a PNG picture, not a table.', 'Import the table as .xlsx or CSV instead'],
    [
      '\xff\xd8\xff\xe0',
      'The file is a JPEG picture, not a table.',
      'Import the table as .xlsx or CSV instead',
    ],
    ['\x1f\x8b\x08', 'The file is a gzip archive, not a table.', 'Unpack it and import the file inside'],
    ['PK\x03\x04 leads.csv', 'The file is a ZIP archive.', 'Unpack it and import the file inside'],
    [
      'PK\x03\x04 word/document.xml',
      'The file is a Word document.',
      'Import the table as .xlsx or CSV instead',
    ],
    [
      '<!DOCTYPE html><table>',
      'The file is a web page or XML, whatever its name says.',
      'Open it in a spreadsheet. Save it as .xlsx or "CSV UTF-8" and import that file',
    ],
    [
      `${old.toString('latin1')}W\0o\0r\0k\0b\0o\0o\0k\0`,
      'The file is an old Excel workbook (.xls).',
      'Save it as .xlsx or "CSV UTF-8" and import that file',
    ],
    [
      `${old.toString('latin1')}E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0`,
      'The file is a workbook protected by a password.',
      'Open it, save it without the password and import that file',
    ],
    [
      'PK\x03\x04 xl/worksheets/sheet1.xml',
      'The file is an .xlsx workbook that is damaged or cut off.',
      'Fetch or save it again',
    ],
  ])('is refused with a way out: %j', async (start, message, hint) => {
    await expect(readRows(Buffer.from(start, 'latin1'), { name: 'leads.csv' })).rejects.toMatchObject({
      name: 'InputError',
      message,
      hint,
    })
  })

  it('is refused early where it is too large', async () => {
    const line = Buffer.alloc(16_000_001, 'a')
    await expect(readRows(line)).rejects.toThrow(
      'The file has a line of more than 16 MB, beginning at byte 1.',
    )
    await expect(read(`${'a,'.repeat(10_001)}a\n`)).rejects.toThrow(
      'The file has 10002 columns; the most is 10000.',
    )
  })

  it('names the row with a quote that never ends', async () => {
    const text = `a,b\n1,2\n3,"${'x\n'.repeat(8_100_000)}`
    await expect(read(text)).rejects.toThrow('The row that begins on line 3 never ends')
  })
})

describe('json', () => {
  it.each([
    ['[{"firstName":"Ann","age":3}]', {}],
    ['{"leads":[{"firstName":"Ann","age":3}]}', {}],
    ['{"firstName":"Ann","age":3}', { name: 'x.json' }],
    ['{"firstName":"Ann","age":3}\n', { format: 'jsonl' }],
    ['{"leads":[{"firstName":"Ann","age":3}],"deals":[]}', { kind: 'lead' }],
  ] as const)('is an array, a list by name or one object: %j', async (text, options) => {
    expect(await table(text, options)).toEqual([
      ['firstName', 'age'],
      ['Ann', '3'],
    ])
  })

  it('makes cells of what is nested, in the form our types read', async () => {
    const item = {
      otherPhones: [{ label: 'work', value: '+6621234567;ext=12' }, { value: '+66812345678' }],
      address: { street: '1; a', city: 'ວຽງຈັນ' },
      place: { geo: { lat: 17.9, lon: null }, name: 'x' },
      tags: ['a, b', '#c'],
      ok: true,
      numbers: [1, 2.5],
      mixed: [1, { a: 'b' }],
      none: null,
      empty: [],
    }
    const { header, rows } = await read(JSON.stringify([item]))
    expect(Object.fromEntries(header.map((name, index) => [name, rows[0]?.cells[index]]))).toEqual({
      otherPhones: 'work=+6621234567 ext. 12; +66812345678',
      address: 'street=1\\; a; city=ວຽງຈັນ',
      'place.geo.lat': '17.9',
      'place.name': 'x',
      tags: 'a\\, b, \\#c',
      ok: 'yes',
      numbers: '1, 2.5',
      mixed: '[1,{"a":"b"}]',
    })
  })

  it('loses no digit of long numbers', async () => {
    expect(
      await table('[{"id":12345678901234567890,"t":"12345678901234567890 \\"1234567890123456","n":1.5e300}]'),
    ).toEqual([
      ['id', 't', 'n'],
      ['12345678901234567890', '12345678901234567890 "1234567890123456', `15${'0'.repeat(299)}`],
    ])
  })

  it('keeps what is no object as broken', async () => {
    const found = await read('[{"a":"1"},7,[],{"a":"2"}]')
    expect(found.rows).toEqual([
      { line: 1, cells: ['1'] },
      { line: 4, cells: ['2'] },
    ])
    expect(found.broken.map(({ line, cells }) => [line, cells])).toEqual([
      [2, ['7']],
      [3, ['']],
    ])
    expect(found.unit).toBe('item')
  })

  it('reads lines, and names the broken ones', async () => {
    const found = await read('{"a":"1"}\n\n{"a":\n{"a":"2","b":"3"}\n', { name: 'x.jsonl' })
    expect(found).toEqual({
      header: ['a', 'b'],
      duplicates: [],
      rows: [
        { line: 1, cells: ['1', ''] },
        { line: 4, cells: ['2', '3'] },
      ],
      ragged: [],
      notes: [],
      broken: [{ line: 3, message: 'The line is not JSON.', cells: ['{"a":'] }],
      unit: 'line',
      source: { format: 'jsonl', encoding: 'UTF-8' },
    })
  })

  it('refuses what is no JSON, with the line', async () => {
    await expect(read('[\n{"a":1,\n]', { name: 'x.json' })).rejects.toThrow(
      /^The file is not JSON from line 3 on\.$/,
    )
    await expect(read('', { name: 'x.json' })).rejects.toThrow('The file is empty.')
    await expect(read('7', { name: 'x.json' })).rejects.toThrow('The file holds no records.')
  })

  it('refuses no depth with anything but its own word', async () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
    expect(
      (await read(`[${deep},{"a":${'['.repeat(5000)}${']'.repeat(5000)}}]`)).broken.map(
        ({ message }) => message,
      ),
    ).toEqual(['It is nested too deeply.', 'It is nested too deeply.'])
  })
})

describe('the format', () => {
  it('is told by the content before the name', async () => {
    const card = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n'
    expect((await read(card, { name: 'x.csv' })).unit).toBe('card')
    expect((await read('BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR')).unit).toBe(
      'item',
    )
    expect((await read('{"a":1}\n{"a":2}\n', { name: 'x.json' })).unit).toBe('line')
    expect((await read('[a],b\n1,2\n')).header).toEqual(['[a]', 'b'])
  })

  it('is the user’s word where they say it', async () => {
    expect((await read('a,b\tc\n1,2\t3\n', { format: 'tsv' })).header).toEqual(['a,b', 'c'])
    expect((await read('{"a":1}', { format: 'ndjson' })).unit).toBe('line')
    await expect(read('a\n', { format: 'xlsx' })).rejects.toThrow('The file is not a workbook (.xlsx).')
    await expect(read('a\n', { format: 'jason' })).rejects.toThrow(
      'Unknown format "jason". Did you mean "json"?',
    )
    expect(inputFormats).toEqual(['csv', 'tsv', 'json', 'jsonl', 'vcard', 'icalendar', 'xlsx'])
  })

  it('is noted with the encoding', async () => {
    const wide = Buffer.from('\uFEFFa;b\n1;2\n', 'utf16le')
    expect((await readRows(wide)).notes).toEqual(['UTF-16 LE', 'semicolons'])
    expect((await readRows(Buffer.from('a\n\xca\xc7\xd1\xca\xb4\xd5\n', 'latin1'))).notes).toEqual([
      'Windows-874 (by its letters)',
    ])
    expect(
      (await readRows(Buffer.from('a\n\xca\xc7\xd1\xca\xb4\xd5\n', 'latin1'), { encoding: 'tis-620' })).rows,
    ).toEqual([{ line: 2, cells: ['สวัสดี'] }])
  })
})
