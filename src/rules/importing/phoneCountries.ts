/** Phone numbers without the code of a country, in rows that say which country they are in. */
import type { Settings } from '../../config.ts'
import { isAddress } from '../../schema/addresses.ts'
import { countryNamed } from '../../schema/countries.ts'
import type { Field } from '../../schema/field.ts'
import type { TypeContext } from '../../schema/type.ts'
import { types } from '../../schema/types/index.ts'
import { reads } from './cells.ts'
import { type Column, columnsOf } from './columns.ts'
import type { ImportOptions, ImportRow, ImportTable } from './options.ts'

/**
 * The table with each number that is none in the store's country, and is one in the country of its row, written with the
 * code of that country. Await `prepareImport` first.
 * @returns how many there are, too
 */
export function phonesWithCountries(
  table: ImportTable,
  options: ImportOptions,
  settings: Settings,
): { readonly table: ImportTable; readonly count: number } {
  const { columns, entity } = columnsOf(table, options, settings)
  const fieldOf = ({ target }: Column) => (target.type === 'field' ? entity.fields[target.name] : undefined)
  const phones = columns.flatMap((column) => {
    const field = fieldOf(column)
    return field?.type === 'phone' || field?.type === 'phones' ? [{ index: column.index, field }] : []
  })
  const context = (field: Field): TypeContext => ({ settings, now: options.now, name: '', field })
  const countries = columns.flatMap((column) => {
    const field = fieldOf(column)
    const isPart = column.target.type === 'part' && column.target.part === 'country'
    if (!isPart && field?.type !== 'address') return []
    return [{ index: column.index, read: isPart ? countryNamed : addressCountry(context) }]
  })
  if (phones.length === 0 || countries.length === 0) return { table, count: 0 }
  let count = 0
  const row = (before: ImportRow): ImportRow => {
    const [country] = countries.flatMap(({ index, read }) => read((before.cells[index] ?? '').trim()) ?? [])
    if (country === undefined || country === settings.country) return before
    const cells = [...before.cells]
    for (const { index, field } of phones) {
      const text = (cells[index] ?? '').trim()
      if (text === '' || numberIn(text, context(field)) !== undefined) continue
      const number = numberIn(text, { ...context(field), settings: { ...settings, country } })
      if (number === undefined) continue
      cells[index] = number
      count++
    }
    return { ...before, cells }
  }
  return { table: { ...table, rows: table.rows.map(row) }, count }
}

function addressCountry(context: (field: Field) => TypeContext): (text: string) => string | undefined {
  const field: Field = { type: 'address', help: '' }
  return (text) => {
    const address = text === '' ? undefined : types.address.parse(text, context(field))
    return isAddress(address) && address.country !== undefined ? countryNamed(address.country) : undefined
  }
}

/** The number as it is stored; undefined where it is none. */
function numberIn(text: string, context: TypeContext): string | undefined {
  const { parse, plain } = types[context.field.type]
  let number: string | undefined
  reads(() => {
    number = plain(parse(text, context), context)
  })
  return number
}
