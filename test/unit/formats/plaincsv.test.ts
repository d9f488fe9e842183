import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainRecords } from '../../../src/formats/plaincsv.ts'

describe('plainRecords', () => {
  it('reads cells with and without quotes, empty ones and empty lines', () => {
    expect(plainRecords('a,"b, c",\n\n"x\ny",สมชาย\n,"",z', ',')).toEqual([
      ['a', 'b, c', ''],
      [''],
      ['x\ny', 'สมชาย'],
      ['', '', 'z'],
    ])
  })

  it('reads lines that end in CR LF', () => {
    expect(plainRecords('a,b\r\n"c\r\nd",e\r\n', ',')).toEqual([
      ['a', 'b'],
      ['c\r\nd', 'e'],
    ])
  })

  it('takes another separator', () => {
    expect(plainRecords('a;b,c\n', ';')).toEqual([['a', 'b,c']])
  })

  it('has no records where there is no text', () => {
    expect(plainRecords('', ',')).toEqual([])
  })

  it.each([
    'a,b"c\n',
    '"a ""b"""',
    '"a" ,b',
    'a\r\nb\n',
    '"a',
    '"a"b,c\n',
    'a\rb\n',
    '"a"\rb',
    `"${'x'.repeat(1_000_001)}"`,
  ])('leaves what is out of the ordinary to others (case %#)', (text) => {
    expect(plainRecords(text, ',')).toBeUndefined()
  })

  it('gives what csv-parse gives, or nothing', () => {
    const text = fc.string({ unit: fc.constantFrom(...'",;\n\r\ta ก'), maxLength: 30 })
    const lines = fc
      .array(fc.array(fc.constantFrom('a', '', '"b,""c"', '"\n"', 'ກ "'), { minLength: 1, maxLength: 3 }))
      .map((rows) => rows.map((cells) => cells.join(',')).join('\r\n'))
    fc.assert(
      fc.property(fc.oneof(text, lines), fc.constantFrom(',', ';', '\t'), (csv, delimiter) => {
        const found = plainRecords(csv, delimiter)
        fc.pre(found !== undefined)
        const record_delimiter = csv.includes('\r') ? ['\r\n', '\n', '\r'] : '\n'
        expect(found).toEqual(parse(csv, { delimiter, record_delimiter, relax_column_count: true }))
      }),
      { numRuns: 2000 },
    )
  })
})
