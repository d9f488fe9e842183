/** Several email addresses, each with or without a label. */
import { emailKeys } from '../domains.ts'
import { labelledList } from '../labelled.ts'
import { defineType } from '../type.ts'
import { parseEmail } from './email.ts'

export const emails = defineType(
  labelledList({
    placeholder: '[LABEL=]EMAIL',
    parse: parseEmail,
    format: (value) => value,
    keys: emailKeys,
  }),
)
