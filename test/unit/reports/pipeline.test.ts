import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../../src/query/parse.ts'
import { dataOf } from '../../helpers/data.ts'
import { lines, run } from './reports.ts'

const data = dataOf({
  deal: [
    {
      name: 'A',
      stage: 'prospecting',
      amount: 1000.05,
      openedOn: '2026-11-12',
      closeDate: '2026-12-01',
      owner: 'Noy',
    },
    { name: 'B', stage: 'prospecting', openedOn: '2026-11-21', owner: 'noy' },
    {
      name: 'C',
      stage: 'negotiation',
      amount: 200,
      probability: 33,
      createdAt: '2026-11-21T16:59:59Z',
      closeDate: '2026-11-30',
    },
    { name: 'D', stage: 'won', amount: 500, probability: 10, closeDate: '2026-10-15' },
    { name: 'E', stage: 'lost', amount: 70, closedAt: '2026-09-30T17:00:00Z' },
    { name: 'F', stage: 'elsewhere', amount: 1, openedOn: '2026-12-24' },
  ],
})

describe('the pipeline', () => {
  test('by stage in the order of the settings', () => {
    const table = run('pipeline', data)
    expect(table.columns.map(({ key }) => key)).toEqual([
      'stage',
      'count',
      'amount',
      'weighted',
      'averageAge',
    ])
    expect(lines(table)).toEqual([
      'prospecting 2 1000.05 100.01 5.5',
      'qualification 0 0.00 0.00 -',
      'proposal 0 0.00 0.00 -',
      'negotiation 1 200.00 66.00 1',
      'won 1 500.00 500.00 -',
      'lost 1 70.00 0.00 -',
      'elsewhere 1 1.00 0.00 0',
      'Total 6 1771.05 666.01 3',
    ])
    expect(table.notes).toEqual(['Open: 4 deals, 1,201.05 THB, weighted 166.01 THB.'])
  })

  test('of a period goes by the close date, or the day of closing', () => {
    const table = run('pipeline', data, { from: '2026-10-01', to: '2026-11-30' })
    expect(lines(table).filter((line) => !line.includes(' 0 0.00'))).toEqual([
      'negotiation 1 200.00 66.00 1',
      'won 1 500.00 500.00 -',
      'lost 1 70.00 0.00 -',
      'Total 3 770.00 566.00 1',
    ])
    expect(table.notes).toContain('2 deals without a close date are in no period.')
  })

  test('of an owner, whatever the case', () => {
    expect(lines(run('pipeline', data, { owner: 'NOY' })).at(-1)).toBe('Total 2 1000.05 100.01 5.5')
  })

  test('of a query', () => {
    const table = run('pipeline', data, { query: parseQuery('amount:>=200 -stage:won') })
    expect(lines(table).at(-1)).toBe('Total 2 1200.05 166.01 5.5')
  })

  test('of nothing', () => {
    const table = run('pipeline', dataOf())
    expect(lines(table).at(-1)).toBe('Total 0 0.00 0.00 -')
    expect(table.notes).toEqual(['Open: 0 deals, 0.00 THB, weighted 0.00 THB.'])
  })
})

describe('deals in several currencies', () => {
  test('are converted by the settings’ rates, which are named', () => {
    const table = run(
      'pipeline',
      dataOf({
        settings: { rates: { USD: '36.505', LAK: '0.0016' } },
        deal: [
          { name: 'A', stage: 'proposal', amount: 100 },
          { name: 'B', stage: 'proposal', amount: 10.01, currency: 'USD' },
          { name: 'C', stage: 'won', amount: 1000000, currency: 'LAK' },
        ],
      }),
    )
    // 10.01 USD × 36.505 = 365.41505 THB; (100.00 + 365.42) × 50 % = 50.00 + 182.71
    expect(lines(table).filter((line) => !line.includes(' 0 0.00'))).toEqual([
      'proposal 2 465.42 232.71 325',
      'won 1 1600.00 1600.00 -',
      'Total 3 2065.42 1832.71 325',
    ])
    expect(table.notes).toContain('Converted to THB: 1 LAK = 0.0016 THB, 1 USD = 36.505 THB.')
  })

  test('are shown as they are where all are in one', () => {
    const table = run('pipeline', dataOf({ deal: [{ stage: 'won', amount: 2000000, currency: 'LAK' }] }))
    expect(table.totals?.amount).toEqual({ minor: 2000000n, currency: 'LAK' })
    expect(table.notes).toEqual(['Open: 0 deals, 0 LAK, weighted 0 LAK.'])
  })

  test('without a rate are counted, but not in the amounts, and named', () => {
    const table = run(
      'pipeline',
      dataOf({
        deal: [
          { name: 'A', stage: 'won', amount: 100 },
          { name: 'B', stage: 'won', amount: 5, currency: 'USD' },
          { name: 'C', stage: 'won', amount: 5, currency: 'EUR' },
          { name: 'D', stage: 'proposal', amount: 5, currency: 'EUR' },
        ],
      }),
    )
    expect(lines(table).at(-1)).toBe('Total 4 100.00 100.00 325')
    expect(table.notes).toEqual([
      'Open: 1 deal, 0.00 THB, weighted 0.00 THB.',
      '2 deals in EUR are counted but not in the amounts, for the settings have no rate for it: C, D.',
      '1 deal in USD is counted but not in the amounts, for the settings have no rate for it: B.',
    ])
  })
})
