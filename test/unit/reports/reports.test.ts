/** Figures that can be checked by hand. */
import { describe, expect, it } from 'vitest'
import type { Deal } from '../../../src/entities/deal.ts'
import { toDecimal } from '../../../src/money.ts'
import { compared } from '../../../src/reports/compare.ts'
import { reports } from '../../../src/reports/index.ts'
import { periodBefore, periodNamed } from '../../../src/reports/period.ts'
import type { ReportOptions } from '../../../src/reports/report.ts'
import { isAmount, type Row } from '../../../src/reports/table.ts'
import { type DataOf, dataOf } from '../../helpers/data.ts'

const now = new Date('2026-11-22T09:00:00Z')

function run(name: string, content: DataOf, options: ReportOptions = {}) {
  const table = reports[name]?.run(dataOf(content), options, now)
  if (table === undefined) throw new Error(`no report ${name}`)
  return { ...table, rows: table.rows.map(plain), totals: plain(table.totals ?? {}) }
}

/** Amounts as `12.50 THB`. */
function plain(row: Row) {
  return Object.fromEntries(
    Object.entries(row).map(([key, cell]) => [
      key,
      isAmount(cell) ? `${toDecimal(cell)} ${cell.currency}` : cell,
    ]),
  )
}

const closed = (stage: string, amount: number, openedOn: string, closeDate: string, owner = 'Noy') => ({
  stage,
  amount,
  openedOn,
  closeDate,
  owner,
})

describe('win-loss', () => {
  const deals = [
    closed('won', 100.5, '2026-01-01', '2026-01-11'),
    closed('won', 300, '2026-01-01', '2026-01-31'),
    closed('won', 50, '2026-01-01', '2026-01-21', 'ວິໄລ'),
    closed('lost', 99.5, '2026-02-01', '2026-02-05'),
    closed('prospecting', 7, '2026-02-01', '2026-12-05'),
  ]

  it('has rates, size and cycle', () => {
    const { rows, totals } = run('win-loss', { deal: deals })
    expect(rows).toEqual([
      {
        owner: 'Noy',
        won: 2,
        lost: 1,
        winRate: 66.7,
        wonAmount: '400.50 THB',
        lostAmount: '99.50 THB',
        amountRate: 80.1,
        averageSize: '200.25 THB',
        wonCycle: 20,
        lostCycle: 4,
      },
      {
        owner: 'ວິໄລ',
        won: 1,
        lost: 0,
        winRate: 100,
        wonAmount: '50.00 THB',
        lostAmount: '0.00 THB',
        amountRate: 100,
        averageSize: '50.00 THB',
        wonCycle: 20,
        lostCycle: null,
      },
    ])
    expect(totals).toMatchObject({
      won: 3,
      lost: 1,
      winRate: 75,
      wonAmount: '450.50 THB',
      averageSize: '150.17 THB',
      wonCycle: 20,
    })
  })

  it('keeps to the period of the close date', () => {
    const { rows } = run('win-loss', { deal: deals }, { from: '2026-02-01', to: '2026-02-28', by: 'month' })
    expect(rows).toMatchObject([{ month: '2026-02', won: 0, lost: 1, winRate: 0 }])
  })

  it('groups by what the settings say of the owner', () => {
    const settings = {
      users: [
        { name: 'Noy', team: 'North' },
        { name: 'ວິໄລ', team: 'South' },
      ],
    }
    const { rows } = run('win-loss', { deal: deals, settings }, { by: 'owner.team' })
    expect(rows).toMatchObject([
      { ownerTeam: 'North', won: 2 },
      { ownerTeam: 'South', won: 1 },
    ])
  })

  it('groups by a field of the account', () => {
    const account = [{ id: 'a000000001', industry: 'tea' }]
    const { rows } = run(
      'win-loss',
      {
        account,
        deal: [
          { ...closed('won', 1, '2026-01-01', '2026-01-02'), account: 'a000000001' },
          closed('won', 2, '2026-01-01', '2026-01-02'),
        ],
      },
      { by: 'account.industry' },
    )
    expect(rows).toMatchObject([
      { accountIndustry: 'tea', wonAmount: '1.00 THB' },
      { accountIndustry: '(none)', wonAmount: '2.00 THB' },
    ])
  })
})

