import { beforeAll, describe, expect, test } from 'vitest'
import { parseWhen, prepareDates } from '../../../src/dates.ts'
import { context, restoreZone } from './days.ts'

restoreZone()

describe('phrases', () => {
  test('are refused until prepared', async () => {
    expect(() => parseWhen('in two weeks', context)).toThrow('"in two weeks" is not a date.')
    await prepareDates(['2026-11-22', 'tomorrow 9am', '31/02/2026', ''])
    expect(() => parseWhen('in two weeks', context)).toThrow('"in two weeks" is not a date.')
    await prepareDates(['2026-11-22', 'in two weeks'])
    expect(parseWhen('in two weeks', context)).toBe('2026-12-06')
  })

  describe('once prepared', () => {
    beforeAll(() => prepareDates(['in two weeks']))

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
