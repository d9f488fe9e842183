import { expect, test } from 'vitest'
import { read } from './reading.ts'

test.each([
  ['TH', 'TH'],
  ['la', 'LA'],
  ['Thailand', 'TH'],
  ['the Netherlands', 'NL'],
  ['ไทย', 'TH'],
  ['ประเทศไทย', 'TH'],
  ['ลาว', 'LA'],
  ['สปป.ลาว', 'LA'],
  ['ໄທ', 'TH'],
  ['ລາວ', 'LA'],
  ['ປະເທດລາວ', 'LA'],
  ['Lao PDR', 'LA'],
  ['Viet Nam', 'VN'],
  ['เวียดนาม', 'VN'],
  ['Myanmar', 'MM'],
  ['USA', 'US'],
  ['cote d’ivoire', 'CI'],
])('%s is %s', (text, code) => {
  expect(read('country', text)).toBe(code)
})

test.each(['XX', 'Atlantis', 'EU', 'T'])('refuses %s', (text) => {
  expect(read('country', text)).toBe(
    `"${text}" is not a country.\nType its name or its code: Laos, ไทย, LA, TH`,
  )
})

test('every country of CLDR is read by its own name', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => read('country', code) === code)
  expect(codes).toHaveLength(249)
  for (const language of ['en', 'th', 'lo']) {
    const names = new Intl.DisplayNames(language, { type: 'region' })
    expect(codes.map((code) => read('country', names.of(code) ?? ''))).toEqual(codes)
  }
})
