/** Telephone numbers as text, before the library that knows them is loaded. */
import { plainCharacters } from '../../numbers.ts'

/** What stands between a number and its extension in English, Thai and Lao, and in stored numbers (RFC 3966). */
const extensionMark =
  /\s*\(?(?:;ext=|\bext(?:ension|n)?\b[.:]?|(?<=[\d\s])x|#|(?:เบอร์)?ต่อ[.:]?|กด|โทร[.:]|ຕໍ່|ກົດ)\s*(?=\d)/iu

/** What people write before a number, and says no more than that it is one. */
const phoneWord =
  /^(?:tel(?:ephone)?s?|phone|โทรศัพท์|โทร|เบอร์โทรศัพท์|เบอร์โทร|เบอร์|ໂທລະສັບ|ໂທ|ເບີໂທ|ເບີ)(?:[.:]|(?=\s|[\d+(]))[.:\s]*/iu

/** The text in ASCII digits and punctuation, with `;ext=` before an extension and without a word for telephone. */
export function plainPhone(typed: string): string {
  return plainCharacters(typed)
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/^tel:/i, '')
    .replace(phoneWord, '')
    .replace(extensionMark, ';ext=')
    .replace(/(;ext=[^()]*)\)$/, '$1')
}

/** A number and its extension, which is empty where it has none. */
export function splitExtension(plain: string): { readonly number: string; readonly extension: string } {
  const [, number, extension] = extended.exec(plain) ?? []
  if (number === undefined || extension === undefined) return { number: plain, extension: '' }
  return { number: number.trim(), extension: extension.replace(/\s/g, '') }
}

/** One extension, or several: 101, 102 or 101-105. What begins with 0 is another number. */
const extended = /^(.+?);ext=(\d{1,7}(?:\s*[,/-]\s*[1-9]\d{0,6})*)$/

/** Whether a text may be meant as a telephone number, so that the library is worth loading. */
export function looksLikePhone(text: string): boolean {
  const { number } = splitExtension(plainPhone(text))
  return /^[+(]?[\d\s().-]{6,}$/.test(number) || isShortNumber(number)
}

/** What is dialled only within a country or an exchange: 191, 1572, *123#, 555-1212. A number of a plan begins with 0. */
export function isShortNumber(number: string): boolean {
  const bare = number.replace(/[\s.-]/g, '')
  return /^[1-9]\d{2,6}$/.test(bare) || /^[*#]{1,2}\d[\d*#]{1,14}$/.test(bare)
}
