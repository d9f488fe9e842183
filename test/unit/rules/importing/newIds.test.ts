import { expect, test } from 'vitest'
import { NewIds } from '../../../../src/rules/importing/newIds.ts'

const drawing = (...ids: string[]) => {
  const left = [...ids]
  return () => left.shift() ?? 'none left'
}

test('ids are given out in ascending order, as many as were drawn', () => {
  const ids = new NewIds(drawing('c', 'a', 'b'), 3)
  expect([ids.next(), ids.next(), ids.next()]).toEqual(['a', 'b', 'c'])
  expect(() => ids.next()).toThrow(new RangeError('No more than 3 ids were asked for.'))
})

test('one that is drawn twice is given once, and another drawn for it', () => {
  const ids = new NewIds(drawing('b', 'b', 'c', 'b', 'a'), 3)
  expect([ids.next(), ids.next(), ids.next()]).toEqual(['a', 'b', 'c'])
})

test('none is drawn before one is wanted', () => {
  let drawn = 0
  const ids = new NewIds(() => String(++drawn), 1)
  expect(drawn).toBe(0)
  expect(ids.next()).toBe('1')
})
