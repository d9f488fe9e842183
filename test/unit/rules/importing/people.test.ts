import { describe, expect, test } from 'vitest'
import { splitName } from '../../../../src/rules/importing/people.ts'
import { dataOf } from '../../../helpers/data.ts'
import { imported, results } from './importing.ts'

describe('a whole name', () => {
  test.each([
    ['Somchai', 'Somchai', undefined, undefined],
    ['Somchai Jaidee', 'Somchai', 'Jaidee', undefined],
    ['Maria del Mar Garcia', 'Maria', 'del Mar Garcia', undefined],
    ['สมชาย ใจดี', 'สมชาย', 'ใจดี', undefined],
    ['นาย สมชาย ใจดี', 'สมชาย', 'ใจดี', 'นาย'],
    ['นายสมชาย ใจดี', 'นายสมชาย', 'ใจดี', undefined],
    ['นางสาว มาลี ดี', 'มาลี', 'ดี', 'นางสาว'],
    ['ดร. สมชาย ใจดี', 'สมชาย', 'ใจดี', 'ดร.'],
    ['ท้าว', 'ท้าว', undefined, undefined],
    ['ທ້າວ ສົມສັກ ແກ້ວ', 'ສົມສັກ', 'ແກ້ວ', 'ທ້າວ'],
    ['ນາງ ບຸນມີ', 'ບຸນມີ', undefined, 'ນາງ'],
    ['Mr. John Smith', 'John', 'Smith', 'Mr.'],
    ['Prof. Dr. John Smith', 'John', 'Smith', 'Prof. Dr.'],
    ['Dr', 'Dr', undefined, undefined],
    ['Smith, John', 'John', 'Smith', undefined],
    ['del Mar, Maria Jose', 'Maria Jose', 'del Mar', undefined],
    ['  Anna   Lee ', 'Anna', 'Lee', undefined],
  ])('%s', (text, firstName, lastName, salutation) => {
    expect(splitName(text)).toEqual({
      firstName,
      ...(lastName === undefined ? {} : { lastName }),
      ...(salutation === undefined ? {} : { salutation }),
    })
  })
})

test('salutations are kept in a field of their own', async () => {
  const plan = await imported(dataOf(), 'contact', ['Name', 'Dr. Anna Lee', 'John'])
  expect(results(plan)).toEqual([
    { id: 'cnew000001', firstName: 'Anna', lastName: 'Lee', salutation: 'Dr.' },
    { id: 'cnew000002', firstName: 'John' },
  ])
  expect(plan.changes.settings?.customFields.contact?.salutation?.type).toBe('text')
})
