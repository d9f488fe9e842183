import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../src/formats/encoding.ts'
import { formats } from '../../../src/formats/index.ts'
import { json, jsonText, tableJson } from '../../../src/formats/json.ts'
import { markdown } from '../../../src/formats/markdown.ts'
import { formatNames, isFormatName, outputFormat } from '../../../src/formats/names.ts'
import { tsv } from '../../../src/formats/tsv.ts'
import { empty, everyCell } from './sample.ts'

const bangkok = { timezone: 'Asia/Bangkok' }

describe('formats', () => {
  it('has one file for each format', () => {
    const files = readdirSync(new URL('../../../src/formats', import.meta.url))
    expect(Object.keys(formats)).toEqual([...formatNames])
    for (const name of formatNames) expect(files).toContain(`${name}.ts`)
  })

  it('ends every text in one line break', () => {
    for (const name of formatNames) {
      expect(formats[name](everyCell, bangkok)).toMatch(/[^\n]\n$/)
      expect(formats[name](empty, bangkok)).toMatch(/[^\n]\n$/)
    }
  })

  it('knows the names', () => {
    expect(isFormatName('csv')).toBe(true)
    expect(isFormatName('toString')).toBe(false)
    expect(outputFormat('text')).toBe('text')
    expect(() => outputFormat('markdwn')).toThrow('Unknown format "markdwn". Did you mean "markdown"?')
  })
})

describe('tsv', () => {
  it('separates by tabs and quotes only what needs it', () => {
    const columns = [
      { key: 'a', label: 'A', type: 'text' },
      { key: 'b', label: 'B', type: 'text' },
    ] as const
    expect(tsv({ columns, rows: [{ a: 'x, y', b: 'a\tb' }] })).toBe('a\tb\nx, y\t"a\tb"\n')
    expect(tsv(empty)).toBe('id\tamount\n')
  })
})

describe('json', () => {
  it('keys rows by column, amounts as numbers and nothing as null', () => {
    expect(tableJson(everyCell)).toEqual({
      columns: ['id', 'name', 'isKey', 'count', 'chance', 'amount', 'day', 'at', 'due', 'phone'],
      rows: [
        {
          id: 'd7k3m9x2qa',
          name: 'น้ำผึ้ง, "เพชรรัตน์" | a\nb',
          isKey: true,
          count: 12345.678,
          chance: 33.333,
          amount: 1234.5,
          day: '2026-11-22',
          at: '2026-11-22T02:00:00Z',
          due: '2026-11-23',
          phone: '+66812345678',
        },
        {
          id: 'd9',
          name: null,
          isKey: false,
          count: 0,
          chance: 50,
          amount: -500,
          day: null,
          at: null,
          due: null,
          phone: null,
        },
      ],
      totals: {
        id: null,
        name: null,
        isKey: null,
        count: 12345.678,
        chance: null,
        amount: 1234.5,
        day: null,
        at: null,
        due: null,
        phone: null,
      },
    })
  })

  it('names the currency where there is a column for it', () => {
    const columns = [
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'currency', label: 'Currency', type: 'text' },
    ] as const
    const rows = [{ amount: { minor: 500n, currency: 'JPY' } }, { amount: null, currency: 'LAK' }, {}]
    expect(tableJson({ columns, rows }).rows).toEqual([
      { amount: 500, currency: 'JPY' },
      { amount: null, currency: 'LAK' },
      { amount: null, currency: null },
    ])
  })

  it('writes an empty table', () => {
    expect(json(empty)).toBe(
      '{\n  "columns": [\n    "id",\n    "amount"\n  ],\n  "rows": [],\n  "totals": null\n}\n',
    )
  })

  it('escapes what a terminal might obey and stays the same value', () => {
    const value = { name: '\u001b[31m\u009b\u202eน้ำ\u007f' }
    expect(jsonText(value)).toBe('{\n  "name": "\\u001b[31m\\u009b\\u202eน้ำ\\u007f"\n}\n')
    expect(JSON.parse(jsonText(value))).toEqual(value)
    expect(jsonText(undefined)).toBe('null\n')
  })
})

describe('markdown', () => {
  it('writes a title, aligned columns, totals in bold and notes', () => {
    expect(markdown(everyCell, bangkok)).toBe(
      [
        '## Everything',
        '',
        '| ID | Name | Key | Count | Chance | Amount | Day | At | Due | Phone |',
        '| --- | --- | --- | ---: | ---: | ---: | --- | --- | --- | --- |',
        '| d7k3m9x2qa | น้ำผึ้ง, "เพชรรัตน์" \\| a<br>b | yes | 12,345.68 | 33.3% | 1,234.50 THB | 2026-11-22 | 2026-11-22 09:00 | 2026-11-23 | +66812345678 |',
        '| d9 |  | no | 0.00 | 50.0% | -500 JPY |  |  |  |  |',
        '| **Total** |  |  | **12,345.68** |  | **1,234.50 THB** |  |  |  |  |',
        '',
        '1 JPY = 0.25 THB',
        '',
      ].join('\n'),
    )
  })

  it('writes the head of an empty table', () => {
    expect(markdown(empty, bangkok)).toBe('| ID | Amount |\n| --- | ---: |\n')
  })

  it('leaves no markup and no escape sequence in cells', () => {
    const columns = [{ key: 'a', label: 'A_b', type: 'text' }] as const
    const rows = [{ a: '\u001b[31m*x* <b> [y](z) \\ some_one `c` _d_' }]
    expect(markdown({ columns, rows }, bangkok)).toBe(
      '| A_b |\n| --- |\n| ␛\\[31m\\*x\\* \\<b> \\[y\\](z) \\\\ some_one \\`c\\` \\_d\\_ |\n',
    )
  })
})

describe('decodeText', () => {
  it('reads UTF-8, and UTF-16 by its mark', () => {
    expect(decodeText(new TextEncoder().encode('ลูกค้า'))).toBe('ลูกค้า')
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x01, 0x0e))).toBe('ก')
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0x0e, 0x01))).toBe('ก')
  })

  it('refuses damage', () => {
    expect(() => decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0xa1))).toThrow('does not belong into UTF-8')
  })
})
