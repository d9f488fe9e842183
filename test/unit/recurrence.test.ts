/** Calendar rules: against the examples of RFC 5545, and against another library. */
import fc from 'fast-check'
import ICAL from 'ical.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { spelledOut } from '../../src/dates/repeat.ts'
import { daysOf, loadOccurrences, parseRepeat, storedRepeat } from '../../src/dates.ts'

beforeAll(loadOccurrences)

const context = { now: new Date('2026-11-22T02:00:00Z'), timezone: 'Asia/Bangkok' }

/** The first days of a rule from its first day on. */
function days(rule: string, first: string, limit: number): readonly string[] {
  const repeat = storedRepeat(parseRepeat(rule, context))
  if (repeat?.type !== 'rule') throw new Error(rule)
  return daysOf(repeat.parts, first, '1990-01-01', limit)
}

describe('the examples of RFC 5545, section 3.8.5.3', () => {
  it.each([
    [
      'FREQ=DAILY;COUNT=10',
      '1997-09-02',
      '1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07 1997-09-08 1997-09-09 1997-09-10 1997-09-11',
    ],
    [
      'FREQ=DAILY;INTERVAL=10;COUNT=5',
      '1997-09-02',
      '1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
      '1997-09-02',
      '1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28',
    ],
    [
      'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
      '1997-09-02',
      '1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02 1997-10-07',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
      '1997-09-02',
      '1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16',
    ],
    [
      'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
      '1997-09-05',
      '1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05',
    ],
    [
      'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
      '1997-09-07',
      '1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31',
    ],
    [
      'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
      '1997-09-22',
      '1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16',
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=-3',
      '1997-09-28',
      '1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26',
    ],
    [
      'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
      '1997-09-30',
      '1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01 1997-12-31 1998-01-01 1998-01-31 1998-02-01',
    ],
    [
      'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
      '1997-09-10',
      '1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 1999-03-10 1999-03-11 1999-03-12 1999-03-13',
    ],
    [
      'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
      '1997-06-10',
      '1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10 2000-06-10 2000-07-10 2001-06-10 2001-07-10',
    ],
    [
      'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
      '1997-01-01',
      '1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09 2000-07-18 2003-01-01 2003-04-10 2003-07-19 2006-01-01',
    ],
    ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', '1997-05-19 1998-05-18 1999-05-17'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1997-05-12', '1997-05-12 1998-05-11 1999-05-17'],
    [
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      '1997-09-03',
      '1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13',
    ],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '1996-11-05',
      '1996-11-05 2000-11-07 2004-11-02',
    ],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', '1997-09-04 1997-10-07 1997-11-06'],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      '1997-09-29',
      '1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '1997-08-05',
      '1997-08-05 1997-08-10 1997-08-19 1997-08-24',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '1997-08-05',
      '1997-08-05 1997-08-17 1997-08-19 1997-08-31',
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
      '2007-01-15',
      '2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30',
    ],
  ])('%s', (rule, first, expected) => {
    const wanted = expected.split(' ')
    expect(days(rule, first, wanted.length)).toEqual(wanted)
  })
})

