/** Which field each column of a file goes into. */
import type { Settings } from '../../config.ts'
import { InputError, unknownWord } from '../../errors.ts'
import { squeezed } from '../../schema/aliases.ts'
import { entityIn } from '../../schema/custom.ts'
import { type Entity, settableFields } from '../../schema/entity.ts'
import { isId } from '../../schema/id.ts'
import { types } from '../../schema/types/index.ts'
import { customFields } from './custom.ts'
import { isJustName } from './headings.ts'
import { numbered } from './numbered.ts'
import type { ColumnUse, ImportOptions, ImportTable } from './options.ts'
import { isCalledAsOurs, isOfProgram } from './ours.ts'
import { isPerson, type Meaning, meaningOf, namedTarget, placesOf, type Target } from './targets.ts'

export interface Column {
  readonly index: number
  readonly heading: string
  readonly target: Target
}

export interface Columns {
  readonly columns: readonly Column[]
  readonly uses: readonly ColumnUse[]
  /** With the custom fields that the file needs; the given ones where it needs none. */
  readonly settings: Settings
  /** The kind with these custom fields. */
  readonly entity: Entity
  /** The file was exported from here: it has our own ids, and what rules have set. */
  readonly isOwnExport: boolean
  /** The file itself calls its columns as our exports do, with our ids or without. */
  readonly isFromOurs: boolean
}

/** A column and its meaning. */
interface Use extends Meaning {
  readonly index: number
  readonly heading: string
}

/**
 * The use of every column: what the caller's map says, else the field of that name or alias, a part of the address, a
 * whole name, an id of another system. What matches nothing becomes a custom field, unless `unmapped` says otherwise;
 * an empty column that matches nothing is left out.
 * @throws InputError where the map names what is not there, or two columns go into one field
 */
export function columnsOf(table: ImportTable, options: ImportOptions, settings: Settings): Columns {
  const entity = entityIn(settings, options.kind)
  const own = ownIdColumn(table, entity)
  const mapped = mappedColumns(table, options)
  const isOurs = own >= 0 || isCalledAsOurs(table.header, entity)
  const isFromOurs = isOurs && (table.called === undefined || isCalledAsOurs(table.called, entity))
  const found = table.header.map((heading, index): Use => {
    const field = mapped.get(index)
    if (field === '-' || field === '') return { index, heading, how: 'ignored' }
    if (field !== undefined) return { index, heading, target: namedTarget(field, entity), how: 'map' }
    if (index === own) return { index, heading, target: { type: 'id' }, how: 'name' }
    if (isOurs && isOfProgram(table, index, entity, own >= 0)) return { index, heading, how: 'system' }
    const meaning = meaningOf(heading, entity, own >= 0)
    return {
      index,
      heading,
      ...(meaning.how === 'custom' && isEmpty(table, index) ? { how: 'empty' } : meaning),
    }
  })
  const uses = withoutWeaker(withWholeNames(found, table, entity), table, entity)
  refuseShared(uses, entity, table)
  return { ...declared(uses, table, options, settings), isOwnExport: own >= 0, isFromOurs }
}

/** The column of our own ids, or -1: called "id", and nothing else in it. */
function ownIdColumn({ header, rows }: ImportTable, { letter }: Entity): number {
  const index = header.findIndex((heading) => squeezed(heading) === 'id')
  const isOwn = rows.every(({ cells }) => cells[index] === '' || isId(cells[index], letter))
  return index >= 0 && isOwn && rows.some(({ cells }) => cells[index] !== '') ? index : -1
}

function mappedColumns({ header }: ImportTable, { map }: ImportOptions): ReadonlyMap<number, string> {
  const mapped = new Map<number, string>()
  for (const [column, field] of Object.entries(map)) {
    const exact = header.indexOf(column.normalize('NFC'))
    const index = exact >= 0 ? exact : header.findIndex((heading) => squeezed(heading) === squeezed(column))
    if (index < 0) throw unknownWord('column', column, numbered(header))
    mapped.set(index, field)
  }
  return mapped
}

function isEmpty({ rows }: ImportTable, index: number): boolean {
  return rows.every(({ cells }) => (cells[index] ?? '').trim() === '')
}

/** A name is a whole name where no column has the last name; beside first and last name it is left out where it says the same, and kept as a field of its own where not. */
function withWholeNames(uses: readonly Use[], table: ImportTable, entity: Entity): readonly Use[] {
  if (!isPerson(entity)) return uses
  const first = uses.find((use) => isField(use, 'firstName'))
  const last = uses.find((use) => isField(use, 'lastName'))
  return uses.map((use): Use => {
    const { index, heading } = use
    if (use === first && last === undefined && isJustName(heading))
      return { ...use, target: { type: 'wholeName' } }
    if (use.target?.type !== 'wholeName' || first === undefined || last === undefined) return use
    const isSame = table.rows.every(({ cells }) => saysTheSame(cells, index, first.index, last.index))
    return { index, heading, how: isSame ? 'ignored' : 'custom' }
  })
}

