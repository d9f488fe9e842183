import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean, compareText, digits, fold, nfc, pad, truncate, width } from '../../src/text.ts'

const thai = fc.string({
  unit: fc.integer({ min: 0xe01, max: 0xe3a }).map((code) => String.fromCharCode(code)),
})
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'aÉßİςøđΣe\u0301\u0308 \t\u200b\ufeffกเแ\u0e4dำา่้ກເຳໍາ່Ａ１ｶﾞ가') }),
  thai,
)

describe('nfc', () => {
  test('composes', () => {
    expect(nfc('Jose\u0301')).toBe('José')
    expect(nfc('plain')).toBe('plain')
    expect(nfc('น้ำ')).toBe('น้ำ')
  })
})

describe('fold', () => {
  test.each([
    ['Somchai', 'somchai'],
    ['  Acme \t Co.,\n Ltd. ', 'acme co., ltd.'],
    ['José Müller', 'jose muller'],
    ['Łódź Straße', 'lodz strasse'],
    ['Ångström ÆØ', 'angstrom aeo'],
    ['Đặng Thị', 'dang thi'],
    ['ΟΔΟΣ Ώρα', 'οδοσ ωρα'],
    ['Ёлка', 'елка'],
    ['ＡＢＣ　１２', 'abc 12'],
    ['ｶﾞ', 'ガ'],
    ['İstanbul ışık', 'istanbul isik'],
    ['zero\u200bwidth\ufeff \u00adsoft', 'zerowidth soft'],
    ['', ''],
    [' ', ''],
  ])('%j is %j', (text, expected) => {
    expect(fold(text)).toBe(expected)
  })

  test('keeps the vowels and tone marks of Thai and Lao', () => {
    expect(fold('ที่')).toBe('ที่')
    expect(fold('น้ำใจ')).toBe('น้ำใจ')
    expect(fold('ປີໃໝ່')).toBe('ປີໃຫມ່')
    expect(fold('ເຈົ້າ')).toBe('ເຈົ້າ')
    expect(fold('ป่า')).not.toBe(fold('ปา'))
    expect(fold('ກ້າ')).not.toBe(fold('ກາ'))
  })

  test.each([
    ['น้ำ', 'น้\u0e4dา'],
    ['น้ำ', 'น\u0e4d้า'],
    ['ทำ', 'ท\u0e4dา'],
    ['ນ້ຳ', 'ນ້\u0ecdາ'],
    ['ນ້ຳ', 'ນ\u0ecd້າ'],
    ['และ', 'เเละ'],
    ['ແລະ', 'ເເລະ'],
    ['ໝາ', 'ຫມາ'],
    ['กุ้ง', 'ก\u0e49\u0e38ง'],
  ])('%s and %s match', (one, other) => {
    expect(one).not.toBe(other)
    expect(fold(one)).toBe(fold(other))
  })

  test('folding twice is folding once', () => {
    fc.assert(fc.property(anyText, (text) => fold(fold(text)) === fold(text)))
  })

  test('case and surrounding space never matter', () => {
    fc.assert(fc.property(fc.string(), (text) => fold(`  ${text.toUpperCase()} `) === fold(text)))
  })

  test('the short way for plain words gives what the long way gives', () => {
    const plain = fc.string({
      unit: fc.constantFrom(...'aB.7กขเแำาุ่้\u0e4dກຂເແຳາຸ່້\u0ecd'),
      minLength: 1,
    })
    fc.assert(fc.property(plain, (word) => fold(`${word} é`) === `${fold(word)} e`))
  })
})

describe('digits', () => {
  test.each([
    ['๐๑๒๓๔๕๖๗๘๙', '0123456789'],
    ['໐໑໒໓໔໕໖໗໘໙', '0123456789'],
    ['０１２３４５６７８９', '0123456789'],
    ['พ.ศ. ๒๕๖๙', 'พ.ศ. 2569'],
    ['123', '123'],
  ])('%s is %s', (text, expected) => {
    expect(digits(text)).toBe(expected)
  })
})

