/** Text as people write it in Latin, Thai and Lao: normal form, folding for search, order, width on screen. */
import measure from 'fast-string-width'

export const ascii = /^[\x00-\x7f]*$/

/** The text in Unicode normal form C, as it is stored. */
export function nfc(text: string): string {
  return ascii.test(text) ? text : text.normalize('NFC')
}

/** What is said of most Latin text with one look at it. */
const asciiWords = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/

const word = '[\\x21-\\x7e\\u0e01-\\u0e5b\\u0e81-\\u0edb]+'
const plainWords = new RegExp(`^(?:${word}(?: ${word})*)?$`)
const letterForms: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
}

/**
 * The text without what does not matter to search and match: case, width, diacritics of Latin, Greek and Cyrillic
 * letters, invisible characters, surplus white space. Thai and Lao keep every vowel and tone mark; of spellings
 * that look the same (SARA AM in one character or two, SARA AE typed as two SARA E) one is chosen.
 */
export function fold(text: string): string {
  if (asciiWords.test(text)) return text.toLowerCase()
  if (plainWords.test(text)) return oneSpelling(nfc(text.toLowerCase()))
  return oneSpelling(withoutAccents(text)).replace(/\s+/g, ' ').trim()
}

/** Regular expressions with classes of Unicode take a millisecond to make: these are made when first needed. */
function withoutAccents(text: string): string {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Script=Inherited}+/gu, '$1')
    .replace(/[ßæœøđðłħŧıς]/g, (letter) => letterForms[letter] ?? letter)
    .normalize('NFC')
}

const hasOtherSpelling = /[\u0e4d\u0ecd]|\u0e40\u0e40|\u0ec0\u0ec0/

/** Thai first, then Lao: NIKHAHIT and AA, a tone mark between them or not, as AM; two E as AE. */
function oneSpelling(text: string): string {
  if (!hasOtherSpelling.test(text)) return text
  return text
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33')
    .replace(/\u0ecd([\u0ec8-\u0ecb]?)\u0eb2/g, '$1\u0eb3')
    .replace(/\u0e40\u0e40/g, '\u0e41')
    .replace(/\u0ec0\u0ec0/g, '\u0ec1')
}

const otherDigits = /[\u0e50-\u0e59\u0ed0-\u0ed9\uff10-\uff19]/g

/** The text with Thai, Lao and full-width digits written as 0 to 9. */
export function digits(text: string): string {
  return ascii.test(text) ? text : text.replace(otherDigits, (digit) => String(digit.charCodeAt(0) & 0xf))
}

const harmful = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/**
 * The text with everything a terminal might obey (control characters, escape sequences, reversed direction) turned
 * into visible symbols one column wide. Line breaks and tabs stay.
 */
export function clean(text: string): string {
  return text.replace(harmful, (character) => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '\ufffd'
  })
}

const mayBeUnseen = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\udb40]/

/** The text with each character that takes no room made into something else; those that join emoji stay. */
function withUnseen(text: string, replacement: (character: string) => string): string {
  if (!mayBeUnseen.test(text)) return text
  return text.replace(
    /[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\u200d(?!\p{Extended_Pictographic})/gu,
    replacement,
  )
}

/** The text as a terminal may have it: see `clean`; and without what nobody sees. */
export function printable(text: string): string {
  return clean(withUnseen(text, () => ''))
}

/** The text of a message: as `printable`, but what nobody sees is named, as it may be what is wrong: `Na<U+200B>me`. */
export function revealed(text: string): string {
  return clean(
    withUnseen(
      text,
      (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
    ),
  )
}

/** Longest value that a message repeats whole, and how much of a longer one. */
const longestValue = 200
const valueStart = 120
const longestLine = 4000

/** A value as messages repeat it: of one longer than 200 characters the beginning. */
export function cut(value: string): string {
  return value.length > longestValue ? `${sound(value.slice(0, valueStart))}…` : value
}

/** A message with each value between quotes, and each line, cut to what somebody reads. */
export function cutValues(message: string): string {
  if (message.length <= longestValue) return message
  return message
    .replace(/"([^"]*)"/g, (_, value: string) => `"${cut(value)}"`)
    .split('\n')
    .map((line) => (line.length > longestLine ? `${sound(line.slice(0, longestLine))}…` : line))
    .join('\n')
}

/** Without the half of a character at the end. */
function sound(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '')
}

const printableAscii = /^[\x20-\x7e]*$/
const thaiLao = /^[\x20-\x7e\u0e01-\u0e3a\u0e3f-\u0e5b\u0e81-\u0edf]*$/
const thaiLaoMarks = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece]/g
const withoutWidth = /[\u00ad\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff]/g

/** Columns the text takes on a terminal. */
export function width(text: string): number {
  if (printableAscii.test(text)) return text.length
  if (thaiLao.test(text)) return text.replace(thaiLaoMarks, '').length
  return measure(text.replace(withoutWidth, ''))
}

/** The text filled up with spaces to a number of columns; longer text stays as it is. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, columns - width(text)))
  return align === 'left' ? text + space : space + text
}

let segmenter: Intl.Segmenter | undefined

/** The text cut to at most a number of columns, ending in "…" where something was cut; no character is split. */
export function truncate(text: string, columns: number): string {
  if (width(text) <= columns) return text
  if (columns < 1) return ''
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let kept = ''
  let left = columns - 1
  for (const { segment } of segmenter.segment(text)) {
    left -= width(segment)
    if (left < 0) break
    kept += segment
  }
  return `${kept}…`
}

let collator: Intl.Collator | undefined

/**
 * Order of two texts as people expect it, numbers by their value; for Array.sort. The root order of Unicode has
 * Thai and Lao right (leading vowels after their consonant); the Thai locale would ignore spaces and punctuation.
 */
export function compareText(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true })
  return collator.compare(a, b)
}

/** A word as it would be typed in a shell: in quotes where it needs them. */
export function quoted(word: string): string {
  return isPlain(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** Whether a shell takes the word as it is. The form for letters of any script is made when first needed. */
function isPlain(word: string): boolean {
  return /^[\w@%+=:,./-]+$/.test(word) || /^[\p{L}\p{M}\p{N}@%+=:,./_-]+$/u.test(word)
}