describe('forecast', () => {
  it('has best case, weighted, by history, committed', () => {
    const deal = [
      closed('won', 100, '2026-01-01', '2026-11-02'),
      closed('lost', 5, '2026-01-01', '2026-10-02'),
      closed('negotiation', 1000, '2026-01-01', '2026-12-10'),
      closed('proposal', 10.01, '2026-01-01', '2026-12-11'),
      { stage: 'prospecting', amount: 40 },
    ]
    const { rows, notes } = run('forecast', { deal })
    expect(rows).toEqual([
      {
        month: '2026-11',
        count: 0,
        bestCase: '0.00 THB',
        weighted: '0.00 THB',
        byHistory: '0.00 THB',
        wonCount: 1,
        won: '100.00 THB',
        committed: '100.00 THB',
      },
      {
        month: '2026-12',
        count: 2,
        bestCase: '1010.01 THB',
        weighted: '805.01 THB',
        byHistory: '505.01 THB',
        wonCount: 0,
        won: '0.00 THB',
        committed: '1000.00 THB',
      },
      {
        month: '(no date)',
        count: 1,
        bestCase: '40.00 THB',
        weighted: '4.00 THB',
        byHistory: '20.00 THB',
        wonCount: 0,
        won: '0.00 THB',
        committed: '0.00 THB',
      },
    ])
    expect(notes).toEqual(['History: 50% won (1 of 2 closed deals).'])
  })

  it('by quarter', () => {
    const deal = [
      closed('won', 100, '2026-01-01', '2026-11-02'),
      closed('proposal', 8, '2026-01-01', '2027-01-02'),
    ]
    expect(run('forecast', { deal }, { by: 'quarter' }).rows).toMatchObject([
      { quarter: '2026-Q4', won: '100.00 THB' },
      { quarter: '2027-Q1', weighted: '4.00 THB' },
    ])
  })
})

describe('funnel', () => {
  const at = (day: string) => `2026-${day}T05:00:00Z`

  it('counts what really happened, not where deals are now', () => {
    const deal = [
      {
        stage: 'lost',
        openedOn: '2026-01-01',
        closeDate: '2026-01-31',
        stageHistory: [
          { stage: 'prospecting', at: at('01-01') },
          { stage: 'negotiation', at: at('01-11') },
          { stage: 'lost', at: at('01-31') },
        ],
      },
      {
        stage: 'won',
        openedOn: '2026-01-01',
        closeDate: '2026-02-10',
        stageHistory: [
          { stage: 'prospecting', at: at('01-01') },
          { stage: 'proposal', at: at('01-05') },
          { stage: 'won', at: at('02-10') },
        ],
      },
      {
        stage: 'prospecting',
        openedOn: '2026-11-20',
        stageHistory: [{ stage: 'prospecting', at: at('11-20') }],
      },
    ]
    const { rows } = run('funnel', { deal })
    expect(rows).toEqual([
      {
        stage: 'prospecting',
        reached: 3,
        wentOn: 2,
        conversion: 66.7,
        lost: 0,
        medianDays: 4,
        averageDays: 5.3,
        arrivalDays: 0,
        stuck: 0,
      },
      {
        stage: 'qualification',
        reached: 2,
        wentOn: 2,
        conversion: 100,
        lost: 0,
        medianDays: null,
        averageDays: null,
        arrivalDays: null,
        stuck: 0,
      },
      {
        stage: 'proposal',
        reached: 2,
        wentOn: 2,
        conversion: 100,
        lost: 0,
        medianDays: 36,
        averageDays: 36,
        arrivalDays: 4,
        stuck: 0,
      },
      {
        stage: 'negotiation',
        reached: 2,
        wentOn: 1,
        conversion: 50,
        lost: 1,
        medianDays: 20,
        averageDays: 20,
        arrivalDays: 10,
        stuck: 0,
      },
      { stage: 'won', reached: 1, arrivalDays: 40 },
    ])
  })

  it('goes from lead to won', () => {
    const lead = [
      {
        id: 'l000000001',
        status: 'converted',
        createdAt: at('01-01'),
        convertedAt: at('01-05'),
        qualification: { at: at('01-03'), by: 'Noy', answers: {} },
        convertedDeal: 'd000000001',
      },
      {
        id: 'l000000002',
        status: 'qualified',
        createdAt: at('01-01'),
        qualification: { at: at('01-11'), by: 'Noy', answers: {} },
      },
      { id: 'l000000003', status: 'junk', createdAt: at('01-01') },
      { id: 'l000000004', status: 'new', createdAt: at('01-01') },
    ]
    const deal = [{ id: 'd000000001', stage: 'won', closeDate: '2026-02-10', lead: 'l000000001' }]
    expect(run('funnel', { lead, deal }).parts?.[0]?.rows).toEqual([
      { step: 'entered', leads: 4, conversion: 100, medianDays: null },
      { step: 'qualified', leads: 2, conversion: 50, medianDays: 6 },
      { step: 'converted', leads: 1, conversion: 25, medianDays: 4 },
      { step: 'won', leads: 1, conversion: 25, medianDays: 40 },
    ])
  })
})

