/** Laws of the store, tried on many stores made up at random. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import { defaultSettings } from '../../../src/config.ts'
import { entities } from '../../../src/entities/index.ts'
import { recordAt } from '../../../src/rules/past.ts'
import { invert, nextToRedo, nextToUndo } from '../../../src/rules/undo.ts'
import { tidied } from '../../../src/schema/canonical.ts'
import type { Change } from '../../../src/schema/changes.ts'
import type { AnyRecord, Value } from '../../../src/schema/field.ts'
import { keysOf } from '../../../src/schema/keys.ts'
import { sameRecord } from '../../../src/schema/value.ts'
import { readHistory } from '../../../src/store/history.ts'
import { openStore } from '../../../src/store/store.ts'
import { at, commit, content, ids, lead, newStore, open } from '../../helpers/store.ts'

const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('สมชาย', 'ໃຈດີ', 'Jose\u0301', '<<<<<<< HEAD', '"\\\n}', '  },\n  {\n', ''),
)
const custom: fc.Arbitrary<Value> = fc.oneof(
  line,
  fc.boolean(),
  fc.integer(),
  fc.array(line, { maxLength: 3 }),
  fc.dictionary(line, line, { maxKeys: 3 }),
)
const fields = fc.record(
  {
    firstName: line,
    description: line,
    tags: fc.array(line, { maxLength: 3 }),
    doNotCall: fc.boolean(),
    otherPhones: fc.array(fc.record({ value: fc.constant('+66812345678'), label: line }), { maxLength: 2 }),
    externalId: fc.constantFrom('A', 'B', 'C'),
    unknown: custom,
    zebra: custom,
  },
  { requiredKeys: [] },
)
/** Few ids, so that they meet. */
const id = fc.constantFrom('l1aaaaaaaa', 'l1bbbbbbbb', 'l2aaaaaaaa', 'lzzzzzzzzz')
const plans = fc.array(fc.array(fc.tuple(id, fc.option(fields)), { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
})

/** Turns wishes into a plan that fits the model: each id once, no external id twice. */
function planFor(
  model: ReadonlyMap<string, AnyRecord>,
  wishes: readonly (readonly [string, object | null])[],
): Change[] {
  const next = new Map(model)
  const changes = new Map<string, Change>()
  for (const [id, wish] of wishes) {
    const before = model.get(id)
    const after: AnyRecord | undefined =
      wish === null ? undefined : { ...wish, id, status: 'new', createdAt: at, updatedAt: at }
    const isTaken = [...next.values()].some(
      (other) =>
        other.id !== id && after?.['externalId'] !== undefined && other['externalId'] === after['externalId'],
    )
    if (isTaken || changes.has(id) || (before === undefined && after === undefined)) continue
    if (after === undefined) next.delete(id)
    else next.set(id, after)
    changes.set(id, {
      kind: 'lead',
      id,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    })
  }
  return [...changes.values()]
}

function apply(model: Map<string, AnyRecord>, changes: readonly Change[]): void {
  for (const { id, after } of changes) {
    if (after === undefined) model.delete(id)
    else model.set(id, tidied(entities.lead, after))
  }
}

test('what was written is read, by every road, and the same data are the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (wishes) => {
      const dir = newStore()
      const model = new Map<string, AnyRecord>()
      for (const wish of wishes) {
        const records = planFor(model, wish)
        await open(dir).commit({ summary: '', records }, 'Noy', 'crm')
        apply(model, records)
      }
      const expected = [...model.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
      expect(open(dir).all('lead')).toEqual(expected)
      for (const record of expected) {
        const store = open(dir)
        for (const key of keysOf(entities.lead, record)) {
          expect(store.withKey('lead', key).map((found) => found.id)).toContain(record.id)
        }
        expect(open(dir).get('lead', record.id)).toEqual(record)
      }
      const other = newStore()
      await open(other).commit(
        { summary: '', records: expected.map((after) => ({ kind: 'lead', id: after.id, after })) },
        'Noy',
        'crm',
      )
      expect(content(other)).toEqual(content(dir))
    }),
    { numRuns: 30 },
  )
})