describe('clean', () => {
  test('shows what a terminal would obey', () => {
    expect(clean('\x1b[31mred\x07\x00')).toBe('␛[31mred␇␀')
    expect(clean('del\x7f')).toBe('del␡')
    expect(clean('one\r\ntwo\tthree')).toBe('one␍\ntwo\tthree')
    expect(clean('\x9b31m')).toBe('\ufffd31m')
    expect(clean('abc\u202ecba\u2066x\u2069')).toBe('abc\ufffdcba\ufffdx\ufffd')
  })

  test('leaves text alone', () => {
    expect(clean('น้ำ ນ້ຳ 日本 👨‍👩‍👧 é')).toBe('น้ำ ນ້ຳ 日本 👨‍👩‍👧 é')
  })

  test('nothing a terminal obeys is left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(clean(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
        expect(clean(text)).toHaveLength(text.length)
      }),
    )
  })
})

describe('width', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['é', 1],
    ['e\u0301', 1],
    ['ที่', 1],
    ['น้ำ', 2],
    ['สมชาย', 5],
    ['ວຽງຈັນ', 5],
    ['ນ້ຳ', 2],
    ['日本', 4],
    ['👨‍👩‍👧‍👦', 2],
    ['🇹🇭', 2],
    ['ก\u200bข', 2],
    ['\ufeffa', 1],
    ['…', 1],
    ['␛', 1],
  ])('of %j is %d', (text, expected) => {
    expect(width(text)).toBe(expected)
  })
})

describe('pad', () => {
  test('fills up by columns, not by characters', () => {
    expect(pad('ที่', 3)).toBe('ที่  ')
    expect(pad('日本', 5, 'right')).toBe(' 日本')
    expect(pad('abc', 2)).toBe('abc')
  })
})

describe('truncate', () => {
  test.each([
    ['Somchai', 7, 'Somchai'],
    ['Somchai', 6, 'Somch…'],
    ['Somchai', 1, '…'],
    ['Somchai', 0, ''],
    ['น้ำใจงาม', 3, 'น้ำ…'],
    ['น้ำใจงาม', 2, '…'],
    ['日本語', 4, '日…'],
    ['👨‍👩‍👧‍👦abc', 3, '👨‍👩‍👧‍👦…'],
    ['ເຈົ້າຂອງ', 4, 'ເຈົ້າ…'],
  ])('%s to %d columns is %s', (text, columns, expected) => {
    expect(truncate(text, columns)).toBe(expected)
  })

  test('never wider than asked, never in the middle of a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(12), (text, columns) => {
        const short = truncate(text, columns)
        expect(width(short)).toBeLessThanOrEqual(columns)
        if (short === text || short === '') return
        const kept = [...new Intl.Segmenter().segment(short.slice(0, -1))].map(({ segment }) => segment)
        const all = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
        expect(all.slice(0, kept.length)).toEqual(kept)
      }),
    )
  })
})

describe('compareText', () => {
  test.each([
    [
      ['ไก่', 'ขา', 'กา', 'เกม', 'แก้ว', 'กบ'],
      ['กบ', 'กา', 'เกม', 'แก้ว', 'ไก่', 'ขา'],
    ],
    [
      ['ໄກ່', 'ຂາ', 'ກາ', 'ເກມ', 'ແກ້ວ', 'ກົບ'],
      ['ກາ', 'ກົບ', 'ເກມ', 'ແກ້ວ', 'ໄກ່', 'ຂາ'],
    ],
    [
      ['b', 'A', 'é', 'f', 'a', 'e'],
      ['a', 'A', 'b', 'e', 'é', 'f'],
    ],
    [
      ['Deal 10', 'Deal 9', 'Deal 100'],
      ['Deal 9', 'Deal 10', 'Deal 100'],
    ],
    [
      ['Anna', 'Ann Lee', 'Ann-b'],
      ['Ann Lee', 'Ann-b', 'Anna'],
    ],
  ])('sorts %j', (texts, expected) => {
    expect([...texts].sort(compareText)).toEqual(expected)
  })
})
