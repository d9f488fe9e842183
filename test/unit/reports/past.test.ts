import { describe, expect, it } from 'vitest'
import { asOf } from '../../../src/reports/past.ts'
import type { HistoryLine, PastChange } from '../../../src/schema/history.ts'
import { dataOf } from '../../helpers/data.ts'

const line = (at: string, ...changes: PastChange[]): HistoryLine => ({
  id: 'h',
  at,
  by: 'Noy',
  command: 'crm',
  summary: '',
  changes,
})
const won = {
  id: 'd000000001',
  stage: 'won',
  amount: 500,
  openedOn: '2026-03-01',
  closeDate: '2026-06-01',
  closedAt: '2026-06-01T00:00:00Z',
  stageHistory: [
    { stage: 'prospecting', at: '2026-03-01T00:00:00Z' },
    { stage: 'proposal', at: '2026-04-01T00:00:00Z' },
    { stage: 'won', at: '2026-06-01T00:00:00Z' },
  ],
}

describe('a deal at an earlier time', () => {
  const at = (instant: string, lines: readonly HistoryLine[] = []) =>
    asOf(dataOf({ deal: [won] }), lines, instant).all('deal')

  it('is in the stage it was in', () => {
    expect(at('2026-06-02T00:00:00Z')).toMatchObject([{ stage: 'won', closedAt: '2026-06-01T00:00:00Z' }])
    const [then] = at('2026-05-01T00:00:00Z')
    expect(then).toMatchObject({ stage: 'proposal', stageHistory: won.stageHistory.slice(0, 2) })
    expect(then?.closedAt).toBeUndefined()
    expect(at('2026-03-05T00:00:00Z')).toMatchObject([{ stage: 'prospecting' }])
  })

  it('is not there before it began', () => {
    const data = dataOf({ deal: [{ ...won, createdAt: '2026-03-01T00:00:00Z' }] })
    expect(asOf(data, [], '2026-02-01T00:00:00Z').all('deal')).toEqual([])
  })

  it('has the values it had', () => {
    const lines = [
      line('2026-05-20T00:00:00Z', {
        kind: 'deal',
        id: won.id,
        fields: { amount: [400, 500], owner: [null, 'Noy'] },
      }),
      line('2026-04-20T00:00:00Z', { kind: 'deal', id: won.id, fields: { amount: [300, 400] } }),
    ]
    expect(at('2026-05-25T00:00:00Z', lines)).toMatchObject([{ amount: 500 }])
    expect(at('2026-05-01T00:00:00Z', lines)).toMatchObject([{ amount: 400 }])
    expect(at('2026-04-02T00:00:00Z', lines)).toMatchObject([{ amount: 300 }])
  })

  it('that was removed since is there again', () => {
    const removed = {
      ...won,
      name: 'Gone',
      createdAt: '2026-03-01T00:00:00Z',
      updatedAt: '2026-03-01T00:00:00Z',
    }
    const lines = [line('2026-08-01T00:00:00Z', { kind: 'deal', id: won.id, removed })]
    expect(asOf(dataOf(), lines, '2026-07-01T00:00:00Z').all('deal')).toMatchObject([
      { name: 'Gone', stage: 'won' },
    ])
    expect(asOf(dataOf(), lines, '2026-08-02T00:00:00Z').all('deal')).toEqual([])
  })

  it('that was imported later goes by its own dates', () => {
    const lines = [line('2026-10-01T00:00:00Z', { kind: 'deal', id: won.id, hash: 'x' })]
    const imported = {
      id: won.id,
      stage: 'won',
      openedOn: '2026-03-01',
      closeDate: '2026-06-01',
      closedAt: '2026-06-01T00:00:00Z',
      stageHistory: [{ stage: 'won', at: '2026-06-01T00:00:00Z' }],
      createdAt: '2026-10-01T00:00:00Z',
    }
    const then = (instant: string) => asOf(dataOf({ deal: [imported] }), lines, instant).all('deal')
    expect(then('2026-07-01T00:00:00Z')).toMatchObject([{ stage: 'won' }])
    expect(then('2026-05-01T00:00:00Z')).toMatchObject([{ stage: 'prospecting' }])
    expect(then('2026-02-01T00:00:00Z')).toEqual([])
  })
})

describe('other records at an earlier time', () => {
  const data = dataOf({
    lead: [
      {
        status: 'converted',
        createdAt: '2026-01-05T00:00:00Z',
        convertedAt: '2026-05-01T00:00:00Z',
        convertedDeal: 'd000000001',
        qualification: { at: '2026-02-01T00:00:00Z', by: 'Noy', answers: {} },
      },
    ],
    activity: [{ at: '2026-03-01T00:00:00Z' }],
    reminder: [{ status: 'done', doneAt: '2026-04-01T00:00:00Z' }],
  })

  it.each([
    ['2026-06-01T00:00:00Z', 'converted', 1, 'done'],
    ['2026-03-15T00:00:00Z', 'qualified', 1, 'open'],
    ['2026-01-10T00:00:00Z', 'new', 0, 'open'],
  ])('%s', (instant, status, activities, reminder) => {
    const past = asOf(data, [], instant)
    expect(past.all('lead')).toMatchObject([{ status }])
    expect(past.all('activity')).toHaveLength(activities)
    expect(past.all('reminder')).toMatchObject([{ status: reminder }])
  })

  it('a lead is not there before it was entered', () => {
    expect(asOf(data, [], '2026-01-01T00:00:00Z').all('lead')).toEqual([])
  })
})
