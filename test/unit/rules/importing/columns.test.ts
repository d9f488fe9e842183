import { describe, expect, test } from 'vitest'
import { InputError } from '../../../../src/errors.ts'
import { dataOf } from '../../../helpers/data.ts'
import { imported, results } from './importing.ts'

const empty = dataOf()

describe('columns find their fields', () => {
  test.each([
    ['firstName', 'firstName', 'name'],
    ['FIRST NAME', 'firstName', 'name'],
    ['first_name', 'firstName', 'name'],
    ['first-name', 'firstName', 'name'],
    ['Given Name', 'firstName', 'alias'],
    ['E-Mail Address', 'email', 'alias'],
    ['เบอร์โทรศัพท์', 'phone', 'alias'],
    ['ເບີໂທ', 'phone', 'alias'],
    ['เขต', 'address.district', 'alias'],
    ['อำเภอ', 'address.district', 'alias'],
    ['แขวง', 'address.subdistrict', 'alias'],
    ['ຕຳແໜ່ງ', 'title', 'alias'],
    ['ເມືອງ', 'address.district', 'alias'],
    ['ແຂວງ', 'address.province', 'alias'],
    ['ບ້ານ', 'address.subdistrict', 'alias'],
    ['จังหวัด', 'address.province', 'alias'],
    ['รหัสไปรษณีย์', 'address.postalCode', 'alias'],
    ['address.city', 'address.city', 'alias'],
    ['Mailing City', 'address.city', 'alias'],
    ['Zip/Postal Code', 'address.postalCode', 'alias'],
    ['State/Province', 'address.province', 'alias'],
    ['Full Name', 'firstName lastName', 'alias'],
    ['ชื่อ-นามสกุล', 'firstName lastName', 'alias'],
    ['ຊື່ ແລະ ນາມສະກຸນ', 'firstName lastName', 'alias'],
    ['Lead ID', 'externalId', 'alias'],
    ['Created', 'createdAt', 'alias'],
    ['Favourite colour', 'favouriteColour', 'custom'],
    ['HubSpot ID', 'hubSpotId', 'custom'],
    ['วันคงเหลือ (วัน)', 'วันคงเหลือวัน', 'custom'],
    ['2nd contact', 'column2ndContact', 'custom'],
    ['constructor', 'constructor2', 'custom'],
  ])('%s', async (column, field, how) => {
    const plan = await imported(empty, 'lead', [`${column}|company`, '|Acme', 'x|Bcme'], {
      skipInvalid: true,
    })
    expect(plan.columns[0]).toMatchObject({ column, field, how })
  })

  test('what only rules may set is kept as a field of its own', async () => {
    const plan = await imported(empty, 'lead', [
      'company|updatedAt|convertedAt',
      'Acme|2020-01-01|2020-01-01',
    ])
    expect(plan.columns.slice(1)).toEqual([
      { column: 'updatedAt', field: 'updatedAt2', how: 'custom', type: 'date' },
      { column: 'convertedAt', field: 'convertedAt2', how: 'custom', type: 'date' },
    ])
  })

  test('in a file of first names only, a name is the whole name', async () => {
    const plan = await imported(empty, 'lead', ['ชื่อ|อีเมล', 'สมชาย ใจดี|s@example.com'])
    expect(results(plan)).toEqual([
      { id: 'lnew000001', firstName: 'สมชาย', lastName: 'ใจดี', email: 's@example.com', status: 'new' },
    ])
  })

  test('a whole name beside first and last name is left out where it says the same', async () => {
    const same = await imported(empty, 'lead', ['Name|First name|Last name', 'Anna Lee|Anna|Lee'])
    expect(same.columns[0]).toEqual({ column: 'Name', how: 'ignored', cells: 1 })
    const other = await imported(empty, 'lead', ['Name|First name|Last name', 'Dr Lee|Anna|Lee'])
    expect(other.columns[0]).toMatchObject({ column: 'Name', how: 'custom' })
  })
})

