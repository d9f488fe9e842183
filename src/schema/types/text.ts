/** One line of text. */
import { InputError } from '../../errors.ts'
import { compareText, nfc } from '../../text.ts'
import { defineType } from '../type.ts'

export const text = defineType<string>({
  placeholder: 'TEXT',
  is: (value) => typeof value === 'string',
  parse: (typed) => {
    const line = nfc(typed.trim())
    if (!/[\n\r\u2028\u2029]/.test(line)) return line
    throw new InputError('This takes one line of text.', 'Text of several lines goes into the description')
  },
  format: (value) => value,
  plain: (value) => value,
  compare: compareText,
  search: (value) => value,
})
