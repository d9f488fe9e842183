import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Deal } from '../../../src/entities/deal.ts'
import { isAmount, type Row, type Table } from '../../../src/reports/table.ts'
import { dataOf } from '../../helpers/data.ts'
import { run } from './reports.ts'

const stages = ['prospecting', 'qualification', 'proposal', 'negotiation', 'won', 'lost']

const deals: fc.Arbitrary<Partial<Deal>[]> = fc.array(
  fc
    .record({
      stage: fc.constantFrom(...stages),
      currency: fc.constantFrom(undefined, 'USD', 'LAK', 'EUR'),
      cents: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
      probability: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
      closeDate: fc.option(fc.constantFrom('2026-10-01', '2026-11-30', '2027-01-01'), { nil: undefined }),
      owner: fc.constantFrom(undefined, 'Noy', 'Dao'),
      source: fc.constantFrom(undefined, 'web', 'line'),
    })
    .map(({ stage, currency, cents, probability, closeDate, owner, source }) => ({
      stage,
      ...(currency === undefined ? {} : { currency }),
      ...(cents === undefined ? {} : { amount: currency === 'LAK' ? cents : cents / 100 }),
      ...(probability === undefined ? {} : { probability }),
      ...(closeDate === undefined ? {} : { closeDate }),
      ...(owner === undefined ? {} : { owner }),
      ...(source === undefined ? {} : { source }),
    })),
  { maxLength: 20 },
)

/** The minor units (or the count) of a column, added up over the rows. */
function sum(table: Table, column: string): bigint {
  return table.rows.reduce((all, row) => all + numberIn(row, column), 0n)
}

function numberIn(row: Row | undefined, column: string): bigint {
  const cell = row?.[column]
  if (isAmount(cell)) return cell.minor
  return BigInt(typeof cell === 'number' ? cell : 0)
}

test('the rows of every report add up to its totals, in any mix of currencies', () => {
  const columns: { readonly [report: string]: readonly string[] } = {
    pipeline: ['count', 'amount', 'weighted'],
    forecast: ['count', 'bestCase', 'weighted', 'wonCount', 'committed'],
    sources: ['deals', 'won', 'wonAmount'],
    owners: ['open', 'amount', 'weighted', 'won', 'wonAmount', 'lost'],
    lost: ['count', 'amount'],
  }
  fc.assert(
    fc.property(deals, (deal) => {
      const data = dataOf({ settings: { rates: { USD: '36.505', LAK: '0.00163' } }, deal })
      for (const [name, keys] of Object.entries(columns)) {
        const table = run(name, data)
        for (const key of keys)
          expect([name, key, sum(table, key)]).toEqual([name, key, numberIn(table.totals, key)])
      }
    }),
  )
})

test('every grouping of the same deals comes to the same amounts', () => {
  fc.assert(
    fc.property(deals, (deal) => {
      const data = dataOf({
        settings: { rates: { USD: '36.505', LAK: '0.00163', EUR: '39' } },
        deal: [...deal, { amount: 1 }, { amount: 1, currency: 'USD' }],
      })
      const pipeline = run('pipeline', data)
      const owners = run('owners', data)
      const won = pipeline.rows.find(({ stage }) => stage === 'won')
      expect(numberIn(owners.totals, 'wonAmount')).toBe(numberIn(won, 'amount'))
      expect(numberIn(run('sources', data).totals, 'wonAmount')).toBe(numberIn(won, 'amount'))
      const open = ['prospecting', 'qualification', 'proposal', 'negotiation']
      const inHand = pipeline.rows.filter(({ stage }) => open.includes(String(stage)))
      const weighted = inHand.reduce((all, row) => all + numberIn(row, 'weighted'), 0n)
      expect(numberIn(owners.totals, 'weighted')).toBe(weighted)
    }),
  )
})
