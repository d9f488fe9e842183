import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { fixedZones, offsetAt } from '../../src/dates/zones.ts'
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  formatWhen,
  instantAt,
  isDay,
  isInstant,
  isTimezone,
  monthOf,
  parseDay,
  parseInstant,
  parseWhen,
  prepareDates,
  today,
  toInstant,
} from '../../src/dates.ts'

/** A Sunday, 09:00 in Bangkok. */
const context = { now: new Date('2026-11-22T02:00:00Z'), timezone: 'Asia/Bangkok' }

/** A day between 1000 and 2399, as year, month and date. */
const someDay = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('2399-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date): [number, number, number] => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()])
const two = (number: number) => String(number).padStart(2, '0')
const iso = ([year, month, date]: [number, number, number]) => `${year}-${two(month)}-${two(date)}`

const machineZone = process.env.TZ
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

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

describe('parseWhen', () => {
  test.each([
    ['2026-11-22', '2026-11-22'],
    ['2026-11-22T02:00:00Z', '2026-11-22T02:00:00Z'],
    ['2026-11-22T02:00:00.123Z', '2026-11-22T02:00:00Z'],
    ['2026-11-22T09:00:00+07:00', '2026-11-22T02:00:00Z'],
    ['2026-11-22T09:00+0530', '2026-11-22T03:30:00Z'],
    ['2026-11-21T21:00:00-05', '2026-11-22T02:00:00Z'],
    ['2026-11-22T14:30', '2026-11-22T07:30:00Z'],
    ['2026-11-22 14:30', '2026-11-22T07:30:00Z'],
    ['2026-11-22 14:30:15', '2026-11-22T07:30:15Z'],
    ['2569-11-22', '2026-11-22'],
    ['2569-11-22 14:30', '2026-11-22T07:30:00Z'],
    ['2026/11/22', '2026-11-22'],
    ['2026-1-5', '2026-01-05'],
  ])('ISO: %s is %s', (text, expected) => {
    expect(parseWhen(text, context)).toBe(expected)
  })

  test.each([
    ['22/11/2026', '2026-11-22'],
    ['22/11/2569', '2026-11-22'],
    ['22-11-2026', '2026-11-22'],
    ['22.11.2026', '2026-11-22'],
    ['5/6/2026', '2026-06-05'],
    ['05/06/2569', '2026-06-05'],
    ['๒๒/๑๑/๒๕๖๙', '2026-11-22'],
    ['໒໒/໑໑/໒໐໒໖', '2026-11-22'],
    ['29/2/2567', '2024-02-29'],
    ['31/12/2399', '2399-12-31'],
    ['1/1/2400', '1857-01-01'],
    [' 22/11/2026 ', '2026-11-22'],
    ['22/11/2569 14.30 น.', '2026-11-22T07:30:00Z'],
    ['22.11.2026 9.30', '2026-11-22T02:30:00Z'],
  ])('day first: %s is %s', (text, expected) => {
    expect(parseWhen(text, context)).toBe(expected)
  })

  test.each([
    ['22 พ.ย. 2569', '2026-11-22'],
    ['22 พ.ย. พ.ศ. 2569', '2026-11-22'],
    ['22 พ.ย. ค.ศ. 2026', '2026-11-22'],
    ['22พ.ย.2569', '2026-11-22'],
    ['๒๒ พฤศจิกายน ๒๕๖๙', '2026-11-22'],
    ['1 มกราคม 2569', '2026-01-01'],
    ['31 มี.ค. 2569', '2026-03-31'],
    ['1 เม.ย. 2569', '2026-04-01'],
    ['15 มิ.ย. 69', undefined],
    ['22 ພະຈິກ 2026', '2026-11-22'],
    ['໒໒ ພະຈິກ ໒໐໒໖', '2026-11-22'],
    ['22 ພ.ຈ. 2026', '2026-11-22'],
    ['14 ເມສາ 2569', '2026-04-14'],
    ['22 November 2026', '2026-11-22'],
    ['22nd Nov 2026', '2026-11-22'],
    ['22-Nov-2026', '2026-11-22'],
    ['Nov 22, 2026', '2026-11-22'],
    ['November 22nd, 2569', '2026-11-22'],
    ['3 Sept 2026', '2026-09-03'],
    ['22 พ.ย. 2569 เวลา 14.30 น.', '2026-11-22T07:30:00Z'],
  ])('named month: %s is %s', (text, expected) => {
    if (expected === undefined) expect(() => parseWhen(text, context)).toThrow('can be read in several ways')
    else expect(parseWhen(text, context)).toBe(expected)
  })

  test('every month by its Thai, Lao and English names', () => {
    const names = {
      full: 'มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม',
      short: 'ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.',
      lao: 'ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ',
      shortLao: 'ມ.ກ. ກ.ພ. ມ.ນ. ມ.ສ. ພ.ພ. ມິ.ຖ. ກ.ລ. ສ.ຫ. ກ.ຍ. ຕ.ລ. ພ.ຈ. ທ.ວ.',
      english: 'January February March April May June July August September October November December',
    }
    for (const list of Object.values(names)) {
      const days = list.split(' ').map((name) => parseDay(`7 ${name} 2569`, context))
      expect(days).toEqual([
        ...['2026-01-07', '2026-02-07', '2026-03-07', '2026-04-07', '2026-05-07', '2026-06-07'],
        ...['2026-07-07', '2026-08-07', '2026-09-07', '2026-10-07', '2026-11-07', '2026-12-07'],
      ])
    }
  })

  test.each([
    ['today', '2026-11-22'],
    ['Yesterday', '2026-11-21'],
    ['tomorrow', '2026-11-23'],
    ['วันนี้', '2026-11-22'],
    ['พรุ่งนี้', '2026-11-23'],
    ['เมื่อวาน', '2026-11-21'],
    ['มะรืนนี้', '2026-11-24'],
    ['ມື້ນີ້', '2026-11-22'],
    ['ມື້ອື່ນ', '2026-11-23'],
    ['ມື້ວານ', '2026-11-21'],
    ['fri', '2026-11-27'],
    ['next friday', '2026-11-27'],
    ['on Monday', '2026-11-23'],
    ['sunday', '2026-11-29'],
    ['this sunday', '2026-11-22'],
    ['last sunday', '2026-11-15'],
    ['last friday', '2026-11-20'],
    ['วันศุกร์', '2026-11-27'],
    ['ວັນສຸກ', '2026-11-27'],
    ['next week', '2026-11-29'],
    ['next month', '2026-12-22'],
    ['last year', '2025-11-22'],
    ['in 3 days', '2026-11-25'],
    ['2 weeks ago', '2026-11-08'],
    ['+3d', '2026-11-25'],
    ['+2w', '2026-12-06'],
    ['+1m', '2026-12-22'],
    ['+1y', '2027-11-22'],
    ['-30d', '2026-10-23'],
    ['+๓d', '2026-11-25'],
    ['now', '2026-11-22T02:00:00Z'],
    ['+2h', '2026-11-22T04:00:00Z'],
    ['in 30 minutes', '2026-11-22T02:30:00Z'],
    ['3 hours ago', '2026-11-21T23:00:00Z'],
    ['in an hour', '2026-11-22T03:00:00Z'],
    ['a month ago', '2026-10-22'],
    ['tomorrow 9am', '2026-11-23T02:00:00Z'],
    ['tomorrow at 12am', '2026-11-22T17:00:00Z'],
    ['tomorrow 12pm', '2026-11-23T05:00:00Z'],
    ['พรุ่งนี้ 14.30 น.', '2026-11-23T07:30:00Z'],
    ['ມື້ອື່ນ 9:05', '2026-11-23T02:05:00Z'],
    ['friday, 2:30 p.m.', '2026-11-27T07:30:00Z'],
    ['14:30', '2026-11-22T07:30:00Z'],
    ['9am', '2026-11-22T02:00:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(parseWhen(text, context)).toBe(expected)
  })

  test('the day is the zone’s, not that of UTC or of the machine', () => {
    process.env.TZ = 'America/New_York'
    const late = { now: new Date('2026-11-22T20:00:00Z'), timezone: 'Asia/Bangkok' }
    expect(parseWhen('today', late)).toBe('2026-11-23')
    expect(parseWhen('tomorrow', { ...late, timezone: 'UTC' })).toBe('2026-11-23')
    expect(parseWhen('9am', late)).toBe('2026-11-23T02:00:00Z')
  })

  test.each([
    [
      '31/02/2026',
      '"31/02/2026" is impossible: February 2026 has 28 days, and no day 31.',
      'Its last day is 2026-02-28',
    ],
    [
      '30 ก.พ. 2567',
      '"30 ก.พ. 2567" is impossible: February 2024 has 29 days, and no day 30.',
      'Its last day is 2024-02-29',
    ],
    [
      '2026-02-29',
      '"2026-02-29" is impossible: February 2026 has 28 days, and no day 29.',
      'Its last day is 2026-02-28',
    ],
    [
      '0/1/2026',
      '"0/1/2026" is impossible: January 2026 has 31 days, and no day 0.',
      'Its last day is 2026-01-31',
    ],
    ['11/22/2026', '"11/22/2026" is impossible: there is no month 22.', 'The day comes first: 22/11/2026'],
    [
      '22/11/26',
      'The year "26" in "22/11/26" can be read in several ways.',
      'Type all four digits of the year: 22/11/2026 or 22/11/2569',
    ],
    [
      '22/11',
      '"22/11" does not say which year.',
      'Type all four digits of the year: 22/11/2026 or 22/11/2569',
    ],
    [
      '5 may',
      '"5 may" does not say which year.',
      'Type all four digits of the year: 22/11/2026 or 22/11/2569',
    ],
    [
      '2026-11-22 25:00',
      '"25:00" is not a time of day.',
      'Hours go from 00 to 23, minutes from 00 to 59: 14:30',
    ],
    ['tomorrow 9:75', '"9:75" is not a time of day.', 'Hours go from 00 to 23, minutes from 00 to 59: 14:30'],
    ['tomorrow 13pm', '"13pm" is not a time of day.', 'Type it like 2:30pm or 14:30'],
  ])('refuses %s', (text, message, hint) => {
    expect(() => parseWhen(text, context)).toThrow(
      expect.objectContaining({ name: 'InputError', message, hint }),
    )
  })

  test.each([
    '',
    'soon',
    '2026',
    '2026-13-01',
    '1/1/2950',
    '1/1/0999',
    '12/2026',
    '+2',
    '3 days',
    'tomorrow or friday',
    '45678',
    '+9999y',
  ])('refuses %j', (text) => {
    expect(() => parseWhen(text, context)).toThrow(expect.objectContaining({ name: 'InputError' }))
  })

  test('reads back every day it could have been written as', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom('/', '-', '.'), ([year, month, date], mark) => {
        const day = iso([year, month, date])
        expect(parseWhen(day, context)).toBe(day)
        expect(parseWhen([date, month, year].join(mark), context)).toBe(day)
        if (year + 543 >= 2400 && year + 543 < 2943)
          expect(parseWhen([date, month, year + 543].join(mark), context)).toBe(day)
      }),
    )
  })

  test('never throws anything but an InputError', () => {
    const piece = fc.constantFrom(
      ...' /-.:+09',
      'next',
      'fri',
      'am',
      '2026',
      '31',
      'in',
      'days',
      'พ.ย.',
      'T',
      'Z',
      'ago',
      'm',
    )
    fc.assert(
      fc.property(fc.string({ unit: piece }), (text) => {
        try {
          const value = parseWhen(text, context)
          expect(isDay(value) || isInstant(value)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ name: 'InputError' })
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('parseDay and parseInstant', () => {
  test('an instant is on the day of the zone', () => {
    expect(parseDay('2026-11-22T20:00:00Z', context)).toBe('2026-11-23')
    expect(parseDay('+2h', context)).toBe('2026-11-22')
    expect(parseDay('22/11/2569', context)).toBe('2026-11-22')
  })

  test('a day begins at midnight of the zone', () => {
    expect(parseInstant('2026-11-22', context)).toBe('2026-11-21T17:00:00Z')
    expect(parseInstant('now', context)).toBe('2026-11-22T02:00:00Z')
    expect(parseInstant('tomorrow 9am', { ...context, timezone: 'Europe/Berlin' })).toBe(
      '2026-11-23T08:00:00Z',
    )
  })
})

describe('phrases', () => {
  test('are refused until prepared', async () => {
    expect(() => parseWhen('end of month', context)).toThrow('"end of month" is not a date.')
    await prepareDates(['2026-11-22', 'tomorrow 9am', '31/02/2026', ''])
    expect(() => parseWhen('end of month', context)).toThrow('"end of month" is not a date.')
    await prepareDates(['2026-11-22', 'end of month'])
    expect(parseWhen('end of month', context)).toBe('2026-11-30')
  })

  describe('once prepared', () => {
    beforeAll(() => prepareDates(['end of month']))

    test.each([
      ['the day after tomorrow', '2026-11-24'],
      ['the day after tomorrow 9am', '2026-11-24T02:00:00Z'],
      ['in two weeks', '2026-12-06'],
      ['2 weeks from now', '2026-12-06'],
      ['noon tomorrow', '2026-11-23T05:00:00Z'],
      ['in 1 hour 30 minutes', '2026-11-22T03:30:00Z'],
      ['9am tomorrow', '2026-11-23T02:00:00Z'],
    ])('%s is %s', (text, expected) => {
      expect(parseWhen(text, context)).toBe(expected)
    })

    test.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])(
      'mean the zone’s days on a machine in %s',
      (zone) => {
        process.env.TZ = zone
        const late = { now: new Date('2026-11-22T20:00:00Z'), timezone: 'Asia/Bangkok' }
        expect(parseWhen('the day after tomorrow', late)).toBe('2026-11-25')
        expect(parseWhen('in two weeks', late)).toBe('2026-12-07')
        expect(parseWhen('end of month', late)).toBe('2026-11-30')
        expect(parseWhen('noon tomorrow', late)).toBe('2026-11-24T05:00:00Z')
        expect(parseWhen('in half an hour', late)).toBe('2026-11-22T20:30:00Z')
      },
    )

    test.each([
      ...['tomorrow or friday', 'call somchai tomorrow', 'monday to friday', 'november', 'november 2026'],
      ...['last day of november', '3 22 2026', 'soon', 'tomorrow 9am EST'],
    ])('%j is refused: it leaves something to guess', (text) => {
      expect(() => parseWhen(text, context)).toThrow(expect.objectContaining({ name: 'InputError' }))
    })
  })
})
