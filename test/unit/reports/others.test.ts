import { describe, expect, test } from 'vitest'
import { dataOf } from '../../helpers/data.ts'
import { lines, run } from './reports.ts'

test('owners: what they have in hand and brought in', () => {
  const data = dataOf({
    deal: [
      { stage: 'proposal', amount: 100, owner: 'Noy' },
      { stage: 'won', amount: 30, closeDate: '2026-11-01', owner: 'Noy' },
      { stage: 'won', amount: 5, closeDate: '2026-01-01', owner: 'Noy' },
      { stage: 'lost', amount: 30, closeDate: '2026-11-01', owner: 'Noy' },
      { stage: 'won', amount: 40, closeDate: '2026-11-01', owner: 'Dao' },
      { stage: 'prospecting' },
    ],
    activity: [
      { at: '2026-11-02T00:00:00Z', owner: 'Dao' },
      { at: '2026-01-02T00:00:00Z', owner: 'Dao' },
    ],
  })
  expect(lines(run('owners', data, { from: '2026-11-01' }))).toEqual([
    'Dao 1 0 0.00 0.00 1 40.00 0 100 304',
    'Noy 0 1 100.00 50.00 1 30.00 1 50 304',
    '(none) 0 1 0.00 0.00 0 0.00 0 - -',
    'Total 1 2 100.00 50.00 2 70.00 1 66.7 304',
  ])
  expect(lines(run('owners', data, { owner: 'dao' }))).toEqual([
    'Dao 2 0 0.00 0.00 1 40.00 0 100 304',
    'Total 2 0 0.00 0.00 1 40.00 0 100 304',
  ])
})

test('owners: a name in two spellings is one person, by the settings’ spelling; nothing of the future', () => {
  const users = ['Noy', 'ບຸນມີ'].map((name) => ({ name, manager: 'Dao' }))
  const data = dataOf({
    settings: { users },
    deal: [
      { stage: 'won', amount: 30, openedOn: '2026-10-30', closeDate: '2026-11-01', owner: 'noy' },
      { stage: 'won', amount: 5, openedOn: '2026-10-30', closeDate: '2026-11-03', owner: 'Noy' },
      { stage: 'lost', closeDate: '2026-11-01', owner: 'ບຸນມີ' },
    ],
    activity: [
      { at: '2026-11-22T02:00:00Z', owner: 'NOY' },
      { at: '2026-11-22T02:00:01Z', owner: 'NOY' },
    ],
  })
  expect(lines(run('owners', data))).toEqual([
    'Noy 1 0 0.00 0.00 2 35.00 0 100 3',
    'ບຸນມີ 0 0 0.00 0.00 0 0.00 1 0 -',
    'Total 1 0 0.00 0.00 2 35.00 1 66.7 3',
  ])
  expect(lines(run('owners', data, { by: 'owner.manager' }))).toEqual([
    'Dao 1 0 0.00 0.00 2 35.00 1 66.7 3',
    'Total 1 0 0.00 0.00 2 35.00 1 66.7 3',
  ])
  expect(lines(run('owners', data, { by: 'stage' }))).toEqual([
    'won - 0 0.00 0.00 2 35.00 0 100 3',
    'lost - 0 0.00 0.00 0 0.00 1 0 -',
    'Total - 0 0.00 0.00 2 35.00 1 66.7 3',
  ])
})

test('sources: the same where the usual grouping is said', () => {
  const data = dataOf({ lead: [{ source: 'web' }], deal: [{ source: 'web', stage: 'won', amount: 3 }] })
  const expected = ['web 1 0 0 0 1 1 3.00', 'Total 1 0 0 0 1 1 3.00']
  expect(lines(run('sources', data))).toEqual(expected)
  expect(lines(run('sources', data, { by: 'source' }))).toEqual(expected)
})

test('customers: quarters without a purchase are there too', () => {
  const data = dataOf({
    deal: [
      { stage: 'won', amount: 3, closeDate: '2025-12-31', account: 'a000000001' },
      { stage: 'won', amount: 4, closeDate: '2026-09-30', account: 'a000000001' },
    ],
    account: [{}],
  })
  expect(lines(run('customers', data).parts?.[1] ?? { columns: [], rows: [] })).toEqual([
    '2025-Q4 1 3.00',
    '2026-Q1 0 0.00',
    '2026-Q2 0 0.00',
    '2026-Q3 1 4.00',
    'Total 2 7.00',
  ])
})

test('stale: a deal that was brought in goes by the day it began', () => {
  const data = dataOf({
    deal: [
      { name: 'Old', openedOn: '2026-10-01', createdAt: '2026-11-22T01:00:00Z' },
      { name: 'New', openedOn: '2026-11-20', createdAt: '2026-09-01T01:00:00Z' },
      { name: 'Entered', createdAt: '2026-10-23T01:00:00Z' },
    ],
  })
  expect(lines(run('stale', data))).toEqual(['deal d000000001 Old - - 52', 'deal d000000003 Entered - - 30'])
})

