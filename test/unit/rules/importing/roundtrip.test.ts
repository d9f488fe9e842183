import { expect, test } from 'vitest'
import type { EntityName } from '../../../../src/entities/index.ts'
import { csv, parseCsv } from '../../../../src/formats/csv.ts'
import { exportTable } from '../../../../src/reports/export.ts'
import { type ImportOptions, planImport, prepareImport } from '../../../../src/rules/importing/index.ts'
import { isEmpty } from '../../../../src/schema/changes.ts'
import type { Data } from '../../../../src/schema/data.ts'
import { applied, dataOf } from '../../../helpers/data.ts'

const moments = { createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-02-03T04:05:06Z' }
const settings = { customFields: { lead: { วันคงเหลือ: { type: 'number', help: 'days left' } } } } as const

const full = dataOf({
  settings,
  account: [
    {
      id: 'a000000001',
      name: 'Acme, "Ltd"',
      parent: 'a000000002',
      employees: 12,
      annualRevenue: 1500.5,
      ...moments,
    },
    {
      id: 'a000000002',
      name: 'บริษัท ไทย จำกัด',
      otherAddresses: [{ label: 'billing', street: '1; 2', city: 'x=y' }],
      ...moments,
    },
  ],
  contact: [
    {
      id: 'c000000001',
      firstName: 'Anna',
      account: 'a000000001',
      handles: [{ label: 'line', value: 'anna' }],
      interests: ['golf, tennis'],
      ...moments,
    },
  ],
  lead: [
    {
      id: 'l000000001',
      firstName: 'สมชาย',
      lastName: 'ใจดี',
      phone: '+66812345678',
      email: 'somchai@example.com',
      otherEmails: [{ value: 'a@b.co' }, { label: 'home', value: 'c@d.co' }],
      address: { street: 'line 1\nline 2', district: 'คลองเตย', postalCode: '10110', country: 'TH' },
      status: 'converted',
      tags: ['vip', '#1'],
      doNotCall: true,
      estimatedAmount: 1e6,
      description: ' two\n\nlines'.trim(),
      qualification: { at: '2026-01-02T00:00:00Z', by: 'noy', answers: { budget: true, need: false } },
      convertedAt: '2026-01-03T00:00:00Z',
      convertedDeal: 'd000000001',
      ...moments,
      ...{ วันคงเหลือ: 30 },
    },
    { id: 'l000000002', company: 'Only', status: 'new', ...moments },
  ],
  deal: [
    {
      id: 'd000000001',
      name: 'Roof',
      account: 'a000000001',
      contacts: ['c000000001'],
      amount: 0.1,
      currency: 'USD',
      stage: 'lost',
      lostReason: 'other',
      lostNote: 'long\nstory',
      closeDate: '2026-03-01',
      closedAt: '2026-03-01T05:00:00Z',
      lead: 'l000000001',
      stageHistory: [
        { stage: 'prospecting', at: '2026-01-03T00:00:00Z', by: 'noy' },
        { stage: 'lost', at: '2026-03-01T05:00:00Z' },
      ],
      ...moments,
    },
  ],
  activity: [
    {
      id: 'v000000001',
      kind: 'call',
      at: '2026-01-01T00:00:00Z',
      for: ['l000000001', 'c000000001'],
      minutes: 0,
      ...moments,
    },
  ],
  reminder: [
    {
      id: 'r000000001',
      text: 'Call',
      due: '2026-12-01T02:00:00Z',
      for: ['l000000001'],
      status: 'done',
      doneAt: '2026-01-01T00:00:00Z',
      ...moments,
    },
  ],
})

async function restored(data: Data, kind: EntityName, onDuplicate: 'skip' | 'update') {
  const table = parseCsv(csv(exportTable(full, kind, full.all(kind))))
  const options: ImportOptions = {
    kind,
    map: {},
    values: [],
    defaults: {},
    onDuplicate,
    unmapped: 'fail',
    createLinked: false,
    skipInvalid: false,
    newId: () => 'x000000000',
    now: new Date('2026-11-22T02:00:00Z'),
    stamp: '2026-11-22T02:00:00Z',
    by: 'noy',
  }
  await prepareImport(table, options, data)
  return planImport(table, options, data)
}

const kinds = ['account', 'contact', 'lead', 'deal', 'activity', 'reminder'] as const

test('what was exported comes back unchanged into an empty store', async () => {
  let data = dataOf({ settings })
  for (const kind of kinds) {
    const plan = await restored(data, kind, 'skip')
    expect([kind, plan.rejects]).toEqual([kind, []])
    data = applied(data, plan.changes)
    if (kind !== 'lead') expect(data.all(kind)).toEqual(full.all(kind))
    else
      expect(plan.warnings).toEqual([
        expect.stringMatching(/^convertedDeal of one row points at what is not here yet/),
      ])
  }
  // Leads and deals point at each other: the leads are complete once the deals are here.
  data = applied(data, (await restored(data, 'lead', 'update')).changes)
  const [first, second] = full.all('lead')
  expect(data.all('lead')).toEqual([{ ...first, updatedAt: '2026-11-22T02:00:00Z' }, second])
})

test.each(kinds)('an export of %ss changes nothing where it comes from', async (kind) => {
  for (const onDuplicate of ['skip', 'update'] as const) {
    expect(isEmpty((await restored(full, kind, onDuplicate)).changes)).toBe(true)
  }
})
