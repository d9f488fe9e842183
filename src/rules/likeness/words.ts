/** Names and addresses as words that can be compared: without titles, legal forms and the many ways to write "Road". */
import { digits, fold } from '../../text.ts'

const personTitles = new Set(
  [
    'mr mrs ms miss mx sir madam dr prof rev hon capt col gen khun than thao nang',
    'คุณ นาย นาง นางสาว นส ดร ผศ รศ ศ พล ท่าน เด็กชาย เด็กหญิง ดช ดญ',
    'ທ່ານ ທ້າວ ນາງ ນາງສາວ ດຣ ທ ນ',
  ].flatMap((line) => line.split(' ')),
)

/**
 * A Thai or Lao title is often written without a space before the name, which begins with a consonant or with a vowel
 * written before one: คุณากร is a name.
 */
const joinedTitle =
  /^(?:นางสาว|เด็กชาย|เด็กหญิง|คุณ|นาย|นาง(?!ค์)|ดร\.|ທ້າວ|ທ່ານ|ນາງສາວ|ນາງ)(?=[\u0e01-\u0e2e\u0e40-\u0e44\u0e81-\u0eae\u0ec0-\u0ec4\u0edc\u0edd][^\s])/u

/** น.ส., ด.ช., ร.ต.อ., ม.ล.: a title or rank in several letters with full stops. */
const dottedTitle = /^\s*(?:[\u0e01-\u0e2e\u0e81-\u0eae]{1,3}\.\s?){2,5}(?=[^\s.])/u

const legalWords = new Set(
  [
    'co company companies corp corporation inc incorporated ltd limited llc llp lp plc pcl pte pty public gmbh ag kg sa sarl',
    'bv nv ab as oy srl spa sole the of and',
    'บริษัท บจก บมจ หจก หสม จำกัด มหาชน ห้างหุ้นส่วน ห้างหุ้นส่วนจำกัด ห้าง ร้าน',
    'ບໍລິສັດ ຈຳກັດ ມະຫາຊົນ ຜູ້ດຽວ ຫ້າງຫຸ້ນສ່ວນ ຮ້ານ ບຈກ',
  ].flatMap((line) => line.split(' ')),
)

const joinedLegal =
  /^(?:บริษัทจำกัด|บริษัท|ห้างหุ้นส่วนจำกัด|ห้างหุ้นส่วน|บจก|บมจ|หจก|ບໍລິສັດ|ຫ້າງຫຸ້ນສ່ວນ)|(?:จำกัด|มหาชน|ຈຳກັດ|ມະຫາຊົນ|ຜູ້ດຽວ)+$/gu

/** Ways to write the same in an address. */
const placeForms: ReadonlyMap<string, string> = new Map(
  [
    'street st ถนน ถ ຖະໜົນ|road rd|avenue ave av|boulevard blvd|drive dr|lane ln|place pl|court ct crt|square sq|terrace tce ter',
    'circuit cct crct|crescent cres crt|close cl|highway hwy|parkway pkwy|parade pde|north n|south s|east e|west w|apartment apt',
    'suite ste|building bldg|floor fl|mount mt|retirement retrmnt|village vlge vlg|ซอย ซ soi ຊອຍ|หมู่ ม moo ໝູ່|ตำบล ต แขวง tambon',
    'อำเภอ อ เขต amphoe|จังหวัด จ province|ບ້ານ ບ ban|ເມືອງ ມ muang|ແຂວງ ຂ',
  ]
    .flatMap((line) => line.split('|'))
    .flatMap((group) => {
      const [first = '', ...others] = group.split(' ')
      return others.map((word): [string, string] => [word, first])
    }),
)

/** Letters, marks and Latin digits with single spaces between: what most names are, and quickly taken apart. */
const simple =
  /^[A-Za-z\d\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd]+(?: [A-Za-z\d\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd]+)*$/

/** Folded words of letters and digits; apostrophes and full stops inside a word do not part it. */
function plainWords(text: string): string[] {
  if (simple.test(text)) return fold(text).split(' ')
  return fold(digits(text))
    .replace(/['’`.]+(?=[\p{L}\p{M}\p{N}])/gu, (found) => (found.includes('.') ? ' ' : ''))
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
}

function withoutTitle(word: string): string {
  return word.charCodeAt(0) < 0xe00 ? word : word.replace(joinedTitle, '')
}

/** A Latin word that is none: what most words are. */
function isNoTitle(word: string): boolean {
  return word.charCodeAt(0) < 0xe00 && !personTitles.has(word)
}

/** The words of a person's name, titles left out unless nothing else is there. */
export function personWords(text: string): readonly string[] {
  const words = plainWords(text.includes('.') ? text.replace(dottedTitle, '') : text)
  if (words.every(isNoTitle)) return words
  const kept = words.map(withoutTitle).filter((word) => !personTitles.has(word))
  return kept.length === 0 ? words : kept
}

/** The words of a company's name, legal forms left out unless nothing else is there. */
export function companyWords(text: string): readonly string[] {
  const words = plainWords(text.replace(/&/g, ' and ').replace(/\b([A-Za-z])\.(?=[A-Za-z]\b)/g, '$1'))
  const kept = words
    .map((word) => word.replace(joinedLegal, ''))
    .filter((word) => word !== '' && !legalWords.has(word))
  return kept.length === 0 ? words : kept
}

/** The words of an address, abbreviations spelt one way. */
export function placeWords(text: string): readonly string[] {
  return plainWords(text).map((word) => placeForms.get(word) ?? word)
}

/** Words of any other text. */
export function textWords(text: string): readonly string[] {
  return plainWords(text)
}

const noLatin = /[^a-z]/

/**
 * A rough code of how a Latin word sounds, for finding words that were heard or typed wrongly; the beginning of any
 * other word. (After Soundex, with the first letter's sound instead of the letter.)
 */
export function soundOf(word: string): string {
  if (noLatin.test(word)) return word.slice(0, 4)
  const sounds = word
    .replace(/^(?:kn|gn|pn)/, 'n')
    .replace(/^wr/, 'r')
    .replace(/ph/g, 'f')
    .replace(/[bfpvw]/g, '1')
    .replace(/[cgjkqsxz]+/g, '2')
    .replace(/[dt]+/g, '3')
    .replace(/l+/g, '4')
    .replace(/[mn]+/g, '5')
    .replace(/r+/g, '6')
  return (
    (/^[aeiouhy]/.test(sounds) ? '0' : '') +
    sounds
      .replace(/[aeiouhy]/g, '')
      .replace(/(.)\1+/g, '$1')
      .slice(0, 5)
  )
}
