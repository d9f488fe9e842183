import { describe, expect, test } from 'vitest'
import { types } from '../../../../src/schema/types/index.ts'
import { contextOf, plain, read, shown } from './reading.ts'

describe('date', () => {
  test('is a day of the store’s zone', () => {
    expect(read('date', '22 พ.ย. 2569')).toBe('2026-11-22')
    expect(read('date', '2026-11-22T20:00:00Z')).toBe('2026-11-23')
    expect(read('date', 'tomorrow', { settings: { timezone: 'Pacific/Honolulu' } })).toBe('2026-11-22')
    expect(shown('date', '22/11/2569')).toBe('2026-11-22')
  })

  test('what it is not', () => {
    expect(read('date', '31/04/2026')).toBe(
      '"31/04/2026" is impossible: April 2026 has 30 days, and no day 31.\nIts last day is 2026-04-30, the day after it 2026-05-01',
    )
    expect(
      ['2026-11-22', '2026-02-29', '2569-11-22', 20261122, null].map((value) =>
        types.date.is(value, contextOf('date').field),
      ),
    ).toEqual([...[true, false, false, false, false]])
  })
})

describe('instant', () => {
  test('is kept in UTC and shown in the store’s zone', () => {
    expect(read('instant', 'now')).toBe('2026-11-22T02:00:00Z')
    expect(read('instant', '22/11/2569')).toBe('2026-11-21T17:00:00Z')
    expect(shown('instant', '22/11/2569 9.30')).toBe('2026-11-22 09:30')
    expect(plain('instant', '22/11/2569 9.30')).toBe('2026-11-22T02:30:00Z')
    expect(types.instant.is('2026-11-22', contextOf('instant').field)).toBe(false)
  })
})

describe('when', () => {
  test('is either', () => {
    expect(read('when', 'พรุ่งนี้')).toBe('2026-11-23')
    expect(read('when', 'ມື້ອື່ນ 9am')).toBe('2026-11-23T02:00:00Z')
    expect(shown('when', 'tomorrow')).toBe('2026-11-23')
    expect(shown('when', 'tomorrow 9am')).toBe('2026-11-23 09:00')
  })

  test('a day comes before its times', () => {
    const whens = ['2026-11-23T02:00:00Z', '2026-11-23', '2026-11-22']
    expect(whens.sort(types.when.compare)).toEqual(['2026-11-22', '2026-11-23', '2026-11-23T02:00:00Z'])
  })

  test('loads what phrases need', async () => {
    await types.when.prepare(['the day after tomorrow'])
    expect(read('when', 'the day after tomorrow')).toBe('2026-11-24')
  })
})