function saysTheSame(cells: readonly string[], whole: number, first: number, last: number): boolean {
  return squeezed(cells[whole] ?? '') === squeezed(`${cells[first]}${cells[last]}`)
}

function isField({ target }: Use, name: string): boolean {
  return target?.type === 'field' && target.name === name
}

/** Of several columns for one field, those that another one is surer of become fields of their own. */
function withoutWeaker(uses: readonly Use[], table: ImportTable, entity: Entity): readonly Use[] {
  const best = new Map<string, number>()
  const guessed = new Map<string, number>()
  for (const use of uses) {
    for (const place of singlePlaces(use, entity)) {
      best.set(place, Math.max(best.get(place) ?? 0, sureness(use)))
      if (sureness(use) === 0 && !guessed.has(place)) guessed.set(place, use.index)
    }
  }
  return uses.map((use): Use => {
    const { index, heading } = use
    const isWeaker = singlePlaces(use, entity).some((place) => {
      const most = best.get(place) ?? 0
      return most > sureness(use) || (most === 0 && guessed.get(place) !== index)
    })
    return isWeaker ? { index, heading, how: isEmpty(table, index) ? 'empty' : 'custom' } : use
  })
}

/** What the caller says goes before the name of a field, that before an alias, and that before what is guessed. */
function sureness({ how, isGuess }: Use): number {
  if (how === 'map') return 3
  return how === 'name' ? 2 : isGuess === true ? 0 : 1
}

/** The places of a column that take one column only. */
function singlePlaces({ target }: Use, { fields }: Entity): readonly string[] {
  return (target === undefined ? [] : placesOf(target)).filter((place) => {
    const field = fields[place]
    return field === undefined || !types[field.type].many
  })
}

/** Only fields of many values take several columns. */
function refuseShared(uses: readonly Use[], entity: Entity, { called, header }: ImportTable): void {
  const taken = new Map<string, string>()
  const names = numbered(called ?? header)
  for (const use of uses) {
    const heading = names[use.index] ?? ''
    for (const place of singlePlaces(use, entity)) {
      const other = taken.get(place)
      if (other !== undefined) {
        throw new InputError(
          `The columns "${other}" and "${heading}" both go into ${place}.`,
          `Say what one of them is with --map '${heading}=FIELD', or leave it out with --map '${heading}=-'`,
        )
      }
      taken.set(place, heading)
    }
  }
}

function declared(
  uses: readonly Use[],
  table: ImportTable,
  options: ImportOptions,
  before: Settings,
): Omit<Columns, 'isOwnExport' | 'isFromOurs'> {
  const { kind, unmapped } = options
  const unmatched = uses.filter(({ how }) => how === 'custom')
  if (unmatched.length > 0 && unmapped === 'fail') throw unmatchedColumns(unmatched, entityIn(before, kind))
  const whole = uses.find(({ target }) => target?.type === 'wholeName')
  const { settings, names } = customFields(
    unmapped === 'keep' ? unmatched : [],
    unmapped === 'ignore' ? undefined : whole?.index,
    table,
    options,
    before,
  )
  const entity = entityIn(settings, kind)
  const columns = uses.flatMap(({ index, heading, target: meant }): Column[] => {
    const name = names.get(index)
    const target: Target | undefined = name === undefined ? meant : { type: 'field', name }
    return target === undefined ? [] : [{ index, heading, target }]
  })
  return { columns, settings, entity, uses: uses.map((use) => useOf(use, columns, entity, table)) }
}

function useOf(
  { index, heading, how }: Use,
  columns: readonly Column[],
  { fields }: Entity,
  { rows }: ImportTable,
): ColumnUse {
  const column = columns.find((one) => one.index === index)
  if (column !== undefined) {
    const field = placesOf(column.target).join(' ')
    const type = how === 'custom' ? fields[field]?.type : undefined
    return { column: heading, field, how, ...(type === undefined ? {} : { type }) }
  }
  if (how === 'empty') return { column: heading, how }
  const cells = rows.reduce((count, row) => ((row.cells[index] ?? '').trim() === '' ? count : count + 1), 0)
  return { column: heading, how: how === 'system' ? how : 'ignored', cells }
}

function unmatchedColumns(unmatched: readonly Use[], entity: Entity): InputError {
  const headings = unmatched.map(({ heading }) => `"${heading}"`).join(', ')
  const known = settableFields(entity.fields).map(([name]) => name)
  return new InputError(
    `No field matches the ${unmatched.length === 1 ? 'column' : 'columns'} ${headings}.`,
    `Map them with --map COLUMN=FIELD; fields: ${known.join(', ')}`,
  )
}
