import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAmount } from '../../src/amounts.ts'
import {
  add,
  convert,
  convertUnits,
  currencyDigits,
  formatAmount,
  fraction,
  isCurrency,
  shareOf,
  Total,
  toDecimal,
  toMinor,
  toNumber,
  zero,
} from '../../src/money.ts'

const baht = (minor: bigint) => ({ minor, currency: 'THB' })
const currencies = fc.constantFrom('THB', 'LAK', 'KWD')
const minorUnits = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n })

describe('currencyDigits', () => {
  test.each([
    ['THB', 2],
    ['LAK', 0],
    ['USD', 2],
    ['JPY', 0],
    ['VND', 0],
    ['KWD', 3],
    ['KHR', 2],
    ['nonsense', 2],
  ])('of %s is %d', (code, digits) => {
    expect(currencyDigits(code)).toBe(digits)
  })

  test.each('THB LAK USD EUR GBP CNY SGD MYR AUD JPY KRW VND KWD BHD CHF'.split(' '))(
    'of %s is what Intl says',
    (currency) => {
      const format = new Intl.NumberFormat('en', { style: 'currency', currency })
      expect(currencyDigits(currency)).toBe(format.resolvedOptions().maximumFractionDigits)
    },
  )
})

test('isCurrency knows codes, in capitals only', () => {
  expect(['THB', 'LAK', 'CHF', 'XOF'].map(isCurrency)).toEqual([true, true, true, true])
  expect(['thb', 'XXZ', 'BAHT', ''].map(isCurrency)).toEqual([false, false, false, false])
})

describe('toMinor', () => {
  test.each([
    [1234.5, 'THB', 123450n],
    [0.1, 'THB', 10n],
    [-0.07, 'USD', -7n],
    [1.005, 'KWD', 1005n],
    [5_000_000, 'LAK', 5_000_000n],
    [9_999_999_999_999.99, 'THB', 999_999_999_999_999n],
    [123_456_789_012_345, 'THB', 12_345_678_901_234_500n],
    [-0, 'THB', 0n],
  ])('%d %s', (amount, currency, minor) => {
    expect(toMinor(amount, currency)).toBe(minor)
  })

  test.each([
    [0.125, 'THB', 'Amounts in THB have at most 2 decimals, not "0.125".'],
    [1.5, 'LAK', 'Amounts in LAK have no decimals, not "1.5".'],
    [1e-7, 'KWD', 'Amounts in KWD have at most 3 decimals, not "0.0000001".'],
    [Number.NaN, 'THB', 'NaN is not an amount of money.'],
    [Number.POSITIVE_INFINITY, 'THB', 'Infinity is not an amount of money.'],
  ])('refuses %d %s', (amount, currency, message) => {
    expect(() => toMinor(amount, currency)).toThrow(expect.objectContaining({ name: 'InputError', message }))
  })

  test('and toNumber are each other’s inverse', () => {
    fc.assert(
      fc.property(minorUnits, currencies, (minor, currency) => {
        expect(toMinor(toNumber({ minor, currency }), currency)).toBe(minor)
      }),
    )
  })
})

describe('text', () => {
  test.each([
    [baht(0n), '0.00', '0.00 THB'],
    [baht(5n), '0.05', '0.05 THB'],
    [baht(-5n), '-0.05', '-0.05 THB'],
    [baht(123450n), '1234.50', '1,234.50 THB'],
    [baht(-123456789n), '-1234567.89', '-1,234,567.89 THB'],
    [{ minor: 5_000_000n, currency: 'LAK' }, '5000000', '5,000,000 LAK'],
    [{ minor: 1n, currency: 'KWD' }, '0.001', '0.001 KWD'],
  ])('of $minor $currency', (amount, plain, shown) => {
    expect(toDecimal(amount)).toBe(plain)
    expect(formatAmount(amount)).toBe(shown)
  })
})

