/** Bytes of a text file to text: which encoding they are in, found by looking or said by the user. */

import { isAscii, isUtf8 } from 'node:buffer'
import { dictionary } from '../dictionary.ts'
import { InputError, unknownWord } from '../errors.ts'

const encodings = [
  ...['utf-8', 'utf-16le', 'utf-16be', 'windows-874', 'tis-620', 'windows-1252', 'iso-8859-1'],
  ...['windows-1250', 'windows-1251', 'macintosh', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'],
] as const

type Encoding = (typeof encodings)[number]

const titles: { readonly [E in Encoding]?: string } = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-874': 'Windows-874',
  'windows-1252': 'Windows-1252',
}

export interface Decoded {
  readonly text: string
  /** For people: UTF-16 LE. */
  readonly encoding: string
  /** Whether nothing in the file said so. */
  readonly isGuessed: boolean
}

/** The text of a file in whatever encoding it seems to be in; see `decode`. */
export function decodeText(bytes: Uint8Array): string {
  return decode(bytes).text
}

/**
 * The text of a file without its byte order marks. By the mark, else UTF-8 where the bytes can be nothing else, else
 * UTF-16 by its zero bytes, else Windows-874 where the bytes come in runs of Thai letters, else Windows-1252.
 * @param named the encoding, where the user said it
 * @throws InputError where the name is unknown, a byte does not belong into the encoding, or it is no text at all
 */
export function decode(bytes: Uint8Array, named?: string): Decoded {
  const marked = markedEncoding(bytes)
  const encoding = named === undefined ? (marked ?? guessed(bytes)) : encodingNamed(named)
  const text = decodeAs(bytes, encoding)
  const zero = text.indexOf('\0')
  if (zero >= 0) throw notText(linesIn(text.slice(0, zero)))
  return {
    text: text.replace(/^[ \uFEFF]*\uFEFF/, ''),
    encoding: titles[encoding] ?? encoding,
    isGuessed: named === undefined && marked === undefined && encoding !== 'utf-8',
  }
}

/**
 * The encoding of that name, whatever its case and punctuation.
 * @throws InputError that lists the valid ones
 */
function encodingNamed(name: string): Encoding {
  const wanted = plainName(name)
  const aliases: { readonly [name: string]: Encoding | undefined } = dictionary({
    utf16: 'utf-16le',
    cp874: 'windows-874',
    iso885911: 'windows-874',
    thai: 'windows-874',
    cp1252: 'windows-1252',
    ansi: 'windows-1252',
    latin1: 'iso-8859-1',
    sjis: 'shift_jis',
    gbk: 'gb18030',
    gb2312: 'gb18030',
  })
  const found = encodings.find((known) => plainName(known) === wanted) ?? aliases[wanted]
  if (found === undefined) throw unknownWord('encoding', name, encodings)
  return found
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '')
}

function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined
}

function guessed(bytes: Uint8Array): Encoding {
  const hasZero = bytes.includes(0)
  if (hasZero) {
    const wide = wideEncoding(bytes.subarray(0, 65_536))
    if (wide !== undefined) return wide
    throw notText(linesBefore(bytes, bytes.indexOf(0)))
  }
  if (isUtf8(bytes) || isMostlyUtf8(bytes)) return 'utf-8'
  return isThai(bytes) ? 'windows-874' : 'windows-1252'
}

/** In UTF-16 the higher byte of Latin letters is 0, of Thai and Lao ones 0x0E. */
function wideEncoding(bytes: Uint8Array): Encoding | undefined {
  const high = [0, 0]
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0 || byte === 0x0e) high[index % 2] = (high[index % 2] ?? 0) + 1
  }
  const [even = 0, odd = 0] = high
  const half = bytes.length / 2
  if (odd > half * 0.6 && even < half * 0.2) return 'utf-16le'
  return even > half * 0.6 && odd < half * 0.2 ? 'utf-16be' : undefined
}

/** Whether most bytes beyond ASCII are of whole UTF-8 characters: then the others are damage, not another encoding. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let beyond = 0
  let whole = 0
  for (let at = 0; at < bytes.length; ) {
    const length = characterAt(bytes, at)
    if (length !== 1) beyond += Math.max(length, 1)
    if (length > 1) whole += length
    at += Math.max(length, 1)
  }
  return whole >= beyond * 0.8
}

/** How many bytes the UTF-8 character at this place has; 0 where there is none. */
function characterAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0
}

/** Thai words are runs of bytes beyond ASCII; in Western text these stand alone between ASCII letters. */
function isThai(bytes: Uint8Array): boolean {
  let letters = 0
  let inRuns = 0
  let run = 0
  for (const byte of bytes) {
    if (isThaiGap(byte)) return false
    if (byte >= 0xa1) run++
    else if (run > 0) {
      letters += run
      if (run > 2) inRuns += run
      run = 0
    }
  }
  return inRuns + (run > 2 ? run : 0) > (letters + run) / 2
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  const text = attempted(bytes, encoding)
  if (text === undefined || (isThaiEncoding(encoding) && thaiGap.test(text))) throw wrongByte(bytes, encoding)
  return encoding === 'windows-1252' || encoding === 'iso-8859-1' ? withPunctuation(text) : text
}

function attempted(bytes: Uint8Array, encoding: Encoding): string | undefined {
  // All of these but UTF-16 have ASCII in the same bytes, which then need only be copied.
  if (!encoding.startsWith('utf-16') && isAscii(bytes))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** What Node makes of the bytes that Windows-874 leaves out. */
const thaiGap = /[\uf8c1-\uf8c8]/

function isThaiEncoding(encoding: Encoding): boolean {
  return encoding === 'windows-874' || encoding === 'tis-620'
}

const punctuation = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** Some versions of Node leave what Windows put in place of control characters as it is. */
function withPunctuation(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (character) => punctuation[character.charCodeAt(0) - 0x80] ?? character)
}

function wrongByte(bytes: Uint8Array, encoding: Encoding): InputError {
  const title = titles[encoding] ?? encoding
  const at =
    encoding === 'utf-8' ? firstWrong(bytes) : isThaiEncoding(encoding) ? bytes.findIndex(isThaiGap) : -1
  if (at < 0) {
    return new InputError(
      `The file is damaged, or not in ${title}.`,
      `Say what it is in: --encoding ${encodings.join('|')}`,
    )
  }
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return new InputError(
    `Line ${linesBefore(bytes, at)} has a byte that does not belong into ${title}: 0x${byte}, byte ${at + 1} of the file.`,
    'Correct it, save the file again as "CSV UTF-8", or try --encoding windows-874 (Thai) or --encoding windows-1252',
  )
}

function isThaiGap(byte: number): boolean {
  return (byte >= 0xdb && byte <= 0xde) || byte >= 0xfc
}

function firstWrong(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const length = characterAt(bytes, at)
    if (length === 0) return at
    at += length
  }
  return -1
}

function notText(line: number): InputError {
  return new InputError(
    `The file is not a text file: line ${line} has a NUL byte.`,
    'Save it as "CSV UTF-8" or .xlsx and import that file; if it is UTF-16, say --encoding utf-16le',
  )
}

function linesBefore(bytes: Uint8Array, at: number): number {
  return linesIn(Buffer.from(bytes.subarray(0, at)).toString('latin1'))
}

function linesIn(text: string): number {
  return text.split(/\r\n|\n|\r/).length
}
