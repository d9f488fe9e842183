import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, daysBetween, isDay, isInstant, monthOf } from '../../../src/dates.ts'
import { iso, restoreZone, someDay } from './days.ts'

restoreZone()

describe('days', () => {
  test.each(['2026-11-22', '2024-02-29', '1000-01-01', '2399-12-31', '2026-12-31'])('%s is one', (text) => {
    expect(isDay(text)).toBe(true)
  })

  test.each([
    ...[
      '2026-02-29',
      '2100-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '2026-1-1',
      '2569-11-22',
    ],
    ...['0999-01-01', '26-11-22', '2026-11-22T00:00:00Z', ' 2026-11-22', '2026-11-22\n', '2026/11/22', ''],
  ])('%j is none', (text) => {
    expect(isDay(text)).toBe(false)
  })

  test('every real day is one, and no other combination of numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2399 }), fc.nat(13), fc.nat(32), (year, month, date) => {
        const real = new Date(Date.UTC(year, month - 1, date))
        const isReal = real.getUTCMonth() === month - 1 && real.getUTCDate() === date
        expect(isDay(iso([year, month, date]))).toBe(isReal)
      }),
    )
  })

  test.each(['2026-11-22T02:00:00Z', '2024-02-29T23:59:59Z', '2026-12-31T00:00:00Z'])(
    '%s is an instant',
    (text) => {
      expect(isInstant(text)).toBe(true)
    },
  )

  test.each([
    ...[
      '2026-11-22T02:00:00.000Z',
      '2026-11-22T02:00:00+07:00',
      '2026-11-22 02:00:00Z',
      '2026-11-22T24:00:00Z',
    ],
    ...[
      '2026-02-30T02:00:00Z',
      '2026-11-22T02:60:00Z',
      '2026-11-22T02:00Z',
      '2026-11-22',
      '',
      '2569-11-22T02:00:00Z',
    ],
  ])('%j is no instant', (text) => {
    expect(isInstant(text)).toBe(false)
  })
})

describe('arithmetic', () => {
  test('is right on a machine in a zone that left out a day', () => {
    process.env['TZ'] = 'Pacific/Kiritimati'
    expect(addMonths('1995-12-01', -12)).toBe('1994-12-01')
    expect(addMonths('1994-11-30', 1)).toBe('1994-12-30')
    expect(addMonths('1994-10-31', 2)).toBe('1994-12-31')
  })

  test.each([
    ['2026-11-22', 10, '2026-12-02'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-01-01', -366, '2024-12-31'],
    ['2026-11-22', 0, '2026-11-22'],
  ])('%s and %d days is %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected)
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-22', 14, '2028-01-22'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', -48, '2020-02-29'],
    ['1066-10-14', 1, '1066-11-14'],
  ])('%s and %d months is %s', (day, count, expected) => {
    expect(addMonths(day, count)).toBe(expected)
  })

  test.each(['UTC', 'Asia/Bangkok', 'America/New_York', 'Pacific/Kiritimati', 'America/Sao_Paulo'])(
    'is the same on a machine in %s',
    (zone) => {
      process.env.TZ = zone
      fc.assert(
        fc.property(someDay, fc.integer({ min: -30, max: 30 }), ([year, month, date], count) => {
          const months = year * 12 + (month - 1) + count
          const [newYear, newMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1]
          const last = new Date(Date.UTC(newYear, newMonth, 0)).getUTCDate()
          expect(addMonths(iso([year, month, date]), count)).toBe(
            iso([newYear, newMonth, Math.min(date, last)]),
          )
        }),
      )
    },
  )

  test('daysBetween counts what addDays adds', () => {
    expect(daysBetween('2026-11-22', '2026-12-02')).toBe(10)
    expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2)
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: -9999, max: 9999 }),
        (day, count) => daysBetween(iso(day), addDays(iso(day), count)) === count,
      ),
    )
  })

  test('monthOf', () => {
    expect(monthOf('2026-11-22')).toBe('2026-11')
  })
})