describe('parseAmount', () => {
  test.each([
    ['1,234.50', 'THB', 1234.5],
    ['1234.5', 'THB', 1234.5],
    ['฿1 234.50', 'THB', 1234.5],
    ['1,234.50 THB', 'THB', 1234.5],
    ['thb 99', 'THB', 99],
    ['๑,๒๓๔.๕๐', 'THB', 1234.5],
    ['500 บาท', 'THB', 500],
    ['₭ 5,000,000', 'LAK', 5_000_000],
    ['໕໐໐໐ ກີບ', 'LAK', 5000],
    ['$1,000', 'USD', 1000],
    ['US$ 20.5', 'USD', 20.5],
    ['$20', 'SGD', 20],
    ['€ 7', 'EUR', 7],
    ['-20', 'THB', -20],
    ['-฿20', 'THB', -20],
    ['−5', 'THB', -5],
    ['-0', 'THB', 0],
    ['.5', 'THB', 0.5],
    ['1000.00', 'LAK', 1000],
    ['1234.5000', 'THB', 1234.5],
    ['1.234', 'KWD', 1.234],
    [' 12 ', 'THB', 12],
    ['5k', 'THB', 5000],
    ['1.5K', 'THB', 1500],
    ['2.25m', 'THB', 2_250_000],
    ['$1.2 million', 'USD', 1_200_000],
    ['1,500 thousand THB', 'THB', 1_500_000],
    ['5 แสน', 'THB', 500_000],
    ['1.5 ล้านบาท', 'THB', 1_500_000],
    ['๓ หมื่น บาท', 'THB', 30_000],
    ['-2พัน', 'THB', -2000],
    ['15 ລ້ານກີບ', 'LAK', 15_000_000],
    ['5 ໝື່ນ', 'LAK', 50_000],
    ['1.25 ຕື້', 'LAK', 1_250_000_000],
    ['0.0015k', 'THB', 1.5],
  ])('%s in %s', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount)
  })

  test.each([
    [
      '1.234,56',
      'THB',
      '"1.234,56" can be read in more than one way.',
      'Type 1234.56 if that is what you mean',
    ],
    ['1234,5', 'THB', '"1234,5" can be read in more than one way.', 'Type 1234.5 if that is what you mean'],
    [
      '12.500',
      'THB',
      'Amounts in THB have at most 2 decimals, not "12.500".',
      'Type 12500 if the point separates thousands',
    ],
    ['1234.567', 'THB', 'Amounts in THB have at most 2 decimals, not "1234.567".', 'Type it like 1234.50'],
    ['1.5', 'LAK', 'Amounts in LAK have no decimals, not "1.5".', 'Type it like 1234'],
    [
      '1.000',
      'LAK',
      'Amounts in LAK have no decimals, not "1.000".',
      'Type 1000 if the point separates thousands',
    ],
    ['1.5x', 'THB', '"1.5x" is not an amount: what is "x"?', 'Type it like 1234.50, 5k or 1.5 million'],
    ['5kg', 'THB', '"5kg" is not an amount: what is "kg"?', 'Type it like 1234.50, 5k or 1.5 million'],
    ['5 THB k', 'THB', '"5 THB k" is not an amount.', 'Type it like 1234.50'],
    ['1.000001k', 'THB', 'Amounts in THB have at most 2 decimals, not "1000.001".', 'Type it like 1234.50'],
    [
      '9 ล้านเยน',
      'THB',
      '"9 ล้านเยน" is not an amount: what is "เยน"?',
      'Type it like 1234.50, 5k or 1.5 million',
    ],
    [
      '$100',
      'THB',
      '"$100" is in USD, but the amount is to be in THB.',
      'Type the number alone if it is THB; otherwise set the currency to USD too',
    ],
    [
      '100 LAK',
      'THB',
      '"100 LAK" is in LAK, but the amount is to be in THB.',
      'Type the number alone if it is THB; otherwise set the currency to LAK too',
    ],
    [
      '1234567890123456',
      'THB',
      '"1234567890123456" has more than 15 digits.',
      'Leave digits out, or keep it as text',
    ],
    ['(100)', 'THB', '"(100)" is not an amount.', 'Type it like 1234.50'],
    ['100-', 'THB', '"100-" is not an amount.', 'Type it like 1234.50'],
    ['฿-5', 'THB', '"฿-5" is not an amount.', 'Type it like 1234.50'],
    ['a lot', 'THB', '"a lot" is not an amount.', 'Type it like 1234.50'],
    ['', 'THB', '"" is not an amount.', 'Type it like 1234.50'],
  ])('refuses %s in %s', (text, currency, message, hint) => {
    expect(() => parseAmount(text, currency)).toThrow(
      expect.objectContaining({ name: 'InputError', message, hint }),
    )
  })

  test('reads what formatAmount and toDecimal write', () => {
    fc.assert(
      fc.property(minorUnits, currencies, (minor, currency) => {
        const amount = { minor, currency }
        expect(toMinor(parseAmount(formatAmount(amount), currency), currency)).toBe(minor)
        expect(toMinor(parseAmount(toDecimal(amount), currency), currency)).toBe(minor)
      }),
    )
  })
})

describe('sums', () => {
  test('are exact where doubles are not', () => {
    const dime = baht(toMinor(0.1, 'THB'))
    const sum = [dime, dime, dime].reduce(add, zero('THB'))
    expect(toNumber(sum)).toBe(0.3)
  })

  test('of different currencies are refused', () => {
    expect(() => add(baht(1n), zero('LAK'))).toThrow('Cannot add LAK to THB')
  })
})