describe('customers', () => {
  it('groups by recency, frequency and amount, and tells who is going quiet', () => {
    const account = ['Old', 'Loyal', 'New', 'Small', 'Asleep'].map((name, index) => ({
      id: `a00000000${index + 1}`,
      name,
    }))
    const buy = (index: number, amount: number, ...days: string[]) =>
      days.map((closeDate) => ({ stage: 'won', amount, closeDate, account: `a00000000${index}` }))
    const deal = [
      ...buy(1, 900, '2025-01-01', '2025-02-01', '2025-03-01'),
      ...buy(2, 500, '2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01'),
      ...buy(3, 50, '2026-11-20'),
      ...buy(4, 60, '2026-06-01', '2026-08-01'),
      ...buy(5, 10, '2024-06-01'),
    ]
    const { rows, totals, notes, parts } = run('customers', { account, deal })
    expect(
      rows.map(({ customer, amount, since, rhythm, group, quiet }) => [
        customer,
        amount,
        since,
        rhythm,
        group,
        quiet,
      ]),
    ).toEqual([
      ['Old', '2700.00 THB', 631, 30, 'at risk', 'quiet'],
      ['Loyal', '2000.00 THB', 21, 31, 'loyal', null],
      ['Small', '120.00 THB', 113, 61, 'loyal', null],
      ['New', '50.00 THB', 2, null, 'new', null],
      ['Asleep', '10.00 THB', 904, null, 'asleep', 'quiet'],
    ])
    expect(totals).toMatchObject({ purchases: 11, amount: '4880.00 THB' })
    expect(notes).toEqual([
      'Too few customers for R, F and M: 5, 20 needed.',
      'Going quiet: Old (631 days, usually 30), Asleep (904 days).',
    ])
    expect(parts?.map(({ title }) => title)).toEqual(['Customer groups', 'Won by quarter'])
  })

  it('scores from twenty customers on: the middle for equal ones, nothing where all are', () => {
    const account = Array.from({ length: 20 }, (_, index) => ({
      id: `a0000000${index + 10}`,
      name: `ร้าน ${index + 1}`,
    }))
    const buy = (index: number, amount: number, ...days: string[]) =>
      days.map((closeDate) => ({ stage: 'won', amount, closeDate, account: `a0000000${index + 10}` }))
    const deal = [
      // Nineteen bought the same once on one day; one bought three times, as lately as its rhythm has it.
      ...account.slice(1).flatMap((_, index) => buy(index + 1, 100, '2026-06-01')),
      ...buy(0, 400, '2026-09-21', '2026-10-21', '2026-11-21'),
    ]
    const { rows, notes } = run('customers', { account, deal })
    const shown = rows.map(({ customer, r, f, m, group }) => [customer, r, f, m, group])
    expect(shown[0]).toEqual(['ร้าน 1', 5, 5, 5, 'champions'])
    expect(shown[1]).toEqual(['ร้าน 10', 3, 3, 3, 'promising'])
    expect(notes).toEqual([])
    const equal = run('customers', {
      account,
      deal: account.flatMap((_, index) => buy(index, 100, '2026-11-20')),
    })
    expect(equal.rows[0]).toMatchObject({ r: null, f: null, m: null, group: 'new' })
  })

  it('says what closes in days to come, and calls nobody at risk who bought within the rhythm', () => {
    const account = [{ id: 'a000000001', name: 'ຮ້ານ ດອກຈຳປາ' }]
    const days = ['2026-11-12', '2026-11-17', '2026-12-24']
    const deal = days.map((closeDate) => ({ stage: 'won', amount: 1, closeDate, account: 'a000000001' }))
    const { rows, notes } = run('customers', { account, deal })
    expect(rows).toMatchObject([{ since: 0, group: 'loyal', quiet: null }])
    expect(notes).toContain('1 won deal closes after today, 2026-11-22.')
    expect(run('win-loss', { deal }).notes).toContain('1 won deal closes after today, 2026-11-22.')
  })
})

