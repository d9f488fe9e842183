/** Laws of the store, tried on many stores made up at random. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import { entities } from '../../../src/entities/index.ts'
import { invert } from '../../../src/rules/undo.ts'
import { tidied } from '../../../src/schema/canonical.ts'
import type { Change } from '../../../src/schema/changes.ts'
import type { AnyRecord, Value } from '../../../src/schema/field.ts'
import { keysOf } from '../../../src/schema/keys.ts'
import { sameRecord } from '../../../src/schema/value.ts'
import { readHistory } from '../../../src/store/history.ts'
import { at, content, newStore, open } from '../../helpers/store.ts'

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
    { numRuns: 60 },
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
    { numRuns: 60 },
  )
})

/** Undoes the last command. */
async function takeBack(dir: string): Promise<void> {
  const [last] = readHistory(dir)
  if (last === undefined) throw new Error('there is nothing to undo')
  const { changes, obstacles } = invert(last, open(dir))
  expect(obstacles).toEqual([])
  await open(dir).commit(changes, 'Noy', 'crm undo')
}
