/** What is offered to who mistyped a word. */
import { describe, expect, test } from 'vitest'
import { nearest } from '../../src/errors.ts'

const words = ['status', 'stage', 'source', 'score', 'rating', 'name', 'web', 'line', 'email']

describe('nearest', () => {
  test.each([
    ['statsu', 'status'],
    ['wbe', 'web'],
    ['lnie', 'line'],
    ['naem', 'name'],
    ['emial', 'email'],
    ['Ratnig', 'rating'],
    ['scroe', 'score'],
    ['stats', 'status'],
  ])('%s is perhaps %s', (typed, meant) => expect(nearest(typed, words)).toBe(meant))

  test.each(['phone', 'xyz', 'wb1e3', ''])('%s is none of them', (typed) => {
    expect(nearest(typed, words)).toBeUndefined()
  })
})
