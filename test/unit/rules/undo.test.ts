/** Taking back a line of the history. */
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import { entities } from '../../../src/entities/index.ts'
import { invert, nextToRedo, nextToUndo } from '../../../src/rules/undo.ts'
import { contentHash } from '../../../src/schema/canonical.ts'
import type { HistoryLine, PastChange } from '../../../src/schema/history.ts'
import { commit, edit, lead, newStore, open, removal } from '../../helpers/store.ts'

const somchai = lead('l7k3m9x2qa', { company: 'Acme' })
const hash = contentHash(entities.lead, somchai.after)

const line = (changes: readonly PastChange[], more: Partial<HistoryLine> = {}): HistoryLine => ({
  id: 'h1',
  at: '2026-11-22T02:00:00Z',
  by: 'Noy',
  command: 'crm',
  summary: 'Something',
  changes,
  ...more,
})

async function dataWith(...records: Parameters<typeof commit>[1][]) {
  const dir = newStore()
  await commit(dir, ...records)
  return open(dir)
}

describe('invert', () => {
  test('removes what was made', async () => {
    const inverse = invert(line([{ kind: 'lead', id: somchai.id, hash }]), await dataWith(somchai))
    expect(inverse).toEqual({
      changes: {
        summary: 'Undid: Something',
        undoes: 'h1',
        records: [{ kind: 'lead', id: somchai.id, before: somchai.after }],
      },
      obstacles: [],
    })
  })

  test('makes what was removed, whole', async () => {
    const { changes } = invert(
      line([{ kind: 'lead', id: somchai.id, removed: somchai.after }]),
      await dataWith(),
    )
    expect(changes.records).toEqual([{ kind: 'lead', id: somchai.id, after: somchai.after }])
  })

  test('gives edited fields their former values, and takes away those that had none', async () => {
    const past: PastChange = {
      kind: 'lead',
      id: somchai.id,
      fields: { company: [null, 'Acme'], firstName: ['Somsak', 'Somchai'], title: ['Boss', null] },
    }
    const { changes } = invert(line([past]), await dataWith(somchai))
    const { company: _, ...rest } = somchai.after
    expect(changes.records).toEqual([
      {
        kind: 'lead',
        id: somchai.id,
        before: somchai.after,
        after: { ...rest, firstName: 'Somsak', title: 'Boss' },
      },
    ])
  })

  test('gives settings their former values', async () => {
    const data = await dataWith()
    const { changes } = invert(line([{ settings: { currency: ['LAK', 'THB'] } }]), data)
    expect(changes.settings).toEqual({ ...defaultSettings, currency: 'LAK' })
  })

  test.each<[string, PastChange, string]>([
    [
      'an edited record that changed since',
      { kind: 'lead', id: somchai.id, fields: { company: ['Beta', 'Gamma'] } },
      'has changed since',
    ],
    [
      'a made record that changed since',
      { kind: 'lead', id: somchai.id, hash: '0000000000000000' },
      'has changed since',
    ],
    [
      'a made record that was removed since',
      { kind: 'lead', id: 'l8aaaaaaaa', hash },
      'has been removed since',
    ],
    [
      'an edited record that was removed since',
      { kind: 'lead', id: 'l8aaaaaaaa', fields: {} },
      'has been removed since',
    ],
    [
      'a removed record that is there again',
      { kind: 'lead', id: somchai.id, removed: somchai.after },
      'is there again',
    ],
  ])('does not touch %s', async (_, past, why) => {
    const inverse = invert(
      line([past, { kind: 'lead', id: 'l9aaaaaaaa', removed: lead('l9aaaaaaaa').after }]),
      await dataWith(somchai),
    )
    expect(inverse.obstacles).toEqual([{ kind: 'lead', id: 'id' in past ? past.id : '', why }])
    expect(inverse.changes.records.map(({ id }) => id)).toEqual(['l9aaaaaaaa'])
  })

  test('does not touch settings that changed since', async () => {
    const inverse = invert(
      line([{ settings: { currency: ['LAK', 'USD'], country: ['LA', 'TH'] } }]),
      await dataWith(),
    )
    expect(inverse.obstacles).toEqual([{ kind: 'settings', id: 'currency', why: 'has changed since' }])
    expect(inverse.changes.settings).toEqual({ ...defaultSettings, country: 'LA' })
  })

  test('of an undo does the thing again', async () => {
    const inverse = invert(line([], { summary: 'Undid: Something', undoes: 'h0' }), await dataWith())
    expect(inverse.changes.summary).toBe('Redid: Something')
    const again = invert(line([], { summary: 'Redid: Something', undoes: 'h1' }), await dataWith())
    expect(again.changes.summary).toBe('Undid: Something')
  })
})

test('a record that was edited and edited back can be taken back again', async () => {
  const dir = newStore()
  await commit(dir, somchai)
  await commit(dir, edit(somchai, { company: 'Beta' }))
  await commit(dir, removal(edit(somchai, { company: 'Beta' })))
  await commit(dir, somchai)
  expect(invert(line([{ kind: 'lead', id: somchai.id, hash }]), open(dir)).obstacles).toEqual([])
})

describe('which line comes next', () => {
  const changed: PastChange = { kind: 'lead', id: somchai.id, hash }
  const done = (id: string) => line([changed], { id })
  const taken = (id: string, undoes: string) => line([changed], { id, undoes })

  test.each<[string, HistoryLine[], string | undefined]>([
    ['the newest', [done('b'), done('a')], 'b'],
    ['the one before, once the newest is undone', [taken('c', 'b'), done('b'), done('a')], 'a'],
    ['the thing again, once it is redone', [taken('d', 'c'), taken('c', 'b'), done('b')], 'b'],
    [
      'the one before, once it is undone, redone and undone',
      [taken('e', 'b'), taken('d', 'c'), taken('c', 'b'), done('b'), done('a')],
      'a',
    ],
    ['nothing', [], undefined],
    ['nothing, once all is undone', [taken('b', 'a'), done('a')], undefined],
    ['not what changed nothing', [line([], { id: 'b' }), done('a')], 'a'],
  ])('to undo: %s', (_, lines, expected) => {
    expect(nextToUndo(lines)?.id).toBe(expected)
  })

  test.each<[string, HistoryLine[], string | undefined]>([
    ['the newest undo', [taken('d', 'a'), taken('c', 'b'), done('b'), done('a')], 'd'],
    [
      'the undo before, once the newest is redone',
      [taken('e', 'd'), taken('d', 'a'), taken('c', 'b'), done('b'), done('a')],
      'c',
    ],
    [
      'nothing, once all is redone',
      [taken('f', 'c'), taken('e', 'd'), taken('d', 'a'), taken('c', 'b'), done('b'), done('a')],
      undefined,
    ],
    ['an undo of what was redone', [taken('e', 'b'), taken('d', 'c'), taken('c', 'b'), done('b')], 'e'],
    ['an undo whose own line is lost', [taken('c', 'b'), done('a')], 'c'],
    ['nothing after something new', [done('d'), taken('c', 'b'), done('b')], undefined],
    ['nothing', [], undefined],
    ['not what changed nothing', [line([], { id: 'd' }), taken('c', 'b'), done('b')], 'c'],
  ])('to redo: %s', (_, lines, expected) => {
    expect(nextToRedo(lines)?.id).toBe(expected)
  })
})
