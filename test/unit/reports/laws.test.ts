/** Whatever the deals and however they are grouped, the groups add up to the whole, in every currency. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compared } from '../../../src/reports/compare.ts'
import { reports } from '../../../src/reports/index.ts'
import { ownReport } from '../../../src/reports/own.ts'
import { periodBefore, periodNamed } from '../../../src/reports/period.ts'
import { isAmount, type Row, type Table } from '../../../src/reports/table.ts'
import { someBusiness } from '../../helpers/deals.ts'

const now = new Date('2026-11-22T09:00:00Z')

/** Columns whose rows must add up to the totals; rates, means and medians do not. */
const additive = [
  'count',
  'amount',
  'weighted',
  'bestCase',
  'wonCount',
  'won',
  'committed',
  'lost',
  'wonAmount',
  'lostAmount',
  'open',
  'deals',
  'purchases',
  'leads',
  'qualified',
  'converted',
  'closed',
  'activities',
  'customers',
  'people',
  'in',
  'out',
  'total',
  'waiting',
  'overdue',
  'today',
  'week',
  'done',
  'inTime',
]

function sumOf(rows: readonly Row[], key: string): bigint {
  return rows.reduce((sum, row) => {
    const cell = row[key]
    return sum + (isAmount(cell) ? cell.minor : BigInt(typeof cell === 'number' ? cell : 0))
  }, 0n)
}

function expectWhole({ rows, totals, columns, parts = [] }: Table): void {
  for (const part of parts) expectWhole(part)
  for (const { key } of columns) {
    if (!additive.includes(key) || totals === undefined) continue
    expect({ key, sum: sumOf(rows, key) }).toEqual({ key, sum: sumOf([totals], key) })
  }
}

/** Every amount of a table is in one currency. */
function expectOneCurrency({ rows, totals }: Table): void {
  const currencies = new Set(
    [...rows, totals ?? {}]
      .flatMap((row) => Object.values(row).filter(isAmount))
      .map(({ currency }) => currency),
  )
  expect(currencies.size).toBeLessThan(2)
}

const groupings = [
  'stage',
  'owner',
  'source',
  'products',
  'month',
  'quarter',
  'year(openedOn)',
  'week(createdAt)',
  'account.industry',
  'currency',
  'owner,stage',
  'account.industry,month,source',
]
const byDeal = ['pipeline', 'forecast', 'win-loss', 'owners']
const others: readonly { readonly name: string; readonly by: string }[] = [
  ...['sources', 'ratings', 'industries', 'territories', 'statuses'].flatMap((name) =>
    ['source', 'status', 'month', 'owner,source'].map((by) => ({ name, by })),
  ),
  ...['month', 'quarter', 'owner', 'rating,week'].map((by) => ({ name: 'leads', by })),
  ...['owner', 'month', 'status,owner'].map((by) => ({ name: 'reminders', by })),
]

describe('groups of deals', () => {
  it.each(byDeal.flatMap((name) => groupings.map((by) => ({ name, by }))))(
    'add up in $name by $by',
    ({ name, by }) => {
      fc.assert(
        fc.property(someBusiness, (data) => {
          const table = reports[name]?.run(data, { by }, now)
          expect(table).toBeDefined()
          if (table === undefined) return
          expectWhole(table)
          expectOneCurrency(table)
        }),
        { numRuns: 25 },
      )
    },
  )

  it('have the same whole however they are grouped', () => {
    // Activities are only counted by owner: they have nothing of a deal's to be grouped by.
    const ofDeals = additive.filter((key) => key !== 'activities')
    fc.assert(
      fc.property(someBusiness, (data) => {
        for (const name of byDeal) {
          const wholes = groupings
            .filter((by) => name !== 'pipeline' || !by.includes('stage'))
            .map((by) => reports[name]?.run(data, { by }, now).totals)
            .map((totals) => ofDeals.map((key) => sumOf([totals ?? {}], key)))
          for (const whole of wholes) expect(whole).toEqual(wholes[0])
        }
      }),
      { numRuns: 50 },
    )
  })

  it('add up in the other reports too', () => {
    fc.assert(
      fc.property(someBusiness, (data) => {
        for (const report of Object.values(reports)) {
          const table = report.run(data, {}, now)
          expectWhole(table)
          expectOneCurrency(table)
        }
      }),
      { numRuns: 50 },
    )
  })

  it.each(others)('add up in $name by $by', ({ name, by }) => {
    fc.assert(
      fc.property(someBusiness, (data) => {
        expectWhole(reports[name]?.run(data, { by }, now) ?? { columns: [], rows: [] })
      }),
      { numRuns: 25 },
    )
  })

  it('add up over the halves of any period', () => {
    fc.assert(
      fc.property(someBusiness, (data) => {
        const run = (from: string, to: string) =>
          reports['win-loss']?.run(data, { from, to }, now).totals ?? {}
        const halves = [run('2024-01-01', '2025-06-30'), run('2025-07-01', '2027-12-31')]
        const whole = run('2024-01-01', '2027-12-31')
        for (const key of ['won', 'lost']) expect(sumOf(halves, key)).toEqual(sumOf([whole], key))
      }),
      { numRuns: 50 },
    )
  })

  it('add up in reports of one’s own, two groups deep', () => {
    const own = ownReport('x', { entity: 'deal', group: ['owner', 'month'], sum: ['amount'] })
    fc.assert(
      fc.property(someBusiness, (data) => expectWhole(own.run(data, {}, now))),
      { numRuns: 50 },
    )
  })
})

describe('beside the period before', () => {
  const periods = fc.constantFrom('2025', '2026', '2026-Q1', '2026-Q3', '2025-11', '2026-02')
  const groupings: { readonly [name: string]: readonly string[] } = {
    pipeline: ['stage', 'owner', 'month', 'owner,week'],
    forecast: ['month', 'week', 'quarter,owner'],
    'win-loss': ['owner', 'quarter', 'month(openedOn)'],
    owners: ['owner'],
    leads: ['month', 'source'],
    sources: ['source', 'week'],
    reminders: ['owner', 'month'],
  }

  it.each(Object.keys(reports).filter((name) => (reports[name]?.compared ?? []).length > 0))(
    'the rows of %s add up to what each period has by itself',
    (name) => {
      const report = reports[name]
      fc.assert(
        fc.property(someBusiness, periods, fc.nat(), (data, word, chance) => {
          const period = periodNamed(word, '2026-11-22')
          if (report === undefined || period === undefined) throw new Error(name)
          const all = groupings[name] ?? []
          const by = all[chance % all.length]
          const options = by === undefined ? {} : { by }
          const keys = report.compared ?? []
          const before = periodBefore(period, '2000-01-01')
          const [own, earlier] = [period, before].map((one) => report.run(data, { ...options, ...one }, now))
          if (own === undefined || earlier === undefined) throw new Error(name)
          const table = compared(own, earlier, keys, { now: period, before })
          for (const key of keys.filter((one) => additive.includes(one))) {
            expect({ key, sum: sumOf(table.rows, key) }).toEqual({ key, sum: sumOf(own.rows, key) })
            const sum = sumOf(table.rows, `${key}Before`)
            expect({ key, sum }).toEqual({ key, sum: sumOf(earlier.rows, key) })
          }
        }),
        { numRuns: 40 },
      )
    },
  )
})
