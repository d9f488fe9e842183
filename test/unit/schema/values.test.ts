import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import { account } from '../../../src/entities/account.ts'
import { activity } from '../../../src/entities/activity.ts'
import { deal } from '../../../src/entities/deal.ts'
import { lead } from '../../../src/entities/lead.ts'
import { reminder } from '../../../src/entities/reminder.ts'
import {
  camelToKebab,
  checkRecord,
  formatValue,
  kebabToCamel,
  plainValue,
  prepareValues,
  readValue,
  withDefaults,
} from '../../../src/schema/values.ts'

const context = { settings: defaultSettings, now: new Date('2026-11-22T02:00:00Z') }

describe('readValue', () => {
  test('reads by the type of the field', () => {
    expect(readValue(deal, 'closeDate', '22 พ.ย. 2569', context)).toBe('2026-11-22')
    expect(readValue(deal, 'amount', '1,000', context)).toBe(1000)
    expect(readValue(deal, 'amount', '$1,000', { ...context, record: { currency: 'USD' } })).toBe(1000)
    expect(readValue(lead, 'status', 'NEW', context)).toBe('new')
  })

  test('names the field as the caller calls it', () => {
    expect(() => readValue(deal, 'closeDate', 'soon', { ...context, label: '--close-date' })).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: '--close-date: "soon" is not a date.',
        hint: 'Type it like 2026-11-22, 22/11/2569, 22 พ.ย. 2569, tomorrow 9am, next friday or +2w',
      }),
    )
    expect(() => readValue(lead, 'email', 'ann', context)).toThrow(
      'email: "ann" is not an email address: it has no @.',
    )
  })

  test('knows the fields of the record', () => {
    expect(() => readValue(lead, 'emial', 'a@b.co', context)).toThrow('Unknown field of a lead "emial".')
  })

  test('leaves errors of the program as they are', () => {
    expect(() => readValue(lead, 'phone', '0812345678', context)).toThrow(TypeError)
  })
})

describe('formatValue and plainValue', () => {
  test('show and write by the type of the field', () => {
    expect(formatValue(deal, 'amount', 1234.5, context)).toBe('1,234.50 THB')
    expect(plainValue(deal, 'amount', 1234.5, context)).toBe('1234.5')
    expect(formatValue(activity, 'at', '2026-11-22T02:00:00Z', context)).toBe('2026-11-22 09:00')
    expect(plainValue(activity, 'at', '2026-11-22T02:00:00Z', context)).toBe('2026-11-22T02:00:00Z')
  })
})

describe('prepareValues', () => {
  test('loads what the texts need', async () => {
    await prepareValues(reminder, { due: ['end of month'], text: ['call'], nonsense: ['x'] })
    expect(readValue(reminder, 'due', 'end of month', context)).toBe('2026-11-30')
    await prepareValues(lead, { phone: ['0812345678'], otherPhones: [], email: undefined })
    expect(readValue(lead, 'phone', '0812345678', context)).toBe('+66812345678')
  })
})

describe('checkRecord', () => {
  const stamps = { createdAt: '2026-11-22T02:00:00Z', updatedAt: '2026-11-22T02:00:00Z' }

  test('a sound record has no problems, whatever else it holds', () => {
    expect(
      checkRecord(lead, { id: 'l000000001', lastName: 'Jaidee', status: 'new', ...stamps, custom: 'kept' }),
    ).toEqual([])
  })

  test('tells what is missing', () => {
    expect(checkRecord(account, { id: 'a000000001', name: '', ...stamps })).toEqual([
      { field: 'name', message: 'name is missing' },
    ])
    expect(
      checkRecord(activity, { id: 'v000000001', kind: 'call', at: stamps.createdAt, for: [], ...stamps }),
    ).toEqual([{ field: 'for', message: 'for is missing' }])
    expect(checkRecord(lead, { id: 'l000000001', status: 'new', company: '', ...stamps })).toEqual([
      { field: 'firstName', message: 'one of firstName, lastName, company, email, phone is needed' },
    ])
  })

  test('tells what is of another type', () => {
    const record = {
      id: 'd000000001',
      name: 'Rice',
      stage: 'proposal',
      amount: '5',
      closeDate: '2026-02-30',
      account: 'acme',
      ...stamps,
    }
    expect(checkRecord(deal, record)).toEqual([
      { field: 'account', message: 'account cannot be "acme"' },
      { field: 'amount', message: 'amount cannot be "5"' },
      { field: 'closeDate', message: 'closeDate cannot be "2026-02-30"' },
    ])
  })
})

describe('withDefaults', () => {
  test('fills what is empty and has a default', () => {
    expect(withDefaults(reminder, { text: 'call', status: '' }, context)).toEqual({
      text: 'call',
      status: 'open',
    })
    expect(withDefaults(lead, { status: 'contacted' }, context)).toEqual({ status: 'contacted' })
    expect(withDefaults(activity, { kind: 'call' }, context)).toEqual({
      kind: 'call',
      at: '2026-11-22T02:00:00Z',
    })
  })

  test('a word the settings do not have gives way to their first', () => {
    const settings = { ...defaultSettings, leadStatuses: [{ name: 'ใหม่', kind: 'open' as const }] }
    expect(withDefaults(lead, {}, { ...context, settings })).toEqual({ status: 'ใหม่' })
  })
})

describe('flags', () => {
  test('are field names in kebab case', () => {
    expect(camelToKebab('closeDate')).toBe('close-date')
    expect(kebabToCamel('do-not-email')).toBe('doNotEmail')
    expect(kebabToCamel('stage')).toBe('stage')
  })

  test('and back', () => {
    const name = fc.stringMatching(/^[a-z]+([A-Z][a-z0-9]+)*$/)
    fc.assert(fc.property(name, (field) => kebabToCamel(camelToKebab(field)) === field))
  })
})