test('a plan and then its inverse bring the same bytes back, and the inverse of that the plan', async () => {
  const currency = fc.constantFrom('THB', 'LAK', 'USD')
  await fc.assert(
    fc.asyncProperty(plans, currency, async (wishes, code) => {
      const dir = newStore()
      const model = new Map<string, AnyRecord>()
      for (const wish of wishes) {
        const records = planFor(model, wish)
        const isIdle = records.every(
          ({ before, after }) =>
            before !== undefined && after !== undefined && sameRecord(before, tidied(entities.lead, after)),
        )
        if (isIdle) continue
        const before = content(dir)
        const settings = { ...defaultSettings, currency: code }
        await open(dir).commit(
          { summary: 'done', records, settings: { ...open(dir).settings, ...settings } },
          'Noy',
          'crm',
        )
        const after = content(dir)
        await takeBack(dir)
        expect(content(dir)).toEqual(before)
        await takeBack(dir)
        expect(content(dir)).toEqual(after)
        apply(model, records)
      }
    }),
    { numRuns: 30 },
  )
})

test('undoing everything step by step brings the same bytes back, and so does redoing it', async () => {
  const currency = fc.constantFrom('THB', 'LAK', 'USD')
  await fc.assert(
    fc.asyncProperty(plans, fc.array(currency, { minLength: 5, maxLength: 5 }), async (wishes, codes) => {
      const dir = newStore()
      const model = new Map<string, AnyRecord>()
      const states = [content(dir)]
      for (const [step, wish] of wishes.entries()) {
        const records = planFor(model, wish)
        const settings = { ...open(dir).settings, currency: codes[step] ?? 'THB' }
        await open(dir).commit({ summary: String(step), records, settings }, 'Noy', 'crm')
        apply(model, records)
        const state = content(dir)
        if (!isDeepStrictEqual(state, states.at(-1))) states.push(state)
      }
      for (const state of states.slice(0, -1).reverse()) {
        await takeBack(dir, nextToUndo(readHistory(dir)))
        expect(content(dir)).toEqual(state)
      }
      expect(nextToUndo(readHistory(dir))).toBeUndefined()
      for (const state of states.slice(1)) {
        await takeBack(dir, nextToRedo(readHistory(dir)))
        expect(content(dir)).toEqual(state)
      }
      expect(nextToRedo(readHistory(dir))).toBeUndefined()
    }),
    { numRuns: 40 },
  )
})

test('at any moment of the past a record was what it was', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (wishes) => {
      const dir = newStore()
      const model = new Map<string, AnyRecord>()
      const moments = [{ instant: '2026-11-01T00:00:00Z', records: new Map(model) }]
      for (const [step, wish] of wishes.entries()) {
        const instant = `2026-11-0${step + 2}T00:00:00Z`
        const records = planFor(model, wish)
        const clock = fixedClock(new Date(instant))
        await openStore({ dir, clock }).commit({ summary: '', records }, 'Noy', 'crm')
        apply(model, records)
        moments.push({ instant, records: new Map(model) })
      }
      const touched = new Set(wishes.flat().map(([id]) => id))
      for (const { instant, records } of moments) {
        for (const id of touched) {
          const then = recordAt(id, model.get(id), readHistory(dir), instant)
          expect(then.state === 'there' ? then.record : undefined).toEqual(records.get(id))
          if (then.state === 'there') expect(then.hasGap).toBe(false)
        }
      }
    }),
    { numRuns: 30 },
  )
})

test('what split a kind into many files is taken back into one, byte for byte', async () => {
  const dir = newStore()
  const many = ids('l', 2000).map((id) => lead(id))
  await commit(dir, ...many)
  const before = content(dir)
  await commit(
    dir,
    ...ids('l', 2200)
      .slice(2000)
      .map((id) => lead(id)),
  )
  expect(Object.keys(content(dir)).filter((name) => name.startsWith('data/leads/'))).toHaveLength(32)
  await takeBack(dir, nextToUndo(readHistory(dir)))
  expect(content(dir)).toEqual(before)
  await takeBack(dir, nextToUndo(readHistory(dir)))
  expect(content(dir)).toEqual(content(newStore()))
})

/** Undoes a command, or else the last one. */
async function takeBack(dir: string, line = [...readHistory(dir)][0]): Promise<void> {
  if (line === undefined) throw new Error('there is nothing to undo')
  const { changes, obstacles } = invert(line, open(dir))
  expect(obstacles).toEqual([])
  await open(dir).commit(changes, 'Noy', 'crm undo')
}
