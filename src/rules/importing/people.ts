/** A person's name in one cell, taken apart. */

export interface PersonName {
  readonly firstName: string
  readonly lastName?: string
  /** นาย, Dr. …: what stood before the name. */
  readonly salutation?: string
}

const salutations: ReadonlySet<string> = new Set(
  [
    ['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir'],
    ['นาย', 'นาง', 'นางสาว', 'นส', 'คุณ', 'ดร', 'ดช', 'ดญ', 'เด็กชาย', 'เด็กหญิง', 'ศ', 'รศ', 'ผศ'],
    ['ທ້າວ', 'ທ', 'ນາງ', 'ນາງສາວ', 'ນ', 'ທ່ານ', 'ດຣ', 'ປອ'],
  ].flat(),
)

/**
 * The name up to the first space and the rest; `Jaidee, Somchai` is read the other way round. A salutation is taken
 * off only where a space follows it: names may begin with the same letters.
 */
export function splitName(text: string): PersonName {
  const words = text.trim().split(/\s+/)
  let start = 0
  while (start < words.length - 1 && isSalutation(words[start] ?? '')) start++
  const salutation = words.slice(0, start).join(' ')
  const [first = '', ...rest] = inOrder(words.slice(start))
  return {
    firstName: first,
    ...(rest.length === 0 ? {} : { lastName: rest.join(' ') }),
    ...(salutation === '' ? {} : { salutation }),
  }
}

/** Whether a name begins with a salutation. */
export function hasSalutation(text: string): boolean {
  const space = text.search(/\S\s/)
  return space >= 0 && splitName(text).salutation !== undefined
}

function isSalutation(word: string): boolean {
  return salutations.has(word.replaceAll('.', '').toLowerCase())
}

function inOrder(words: readonly string[]): readonly string[] {
  const comma = words.findIndex((word) => word.endsWith(','))
  if (comma < 0 || comma === words.length - 1) return words
  const family = [...words.slice(0, comma), (words[comma] ?? '').slice(0, -1)]
  return [words.slice(comma + 1).join(' '), ...family]
}

/** Salutations that Thai and Lao write without a space, before a letter that may begin a name. */
const attached =
  /^(?:นางสาว|นาย|นาง|คุณ|เด็กชาย|เด็กหญิง|น\.ส\.|ด\.ช\.|ด\.ญ\.|ดร\.|ທ້າວ|ນາງສາວ|ນາງ|ທ່ານ)(?=[\u0E01-\u0E2E\u0E40-\u0E44\u0E81-\u0EAE\u0EC0-\u0EC4])/u

/**
 * How the names of a column are taken off salutations that stand before them without a space: where at least two, and a
 * third of all, begin with one; else undefined, as a name may begin with the same letters.
 */
export function attachedSalutations(texts: readonly string[]): ((text: string) => string) | undefined {
  const count = texts.filter((text) => attached.test(text)).length
  if (count < 2 || count * 3 < texts.length) return undefined
  return (text) => text.trim().replace(attached, '$& ')
}
