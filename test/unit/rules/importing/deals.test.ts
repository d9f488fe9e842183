import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../../src/config.ts'
import { dataOf } from '../../../helpers/data.ts'
import { counts, imported, results } from './importing.ts'

const data = dataOf({ account: [{ id: 'a000000001', name: 'Cancity' }] })

describe('imported deals', () => {
  test('get a name from product and account', async () => {
    const lines = [
      'Product|Account|Deal name',
      'GTX Basic|cancity|',
      '|Cancity|',
      'GTX Basic, MG||',
      'GTX|Cancity|Big one',
    ]
    const plan = await imported(data, 'deal', lines)
    expect(results(plan).map(({ name }) => name)).toEqual([
      'GTX Basic – Cancity',
      'Cancity',
      'GTX Basic, MG',
      'Big one',
    ])
  })

  test('without any of these are refused', async () => {
    const plan = await imported(data, 'deal', ['Amount', '100'])
    expect(plan.rejects).toMatchObject([
      { line: 2, field: 'name', code: 'required', message: 'name is missing.' },
    ])
  })

  test('enter their stage on the day it tells', async () => {
    const lines = [
      'Opportunity ID|Name|Deal stage|Engage date|Close date|Close value',
      '1|A|Won|2016-10-20|2017-03-01|1054',
      '2|B|Engaging|2016-11-01||',
      '3|C|||2017-04-01|',
      '4|D|lost|||0',
    ]
    const plan = await imported(data, 'deal', lines, { values: ['stage:Engaging=qualification'] })
    expect(results(plan)).toEqual([
      {
        id: 'dnew000001',
        name: 'A',
        amount: 1054,
        stage: 'won',
        openedOn: '2016-10-20',
        closeDate: '2017-03-01',
        closedAt: '2017-02-28T17:00:00Z',
        externalId: '1',
        stageHistory: [{ stage: 'won', at: '2017-02-28T17:00:00Z' }],
      },
      {
        id: 'dnew000002',
        name: 'B',
        stage: 'qualification',
        openedOn: '2016-11-01',
        externalId: '2',
        stageHistory: [{ stage: 'qualification', at: '2016-10-31T17:00:00Z' }],
      },
      {
        id: 'dnew000003',
        name: 'C',
        stage: 'prospecting',
        closeDate: '2017-04-01',
        externalId: '3',
        stageHistory: [{ stage: 'prospecting', at: '2026-11-22T02:00:00Z' }],
      },
      {
        id: 'dnew000004',
        name: 'D',
        amount: 0,
        stage: 'lost',
        closedAt: '2026-11-22T02:00:00Z',
        externalId: '4',
        stageHistory: [{ stage: 'lost', at: '2026-11-22T02:00:00Z' }],
      },
    ])
  })

  test('need what their stage requires', async () => {
    const stages = defaultSettings.stages.map((stage) =>
      stage.name === 'won' ? { ...stage, requires: ['amount'] } : stage,
    )
    const plan = await imported(dataOf({ settings: { stages } }), 'deal', [
      'Name|Stage|Amount',
      'A|won|',
      'B|won|5',
      'C|proposal|',
    ])
    expect(plan.rejects).toMatchObject([
      { line: 2, field: 'amount', code: 'required', message: 'A deal in won needs amount.' },
    ])
  })

  test('that are here already move on', async () => {
    const history = [{ stage: 'proposal', at: '2026-01-01T00:00:00Z' }]
    const here = dataOf({
      deal: [{ id: 'd000000001', name: 'A', externalId: '1', stage: 'proposal', stageHistory: history }],
    })
    const lines = ['Id|Stage|Close date', '1|won|2026-11-20']
    const plan = await imported(here, 'deal', lines, { onDuplicate: 'update' })
    expect(counts(plan)).toEqual([0, 1, 0, 0])
    expect(results(plan)).toMatchObject([
      {
        stage: 'won',
        closeDate: '2026-11-20',
        closedAt: '2026-11-19T17:00:00Z',
        stageHistory: [...history, { stage: 'won', at: '2026-11-19T17:00:00Z', by: 'noy' }],
      },
    ])
  })

  test('that are closed may open again', async () => {
    const here = dataOf({
      deal: [
        { id: 'd000000001', name: 'A', externalId: '1', stage: 'won', closedAt: '2026-01-01T00:00:00Z' },
      ],
    })
    const plan = await imported(here, 'deal', ['Id|Stage', '1|proposal'], { onDuplicate: 'update' })
    expect(results(plan)).toEqual([
      {
        id: 'd000000001',
        name: 'A',
        externalId: '1',
        stage: 'proposal',
        stageHistory: [{ stage: 'proposal', at: '2026-11-22T02:00:00Z', by: 'noy' }],
      },
    ])
  })
})
