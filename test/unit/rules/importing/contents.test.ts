import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultSettings } from '../../../../src/config.ts'
import { typeOfColumn } from '../../../../src/rules/importing/contents.ts'
import { types } from '../../../../src/schema/types/index.ts'

const cell = fc.oneof(
  fc.stringMatching(/^[+-]?[0-9.,]{1,8}$/),
  fc.stringMatching(/^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$/),
  fc.constantFrom(
    'yes',
    'No',
    'TRUE',
    'y',
    'ใช่',
    'ไม่ใช่',
    'มี',
    'ไม่มี',
    'ແມ່ນ',
    'ບໍ່ແມ່ນ',
    'ມີ',
    'ບໍ່ມີ',
    'จริง',
    'เท็จ',
    'ຈິງ',
  ),
  fc.string(),
)

it('a column is never given a type that refuses one of its cells', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (cells) => {
      const rows = cells.map((text, line) => ({ line, cells: [text] }))
      const type = typeOfColumn('Shoe', 0, rows)
      const context = { settings: defaultSettings, now: new Date(0), name: 'shoe', field: { type, help: '' } }
      for (const text of cells.map((one) => one.trim()).filter((one) => one !== ''))
        expect(() => types[type].parse(text, context)).not.toThrow()
    }),
    { numRuns: 2000 },
  )
})

it.each(['Phone as given', 'birthdayAsGiven', 'Fax number', 'Phone Video', 'Tel. 2'])(
  '%s is text',
  (heading) => {
    expect(typeOfColumn(heading, 0, [{ line: 2, cells: ['100'] }])).toBe('text')
  },
)

it.each([
  ['numbers', ['1', '-2.5', '1,200'], 'number'],
  ['telephones', ['+66815551019', '1'], 'text'],
  ['lists', ['1,2'], 'text'],
  ['days', ['2026-02-28'], 'date'],
  ['answers', ['ມີ', 'ບໍ່ມີ'], 'yesNo'],
])('%s', (_, cells, type) => {
  expect(
    typeOfColumn(
      'Shoe',
      0,
      cells.map((text, line) => ({ line, cells: [text] })),
    ),
  ).toBe(type)
})
