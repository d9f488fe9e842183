/** Words and spellings that duplicates are compared by. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { companyWords, personWords, placeWords, soundOf } from '../../../src/rules/likeness/words.ts'
import { edits, isSlip, spelling } from '../../../src/spelling.ts'

test.each([
  ['Mr. Somchai Jaidee', ['somchai', 'jaidee']],
  ['นายสมชาย ใจดี', ['สมชาย', 'ใจดี']],
  ['ท่าน สมชาย', ['สมชาย']],
  ['นายสุชาติ มีสุข', ['สุชาติ', 'มีสุข']],
  ['นางสาวเพ็ญ มีสุข', ['เพ็ญ', 'มีสุข']],
  ['น.ส. สมหญิง ดีงาม', ['สมหญิง', 'ดีงาม']],
  ['น.ส.สมหญิง ดีงาม', ['สมหญิง', 'ดีงาม']],
  ['ร.ต.อ. สมชาย ใจดี', ['สมชาย', 'ใจดี']],
  ['ผศ.ดร.สมชาย ใจดี', ['สมชาย', 'ใจดี']],
  ['คุณากร ใจดี', ['คุณากร', 'ใจดี']],
  ['ທ້າວບຸນມີ ພົມມະຈັນ', ['ບຸນມີ', 'ພົມມະຈັນ']],
  ['ນາງ ວິໄລ', ['ວິໄລ']],
  ['ທ້າວ ບຸນມີ ພົມມະຈັນ', ['ບຸນມີ', 'ພົມມະຈັນ']],
  ['Dr José O’Brien', ['jose', 'obrien']],
  ['Mr', ['mr']],
])('a person: %s', (name, words) => expect(personWords(name)).toEqual(words))

test.each([
  ['Siam Tea Co., Ltd.', ['siam', 'tea']],
  ['บริษัท สยามชา จำกัด (มหาชน)', ['สยามชา']],
  ['บริษัทสยามชาจำกัด', ['สยามชา']],
  ['หจก. ชาไทย', ['ชาไทย']],
  ['ບໍລິສັດ ກາເຟລາວ ຈຳກັດ', ['ກາເຟລາວ']],
  ['Keller & Söhne GmbH', ['keller', 'sohne']],
  ['The Company Ltd', ['the', 'company', 'ltd']],
])('a company: %s', (name, words) => expect(companyWords(name)).toEqual(words))

test('an address: abbreviations are spelt one way', () => {
  expect(placeWords('12/3 Rama IV Rd., Suite 5')).toEqual(placeWords('12/3 rama iv road ste 5'))
  expect(placeWords('ถ. พระราม ๔')).toEqual(placeWords('ถนน พระราม 4'))
})

test('a sound: words heard wrongly have one', () => {
  expect(soundOf('philip')).toBe(soundOf('filip'))
  expect(soundOf('meyer')).not.toBe(soundOf('keller'))
})

describe('spelling', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ก', 'ກ'), maxLength: 12 })

  it('is the same both ways, and 1 only for the same word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(edits(a, b, 12)).toBe(edits(b, a, 12))
        expect(isSlip(a, b)).toBe(isSlip(b, a))
        expect(edits(a, b, 12) === 0).toBe(a === b)
        expect(spelling(a, b)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('counts one for a letter more, less, other, or two swapped', () => {
    for (const other of ['kellers', 'keler', 'kelter', 'kelelr']) expect(edits('keller', other, 3)).toBe(1)
    expect(edits('keller', 'meier', 2)).toBe(3)
  })

  it('knows slips from other words', () => {
    expect(isSlip('meesuk', 'meesok')).toBe(true)
    expect(isSlip('anna', 'hans')).toBe(false)
    expect(isSlip('12', '13')).toBe(false)
  })
})
