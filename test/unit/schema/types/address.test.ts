import { describe, expect, test } from 'vitest'
import { types } from '../../../../src/schema/types/index.ts'
import { plain, read, shown } from './reading.ts'

const thai =
  'street=99/1 ถนนสุขุมวิท; subdistrict=คลองเตย; district=คลองเตย; province=กรุงเทพมหานคร; postal-code=๑๐๑๑๐; country=ไทย'

describe('address', () => {
  test('free text is the street', () => {
    expect(read('address', ' 12 Main Road; Vientiane, a = b ')).toEqual({
      street: '12 Main Road; Vientiane, a = b',
    })
    expect(plain('address', '12 Main Road; Vientiane')).toBe('12 Main Road; Vientiane')
    expect(shown('address', 'ບ້ານ ສີສະເກດ\r\nວຽງຈັນ')).toBe('ບ້ານ ສີສະເກດ, ວຽງຈັນ')
  })

  test('parts are named, in any order and spelling', () => {
    expect(read('address', thai)).toEqual({
      street: '99/1 ถนนสุขุมวิท',
      subdistrict: 'คลองเตย',
      district: 'คลองเตย',
      province: 'กรุงเทพมหานคร',
      postalCode: '10110',
      country: 'TH',
    })
    expect(read('address', 'ZIP=01000; City=Vientiane; label=home')).toEqual({
      label: 'home',
      city: 'Vientiane',
      postalCode: '01000',
    })
  })

  test('is shown on one line, the smallest part first', () => {
    expect(shown('address', thai)).toBe('99/1 ถนนสุขุมวิท, คลองเตย, คลองเตย, กรุงเทพมหานคร 10110, TH')
    expect(shown('address', 'label=home; zip=01000; city=Vientiane')).toBe('home: Vientiane 01000')
  })

  test('is written in the order of its parts', () => {
    expect(plain('address', 'zip=01000; street=a\\;b; label=home')).toBe(
      'label=home; street=a\\;b; postalCode=01000',
    )
    expect(plain('address', 'street=street=5')).toBe('street=street=5')
  })

  test.each([
    [
      'street=x; distrct=y',
      'Unknown part of an address "distrct". Did you mean "district"?\nValid: label, street, subdistrict, district, city, province, postalCode, country',
    ],
    ['city=', '"city=" has no value.\nLeave city out, or type it like city=VALUE'],
    ['city=a; city=b', 'The address has city twice.\nGive each part once'],
    ['city=a; b', '"b" does not say which part of the address it is.\nType it like city=Vientiane'],
  ])('refuses %s', (text, why) => {
    expect(read('address', text)).toBe(why)
  })
})

describe('addresses', () => {
  const typed =
    'label=billing; street=1 Main | label=shipping; street=2 A\\|B; city=Pakse | free text; of one'

  test('are separated by bars', () => {
    expect(read('addresses', typed)).toEqual([
      { label: 'billing', street: '1 Main' },
      { label: 'shipping', street: '2 A|B', city: 'Pakse' },
      { street: 'free text; of one' },
    ])
    expect(plain('addresses', typed)).toBe(typed)
    expect(shown('addresses', typed)).toBe('billing: 1 Main | shipping: 2 A|B, Pakse | free text; of one')
    expect(read('addresses', '|')).toBe('There is no address in "|".\nSeparate several by |')
  })

  test('are united without doubles', () => {
    expect(types.addresses.unite([{ street: 'a' }], [{ street: 'a' }, { street: 'a', city: 'b' }])).toEqual([
      { street: 'a' },
      { street: 'a', city: 'b' },
    ])
  })
})
