/** Words of a file that the lists they belong to do not have: to be asked about before the rows are read. */
import type { Settings } from '../../config.ts'
import { optionsOf } from '../../schema/options.ts'
import { fold } from '../../text.ts'
import { columnsOf } from './columns.ts'
import type { ImportOptions, ImportTable } from './options.ts'
import { wordsOf } from './words.ts'

/** A column with words that nobody has explained. */
interface UnknownWords {
  readonly column: string
  readonly field: string
  readonly words: readonly string[]
  /** What they may stand for. */
  readonly options: readonly string[]
}

/** A column with more of them holds something else than words of a list. */
const most = 20

/**
 * For each column that goes into a field of fixed choices, the words that are none of these, in the order of the file.
 * @param blanks words that stand for nothing
 * @throws InputError as planImport, for columns
 */
export function unknownWords(
  table: ImportTable,
  options: ImportOptions,
  blanks: readonly string[],
  settings: Settings,
): readonly UnknownWords[] {
  const { columns, entity } = columnsOf(table, options, settings)
  const explained = wordsOf(options.values, { entity, columns, settings })
  const empty = new Set(blanks.map(fold))
  return columns.flatMap(({ index, heading, target }) => {
    const field = target.type === 'field' ? entity.fields[target.name] : undefined
    if (target.type !== 'field' || field?.type !== 'choice') return []
    const choices = optionsOf(field, settings)
    const known = new Set([...choices.map(fold), ...(explained.get(target.name)?.keys() ?? [])])
    const words = new Map<string, string>()
    for (const { cells } of table.rows) {
      const word = (cells[index] ?? '').trim()
      const key = fold(word)
      if (word !== '' && !known.has(key) && !empty.has(key) && !words.has(key)) words.set(key, word)
    }
    const isList = choices.length > 0 && words.size > 0 && words.size <= most
    return isList
      ? [{ column: heading, field: target.name, words: [...words.values()], options: choices }]
      : []
  })
}
