import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { decimalText, groupThousands, parseNumber } from '../../src/numbers.ts'

describe('decimalText', () => {
  test.each([
    [0, '0'],
    [-1.5, '-1.5'],
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [1.25e-9, '0.00000000125'],
    [-2.5e-8, '-0.000000025'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
  ])('of %d is %s', (value, text) => {
    expect(decimalText(value)).toBe(text)
  })

  test('reads back as the number, without an exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimalText(value)).toMatch(/^-?\d+(\.\d+)?$/)
        expect(Number(decimalText(value))).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

describe('groupThousands', () => {
  test.each([
    ['1', '1'],
    ['999', '999'],
    ['1000', '1,000'],
    ['-1234567.125', '-1,234,567.125'],
    ['-100', '-100'],
  ])('%s is %s', (decimal, text) => {
    expect(groupThousands(decimal)).toBe(text)
  })
})

describe('parseNumber', () => {
  test.each([
    ['1234.5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234 567', 1_234_567],
    ['1\u00a0234', 1234],
    ['๑,๒๓๔.๕', 1234.5],
    ['໑໒໓', 123],
    ['１２３', 123],
    ['-20', -20],
    ['\u221220', -20],
    ['.5', 0.5],
    ['-0', 0],
    ['007', 7],
    ['123456789012345', 123_456_789_012_345],
    ['0.00000123456789012345', 0.000_001_234_567_890_123_45],
  ])('%j is %d', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  test.each([
    ['1.234,56', 'Type 1234.56 if that is what you mean'],
    ['1234,5', 'Type 1234.5 if that is what you mean'],
    ['1.234.567', 'Type 1234567 if that is what you mean'],
    ['1,00,000', 'Type 100000 if that is what you mean'],
    ['1,234 567', 'Type 1234567 if that is what you mean'],
    ['abc', 'Type it like 1234.5'],
    ['1e5', 'Type it like 1234.5'],
    ['--1', 'Type it like 1234.5'],
    ['5-', 'Type it like 1234.5'],
    ['1.', 'Type it like 1234.5'],
    ['1,,000', 'Type it like 1234.5'],
    ['1234567890123456', 'Leave digits out, or keep it as text'],
  ])('refuses %s', (text, hint) => {
    expect(() => parseNumber(text)).toThrow(expect.objectContaining({ name: 'InputError', hint }))
    expect(() => parseNumber(text)).toThrow(InputError)
  })
})