describe('any rule', () => {
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
  const several = <T>(one: fc.Arbitrary<T>) =>
    fc.uniqueArray(one, { minLength: 1, maxLength: 3 }).map((list) => list.join(','))
  const often = fc.integer({ min: 1, max: 5 }).map((n) => `INTERVAL=${n}`)
  const rule = fc.oneof(
    often.map((n) => `FREQ=DAILY;${n}`),
    fc.tuple(often, several(weekday)).map(([n, on]) => `FREQ=WEEKLY;${n};BYDAY=${on}`),
    fc
      .tuple(often, several(fc.integer({ min: 1, max: 28 })))
      .map(([n, on]) => `FREQ=MONTHLY;${n};BYMONTHDAY=${on}`),
    fc
      .tuple(often, fc.constantFrom(1, 2, 3, 4, -1), weekday)
      .map(([n, at, on]) => `FREQ=MONTHLY;${n};BYDAY=${at}${on}`),
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(([month, day]) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`),
  )
  const first = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

  it('comes on the days another library finds', () => {
    fc.assert(
      fc.property(rule, first, (text, from) => {
        const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(from))
        const other: string[] = []
        // RFC 5545 leaves open whether a first day that does not fit the rule belongs to it.
        while (other.length < 8) {
          const next = iterator.next()
          if (next === null) break
          other.push(next.toString())
        }
        const ours = days(text, from, 9)
        expect(ours.slice(0, 7)).toEqual(other.slice(other[0] === ours[0] ? 0 : 1).slice(0, 7))
      }),
      { numRuns: 300 },
    )
  })

  it('is the same after being spelled out', () => {
    const plain = fc.constantFrom('MONTHLY', 'YEARLY', 'WEEKLY', 'DAILY')
    fc.assert(
      fc.property(plain, first, (FREQ, from) => {
        expect(daysOf(spelledOut({ FREQ }, from), from, '1990-01-01', 20)).toEqual(
          daysOf({ FREQ }, from, '1990-01-01', 20),
        )
      }),
    )
  })
})

describe('ends of months', () => {
  it.each([
    ['monthly', '2026-12-31', '2026-12-31 2027-01-31 2027-02-28 2027-03-31 2027-04-30'],
    ['monthly', '2028-01-30', '2028-01-30 2028-02-29 2028-03-30 2028-04-30'],
    ['monthly', '2027-01-29', '2027-01-29 2027-02-28 2027-03-29'],
    ['yearly', '2028-02-29', '2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29'],
    ['every 31st', '2026-11-22', '2026-11-30 2026-12-31 2027-01-31 2027-02-28'],
    ['yearly on 29 february', '2027-01-01', '2027-02-28 2028-02-29'],
    ['monthly on the last day', '2027-01-01', '2027-01-31 2027-02-28'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2027-01-01', '2027-01-31 2027-03-31 2027-05-31'],
  ])('%s from %s', (rule, first, expected) => {
    expect(days(rule, first, expected.split(' ').length)).toEqual(expected.split(' '))
  })
})

describe('plain words', () => {
  it.each([
    ['every monday', 'FREQ=WEEKLY;BYDAY=MO'],
    ['every tue, thu and sunday', 'FREQ=WEEKLY;BYDAY=TU,TH,SU'],
    ['every 2 weeks on friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
    ['every other month', 'FREQ=MONTHLY;INTERVAL=2'],
    ['monthly on the last friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['every first monday', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['monthly on the 15th', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every 14 april', 'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=14'],
    ['every 3 weeks until June', 'FREQ=WEEKLY;INTERVAL=3;UNTIL=20270630'],
    ['weekly until 31/12/2569', 'FREQ=WEEKLY;UNTIL=20261231'],
    ['daily for 5 times', 'FREQ=DAILY;COUNT=5'],
    ['2 weeks after done', '2 weeks after done'],
    ['after a month', '1 month after done'],
    ['ทุกวันจันทร์', 'FREQ=WEEKLY;BYDAY=MO'],
    ['ทุกวันอาทิตย์', 'FREQ=WEEKLY;BYDAY=SU'],
    ['ทุก ๒ อาทิตย์', 'FREQ=WEEKLY;INTERVAL=2'],
    ['ทุกวัน', 'FREQ=DAILY'],
    ['ทุกปี', 'FREQ=YEARLY'],
    ['ທຸກວັນຈັນ', 'FREQ=WEEKLY;BYDAY=MO'],
    ['ທຸກ 3 ເດືອນ', 'FREQ=MONTHLY;INTERVAL=3'],
    ['RRULE:BYDAY=MO;FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=MO'],
  ])('%s', (typed, kept) => {
    expect(parseRepeat(typed, context)).toBe(kept)
  })

  it.each([
    'every',
    'sometimes',
    'every 0 weeks',
    'every month on 32',
    'FREQ=HOURLY',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=DAILY;COUNT=2;UNTIL=20270101',
    'weekly until 2020-01-01',
    'every 31 april',
    'weekly until 31/02/2027',
  ])('refuses %s', (typed) => {
    expect(() => parseRepeat(typed, context)).toThrow()
  })
})
