import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLines, oneLine, wrap } from '../../../src/terminal/lines.ts'
import { width } from '../../../src/text.ts'

describe('oneLine', () => {
  it('shows line breaks and makes escape sequences visible', () => {
    expect(oneLine(' a \r\n b\rc\td\n')).toBe('a ⏎ b ⏎ c d')
    expect(oneLine('\u001b[31mred\u0007')).toBe('␛[31mred␇')
  })
})

describe('cleanLines', () => {
  it('breaks where the text does', () => {
    expect(cleanLines('a\r\nb\rc\n\nd\u001b\n')).toEqual(['a', 'b', 'c', '', 'd␛'])
  })
})

describe('wrap', () => {
  it('breaks between words', () => {
    expect(wrap('one two three', 13)).toEqual(['one two three'])
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrap('one, two', 4)).toEqual(['one,', 'two'])
  })

  it('breaks Thai and Lao between words, never inside a character', () => {
    expect(wrap('ระบบบัญชีออนไลน์สำหรับร้านอาหาร', 12)).toEqual(['ระบบบัญชี', 'ออนไลน์สำหรับ', 'ร้านอาหาร'])
    expect(wrap('ຂ້ອຍກິນເຂົ້າ', 6)).toEqual(['ຂ້ອຍ', 'ກິນເຂົ້າ'])
    expect(wrap('น้ำน้ำ', 1)).toEqual(['น้ำ', 'น้ำ'])
    expect(wrap('ชาไทย จำกัด (มหาชน)', 13)).toEqual(['ชาไทย จำกัด', '(มหาชน)'])
  })

  it('cuts a word wider than the line', () => {
    expect(wrap('https://example.com', 8)).toEqual(['https://', 'example.', 'com'])
    expect(wrap('陳大文陳', 4)).toEqual(['陳大', '文陳'])
  })

  it('keeps every character but the spaces at the breaks, and the width', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ก', 'า', 'ນ', '文', '-') })
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 12 }), (line, columns) => {
        const found = wrap(line.trim(), columns)
        expect(found.join('').replace(/ /g, '')).toBe(line.replace(/ /g, ''))
        for (const each of found) expect(width(each)).toBeLessThanOrEqual(columns)
      }),
    )
  })
})
