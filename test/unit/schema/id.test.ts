import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isId, newId, pooled, shortId } from '../../../src/schema/id.ts'

describe('newId', () => {
  test('is the letter and nine characters of base 32', () => {
    expect(newId('d', () => Uint8Array.from([0, 9, 10, 17, 18, 31, 32, 255, 128]))).toBe('d09ahjz0z0')
  })

  test('is always an id of its letter', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 9, maxLength: 9 }), (bytes) => {
        expect(
          isId(
            newId('l', () => bytes),
            'l',
          ),
        ).toBe(true)
      }),
    )
  })
})

describe('isId', () => {
  test.each([
    ['l7k3m9x2qa', 'l', true],
    ['l7k3m9x2qa', undefined, true],
    ['l7k3m9x2qa', 'd', false],
    ['l7k3m9x2q', 'l', false],
    ['l7k3m9x2qaa', 'l', false],
    ['l7k3m9x2qi', 'l', false],
    ['L7K3M9X2QA', undefined, false],
    [undefined, undefined, false],
    [7, undefined, false],
  ])('%s as %s: %s', (text, letter, expected) => {
    expect(isId(text, letter)).toBe(expected)
  })
})

test('shortId is the shortest beginning of at least four characters that is alone', () => {
  expect(shortId('l7k3m9x2qa', [])).toBe('l7k3')
  expect(shortId('l7k3m9x2qa', ['l7k3m9x2qa'])).toBe('l7k3')
  expect(shortId('l7k3m9x2qa', ['l7k4000000', 'l7k3m00000'])).toBe('l7k3m9')
  expect(shortId('l7k3m9x2qa', ['l7k3m9x2qb'])).toBe('l7k3m9x2qa')
})

test('pooled gives as many bytes as asked for, none twice', () => {
  let next = 0
  const counting = (count: number) => Uint8Array.from({ length: count }, () => next++ % 256)
  const random = pooled(counting)
  expect(Array.from(random(3))).toEqual([0, 1, 2])
  expect(Array.from(random(2))).toEqual([3, 4])
  expect(pooled(randomBytes)(9)).toHaveLength(9)
})
