import { describe, expect, test } from 'vitest'
import { parseDay, parseInstant, parseWhen } from '../../../src/dates.ts'
import { context, restoreZone } from './days.ts'

restoreZone()

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