describe('communication', () => {
  it('measures from the first unanswered question to the first answer', () => {
    const talk = (
      kind: 'call' | 'email' | 'note',
      direction: 'in' | 'out' | undefined,
      at: string,
      about = 'c000000001',
    ) => ({ kind, at: `2026-11-${at}Z`, for: [about], ...(direction === undefined ? {} : { direction }) })
    const activity = [
      talk('email', 'in', '01T00:00:00'),
      talk('email', 'in', '01T03:00:00'),
      talk('note', undefined, '01T04:00:00'),
      talk('call', 'out', '01T06:00:00'),
      talk('email', 'in', '02T00:00:00'),
      talk('email', 'out', '02T02:00:00'),
      talk('call', 'in', '03T00:00:00'),
    ]
    const { rows, totals, parts } = run('communication', {
      contact: [{ id: 'c000000001', firstName: 'Noy' }],
      activity,
    })
    expect(rows[1]).toEqual({
      channel: 'email',
      in: 3,
      out: 1,
      total: 4,
      answerHours: 4,
      waiting: 0,
      answered: 100,
    })
    expect(rows[0]).toEqual({
      channel: 'call',
      in: 1,
      out: 1,
      total: 2,
      answerHours: null,
      waiting: 1,
      answered: 0,
    })
    expect(totals).toEqual({
      channel: 'Total',
      in: 4,
      out: 2,
      total: 6,
      answerHours: 4,
      waiting: 1,
      answered: 66.7,
    })
    expect(parts?.[1]?.rows).toEqual([{ channel: 'email', people: 1, names: 'Noy' }])
  })
})

describe('reminders', () => {
  it('counts what is late and how promises were kept', () => {
    const reminder = [
      { status: 'open' as const, due: '2026-11-20', owner: 'Noy' },
      { status: 'open' as const, due: '2026-11-22', owner: 'Noy' },
      { status: 'open' as const, due: '2026-11-22T08:00:00Z', owner: 'Noy' },
      { status: 'open' as const, due: '2026-11-29', owner: 'Noy' },
      { status: 'done' as const, due: '2026-11-10', doneAt: '2026-11-10T16:00:00Z', owner: 'Noy' },
      { status: 'done' as const, due: '2026-11-10', doneAt: '2026-11-11T01:00:00Z' },
      { status: 'cancelled' as const, due: '2026-11-10' },
    ]
    expect(run('reminders', { reminder }).rows).toEqual([
      { owner: 'Noy', open: 4, overdue: 2, today: 1, week: 1, done: 1, inTime: 1, kept: 100 },
      { owner: '(none)', open: 0, overdue: 0, today: 0, week: 0, done: 1, inTime: 0, kept: 0 },
    ])
  })
})

describe('sources and their kin', () => {
  it('take the lead’s word, else the deal’s or its account’s, up to the won amount', () => {
    const lead = [
      { id: 'l000000001', source: 'web', status: 'converted' },
      { id: 'l000000002', source: 'Web', status: 'new', territory: 'North' },
    ]
    const account = [{ id: 'a000000001', territory: 'South' }]
    const deal = [
      { stage: 'won', amount: 10, lead: 'l000000001', source: 'line' },
      { stage: 'won', amount: 20, source: 'line', account: 'a000000001' },
    ]
    expect(run('sources', { lead, account, deal }).rows).toEqual([
      {
        source: 'web',
        leads: 2,
        qualified: 1,
        converted: 1,
        conversion: 50,
        deals: 1,
        won: 1,
        wonAmount: '10.00 THB',
      },
      {
        source: 'line',
        leads: 0,
        qualified: 0,
        converted: 0,
        conversion: null,
        deals: 1,
        won: 1,
        wonAmount: '20.00 THB',
      },
    ])
    expect(run('territories', { lead, account, deal }).rows).toMatchObject([
      { territory: 'North', leads: 1 },
      { territory: 'South', wonAmount: '20.00 THB' },
      { territory: '(none)', leads: 1, wonAmount: '10.00 THB' },
    ])
  })
})

