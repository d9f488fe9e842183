import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixedZones, offsetAt } from '../../../src/dates/zones.ts'
import { addDays, dayOf, formatWhen, instantAt, isTimezone, today, toInstant } from '../../../src/dates.ts'
import { two } from './days.ts'

describe('zones', () => {
  test('an instant is on the day of the zone', () => {
    expect(dayOf('2026-11-22T16:59:59Z', 'Asia/Bangkok')).toBe('2026-11-22')
    expect(dayOf('2026-11-22T17:00:00Z', 'Asia/Bangkok')).toBe('2026-11-23')
    expect(dayOf('2026-11-22T17:00:00Z', 'Asia/Vientiane')).toBe('2026-11-23')
    expect(dayOf('2026-11-22T17:00:00Z', 'UTC')).toBe('2026-11-22')
    expect(dayOf('2026-07-01T22:30:00Z', 'Europe/Berlin')).toBe('2026-07-02')
    expect(dayOf('2026-12-01T22:30:00Z', 'Europe/Berlin')).toBe('2026-12-01')
    expect(today(new Date('2026-11-22T17:00:00.500Z'), 'Asia/Bangkok')).toBe('2026-11-23')
  })

  test('toInstant drops fractions of a second', () => {
    expect(toInstant(new Date('2026-11-22T02:00:00.999Z'))).toBe('2026-11-22T02:00:00Z')
  })

  test('formatWhen shows a day as it is, an instant on the zone’s clocks', () => {
    expect(formatWhen('2026-11-22', 'Asia/Bangkok')).toBe('2026-11-22')
    expect(formatWhen('2026-11-22T02:00:00Z', 'Asia/Bangkok')).toBe('2026-11-22 09:00')
    expect(formatWhen('2026-07-01T22:30:59Z', 'Europe/Berlin')).toBe('2026-07-02 00:30')
    expect(formatWhen('2026-11-22T02:00:00Z', 'Asia/Kathmandu')).toBe('2026-11-22 07:45')
  })

  test.each([
    ['2026-11-22', '09:00', 'Asia/Bangkok', '2026-11-22T02:00:00Z'],
    ['2026-11-22', '06:59:30', 'Asia/Vientiane', '2026-11-21T23:59:30Z'],
    ['2026-07-01', '12:00', 'Europe/Berlin', '2026-07-01T10:00:00Z'],
    ['2026-12-01', '12:00', 'Europe/Berlin', '2026-12-01T11:00:00Z'],
    ['2026-03-29', '01:59', 'Europe/Berlin', '2026-03-29T00:59:00Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-10-25', '01:59', 'Europe/Berlin', '2026-10-24T23:59:00Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00Z'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
  ])('%s %s in %s is %s', (day, clock, zone, instant) => {
    expect(instantAt(day, clock, zone)).toBe(instant)
  })

  test.each([
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Bangkok',
    'Africa/Casablanca',
  ])('in %s the clocks show at an instant what it was made from, except in the gap in spring', (zone) => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
    const days = fc.nat(365 * 40).map((count) => addDays('1990-01-01', count))
    fc.assert(
      fc.property(days, time, (day, clock) => {
        const instant = instantAt(day, clock, zone)
        if (formatWhen(instant, zone) === `${day} ${clock}`) return
        const [before, after] = [-3_600_000, 3_600_000].map((ms) => offsetAt(Date.parse(instant) + ms, zone))
        expect(after).toBeGreaterThan(before ?? 0)
      }),
      { numRuns: 300 },
    )
  })

  test.each(Object.entries(fixedZones))('%s is as far from UTC as Intl says', (zone, fixed) => {
    const since = Math.max(fixed?.since ?? 0, Date.parse('1000-01-01T00:00:00Z'))
    const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    const times = fc.integer({ min: since, max: Date.parse('2399-12-31T00:00:00Z') })
    const hours = { UTC: 0, 'Asia/Bangkok': 7, 'Asia/Vientiane': 7 }[zone] ?? Number.NaN
    fc.assert(
      fc.property(times, (time) => {
        expect(clock.format(time)).toMatch(new RegExp(`GMT\\+0${hours}:00$`))
        expect(offsetAt(time, zone)).toBe(hours * 3_600_000)
      }),
    )
  })

  test('before 1920 Bangkok kept local mean time', () => {
    expect(offsetAt(Date.parse('1900-01-01T00:00:00Z'), 'Asia/Bangkok')).toBe((6 * 3600 + 42 * 60 + 4) * 1000)
  })

  test('unknown zones are refused', () => {
    expect(['Asia/Bangkok', 'Asia/Vientiane', 'UTC', 'Europe/Berlin'].map(isTimezone)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['Mars/Phobos', 'Bangkok', 'Mars+07', ''].map(isTimezone)).toEqual([false, false, false, false])
    expect(() => dayOf('2026-11-22T02:00:00Z', 'Mars/Phobos')).toThrow('There is no time zone "Mars/Phobos".')
  })
})
