/** Words to group by. */
import { InputError } from '../../errors.ts'
import { compareText, fold, nfc } from '../../text.ts'
import { escaped, splitList, unescaped, uniteBy } from '../lists.ts'
import { defineType } from '../type.ts'

function parseTags(typed: string): readonly string[] {
  const words = splitList(typed, ',;\n').map((part) => nfc(unescaped(part.replace(/^#+\s*/, '')).trim()))
  const tags = uniteBy(words, [], fold).filter((word) => word !== '')
  if (tags.length === 0) throw new InputError(`There is no tag in "${typed}".`, 'Separate several by commas')
  return tags
}

export const tags = defineType<readonly string[]>({
  placeholder: 'TAG,TAG',
  many: true,
  is: (value): value is readonly string[] =>
    Array.isArray(value) && value.every((tag) => typeof tag === 'string'),
  parse: parseTags,
  format: (list) => list.join(', '),
  plain: (list) => list.map((tag) => escaped(tag, ',;\n').replace(/^#/, '\\#')).join(', '),
  compare: (a, b) => compareText(a.join(', '), b.join(', ')),
  search: (list) => list.join(' '),
  unite: (a, b) => uniteBy(a, b, fold),
})
