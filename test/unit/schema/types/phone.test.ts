import fc from 'fast-check'
import { getCountries, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import metadata from 'libphonenumber-js/min/metadata'
import { beforeAll, describe, expect, test } from 'vitest'
import { types } from '../../../../src/schema/types/index.ts'
import { contextOf, keys, plain, read, shown } from './reading.ts'

const laos = { settings: { country: 'LA' } }

describe('before the library is loaded', () => {
  test('numbers are shown as they are stored, and not read', () => {
    expect(types.phone.format('+66812345678', contextOf('phone'))).toBe('+66812345678')
    expect(() => read('phone', '0812345678')).toThrow('Phone numbers are read only after prepare()')
  })
})

describe('once it is', () => {
  beforeAll(() => types.phone.prepare([]))

  test.each([
    ['0812345678', '+66812345678'],
    ['081 234 5678', '+66812345678'],
    ['081-234-5678', '+66812345678'],
    ['(081) 234.5678', '+66812345678'],
    ['๐๘๑-๒๓๔-๕๖๗๘', '+66812345678'],
    ['０８１２３４５６７８', '+66812345678'],
    ['+66 81 234 5678', '+66812345678'],
    ['+66 (0) 81 234 5678', '+66812345678'],
    ['66812345678', '+66812345678'],
    ['tel:+66812345678', '+66812345678'],
    ['02 123 4567', '+6621234567'],
    ['02-123-4567 ext. 12', '+6621234567;ext=12'],
    ['02-123-4567 x12', '+6621234567;ext=12'],
    ['02-123-4567 ต่อ 12', '+6621234567;ext=12'],
    ['02 123 4567 กด 9', '+6621234567;ext=9'],
    ['+6621234567;ext=12', '+6621234567;ext=12'],
    ['1800 123 456', '+661800123456'],
    ['+856 20 55 123 456', '+8562055123456'],
    ['00 856 20 55 123 456', '+8562055123456'],
    ['0085620 55123456', '+8562055123456'],
    ['(00) 44 20 7946 0958', '+442079460958'],
    ['00-66-81-234-5678', '+66812345678'],
    ['๐๐ ๘๕๖ ๒๐ ๕๕ ๑๒๓ ๔๕๖', '+8562055123456'],
    ['001 856 20 55 123 456', '+8562055123456'],
    ['+1 212 555 0123', '+12125550123'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('in Thailand %s is %s', (text, expected) => {
    expect(read('phone', text)).toBe(expected)
  })

  test.each([
    ['020 55 123 456', '+8562055123456'],
    ['020 5512 3456', '+8562055123456'],
    ['020 99887766', '+8562099887766'],
    ['໐໒໐ ໕໕໑໒ ໓໔໕໖', '+8562055123456'],
    ['030 5123456', '+856305123456'],
    ['021 212 345', '+85621212345'],
    ['021 212 345 ຕໍ່ 7', '+85621212345;ext=7'],
    ['+66 81 234 5678', '+66812345678'],
  ])('in Laos %s is %s', (text, expected) => {
    expect(read('phone', text, laos)).toBe(expected)
  })

  test.each([
    '0812',
    '12',
    '081 234 56789',
    '02 123 456',
    'call 0812345678',
    '0812345678 or 0898765432',
    'none',
    '+999 123456',
  ])('in Thailand %s is refused with an example', (text) => {
    expect(read('phone', text)).toBe(
      `"${text}" is not a phone number in TH.\nType it like 081 234 5678, or with the code of its country: +856 20 55 123 456`,
    )
  })

  test('a country without numbers takes those with a code', () => {
    const nowhere = { settings: { country: 'XX' } }
    expect(read('phone', '+66812345678', nowhere)).toBe('+66812345678')
    expect(read('phone', '0812345678', nowhere)).toBe(
      '"0812345678" is not a phone number.\nType it with the code of its country: +856 20 55 123 456',
    )
  })

  test('is shown as dialled in the store’s country, else with the code', () => {
    expect(shown('phone', '+66812345678')).toBe('081 234 5678')
    expect(shown('phone', '02 123 4567 ext 12')).toBe('02 123 4567 ext. 12')
    expect(shown('phone', '+8562055123456')).toBe('+856 20 55 123 456')
    expect(shown('phone', '+8562055123456', laos)).toBe('020 55 123 456')
    expect(types.phone.format('whatever', contextOf('phone'))).toBe('whatever')
  })

  test('is found without its extension', () => {
    expect(keys('phone', '02 123 4567 ext 12')).toEqual(['phone:+6621234567'])
    expect(keys('phones', 'work=02 123 4567 ext 12; 0812345678')).toEqual([
      'phone:+6621234567',
      'phone:+66812345678',
    ])
  })

  test('several, with labels', () => {
    expect(read('phones', 'work=02 123 4567 ต่อ 12; 0812345678\nมือถือ=0898765432')).toEqual([
      { value: '+6621234567;ext=12', label: 'work' },
      { value: '+66812345678' },
      { value: '+66898765432', label: 'มือถือ' },
    ])
    expect(plain('phones', 'work=02 123 4567 ต่อ 12; 0812345678')).toBe(
      'work=+6621234567 ext. 12; +66812345678',
    )
    expect(shown('phones', 'work=02 123 4567 ต่อ 12; 0812345678')).toBe(
      'work: 02 123 4567 ext. 12; 081 234 5678',
    )
  })

  test.each([
    ['IL', '01438265'],
    ['UY', '013 451561'],
  ])('in %s the prefix for calls abroad is not taken for the trunk prefix', (country, text) => {
    expect(read('phone', text, { settings: { country } })).toContain(
      `"${text}" is not a phone number in ${country}.`,
    )
  })

  // Of Thailand and Laos more is known than the library knows.
  const countries = [...getCountries().filter((country) => country !== 'TH' && country !== 'LA'), 'XX']

  test('in every other country the short way gives what the library gives', () => {
    fc.assert(
      fc.property(fc.constantFrom(...countries).chain(numberOf), ([country, typed]) => {
        const options = isSupportedCountry(country) ? { defaultCountry: country } : {}
        const number = [
          typed,
          typed.replace(/^00(?=[ -]*[1-9])/, '+'),
          typed.replace(/^[1-9]\d{10,14}$/, '+$&'),
        ]
          .map((text) => parsePhoneNumberFromString(text, { ...options, extract: false }))
          .find((one) => one?.isValid() === true)
        // What is no number for sure is refused, or kept as one that may be.
        fc.pre(number !== undefined && !/^\+(?:66|856)/.test(number.number))
        expect(read('phone', typed, { settings: { country, countries: [] } })).toEqual(number?.number)
      }),
      { numRuns: 5000 },
    )
  })
})

/** A country, and a number as one might type it there: mostly of the country's own form, sometimes any digits. */
function numberOf(country: string): fc.Arbitrary<[country: string, typed: string]> {
  const [code, pattern] = isSupportedCountry(country) ? formOf(metadata.countries[country]) : ['1', '\\d{8}']
  const start = fc.constantFrom(
    '0',
    '0',
    `+${code}`,
    `+${code} `,
    `+${code}0`,
    code,
    '',
    '00',
    '010',
    '8',
    '1',
  )
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 12 })
  const ownForm = fc.stringMatching(new RegExp(`^(?:${pattern})$`))
  const national = fc.oneof({ arbitrary: ownForm, weight: 3 }, { arbitrary: digits, weight: 1 })
  const typed = fc
    .tuple(start, national, fc.constantFrom('', '', ' ', '-'))
    .map(([before, number, mark]) => before + number.slice(0, 2) + mark + number.slice(2))
  return fc.tuple(fc.constant(country), typed)
}

function formOf(plan: readonly unknown[] = []): [code: string, pattern: string] {
  return [String(plan[0]), String(plan[2])]
}
