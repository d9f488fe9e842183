/** What the history says of a command, and how it is read back. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import { defaultSettings } from '../../../src/config.ts'
import { readHistory } from '../../../src/store/history.ts'
import { openStore } from '../../../src/store/store.ts'
import { commit, edit, lead, newStore, open, read, removal, write } from '../../helpers/store.ts'

const somchai = lead('l7k3m9x2qa', { tags: ['vip'] })
const line = (id: string, at: string, more = '') =>
  `{"id":"${id}","at":"${at}","by":"Noy","command":"crm","summary":"${id}","changes":[]${more}}`
const idsIn = (dir: string) => Array.from(readHistory(dir), ({ id }) => id)

test('a line says who, when, with which command, and what became of each record', async () => {
  const dir = newStore()
  await commit(dir, somchai, lead('l8aaaaaaaa'))
  const store = open(dir)
  const records = [
    edit(somchai, { firstName: 'Somsak', tags: undefined, company: 'Acme' }),
    removal(lead('l8aaaaaaaa')),
    lead('l9aaaaaaaa'),
  ]
  await store.commit(
    { summary: 'Three at once', records, settings: { ...defaultSettings, currency: 'LAK' } },
    'Noy',
    'crm three',
  )
  const [latest, first] = [...readHistory(dir)]
  expect(latest).toEqual({
    id: expect.stringMatching(/^h[0-9a-hjkmnp-tv-z]{9}$/),
    at: '2026-11-22T02:00:00Z',
    by: 'Noy',
    command: 'crm three',
    summary: 'Three at once',
    changes: [
      {
        kind: 'lead',
        id: 'l7k3m9x2qa',
        fields: { firstName: ['Somchai', 'Somsak'], tags: [['vip'], null], company: [null, 'Acme'] },
      },
      { kind: 'lead', id: 'l8aaaaaaaa', removed: lead('l8aaaaaaaa').after },
      { kind: 'lead', id: 'l9aaaaaaaa', hash: expect.stringMatching(/^[0-9a-f]{16}$/) },
      { settings: { currency: ['THB', 'LAK'] } },
    ],
  })
  expect(first?.changes.map((change) => Object.keys(change))).toEqual([
    ['kind', 'id', 'hash'],
    ['kind', 'id', 'hash'],
  ])
})

test('there is one file a month and machine', async () => {
  const dir = newStore()
  await commit(dir, somchai)
  const december = openStore({ dir, clock: fixedClock(new Date('2026-12-01T00:00:00Z')) })
  await december.commit({ summary: '', records: [lead('l8aaaaaaaa')] }, 'Noy', 'crm')
  const machine = read(dir, '.local/machine').trim()
  expect(machine).toMatch(/^[0-9a-hjkmnp-tv-z]{4}$/)
  expect(readdirSync(join(dir, 'history')).sort()).toEqual([
    `2026-11.${machine}.jsonl`,
    `2026-12.${machine}.jsonl`,
  ])
  expect(read(dir, `history/2026-11.${machine}.jsonl`).split('\n')).toHaveLength(2)
})

test('it is read newest first, over files and machines', () => {
  const dir = newStore()
  write(
    dir,
    'history/2026-11.aaaa.jsonl',
    `${line('h1', '2026-11-01T00:00:00Z')}\n${line('h3', '2026-11-03T00:00:00Z')}\n${line('h4', '2026-11-03T00:00:00Z')}\n`,
  )
  write(dir, 'history/2026-11.bbbb.jsonl', `${line('h2', '2026-11-02T00:00:00Z')}\n`)
  write(dir, 'history/2025-12.aaaa.jsonl', `${line('h0', '2025-12-31T00:00:00Z')}\n`)
  write(dir, 'history/notes.txt', 'not ours')
  expect(idsIn(dir)).toEqual(['h4', 'h3', 'h2', 'h1', 'h0'])
})

test('a clock that is put back does not change the order of one machine, nor begin an earlier month', async () => {
  const dir = newStore()
  for (const [instant, id] of [
    ['2026-11-22T02:00:00Z', 'l1aaaaaaaa'],
    ['2026-11-20T02:00:00Z', 'l2aaaaaaaa'],
    ['1999-01-01T00:00:00Z', 'l3aaaaaaaa'],
  ] as const) {
    const store = openStore({ dir, clock: fixedClock(new Date(instant)) })
    await store.commit({ summary: id, records: [lead(id)] }, 'Noy', 'crm')
  }
  write(dir, 'history/2026-11.bbbb.jsonl', `${line('h2', '2026-11-21T00:00:00Z')}\n`)
  expect(Array.from(readHistory(dir), ({ at, summary }) => [at, summary])).toEqual([
    ['1999-01-01T00:00:00Z', 'l3aaaaaaaa'],
    ['2026-11-20T02:00:00Z', 'l2aaaaaaaa'],
    ['2026-11-22T02:00:00Z', 'l1aaaaaaaa'],
    ['2026-11-21T00:00:00Z', 'h2'],
  ])
  expect(readdirSync(join(dir, 'history'))).toHaveLength(2)
})

test('a line that was cut off, marks of a conflict and a line that came twice do not matter', () => {
  const dir = newStore()
  const [one, two] = [line('h1', '2026-11-01T00:00:00Z'), line('h2', '2026-11-02T00:00:00Z')]
  write(
    dir,
    'history/2026-11.aaaa.jsonl',
    `${one}\n<<<<<<< HEAD\n${two}\n=======\n${one}\n>>>>>>> theirs\n{"id": 7}\n${two.slice(0, 30)}`,
  )
  expect(idsIn(dir)).toEqual(['h2', 'h1'])
})

test('a store without history has none', () => {
  expect(idsIn(newStore())).toEqual([])
})
