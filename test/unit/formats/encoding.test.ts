import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/formats/encoding.ts'

const utf8 = new TextEncoder()

/** Thai text in Windows-874: each letter is one byte, 0xA1 to 0xFB. */
function thaiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    return code < 0x80 ? code : code - 0x0e00 + 0xa0
  })
}

function wideBytes(text: string, isBig: boolean): Uint8Array {
  const little = Buffer.from(text, 'utf16le')
  return isBig ? little.swap16() : little
}

describe('decode', () => {
  it.each([
    ['ชื่อ,อีเมล\nสมชาย,a@b.co\n', 'UTF-8'],
    ['\uFEFFa,b', 'UTF-8'],
    ['\uFEFF\uFEFFa,b', 'UTF-8'],
    ['\uFEFF  \uFEFFa,b', 'UTF-8'],
    ['', 'UTF-8'],
  ])('reads UTF-8 without its marks: %j', (text, encoding) => {
    const decoded = decode(utf8.encode(text))
    expect(decoded).toEqual({ text: text.replace(/^[\uFEFF ]*/, ''), encoding, isGuessed: false })
  })

  it.each([false, true])('reads UTF-16 with and without its mark (big-endian: %s)', (isBig) => {
    const encoding = isBig ? 'UTF-16 BE' : 'UTF-16 LE'
    for (const text of ['name,email\nAnn,a@b.co\n', 'ชื่อ,อีเมล\nสมชาย ใจดี,a@b.co\n', 'ຊື່,ອີເມວ\nບຸນມີ,a@b.la\n']) {
      expect(decode(wideBytes(text, isBig))).toEqual({ text, encoding, isGuessed: true })
      expect(decode(wideBytes(`\uFEFF${text}`, isBig))).toEqual({ text, encoding, isGuessed: false })
    }
  })

  it.each(['ชื่อ,อีเมล\nสมชาย ใจดี,a@b.co\n', 'name,company\nAnn,ลูกค้า\n'])('knows Thai letters: %j', (text) => {
    expect(decode(thaiBytes(text))).toEqual({ text, encoding: 'Windows-874', isGuessed: true })
  })

  it('knows Western letters, also the punctuation of Windows', () => {
    const bytes = Buffer.from('José,Müller,Größe,\x93naïve\x94,5 \x80\n', 'latin1')
    expect(decode(bytes)).toEqual({
      text: 'José,Müller,Größe,“naïve”,5 €\n',
      encoding: 'Windows-1252',
      isGuessed: true,
    })
  })

  it('takes the user’s word for it', () => {
    const bytes = Uint8Array.of(0xca, 0xc7, 0xd1)
    expect(decode(bytes, 'TIS-620').text).toBe('สวั')
    expect(decode(bytes, 'cp874').encoding).toBe('Windows-874')
    expect(decode(bytes, 'latin1').text).toBe('ÊÇÑ')
    expect(decode(bytes, 'windows-1251').text).toBe('КЗС')
    expect(decode(wideBytes('กข', true), 'utf-16be').text).toBe('กข')
  })

  it('lists the encodings there are', () => {
    expect(() => decode(utf8.encode('a'), 'windows-847')).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: 'Unknown encoding "windows-847". Did you mean "windows-874"?',
        hint: expect.stringContaining('utf-8, utf-16le, utf-16be, windows-874, tis-620, windows-1252'),
      }),
    )
  })

  it('names the line and the byte that is damaged, and never replaces it silently', () => {
    const text = utf8.encode('ชื่อ,อีเมล\nสมชาย,a@b.co\nสมหญิง,x\n')
    const damaged = Uint8Array.from([...text.subarray(0, 60), 0xff, ...text.subarray(60)])
    expect(() => decode(damaged)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: 'Line 3 has a byte that does not belong into UTF-8: 0xE0, byte 59 of the file.',
        hint: expect.stringContaining('--encoding windows-874'),
      }),
    )
    expect(() => decode(Buffer.from('\xef\xbb\xbfa\n\xe9', 'latin1'))).toThrow('Line 2 has a byte')
    expect(() => decode(Uint8Array.of(0xca, 0xdb), 'windows-874')).toThrow(
      'Line 1 has a byte that does not belong into Windows-874: 0xDB, byte 2 of the file.',
    )
    expect(() => decode(Uint8Array.of(0xff, 0xfe, 0x41))).toThrow('The file is damaged, or not in UTF-16 LE.')
  })

  it('refuses what is no text', () => {
    expect(() => decode(utf8.encode('a,b\n1,\u0000\n'))).toThrow(
      'The file is not a text file: line 2 has a NUL byte.',
    )
  })
})
