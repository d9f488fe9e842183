import { expect, test } from 'vitest'
import { parseQuery } from '../../../src/query/parse.ts'
import { dataOf } from '../../helpers/data.ts'
import { lines, run } from './reports.ts'

const data = dataOf({
  lead: [
    {
      id: 'l000000001',
      source: 'web',
      status: 'converted',
      convertedDeal: 'd000000001',
      createdAt: '2026-01-05T00:00:00Z',
      owner: 'Noy',
    },
    { id: 'l000000002', source: 'Web', status: 'qualified', createdAt: '2026-02-05T00:00:00Z' },
    {
      id: 'l000000003',
      source: 'TikTok',
      status: 'unqualified',
      qualification: { at: '2026-01-01T00:00:00Z', by: 'noy', answers: {} },
    },
    { id: 'l000000004', source: 'web', status: 'new' },
    { id: 'l000000005', status: 'junk' },
  ],
  deal: [
    { id: 'd000000001', stage: 'won', amount: 100, source: 'ignored' },
    { id: 'd000000002', stage: 'lost', amount: 50, lead: 'l000000002' },
    { id: 'd000000003', stage: 'won', amount: 7, lead: 'l000000001' },
    { id: 'd000000004', stage: 'won', amount: 30, source: 'tiktok', openedOn: '2026-03-01', owner: 'Noy' },
    { id: 'd000000005', stage: 'prospecting', amount: 9 },
  ],
})

test('leads, conversion and won amounts by source', () => {
  const table = run('sources', data)
  expect(table.columns.map(({ key }) => key)).toEqual([
    'source',
    'leads',
    'qualified',
    'converted',
    'conversion',
    'deals',
    'won',
    'wonAmount',
  ])
  expect(lines(table)).toEqual([
    'web 3 2 1 33.3 3 2 107.00',
    'TikTok 1 1 0 0 1 1 30.00',
    '(none) 1 0 0 0 1 0 0.00',
    'Total 5 3 1 20 5 3 137.00',
  ])
})

test('of a period: the leads entered in it with all their deals, and other deals that began in it', () => {
  expect(lines(run('sources', data, { from: '2026-01-02', to: '2026-01-31' }))).toEqual([
    'web 1 1 1 100 2 2 107.00',
    'Total 1 1 1 100 2 2 107.00',
  ])
  expect(lines(run('sources', data, { from: '2026-03-01' }))).toEqual([
    'tiktok 0 0 0 - 1 1 30.00',
    'Total 0 0 0 - 1 1 30.00',
  ])
})

test('of an owner: of the lead, or of a deal without lead', () => {
  expect(lines(run('sources', data, { owner: 'noy' }))).toEqual([
    'web 1 1 1 100 2 2 107.00',
    'tiktok 0 0 0 - 1 1 30.00',
    'Total 1 1 1 100 3 3 137.00',
  ])
})

test('of a query is asked of leads only, and says what that leaves out', () => {
  const table = run('sources', data, { query: parseQuery('status:converted') })
  expect(lines(table)).toEqual(['web 1 1 1 100 2 2 107.00', 'Total 1 1 1 100 2 2 107.00'])
  expect(table.notes).toEqual(['Left out: 2 deals of no lead, which the query cannot be asked of.'])
})