test('lost deals by reason, beside those won', () => {
  const data = dataOf({
    deal: [
      { stage: 'lost', amount: 100, lostReason: 'price', closeDate: '2026-11-01' },
      { stage: 'lost', amount: 50, lostReason: 'price', closeDate: '2026-11-02' },
      { stage: 'lost', closeDate: '2026-11-02' },
      { stage: 'won', amount: 10, openedOn: '2026-10-01', closeDate: '2026-10-11' },
      { stage: 'won', amount: 5.01, openedOn: '2026-10-01', closeDate: '2026-10-02' },
      { stage: 'proposal', amount: 1 },
    ],
  })
  const table = run('lost', data)
  expect(lines(table)).toEqual(['price 2 66.7 150.00', '(none) 1 33.3 0.00', 'Total 3 100 150.00'])
  expect(table.notes).toEqual([
    'Win rate: 40% (2 deals won of 5 closed).',
    'Won deals on average: 7.51 THB, closed after 5.5 days.',
  ])
  expect(run('lost', dataOf()).notes).toEqual([])
})

test('the funnel: how far deals came, how long they stayed', () => {
  const at = (day: string) => `${day}T02:00:00Z`
  const data = dataOf({
    settings: { stuckAfterDays: 30 },
    deal: [
      {
        stage: 'won',
        stageHistory: [
          { stage: 'prospecting', at: at('2026-10-01') },
          { stage: 'proposal', at: at('2026-10-11') },
          { stage: 'won', at: at('2026-10-21') },
        ],
      },
      {
        stage: 'lost',
        stageHistory: [
          { stage: 'qualification', at: at('2026-10-01') },
          { stage: 'lost', at: at('2026-10-05') },
        ],
      },
      { stage: 'prospecting', openedOn: '2026-10-22' },
      { stage: 'prospecting', stageHistory: [{ stage: 'prospecting', at: at('2026-11-20') }] },
      {
        stage: 'proposal',
        openedOn: '2026-01-01',
        stageHistory: [{ stage: 'proposal', at: at('2026-11-21') }],
      },
    ],
  })
  expect(lines(run('funnel', data))).toEqual([
    'prospecting 5 3 60 0 10 14.3 298 1',
    'qualification 3 2 66.7 1 4 4 273 0',
    'proposal 2 1 50 0 5.5 5.5 303.5 0',
    'negotiation 1 1 100 0 - - - 0',
    'won 1 - - - - - - -',
  ])
  expect(lines(run('funnel', data, { to: '2026-01-01' })).at(0)).toBe('prospecting 4 3 75 0 6 6 298 0')
})

test('a closed deal is in no stage now, even where its history does not say so', () => {
  const stageHistory = [{ stage: 'negotiation', at: '2026-01-01T00:00:00Z' }]
  const table = run('funnel', dataOf({ deal: [{ stage: 'lost', stageHistory }] }))
  expect(lines(table).at(3)).toBe('negotiation 1 0 0 1 - - 0 0')
})

describe('stale records', () => {
  const data = dataOf({
    lead: [
      { id: 'l000000001', firstName: 'Anna', createdAt: '2026-10-01T00:00:00Z', owner: 'Noy' },
      { id: 'l000000002', firstName: 'Bob', createdAt: '2026-01-01T00:00:00Z' },
      { id: 'l000000003', firstName: 'Eve', status: 'junk', createdAt: '2026-01-01T00:00:00Z' },
      { id: 'l000000004', firstName: 'New', createdAt: '2026-11-20T00:00:00Z' },
    ],
    deal: [
      { id: 'd000000001', name: 'Roof', createdAt: '2026-01-01T00:00:00Z' },
      { id: 'd000000002', name: 'Wall', stage: 'won', createdAt: '2026-01-01T00:00:00Z' },
    ],
    activity: [
      { at: '2026-11-01T17:00:00Z', for: ['l000000002', 'd000000001'] },
      { at: '2026-09-01T00:00:00Z', for: ['d000000001'] },
      { at: '2026-12-01T00:00:00Z', for: ['l000000001'] },
    ],
  })

  test('are listed, the longest neglected first', () => {
    expect(lines(run('stale', data))).toEqual(['lead l000000001 Anna Noy - 52'])
    expect(lines(run('stale', data, { days: 20 }))).toEqual([
      'lead l000000001 Anna Noy - 52',
      'lead l000000002 Bob - 2026-11-02 20',
      'deal d000000001 Roof - 2026-11-02 20',
    ])
  })
})

test('a deal brought in after its close, without the day it began, has no cycle', () => {
  const brought = { createdAt: '2026-11-20T05:00:00Z', stage: 'won', closeDate: '2025-08-06', owner: 'Noy' }
  const data = dataOf({
    deal: [brought, { ...brought, openedOn: '2025-08-01' }, { ...brought, stage: 'lost' }],
  })
  expect(lines(run('win-loss', data))).toEqual([
    'Noy 2 1 66.7 0.00 0.00 - 0.00 5 -',
    'Total 2 1 66.7 0.00 0.00 - 0.00 5 -',
  ])
  expect(run('owners', data).totals).toMatchObject({ won: 2, cycle: 5 })
  expect(run('funnel', data).rows.at(-1)).toMatchObject({ reached: 2, arrivalDays: 5 })
  expect(run('lost', data).notes).toContain('Won deals on average: 0.00 THB, closed after 5 days.')
  expect(run('lost', dataOf({ deal: [brought] })).notes).toContain('Won deals on average: 0.00 THB.')
})