describe('fraction', () => {
  test.each([
    [1n, 1, 2, 1n],
    [-1n, 1, 2, -1n],
    [1n, 499, 1000, 0n],
    [76_050_000n, 16, 22, 55_309_091n],
    [123_456n, 1, 8, 15_432n],
    [100n, 0, 7, 0n],
    [100n, 7, 7, 100n],
  ])('%d minor units, %d of %d', (minor, part, whole, expected) => {
    expect(fraction(baht(minor), part, whole)).toEqual(baht(expected))
  })

  test('the parts of a split differ from the whole by rounding only', () => {
    fc.assert(
      fc.property(minorUnits, fc.integer({ min: 0, max: 100 }), (minor, part) => {
        const rest =
          fraction(baht(minor), part, 100).minor + fraction(baht(minor), 100 - part, 100).minor - minor
        expect([-1n, 0n, 1n]).toContain(rest)
      }),
    )
  })
})

describe('convert', () => {
  const settings = { currency: 'THB', rates: { USD: '36.50', LAK: '0.0016', KWD: '118.123456', JPY: 'much' } }

  test.each([
    ['USD', 100n, 3650n],
    ['USD', 1n, 37n],
    ['USD', -1n, -37n],
    ['LAK', 5_000_000n, 800_000n],
    ['LAK', 3n, 0n],
    ['LAK', 4n, 1n],
    ['KWD', 1000n, 11_812n],
    ['THB', 7n, 7n],
  ])('%s %d', (currency, minor, expected) => {
    expect(convert({ minor, currency }, settings)).toEqual(baht(expected))
  })

  test('to a currency without decimals', () => {
    expect(convert(baht(10_050n), { currency: 'LAK', rates: { THB: '625' } })).toEqual({
      minor: 62_813n,
      currency: 'LAK',
    })
  })

  test('without a rate is undefined, with a senseless one an error', () => {
    expect(convert({ minor: 1n, currency: 'EUR' }, settings)).toBeUndefined()
    expect(() => convert({ minor: 1n, currency: 'JPY' }, settings)).toThrow(
      'The rate of JPY in the settings is not a decimal number: "much".',
    )
  })

  test('is within half a minor unit of the exact value', () => {
    fc.assert(
      fc.property(minorUnits, fc.integer({ min: 1, max: 99_999_999 }), (minor, rate) => {
        const rates = { USD: `${Math.floor(rate / 10_000)}.${String(rate % 10_000).padStart(4, '0')}` }
        const converted = convert({ minor, currency: 'USD' }, { currency: 'THB', rates })
        const error = (converted?.minor ?? 0n) * 10_000n - minor * BigInt(rate)
        expect(error <= 5000n && error >= -5000n).toBe(true)
      }),
    )
  })
})

describe('quick arithmetic', () => {
  const percents = fc.oneof(
    fc.integer({ min: 0, max: 100 }),
    fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1000),
  )
  const numbers = fc.oneof(fc.integer({ min: -999_999, max: 999_999 }), fc.maxSafeInteger())

  test('gives of numbers what it gives of big integers', () => {
    const settings = { currency: 'THB', rates: { USD: '36.505', LAK: '0.0016' } }
    fc.assert(
      fc.property(numbers, percents, fc.constantFrom('USD', 'LAK', 'THB'), (units, percent, currency) => {
        expect(BigInt(shareOf(units, percent))).toBe(BigInt(shareOf(BigInt(units), percent)))
        expect(BigInt(convertUnits(units, currency, settings) ?? 0)).toBe(
          convert({ minor: BigInt(units), currency }, settings)?.minor,
        )
      }),
    )
  })

  test.each([
    [1, 50, 1n],
    [-1, 50, -1n],
    [3, 50, 2n],
    [Number.MAX_SAFE_INTEGER, 50, 4_503_599_627_370_496n],
    [Number.MAX_SAFE_INTEGER, 12.5, 1_125_899_906_842_624n],
    [900_719_925_474_099, 10, 90_071_992_547_410n],
  ])('%d units, %d percent: halves go away from zero, whatever the size', (units, percent, expected) => {
    expect(BigInt(shareOf(units, percent))).toBe(expected)
  })

  test('sums are exact beyond what numbers hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(numbers, fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }))),
        (parts) => {
          const total = new Total()
          for (const part of parts) total.add(part)
          expect(total.minor).toBe(parts.reduce<bigint>((sum, part) => sum + BigInt(part), 0n))
        },
      ),
    )
  })
})
