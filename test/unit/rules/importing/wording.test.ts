import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../../src/config.ts'
import type { ImportOptions } from '../../../../src/rules/importing/index.ts'
import { reworded, type WordingOptions } from '../../../../src/rules/importing/wording.ts'

const options: ImportOptions = {
  kind: 'deal',
  map: {},
  values: [],
  defaults: {},
  onDuplicate: 'skip',
  unmapped: 'keep',
  createLinked: false,
  skipInvalid: false,
  newId: () => 'd000000000',
  now: new Date('2026-11-22T09:00:00Z'),
  stamp: '2026-11-22T09:00:00Z',
  by: 'Noy',
}

function column(heading: string, cells: readonly string[], wording: Partial<WordingOptions> = {}) {
  const table = {
    header: ['Deal Name', heading],
    rows: cells.map((cell, i) => ({ line: i + 2, cells: [`Deal ${i}`, cell] })),
  }
  const { table: out, notes } = reworded(table, options, defaultSettings, { blanks: [], ...wording })
  return { cells: out.rows.map((row) => row.cells[1]), notes }
}

describe('a column of dates', () => {
  it.each([
    ['ISO dates stay', ['2026-11-05', ''], ['2026-11-05', ''], []],
    [
      'one day above 12 proves the day first',
      ['05/06/2026', '22/11/2026'],
      ['2026-06-05', '2026-11-22'],
      ['Close Date: dates with the day first'],
    ],
    [
      'one second number above 12 proves the month first',
      ['05/06/2026', '11/22/2026'],
      ['2026-05-06', '2026-11-22'],
      ['Close Date: dates with the month first'],
    ],
    [
      'the Buddhist era has the day first',
      ['05/06/2569'],
      ['2569-06-05'],
      ['Close Date: dates with the day first'],
    ],
    [
      'Thai digits too',
      ['๒๒/๑๑/๒๕๖๙', '5/6/2569'],
      ['2569-11-22', '2569-06-05'],
      ['Close Date: dates with the day first'],
    ],
    [
      'serial numbers of spreadsheets',
      ['45875', '45876.5'],
      ['2025-08-06', '2025-08-07'],
      ['Close Date: dates as spreadsheets number them'],
    ],
    ['month names stay as they are', ['22 พ.ย. 2569', '5 ธ.ค. 2569'], ['22 พ.ย. 2569', '5 ธ.ค. 2569'], []],
  ])('%s', (_, given, wanted, notes) => {
    expect(column('Close Date', given)).toEqual({ cells: wanted, notes })
  })

  it('is asked about where it may be read in two ways', () => {
    expect(() => column('Close Date', ['05/06/2026', '07/08/2026'])).toThrow(
      /"Close Date" can be read in two ways: has 05\/06\/2026/,
    )
    expect(column('Close Date', ['05/06/2026'], { dateOrder: 'mdy' }).cells).toEqual(['2026-05-06'])
    expect(column('Close Date', ['05/06/2026'], { dateOrder: 'dmy' }).cells).toEqual(['2026-06-05'])
  })

  it('is refused where it contradicts itself', () => {
    expect(() => column('Close Date', ['22/11/2026', '11/22/2026'])).toThrow(
      /both orders: 22\/11\/2026 has the day first, 11\/22\/2026 the month/,
    )
  })

  it('leaves an impossible date for the message to show', () => {
    expect(column('Close Date', ['22/11/2026', '5/13/2026'], { dateOrder: 'dmy' }).cells).toEqual([
      '2026-11-22',
      '5/13/2026',
    ])
  })
})

describe('a column of amounts', () => {
  it.each([
    ['a decimal point stays', ['1,234.50', '99'], ['1,234.50', '99']],
    ['a decimal comma is turned', ['1.234,50', '99', '7,5'], ['1234.50', '99', '7.5']],
    ['both in one column stay as they are', ['1.234,50', '1,234.50'], ['1.234,50', '1,234.50']],
    ['thousands alone stay', ['1,234', '12,345'], ['1,234', '12,345']],
  ])('%s', (_, given, wanted) => {
    expect(column('Amount', given).cells).toEqual(wanted)
  })
})

describe('placeholders', () => {
  it('are empty where that is asked for', () => {
    expect(
      column('Next Step', ['-', 'n/a', 'Call', 'ไม่ระบุ'], { blanks: ['-', 'N/A', 'ไม่ระบุ'] }).cells,
    ).toEqual(['', '', 'Call', ''])
    expect(column('Next Step', ['-', 'n/a']).cells).toEqual(['-', 'n/a'])
  })
})
