/** Other records, by their ids. */
import { InputError } from '../../errors.ts'
import { compareCodes } from '../compare.ts'
import { isId } from '../id.ts'
import { splitList, uniteBy } from '../lists.ts'
import { defineType } from '../type.ts'
import { parseLink } from './link.ts'

function parseLinks(typed: string): readonly string[] {
  const ids = uniteBy(splitList(typed, ',;\\s').map(parseLink), [], (id) => id)
  if (ids.length === 0) throw new InputError(`There is no id in "${typed}".`, 'Separate several by commas')
  return ids
}

export const links = defineType<readonly string[]>({
  placeholder: 'REF,REF',
  many: true,
  is: (value): value is readonly string[] => Array.isArray(value) && value.every((id) => isId(id)),
  parse: parseLinks,
  format: (ids) => ids.join(', '),
  plain: (ids) => ids.join(', '),
  compare: (a, b) => compareCodes(a.join(), b.join()),
  search: (ids) => ids.join(' '),
  links: (ids) => ids,
  unite: (a, b) => uniteBy(a, b, (id) => id),
})
