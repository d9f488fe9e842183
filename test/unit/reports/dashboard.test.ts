/** The dashboard: how it goes, which way, and about whom. */
import { describe, expect, it } from 'vitest'
import { dashboardSheet } from '../../../src/reports/dashboard.ts'
import { dataOf } from '../../helpers/data.ts'

const now = new Date('2026-11-22T09:00:00Z')

describe('dashboard', () => {
  it('begins with how it goes, says which way, and about whom what is due is', () => {
    const lead = [
      { status: 'new', createdAt: '2026-11-02T02:00:00Z' },
      { status: 'new', createdAt: '2026-11-20T02:00:00Z' },
      { id: 'l000000003', firstName: 'น้ำผึ้ง', status: 'new', createdAt: '2026-10-03T02:00:00Z' },
      // Half past midnight on the first of November in Bangkok, and a day of October that the present month has not reached.
      { status: 'new', createdAt: '2026-10-31T17:30:00Z' },
      { status: 'new', createdAt: '2026-10-30T02:00:00Z' },
    ]
    const deal = [
      { stage: 'won', amount: 150, closeDate: '2026-11-05' },
      { stage: 'won', amount: 200, closeDate: '2026-10-05' },
      { stage: 'won', amount: 7, closeDate: '2025-11-30' },
      { stage: 'won', amount: 9, closeDate: '2025-10-31' },
      { stage: 'won', amount: 11, closeDate: '2026-11-28' },
    ]
    const reminder = [{ text: 'โทรกลับลูกค้า', due: '2026-11-23', status: 'open' as const, for: ['l000000003'] }]
    const { figures, parts } = dashboardSheet(dataOf({ lead, deal, reminder }), {}, now, '')
    const figure = (label: string) => figures.find((one) => one.label === label)?.hint
    expect(figure('Won')).toBe('2 deals, 1 of days to come; before: 200.00 THB ▼ 19.5%')
    expect(figure('New leads')).toBe('before: 1 ▲ 200%')
    const [trend, ...others] = parts.map(({ table }) => table)
    expect(trend?.rows).toHaveLength(13)
    const told = trend?.rows.map(({ month, won, leads }) => [month, won, leads])
    expect(told?.filter(([, won, leads]) => won !== 0 || leads !== 0)).toEqual([
      ['2025-11', 1, 0],
      ['2026-10', 1, 2],
      ['2026-11', 1, 3],
    ])
    expect(others.at(-1)?.rows).toMatchObject([{ text: 'โทรกลับลูกค้า', about: 'น้ำผึ้ง' }])
  })
})
