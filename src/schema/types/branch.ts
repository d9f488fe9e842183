/** A branch as Thailand's Revenue Department counts them: five digits, the head office 00000; any other by its name. */
import { InputError } from '../../errors.ts'
import { compareText, digits, fold, nfc } from '../../text.ts'
import { defineType } from '../type.ts'

const headOffice = '00000'
const headOffices =
  /^(?:สำนักงานใหญ่|สนญ\.?|ສຳນັກງານໃຫຍ່|head ?office|headquarters|main office|h\.?o\.?|h\.?q\.?)$/
const numbered = /^(?:สาขา(?:ที่)?|branch(?: no\.?| number)?|ສາຂາ(?:ທີ່?)?)?\s*(\d{1,5})$/

export const branch = defineType<string>({
  placeholder: 'NUMBER',
  is: (value) => typeof value === 'string',
  parse: (typed) => {
    const text = nfc(typed.trim())
    if (/[\n\r\u2028\u2029]/.test(text))
      throw new InputError('This takes one line of text.', 'Type it like 00000 for the head office, or 00001')
    const words = fold(digits(text)).replace(/\s*\(?0{5}\)?$/, '')
    if (words === '' || headOffices.test(words)) return headOffice
    return numbered.exec(fold(digits(text)))?.[1]?.padStart(5, '0') ?? text
  },
  format: (value) => (value === headOffice ? '00000 (head office)' : value),
  plain: (value) => value,
  compare: compareText,
  search: (value) => (value === headOffice ? `${value} head office สำนักงานใหญ่ ສຳນັກງານໃຫຍ່` : value),
})
