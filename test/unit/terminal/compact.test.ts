import { describe, expect, it } from 'vitest'
import type { Table } from '../../../src/reports/table.ts'
import { renderTable } from '../../../src/terminal/table.ts'
import { lines, plainLook } from './looks.ts'

const amount = (minor: bigint, currency = 'THB') => ({ minor, currency })

const table: Table = {
  columns: [
    { key: 'who', label: 'ใคร', type: 'text' },
    { key: 'won', label: 'Won amount', type: 'money' },
    { key: 'rate', label: 'Rate by amount', type: 'percent' },
  ],
  rows: [
    { who: 'น้ำผึ้ง', won: amount(123450n), rate: 66.7 },
    { who: 'ບຸນມີ', won: amount(-5n), rate: 100 },
  ],
  totals: { who: 'Total', won: amount(123445n), rate: 80 },
  notes: ['A note.'],
}

describe('a table on a narrow terminal', () => {
  it('says the currency once and puts headings on several lines', () => {
    expect(renderTable(table, plainLook(26))).toBe(
      lines(
        '                   Rate',
        '            Won      by',
        'ใคร      amount  amount',
        '───────────────────────',
        'น้ำผึ้ง   1,234.50   66.7%',
        'ບຸນມີ       -0.05  100.0%',
        '───────────────────────',
        'Total  1,234.45   80.0%',
        'Amounts in THB.',
        'A note.',
      ),
    )
  })

  it('leaves it as it is where there is room', () => {
    expect(renderTable(table, plainLook(60))).toContain('Won amount  Rate by amount')
  })

  it('keeps currencies with their amounts where there are two', () => {
    const two = { ...table, rows: [...table.rows, { who: 'x', won: amount(7n, 'USD'), rate: 1 }] }
    expect(renderTable(two, plainLook(29))).toContain('1,234.50 THB')
    expect(renderTable(two, plainLook(29))).not.toContain('Amounts in')
  })
})

describe('minor columns', () => {
  const wide: Table = {
    ...table,
    columns: [
      { key: 'who', label: 'ใคร', type: 'text' },
      { key: 'won', label: 'Won amount', type: 'money' },
      { key: 'rate', label: 'Rate by amount', type: 'percent', minor: true },
    ],
    notes: [],
  }

  it('are left out, and named, before a table becomes blocks of lines', () => {
    expect(renderTable(wide, plainLook(17))).toBe(
      lines(
        '            Won',
        'ใคร      amount',
        '───────────────',
        'น้ำผึ้ง   1,234.50',
        'ບຸນມີ       -0.05',
        '───────────────',
        'Total  1,234.45',
        'Amounts in THB.',
        'No room for Rate',
        'by amount: a',
        'wider terminal',
        'has them, and',
        'every other',
        'format.',
      ),
    )
    expect(renderTable(table, plainLook(17))).toContain('Rate by amount  66.7%')
  })

  it('are left out rather than names made unreadable', () => {
    const named = { ...wide, rows: [{ who: 'ร้านกาแฟริมโขงเวียงจันทน์', won: amount(1n), rate: 1 }] }
    expect(renderTable(named, plainLook(28))).toContain('ร้านกาแฟริมโขงเว')
    expect(renderTable(named, plainLook(28))).toContain('No room for Rate by amount')
  })

  it('stay where there is room', () => {
    expect(renderTable(wide, plainLook(60))).toContain('Rate by amount')
    expect(renderTable(wide, plainLook(60))).not.toContain('No room')
  })
})
