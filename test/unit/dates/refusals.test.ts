import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDay, isInstant, parseWhen } from '../../../src/dates.ts'
import { context, iso, someDay } from './days.ts'

describe('parseWhen', () => {
  test.each([
    [
      '31/02/2026',
      '"31/02/2026" is impossible: February 2026 has 28 days, and no day 31.',
      'Its last day is 2026-02-28, the day after it 2026-03-01',
    ],
    [
      '30 ก.พ. 2567',
      '"30 ก.พ. 2567" is impossible: February 2024 has 29 days, and no day 30.',
      'Its last day is 2024-02-29, the day after it 2024-03-01',
    ],
    [
      '2026-02-29',
      '"2026-02-29" is impossible: February 2026 has 28 days, and no day 29.',
      'Its last day is 2026-02-28, the day after it 2026-03-01',
    ],
    [
      '0/1/2026',
      '"0/1/2026" is impossible: January 2026 has 31 days, and no day 0.',
      'Its first day is 2026-01-01',
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
    [
      '31/02',
      '"31/02" is impossible: February has no day 31.',
      'The nearest days are 2026-02-28 and 2026-03-01.',
    ],
    [
      '05/06',
      '"05/06" does not say which year.',
      'Type all four digits of the year: 05/06/2026 or 05/06/2569',
    ],
  ])('refuses %s without a year', (text, message, hint) => {
    expect(() => parseWhen(text, context)).toThrow(expect.objectContaining({ message, hint }))
  })

  const settle = '"dateOrder": "dmy" or "mdy" in crm.json says it for all dates.'

  test.each([
    [
      '05/06',
      '"05/06" may be 5 June or 6 May, and does not say which year.',
      `Type 2026-06-05 or 2026-05-06; ${settle}`,
    ],
    ['05/06/2027', '"05/06/2027" may be 5 June or 6 May.', `Type 2027-06-05 or 2027-05-06; ${settle}`],
    ['๐๕/๐๖/๒๐๒๗', '"05/06/2027" may be 5 June or 6 May.', `Type 2027-06-05 or 2027-05-06; ${settle}`],
  ])('refuses %s where nothing says the order', (text, message, hint) => {
    expect(() => parseWhen(text, { ...context, order: 'unsaid' })).toThrow(
      expect.objectContaining({ name: 'InputError', message, hint }),
    )
  })

  test.each([
    ['unsaid', '22/11/2026', '2026-11-22'],
    ['unsaid', '11/22/2026', '2026-11-22'],
    ['unsaid', '5/5/2026', '2026-05-05'],
    ['unsaid', '5/6/2569', '2026-06-05'],
    ['unsaid', '2026-05-06', '2026-05-06'],
    ['mdy', '05/06/2026', '2026-05-06'],
    ['mdy', '5/6/2569', '2026-06-05'],
    ['mdy', '05/06/2026 9am', '2026-05-06T02:00:00Z'],
    ['dmy', '05/06/2026', '2026-06-05'],
  ] as const)('with the order %s reads %s', (order, text, day) => {
    expect(parseWhen(text, { ...context, order })).toBe(day)
  })

  test('says which comes first where the other is meant', () => {
    expect(() => parseWhen('22/11/2026', { ...context, order: 'mdy' })).toThrow(
      expect.objectContaining({
        message: '"22/11/2026" is impossible: there is no month 22.',
        hint: 'The month comes first: 11/22/2026',
      }),
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
