/** Text of any length, with line breaks. */
import { compareText, nfc } from '../../text.ts'
import { defineType } from '../type.ts'

export const longText = defineType<string>({
  placeholder: 'TEXT',
  is: (value) => typeof value === 'string',
  parse: (typed) => nfc(typed.replace(/\r\n?/g, '\n').trim()),
  format: (value) => value,
  plain: (value) => value,
  compare: compareText,
  search: (value) => value,
})
