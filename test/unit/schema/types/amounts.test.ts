import { describe, expect, test } from 'vitest'
import { types } from '../../../../src/schema/types/index.ts'
import { contextOf, plain, read, shown } from './reading.ts'

describe('money', () => {
  test('is in the currency of its record, else of the store', () => {
    expect(shown('money', '1,234.50')).toBe('1,234.50 THB')
    expect(shown('money', '$20', { record: { currency: 'USD' } })).toBe('20.00 USD')
    expect(shown('money', '๕,๐๐๐,๐๐๐', { settings: { currency: 'LAK' } })).toBe('5,000,000 LAK')
    expect(read('money', '1.5', { record: { currency: 'LAK' } })).toBe(
      'Amounts in LAK have no decimals, not "1.5".\nType it like 1234',
    )
  })

  test('is written without its currency', () => {
    expect(plain('money', '1,234.50')).toBe('1234.5')
    expect(plain('money', '-0.05')).toBe('-0.05')
  })

  test('is shown even where it has more decimals than it should', () => {
    expect(types.money.format(12.345, contextOf('money'))).toBe('12.345 THB')
    expect(types.money.format(1000.5, contextOf('money', { record: { currency: 'LAK' } }))).toBe(
      '1,000.5 LAK',
    )
  })
})

describe('number', () => {
  test('is read and shown', () => {
    expect(read('number', '๑,๒๓๔.๕')).toBe(1234.5)
    expect(shown('number', '1234567.5')).toBe('1,234,567.5')
    expect(plain('number', '1,234,567.5')).toBe('1234567.5')
    expect(read('number', 'many')).toBe('"many" is not a number.\nType it like 1234.5')
  })

  test('the store holds finite ones', () => {
    expect(
      [1, -0.5, Number.NaN, Number.POSITIVE_INFINITY, '1'].map((value) =>
        types.number.is(value, contextOf('number').field),
      ),
    ).toEqual([...[true, true, false, false, false]])
  })
})

describe('percent', () => {
  test.each([
    ['50', 50],
    ['50%', 50],
    ['๕๐ %', 50],
    ['12.5％', 12.5],
    ['0', 0],
    ['100', 100],
  ])('%s is %d', (text, value) => {
    expect(read('percent', text)).toBe(value)
  })

  test.each(['101', '-1'])('%s is not', (text) => {
    expect(read('percent', text)).toBe(`"${text}" is not between 0 and 100 percent.\nType it like 50 or 50%`)
  })

  test('is shown with its sign', () => {
    expect(shown('percent', '12.5')).toBe('12.5%')
  })
})

describe('currency', () => {
  test('is a code', () => {
    expect(read('currency', ' lak ')).toBe('LAK')
    expect(read('currency', 'baht')).toBe(
      '"baht" is not the code of a currency.\nType three letters: THB, LAK, USD',
    )
  })
})