describe('two columns for one field', () => {
  test('are refused, with both named', async () => {
    const plan = imported(empty, 'lead', ['Tel|Mobile|Email', '1|2|3'])
    await expect(plan).rejects.toThrow(InputError)
    await expect(plan).rejects.toThrow('The columns "Tel" and "Mobile" both go into phone.')
  })

  test('are told apart by the map', async () => {
    const lines = ['Company|Phone|Mobile|Fax', 'Acme|021234567|mobile=0812345678|0298765432']
    const plan = await imported(empty, 'lead', lines, { map: { Mobile: 'other phones', fax: '-' } })
    expect(results(plan)).toEqual([
      {
        id: 'lnew000001',
        company: 'Acme',
        phone: '+6621234567',
        otherPhones: [{ label: 'mobile', value: '+66812345678' }],
        status: 'new',
      },
    ])
  })

  test('a field of several values takes several columns', async () => {
    const lines = ['Company|Label 1|Label 2', 'Acme|vip, new|walk-in; vip', 'Bcme||']
    const plan = await imported(empty, 'lead', lines, { map: { 'Label 1': 'tags', 'Label 2': 'tags' } })
    expect(results(plan)[0]).toMatchObject({ tags: ['vip', 'new', 'walk-in'] })
    expect(results(plan)[1]).toEqual({ id: 'lnew000002', company: 'Bcme', status: 'new' })
  })
})

describe('the map', () => {
  test('names a column that is not there', async () => {
    await expect(
      imported(empty, 'lead', ['Company', 'Acme'], { map: { Compny: 'company' } }),
    ).rejects.toThrow('Unknown column "Compny". Did you mean "Company"?')
  })

  test('names a field that is not there, or not to be set', async () => {
    await expect(imported(empty, 'lead', ['X', 'Acme'], { map: { X: 'compny' } })).rejects.toThrow(
      'Unknown lead field "compny". Did you mean "company"?',
    )
    await expect(imported(empty, 'lead', ['X', 'Acme'], { map: { X: 'convertedAt' } })).rejects.toThrow(
      InputError,
    )
  })

  test('reaches into the address and the whole name', async () => {
    const lines = ['X|Y|Z', 'Anna Lee|10110|1 Main']
    const plan = await imported(empty, 'lead', lines, {
      map: { X: 'full name', Y: 'address.postalCode', Z: 'address' },
    })
    expect(results(plan)).toEqual([
      {
        id: 'lnew000001',
        firstName: 'Anna',
        lastName: 'Lee',
        address: { street: '1 Main', postalCode: '10110' },
        status: 'new',
      },
    ])
  })
})

describe('columns that match nothing', () => {
  test('become custom text fields, declared in the same commit', async () => {
    const plan = await imported(empty, 'lead', ['Company|Favourite colour|รหัสสินค้า', 'Acme|red|P1', 'Bcme||'])
    expect(plan.changes.settings?.customFields).toEqual({
      lead: {
        favouriteColour: { type: 'text', help: 'column "Favourite colour" of an import' },
        รหัสสินค้า: { type: 'text', help: 'column "รหัสสินค้า" of an import' },
      },
    })
    expect(results(plan)).toEqual([
      { id: 'lnew000001', company: 'Acme', favouriteColour: 'red', รหัสสินค้า: 'P1', status: 'new' },
      { id: 'lnew000002', company: 'Bcme', status: 'new' },
    ])
  })

  test('take several lines where a cell has them', async () => {
    const plan = await imported(empty, 'lead', ['Company|Story', 'Acme|once\nupon'])
    expect(plan.changes.settings?.customFields.lead?.story?.type).toBe('longText')
  })

  test('with the same heading get different fields', async () => {
    const plan = await imported(empty, 'lead', ['Company|Extra|Extra', 'Acme|a|b'])
    expect(results(plan)).toEqual([
      { id: 'lnew000001', company: 'Acme', extra: 'a', extra2: 'b', status: 'new' },
    ])
  })

  test('are left out where they are empty, or on request', async () => {
    const blank = await imported(empty, 'lead', ['Company|Notes 2', 'Acme|'])
    expect(blank.columns[1]).toEqual({ column: 'Notes 2', how: 'empty' })
    expect(blank.changes.settings).toBeUndefined()
    const ignored = await imported(empty, 'lead', ['Company|Extra', 'Acme|a'], { unmapped: 'ignore' })
    expect(results(ignored)).toEqual([{ id: 'lnew000001', company: 'Acme', status: 'new' }])
  })

  test('are an error on request', async () => {
    await expect(
      imported(empty, 'lead', ['Company|Extra|More', 'Acme|a|b'], { unmapped: 'fail' }),
    ).rejects.toThrow('No field matches the columns "Extra", "More".')
  })

  test('find the custom field of an earlier import', async () => {
    const settings = {
      customFields: { lead: { favouriteColour: { type: 'text', help: 'colour' } } },
    } as const
    const plan = await imported(dataOf({ settings }), 'lead', ['Company|Favourite colour', 'Acme|red'])
    expect(plan.columns[1]).toEqual({ column: 'Favourite colour', field: 'favouriteColour', how: 'name' })
    expect(plan.changes.settings).toBeUndefined()
  })
})
