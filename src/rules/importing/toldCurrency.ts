/** The currency of a file that says it with each of its amounts, as programs print them: $22,700.00. */
import { currenciesIn } from '../../amounts.ts'
import type { Settings } from '../../config.ts'
import { columnsOf } from './columns.ts'
import type { ImportOptions, ImportTable } from './options.ts'

/**
 * The currency that every amount of the table says, where that is not the store's and nothing else says one.
 * @throws InputError as planImport, for columns
 */
export function toldCurrency(
  table: ImportTable,
  options: ImportOptions,
  settings: Settings,
): string | undefined {
  const { columns, entity } = columnsOf(table, options, settings)
  const isSaid = columns.some(({ target }) => target.type === 'field' && target.name === 'currency')
  if (entity.fields.currency === undefined || isSaid || 'currency' in options.defaults) return undefined
  const amounts = columns.filter(
    ({ target }) => target.type === 'field' && entity.fields[target.name]?.type === 'money',
  )
  let told: string | undefined
  for (const { cells } of table.rows) {
    for (const { index } of amounts) {
      const text = (cells[index] ?? '').trim()
      if (text === '') continue
      const meant = currenciesIn(text)
      const [first] = meant
      if (first === undefined || meant.includes(settings.currency) || (told !== undefined && told !== first))
        return undefined
      told = first
    }
  }
  return told
}
