import { expect, test } from 'vitest'
import { dataOf } from '../../helpers/data.ts'
import { lines, run } from './reports.ts'

const data = dataOf({
  deal: [
    { name: 'A', stage: 'proposal', amount: 100.01, closeDate: '2026-12-31' },
    { name: 'B', stage: 'negotiation', amount: 10, probability: 95, closeDate: '2026-12-01' },
    { name: 'C', stage: 'won', amount: 300, closeDate: '2026-12-05' },
    { name: 'D', stage: 'won', amount: 7, closedAt: '2026-10-31T17:30:00Z' },
    { name: 'E', stage: 'lost', amount: 1000, closeDate: '2026-12-05' },
    { name: 'F', stage: 'prospecting', amount: 50, closeDate: '2026-11-21' },
    { name: 'G', stage: 'prospecting', amount: 20 },
    { name: 'H', stage: 'prospecting', closeDate: '2027-01-01' },
    { name: 'I', stage: 'prospecting', amount: 3, closeDate: '2026-11-22' },
  ],
})

test('open deals in full and weighted, and won deals, by month', () => {
  const table = run('forecast', data)
  expect(table.columns.map(({ key }) => key)).toEqual([
    'month',
    'count',
    'bestCase',
    'weighted',
    'byHistory',
    'wonCount',
    'won',
    'committed',
  ])
  expect(lines(table)).toEqual([
    '2026-11 2 53.00 5.30 53.00 1 7.00 7.00',
    '2026-12 2 110.01 59.51 110.01 1 300.00 310.00',
    '2027-01 1 0.00 0.00 0.00 0 0.00 0.00',
    '(no date) 1 20.00 2.00 20.00 0 0.00 0.00',
    'Total 6 183.01 66.81 183.01 2 307.00 317.00',
  ])
  expect(table.notes).toEqual([
    'History: 100% won (1 of 1 closed deal).',
    'Overdue: 1 deal worth 50.00 THB was expected to close before today, 2026-11-22.',
  ])
})

test('of a period has no row without a date', () => {
  const table = run('forecast', data, { from: '2026-12-01', to: '2026-12-30' })
  expect(lines(table)).toEqual([
    '2026-12 1 10.00 9.50 10.00 1 300.00 310.00',
    'Total 1 10.00 9.50 10.00 1 300.00 310.00',
  ])
  expect(table.notes).toEqual([
    'History: 100% won (1 of 1 closed deal).',
    '1 deal without a close date is in no period.',
  ])
})

test('of nothing', () =>
  expect(lines(run('forecast', dataOf()))).toEqual(['Total 0 0.00 0.00 - 0 0.00 0.00']))
