import { describe, expect, test } from 'vitest'
import type { EntityName } from '../../../src/entities/index.ts'
import { InputError } from '../../../src/errors.ts'
import { sortRecords } from '../../../src/query/sort.ts'
import { entityIn } from '../../../src/schema/custom.ts'
import { dataOf } from '../../helpers/data.ts'

const data = dataOf({
  account: [
    { id: 'a000000001', name: 'Zebra' },
    { id: 'a000000002', name: 'acme' },
  ],
  lead: [
    { id: 'l000000001', firstName: 'เมธา', createdAt: '2026-01-02T00:00:00Z', estimatedAmount: 9 },
    { id: 'l000000002', firstName: 'กมล', createdAt: '2026-01-03T00:00:00Z', estimatedAmount: 10 },
    { id: 'l000000003', firstName: 'Bob', createdAt: '2026-01-02T00:00:00Z' },
    { id: 'l000000004', firstName: 'alice', createdAt: '2026-01-01T00:00:00Z', estimatedAmount: 100 },
  ],
  deal: [
    { id: 'd000000001', name: 'Item 10', account: 'a000000001', stage: 'won' },
    { id: 'd000000002', name: 'Item 9', account: 'a000000002', stage: 'proposal' },
    { id: 'd000000003', name: 'Other', stage: 'prospecting' },
  ],
})

function sorted(kind: EntityName, spec: string): string {
  const records = sortRecords(data.all(kind), spec, entityIn(data.settings, kind), data)
  return records.map(({ id }) => Number(id.slice(1))).join(' ')
}

describe('records in order', () => {
  test.each([
    ['lead', 'createdAt', '4 1 3 2'],
    ['lead', '-created', '2 1 3 4'],
    ['lead', '-createdAt,name', '2 3 1 4'],
    ['lead', 'createdAt, -name', '4 1 3 2'],
    ['lead', 'estimatedAmount', '1 2 4 3'],
    ['lead', '-estimatedAmount', '4 2 1 3'],
    ['lead', 'name', '4 3 2 1'],
    ['lead', '-id', '4 3 2 1'],
    ['lead', '', '1 2 3 4'],
    ['deal', 'name', '2 1 3'],
    ['deal', 'stage', '3 2 1'],
    ['deal', 'account', '2 1 3'],
    ['deal', '-account', '1 2 3'],
  ] as const)('%s by %s', (kind, spec, expected) => expect(sorted(kind, spec)).toBe(expected))

  test('an unknown field is an error', () => {
    expect(() => sorted('lead', 'createdat2')).toThrow(InputError)
    expect(() => sorted('lead', '-companny')).toThrow(
      'Unknown field to sort by "companny". Did you mean "company"?',
    )
  })

  test('without the store’s data configured words go by the alphabet', () => {
    const records = sortRecords(data.all('deal'), 'stage', entityIn(data.settings, 'deal'))
    expect(records.map(({ stage }) => stage)).toEqual(['proposal', 'prospecting', 'won'])
  })
})
