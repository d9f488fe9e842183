/** What a column that matches no field holds: days, numbers, yes and no, or text. */
import { isDay, isDayOfYear } from '../../dates.ts'
import type { TypeName } from '../../schema/field.ts'
import { fold } from '../../text.ts'
import { kindOfIds } from './headings.ts'
import type { ImportRow } from './options.ts'

type Guess = Extract<TypeName, 'date' | 'number' | 'yesNo' | 'text' | 'longText'>

/**
 * The type of field that every filled cell of a column fits. Days and numbers are known in the form that is stored and
 * numbers with separators of thousands; numbers that name things, such as codes and phones, are text.
 */
export function typeOfColumn(heading: string, index: number, rows: readonly ImportRow[]): Guess {
  const cells = rows.map(({ cells }) => (cells[index] ?? '').trim()).filter((cell) => cell !== '')
  if (cells.length > 0 && !isAsGiven.test(heading)) {
    if (cells.every((cell) => isDay(cell) || isDayOfYear(cell))) return 'date'
    if (cells.every(isNumber) && !namesThings(heading)) return 'number'
    if (areAnswers(cells)) return 'yesNo'
  }
  return cells.some((cell) => /[\n\r]/.test(cell)) ? 'longText' : 'text'
}

/** What was set aside as it stood in the file: the next file may have anything there. */
const isAsGiven = /as ?given$/i

/** At most 15 digits, which a number keeps; a zero in front belongs to a code, a plus to a telephone. */
const plainNumber = /^-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?$/

function isNumber(text: string): boolean {
  return plainNumber.test(text) && text.replace(/\D/g, '').length <= 15
}

const namesInLatin =
  /(?:^|[^\p{L}])(?:ids?|no|nr|codes?|numbers?|zip|ref|sku|pin|barcode|line|account|postcode)[^\p{L}]*$/iu
const telephones = /(?:^|[^\p{L}])(?:phones?|tel|mobile|fax|pager|callback|isdn|telex)(?:[^\p{L}]|$)/iu
const namesJoined = /\p{Ll}(?:Id|No|Code|Number)$/u
const namesInThaiAndLao = /รหัส|เลข|โทร|บัญชี|ไลน์|ລະຫັດ|ເລກ|ໂທ|ບັນຊີ/u

/** Whether the numbers of a column are names of things, which nobody adds up. */
function namesThings(heading: string): boolean {
  const forms = [namesInLatin, telephones, namesJoined, namesInThaiAndLao]
  return kindOfIds(heading) !== undefined || forms.some((form) => form.test(heading))
}

const words = 'yes y true no n false ใช่ จริง ไม่ใช่ เท็จ ແມ່ນ ແມ່ນແລ້ວ ຈິງ ບໍ່ແມ່ນ'
const answers = new Set(words.split(' ').map(fold))
const having = ['มี', 'ມີ'].map(fold)
const lacking = ['ไม่มี', 'ບໍ່ມີ'].map(fold)

/** "ไม่มี" alone may say that there is nothing to say; beside "มี" it is an answer. */
function areAnswers(cells: readonly string[]): boolean {
  const met = new Set<string>()
  for (const cell of cells) {
    const word = fold(cell)
    if (!answers.has(word) && !having.includes(word) && !lacking.includes(word)) return false
    met.add(word)
  }
  return having.some((word) => met.has(word)) === lacking.some((word) => met.has(word))
}
