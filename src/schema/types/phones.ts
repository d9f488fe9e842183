/** Several phone numbers, each with or without a label. */
import { labelledList } from '../labelled.ts'
import { defineType } from '../type.ts'
import { formatPhone, parsePhone, phoneKeys, preparePhones } from './phone.ts'

export const phones = defineType(
  labelledList({
    placeholder: '[LABEL=]PHONE',
    parse: parsePhone,
    format: formatPhone,
    plain: (value) => value.replace(';ext=', ' ext. '),
    keys: phoneKeys,
    prepare: preparePhones,
  }),
)
