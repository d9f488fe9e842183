/** Another record, by its id; a reference as people type it has been looked up before. */
import { InputError } from '../../errors.ts'
import { compareCodes } from '../compare.ts'
import { isId } from '../id.ts'
import { defineType } from '../type.ts'

/**
 * Reads an id.
 * @throws InputError where it has not the form of one
 */
export function parseLink(typed: string): string {
  const id = typed.trim().toLowerCase()
  if (isId(id)) return id
  throw new InputError(`"${typed}" is not the id of a record.`, 'An id has ten characters: d7k3m9x2qa')
}

export const link = defineType<string>({
  placeholder: 'REF',
  is: (value): value is string => isId(value),
  parse: parseLink,
  format: (id) => id,
  plain: (id) => id,
  compare: compareCodes,
  search: (id) => id,
  links: (id) => [id],
})
