import { expect, test } from 'vitest'
import { sameRecord, sameValue } from '../../../src/schema/value.ts'

test.each([
  [1, 1, true],
  ['a', 'b', false],
  [['a', 'b'], ['a', 'b'], true],
  [['a', 'b'], ['b', 'a'], false],
  [['a'], ['a', 'b'], false],
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: '' }, true],
  [{ a: 1 }, { a: 1, b: 0 }, false],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [['a'], { 0: 'a' }, false],
  [undefined, '', true],
  [undefined, [], true],
  ['', [], true],
  [undefined, false, false],
  [0, undefined, false],
])('%j and %j: %s', (a, b, expected) => {
  expect(sameValue(a, b)).toBe(expected)
  expect(sameValue(b, a)).toBe(expected)
})

test('records are the same when only empty fields and the order of keys differ', () => {
  expect(sameRecord({ id: 'l1', a: 'x', tags: [] }, { a: 'x', id: 'l1', b: '' })).toBe(true)
  expect(sameRecord({ id: 'l1', a: 'x' }, { id: 'l1', a: 'y' })).toBe(false)
  expect(sameRecord({ id: 'l1' }, { id: 'l1', a: 'y' })).toBe(false)
})
