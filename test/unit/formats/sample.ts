/** A table with every type of cell, and one without rows. */
import type { Table } from '../../../src/reports/table.ts'

export const everyCell: Table = {
  title: 'Everything',
  columns: [
    { key: 'id', label: 'ID', type: 'id' },
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'isKey', label: 'Key', type: 'text' },
    { key: 'count', label: 'Count', type: 'number' },
    { key: 'chance', label: 'Chance', type: 'percent' },
    { key: 'amount', label: 'Amount', type: 'money' },
    { key: 'day', label: 'Day', type: 'date' },
    { key: 'at', label: 'At', type: 'instant' },
    { key: 'due', label: 'Due', type: 'when' },
    { key: 'phone', label: 'Phone', type: 'phone' },
  ],
  rows: [
    {
      id: 'd7k3m9x2qa',
      name: 'น้ำผึ้ง, "เพชรรัตน์" | a\nb',
      isKey: true,
      count: 12345.678,
      chance: 33.333,
      amount: { minor: 123450n, currency: 'THB' },
      day: '2026-11-22',
      at: '2026-11-22T02:00:00Z',
      due: '2026-11-23',
      phone: '+66812345678',
    },
    { id: 'd9', name: null, isKey: false, count: 0, chance: 50, amount: { minor: -500n, currency: 'JPY' } },
  ],
  totals: { count: 12345.678, amount: { minor: 123450n, currency: 'THB' } },
  notes: ['1 JPY = 0.25 THB'],
}

export const empty: Table = {
  columns: [
    { key: 'id', label: 'ID', type: 'id' },
    { key: 'amount', label: 'Amount', type: 'money' },
  ],
  rows: [],
}