describe('compared', () => {
  const beside = (by: string, deal: readonly Partial<Deal>[], word: string, keys: readonly string[]) => {
    const period = periodNamed(word, '2026-11-22')
    const report = reports['win-loss']
    if (period === undefined || report === undefined) throw new Error(word)
    const before = periodBefore(period, '2000-01-01')
    const [own, earlier] = [period, before].map((one) => report.run(dataOf({ deal }), { ...one, by }, now))
    if (own === undefined || earlier === undefined) throw new Error(by)
    return compared(own, earlier, keys, { now: period, before }).rows.map(plain)
  }

  it('puts a month beside the one at the same place in the period before, also where months are empty', () => {
    const deal = [
      closed('won', 7, '2026-01-01', '2026-07-02'),
      closed('won', 9, '2026-01-01', '2026-09-02'),
      closed('won', 20, '2026-01-01', '2026-11-02'),
    ]
    expect(beside('month', deal, '2026-Q4', ['won', 'wonAmount'])).toMatchObject([
      { month: '2026-10', won: 0, wonBefore: 1, wonAmountBefore: '7.00 THB' },
      { month: '2026-11', won: 1, wonAmount: '20.00 THB', wonBefore: 0, wonAmountBefore: '0.00 THB' },
      { month: '2026-12', won: 0, wonBefore: 1, wonAmountBefore: '9.00 THB' },
    ])
  })

  it('leaves a change out together with its figure where there is no room', () => {
    const table = compared(
      {
        columns: [
          { key: 'owner', label: 'Owner', type: 'text' },
          { key: 'calls', label: 'Calls', type: 'number', minor: true },
        ],
        rows: [{ owner: 'Noy', calls: 3 }],
      },
      { columns: [], rows: [] },
      ['calls'],
      { now: { from: '2026-11-01', to: '2026-11-30' }, before: { from: '2026-10-01', to: '2026-10-31' } },
    )
    expect(table.columns.map(({ key, minor }) => [key, minor])).toEqual([
      ['owner', undefined],
      ['calls', true],
      ['callsBefore', true],
      ['callsChange', true],
    ])
  })

  it('puts weeks, quarters and years beside each other, and what is inside groups', () => {
    const deal = [
      closed('won', 7, '2026-01-01', '2025-02-03', 'Noy'),
      closed('won', 20, '2026-01-01', '2026-03-02', 'Noy'),
    ]
    expect(beside('quarter', deal, '2026', ['won'])).toMatchObject([
      { quarter: '2026-Q1', won: 1, wonBefore: 1 },
    ])
    expect(beside('owner,year', deal, '2026', ['won'])).toMatchObject([
      { owner: 'Noy', year: '2026', won: 1, wonBefore: 1 },
    ])
    const weeks = [closed('won', 1, '2026-01-01', '2026-11-10'), closed('won', 2, '2026-01-01', '2026-11-17')]
    expect(beside('week', weeks, 'this-week', ['won'])).toMatchObject([
      { week: '2026-W47', won: 1, wonBefore: 1 },
    ])
  })

  it('puts what was before and the change beside each figure', () => {
    const deal = [
      closed('won', 100, '2026-01-01', '2026-10-02'),
      closed('won', 150, '2026-01-01', '2026-11-02'),
      closed('lost', 1, '2026-01-01', '2026-11-03'),
      closed('won', 9, '2026-01-01', '2026-10-03', 'ວິໄລ'),
    ]
    const [month, before] = [
      { from: '2026-11-01', to: '2026-11-30' },
      { from: '2026-10-01', to: '2026-10-31' },
    ]
    const report = reports['win-loss']
    const data = dataOf({ deal })
    if (report === undefined) throw new Error('no report')
    const table = compared(
      report.run(data, month, now),
      report.run(data, before, now),
      ['winRate', 'wonAmount'],
      { now: month, before },
    )
    const shown = table.rows
      .map(plain)
      .map(
        ({ owner, winRate, winRateBefore, winRateChange, wonAmount, wonAmountBefore, wonAmountChange }) => [
          owner,
          winRate,
          winRateBefore,
          winRateChange,
          wonAmount,
          wonAmountBefore,
          wonAmountChange,
        ],
      )
    expect(shown).toEqual([
      ['Noy', 50, 100, -50, '150.00 THB', '100.00 THB', 50],
      ['ວິໄລ', null, 100, null, '0.00 THB', '9.00 THB', -100],
    ])
    expect(plain(table.totals ?? {})).toMatchObject({
      wonAmount: '150.00 THB',
      wonAmountBefore: '109.00 THB',
      wonAmountChange: 37.6,
    })
    expect(table.notes).toContain('Before: 2026-10-01 to 2026-10-31.')
  })
})
