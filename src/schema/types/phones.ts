/** Several phone numbers, each with or without a label. */
import { InputError } from '../../errors.ts'
import type { Labelled } from '../field.ts'
import { labelledList } from '../labelled.ts'
import { preparePhones } from '../telephones/library.ts'
import { readTelephones } from '../telephones/several.ts'
import { defineType, type TypeContext } from '../type.ts'
import { formatPhone, phoneKeys, placesOf, tellOf } from './phone.ts'

const list = labelledList({
  placeholder: '[LABEL=]PHONE',
  parse: numbersIn,
  format: formatPhone,
  plain: (value) => value.replace(';ext=', ' ext. '),
  keys: phoneKeys,
  prepare: preparePhones,
})

/**
 * All the numbers of one text: of a list, a range, with words beside them as labels.
 * @throws InputError where a part of the text can be no number
 */
export function numbersIn(typed: string, context: TypeContext): readonly Labelled[] {
  const { numbers, isAll, problem } = readTelephones(typed, placesOf(context))
  if (!isAll) throw problem ?? new InputError(`"${typed}" is more than phone numbers.`)
  return numbers.map((found) => {
    tellOf(found, typed, context)
    return found.label === undefined ? { value: found.value } : { value: found.value, label: found.label }
  })
}

/**
 * Reads a list of numbers with or without labels; each part between semicolons may be a list itself, or a range.
 * @throws InputError for the first part that can be no number
 */
export function parsePhones(text: string, context: TypeContext): readonly Labelled[] {
  // The semicolon before an extension in its stored form (RFC 3966) separates nothing.
  return list.parse(text.replaceAll(';ext=', ' ext. '), context)
}

export const phones = defineType({ ...list, parse: parsePhones })
