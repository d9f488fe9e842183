import readXlsx from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { workbook } from '../../../src/formats/workbook.ts'
import type { Table } from '../../../src/reports/table.ts'

const table: Table = {
  title: 'ยอดขาย: 2026/27 [ທັງໝົດ]',
  columns: [
    { key: 'who', label: 'ใคร', type: 'text' },
    { key: 'won', label: 'Won', type: 'money' },
    { key: 'rate', label: 'Rate', type: 'percent' },
    { key: 'last', label: 'Last', type: 'date' },
  ],
  rows: [
    { who: '=HYPERLINK("x")', won: { minor: 123450n, currency: 'THB' }, rate: 66.7, last: '2026-11-22' },
    { who: 'ບຸນມີ', won: { minor: -5n, currency: 'THB' }, rate: null, last: null },
  ],
  totals: { who: 'Total', won: { minor: 123445n, currency: 'THB' } },
  parts: [
    {
      title: 'ยอดขาย: 2026/27 [ທັງໝົດ]',
      columns: [{ key: 'a', label: 'A', type: 'number' }],
      rows: [{ a: 0.25 }],
    },
  ],
}

describe('workbook', () => {
  it('has a sheet for each table, with numbers as numbers and days as dates', async () => {
    const sheets = await readXlsx(Buffer.from(await workbook(table, { timezone: 'Asia/Bangkok' })))
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['ยอดขาย  2026 27  ທັງໝົດ', 'ยอดขาย  2026 27  ທັງໝົດ 2'])
    expect(sheets.map(({ data }) => data)).toEqual([
      [
        ['ใคร', 'Won', 'Rate', 'Last'],
        ['=HYPERLINK("x")', 1234.5, 0.667, new Date('2026-11-22T00:00:00Z')],
        ['ບຸນມີ', -0.05, null, null],
        ['Total', 1234.45, null, null],
      ],
      [['A'], [0.25]],
    ])
  })
})
