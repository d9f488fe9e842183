/** Records as they were, by walking the history backwards. */
import { describe, expect, test } from 'vitest'
import { recordAt } from '../../../src/rules/past.ts'
import type { AnyRecord } from '../../../src/schema/field.ts'
import type { HistoryLine, PastChange } from '../../../src/schema/history.ts'

const id = 'l7k3m9x2qa'
const made = { kind: 'lead', id, hash: '0000000000000000' } as const

function line(day: number, ...changes: PastChange[]): HistoryLine {
  const date = String(day).padStart(2, '0')
  return {
    id: `h${date}`,
    at: `2026-11-${date}T02:00:00Z`,
    by: 'Noy',
    command: 'crm',
    summary: 'Something',
    changes,
  }
}

function edited(fields: { [field: string]: readonly [string | null, string | null] }): PastChange {
  return { kind: 'lead', id, fields }
}

function somchai(fields: { [field: string]: string }): AnyRecord {
  return { id, firstName: 'Somchai', createdAt: '2026-11-03T02:00:00Z', ...fields }
}

/** Made on the 3rd, given a company on the 5th and another on the 10th; others changed before and between. */
const lines = [
  line(12),
  line(10, edited({ company: ['ชาไทย', 'Siam Tea'], title: ['Boss', null] })),
  line(7, { ...made, id: 'l8aaaaaaaa' }),
  line(
    5,
    { settings: { currency: ['THB', 'LAK'] } },
    edited({ company: [null, 'ชาไทย'], title: [null, 'Boss'] }),
  ),
  line(3, made),
  line(1),
]
const today = somchai({ company: 'Siam Tea' })

describe('a record at', () => {
  test.each<[string, string, AnyRecord]>([
    ['a moment after everything', '2026-12-01T00:00:00Z', today],
    ['the second of the last change', '2026-11-10T02:00:00Z', today],
    ['the second before it', '2026-11-10T01:59:59Z', somchai({ company: 'ชาไทย', title: 'Boss' })],
    ['a moment when nothing happened', '2026-11-06T00:00:00Z', somchai({ company: 'ชาไทย', title: 'Boss' })],
    ['the day after it was made', '2026-11-04T00:00:00Z', somchai({})],
  ])('%s', (_, instant, record) => {
    expect(recordAt(id, today, lines, instant)).toEqual({ state: 'there', record, hasGap: false })
  })

  test('a moment before it was made was not there yet', () => {
    expect(recordAt(id, today, lines, '2026-11-02T00:00:00Z')).toEqual({ state: 'not yet', line: lines[4] })
    expect(recordAt(id, today, lines, '2020-01-01T00:00:00Z')).toEqual({ state: 'not yet', line: lines[4] })
  })
})

describe('a record that was removed', () => {
  const gone = [line(20, { kind: 'lead', id, removed: today }), ...lines]

  test('is there before, and not after', () => {
    expect(recordAt(id, undefined, gone, '2026-11-19T00:00:00Z')).toMatchObject({ record: today })
    expect(recordAt(id, undefined, gone, '2026-11-06T00:00:00Z')).toMatchObject({ record: { title: 'Boss' } })
    expect(recordAt(id, undefined, gone, '2026-11-21T00:00:00Z')).toEqual({ state: 'removed', line: gone[0] })
    expect(recordAt(id, undefined, gone, '2026-11-02T00:00:00Z')).toEqual({
      state: 'not yet',
      line: lines[4],
    })
  })

  test('and brought back was gone in between', () => {
    const back = [line(22, made), ...gone]
    expect(recordAt(id, today, back, '2026-11-21T00:00:00Z')).toEqual({ state: 'removed', line: gone[0] })
    expect(recordAt(id, today, back, '2026-11-19T00:00:00Z')).toMatchObject({ record: today })
  })
})

describe('where the history does not reach back', () => {
  const young = lines.slice(0, 2)

  test('it is the record as it was when the history began', () => {
    expect(recordAt(id, today, young, '2026-11-08T00:00:00Z')).toEqual({
      state: 'there',
      record: somchai({ company: 'ชาไทย', title: 'Boss' }),
      since: '2026-11-10T02:00:00Z',
      hasGap: false,
    })
  })

  test('the record itself says when it was made', () => {
    expect(recordAt(id, today, young, '2026-11-03T01:59:59Z')).toEqual({ state: 'not yet' })
    expect(recordAt(id, today, [], '2026-11-03T01:59:59Z')).toEqual({ state: 'not yet' })
  })

  test('nothing is known of a record that is gone', () => {
    expect(recordAt(id, undefined, [line(1)], '2026-11-08T00:00:00Z')).toEqual({ state: 'unknown' })
    expect(recordAt(id, undefined, [], '2026-11-08T00:00:00Z')).toEqual({ state: 'unknown' })
  })
})

test('what was changed without a line in the history is told of', () => {
  const byHand = somchai({ company: 'Somebody else' })
  expect(recordAt(id, byHand, lines, '2026-11-06T00:00:00Z')).toEqual({
    state: 'there',
    record: somchai({ company: 'ชาไทย', title: 'Boss' }),
    hasGap: true,
  })
  expect(recordAt(id, undefined, lines, '2026-11-06T00:00:00Z')).toEqual({ state: 'unknown' })
})

test('no more of the history is read than needed', () => {
  let read = 0
  function* counted() {
    for (const one of lines) {
      read++
      yield one
    }
  }
  recordAt(id, today, counted(), '2026-11-11T00:00:00Z')
  expect(read).toBe(2)
})
