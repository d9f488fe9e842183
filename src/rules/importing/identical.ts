/** Rows without any other sign: recognised by saying the same as a record. */
import type { Data } from '../../schema/data.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { types } from '../../schema/types/index.ts'
import type { Columns } from './columns.ts'
import type { ImportOptions } from './options.ts'
import { isOwnCurrency } from './ownCurrency.ts'
import { scan } from './scan.ts'
import type { Sign } from './signs.ts'
import { fieldsOf } from './targets.ts'

/** What a deal is given where its row has none. */
const givenToDeals: ReadonlySet<string> = new Set(['name', 'stage'])

/**
 * The sign of a row of which a record has every value, and nothing where the row has nothing; but where the row leaves
 * a field to its default, the record may have anything.
 */
export function identicalRow(data: Data, { entity, columns }: Columns, options: ImportOptions): Sign {
  const { kind, now, defaults } = options
  const { settings } = data
  const names = [...new Set(columns.flatMap(({ target }) => fieldsOf(target)))]
  const isGiven = (name: string) =>
    entity.fields[name]?.default !== undefined ||
    Object.hasOwn(defaults, name) ||
    (kind === 'deal' && givenToDeals.has(name))
  const saidIn = (row: AnyRecord) => names.filter((name) => row[name] !== undefined || !isGiven(name))
  const textOf = (record: AnyRecord, name: string) => {
    const field = entity.fields[name]
    const value = record[name]
    if (field === undefined || value === undefined || isOwnCurrency(name, value, settings)) return ''
    return types[field.type].plain(value, { settings, now, name, field, record })
  }
  const traitIn = (record: AnyRecord, said: readonly string[]) =>
    JSON.stringify([said, said.map((name) => textOf(record, name))])
  const scans = new Map<string, ReturnType<typeof scan>>()
  return {
    by: 'identical row',
    traitOf: (row) => (names.some((name) => row[name] !== undefined) ? traitIn(row, saidIn(row)) : undefined),
    find: (trait, row) => {
      const said = saidIn(row)
      const key = JSON.stringify(said)
      const find = scans.get(key) ?? scan(data, kind, (record) => traitIn(record, said))
      scans.set(key, find)
      return find(trait)
    },
    isLast: true,
  }
}
