/** Which field each column of a file goes into. */
import type { Settings } from '../../config.ts'
import { InputError, unknownWord } from '../../errors.ts'
import { fieldCalled, squeezed } from '../../schema/aliases.ts'
import { entityIn } from '../../schema/custom.ts'
import { type Entity, settableFields } from '../../schema/entity.ts'
import type { Address, Field } from '../../schema/field.ts'
import { isId } from '../../schema/id.ts'
import { types } from '../../schema/types/index.ts'
import { customField, customName, salutationField } from './custom.ts'
import { addressPartCalled, isForeignId, isJustName, isWholeName } from './headings.ts'
import type { ColumnUse, ImportOptions, ImportTable } from './options.ts'
import { hasSalutation } from './people.ts'

export type Target =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'part'; readonly part: keyof Address }
  /** First and last name in one. */
  | { readonly type: 'wholeName' }
  /** Our own id. */
  | { readonly type: 'id' }

export interface Column {
  readonly index: number
  readonly heading: string
  readonly target: Target
  readonly how: ColumnUse['how']
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
}

/** What rules set while working, and other systems know of the past. */
const pastFields = new Set([
  'createdAt',
  'statusReason',
  'lostReason',
  'lostNote',
  'tryAgainOn',
  'closedAt',
  'doneAt',
])

/**
 * The use of every column: what the caller's map says, else the field of that name or alias, a part of the address, a
 * whole name, an id of another system. What matches nothing becomes a custom field, unless `unmapped` says otherwise.
 * @throws InputError where the map names what is not there, or two columns go into one field
 */
export function columnsOf(table: ImportTable, options: ImportOptions, settings: Settings): Columns {
  const entity = entityIn(settings, options.kind)
  const own = ownIdColumn(table, entity)
  const reading = { table, options, entity, own, mapped: mappedColumns(table, options) }
  const found = table.header.map((heading, index) => columnAt(heading, index, reading))
  const used = withWholeNames(found, table, entity)
  refuseShared(used, entity)
  return declared(used, reading, settings)
}

interface Reading {
  readonly table: ImportTable
  readonly options: ImportOptions
  readonly entity: Entity
  /** Index of the column with our own ids, or -1. */
  readonly own: number
  readonly mapped: ReadonlyMap<number, string>
}

/** A column whose use is known; without target it is left out (ignored) or still to be declared (custom). */
interface Use {
  readonly index: number
  readonly heading: string
  readonly target?: Target
  readonly how: ColumnUse['how']
}

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
    if (index < 0) throw unknownWord('column', column, header)
    mapped.set(index, field)
  }
  return mapped
}

function columnAt(heading: string, index: number, reading: Reading): Use {
  const { entity, own, mapped, table } = reading
  const field = mapped.get(index)
  if (field === '-' || field === '') return { index, heading, how: 'ignored' }
  if (field !== undefined) return { index, heading, target: namedTarget(field, entity), how: 'map' }
  if (index === own) return { index, heading, target: { type: 'id' }, how: 'name' }
  const called = fieldCalled(entity, heading)
  if (called !== undefined) {
    const isOpen = isImportable(called.name, entity.fields[called.name], own >= 0)
    return isOpen
      ? { index, heading, target: { type: 'field', name: called.name }, how: called.by }
      : { index, heading, how: 'ignored' }
  }
  const target = guessed(heading, reading)
  if (target !== undefined) return { index, heading, target, how: 'alias' }
  return {
    index,
    heading,
    how: table.rows.every(({ cells }) => cells[index]?.trim() === '') ? 'ignored' : 'custom',
  }
}

/** Whether rows may set a field: what people may set, what happened in the past, everything from an export of ours. */
export function isImportable(name: string, field: Field | undefined, isOwnExport: boolean): boolean {
  return field !== undefined && (field.derived !== true || isOwnExport || pastFields.has(name))
}

/**
 * What a user's word for a place in a record means.
 * @throws InputError where no field that may be set is called so
 */
export function namedTarget(name: string, entity: Entity): Target {
  const called = fieldCalled(entity, name)
  if (called !== undefined && isImportable(called.name, entity.fields[called.name], false)) {
    return { type: 'field', name: called.name }
  }
  const part = entity.fields.address === undefined ? undefined : addressPartCalled(name)
  if (part !== undefined) return { type: 'part', part }
  if (isPerson(entity) && isWholeName(name)) return { type: 'wholeName' }
  throw unknownWord(
    `${entity.name} field`,
    name,
    settableFields(entity.fields).map(([known]) => known),
  )
}

function guessed(heading: string, { entity, options, own }: Reading): Target | undefined {
  const part = entity.fields.address === undefined ? undefined : addressPartCalled(heading)
  if (part !== undefined) return { type: 'part', part }
  if (isPerson(entity) && isWholeName(heading)) return { type: 'wholeName' }
  if (entity.fields.name !== undefined && isJustName(heading)) return { type: 'field', name: 'name' }
  if (own < 0 && isForeignId(heading, options.kind)) return { type: 'field', name: 'externalId' }
  return undefined
}

function isPerson(entity: Entity): boolean {
  return entity.fields.firstName !== undefined && entity.fields.lastName !== undefined
}

/** Whole names where there is no last name; none where first and last name say the same. */
function withWholeNames(uses: readonly Use[], table: ImportTable, entity: Entity): readonly Use[] {
  if (!isPerson(entity)) return uses
  const first = uses.find((use) => isField(use, 'firstName'))
  const last = uses.find((use) => isField(use, 'lastName'))
  return uses.map((use): Use => {
    if (use === first && last === undefined && isJustName(use.heading))
      return { ...use, target: { type: 'wholeName' } }
    if (use.target?.type !== 'wholeName' || first === undefined || last === undefined) return use
    if (!table.rows.every(({ cells }) => saysTheSame(cells, use.index, first.index, last.index))) return use
    return { index: use.index, heading: use.heading, how: 'ignored' }
  })
}

function saysTheSame(cells: readonly string[], whole: number, first: number, last: number): boolean {
  return squeezed(cells[whole] ?? '') === squeezed(`${cells[first]}${cells[last]}`)
}

function isField({ target }: Use, name: string): boolean {
  return target?.type === 'field' && target.name === name
}

/** What columns go into, each as a word; a whole name goes into two. */
function placesOf(target: Target): readonly string[] {
  switch (target.type) {
    case 'field':
      return [target.name]
    case 'part':
      return [`address.${target.part}`]
    case 'wholeName':
      return ['firstName', 'lastName']
    case 'id':
      return ['id']
  }
}

/** Only fields of many values take several columns. */
function refuseShared(uses: readonly Use[], entity: Entity): void {
  const taken = new Map<string, string>()
  for (const { heading, target } of uses) {
    for (const place of target === undefined ? [] : placesOf(target)) {
      const field = entity.fields[place]
      if (field !== undefined && types[field.type].many) continue
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

/** Custom fields for the columns that match nothing. */
function declared(
  uses: readonly Use[],
  { entity, options, own, table }: Reading,
  settings: Settings,
): Columns {
  const unmatched = uses.filter(({ how }) => how === 'custom')
  if (unmatched.length > 0 && options.unmapped === 'fail') throw unmatchedColumns(unmatched, entity)
  const fields: { [name: string]: Field } = {}
  const names = new Map<number, string>()
  for (const { index, heading } of options.unmapped === 'keep' ? unmatched : []) {
    const name = customName(heading, (one) => one in fields || one in entity.fields || one === 'id')
    fields[name] = customField(
      heading,
      table.rows.map(({ cells }) => cells[index] ?? ''),
    )
    names.set(index, name)
  }
  const columns = uses.flatMap((use): Column[] => {
    const custom = names.get(use.index)
    const target = custom === undefined ? use.target : { type: 'field' as const, name: custom }
    return target === undefined ? [] : [{ ...use, target }]
  })
  const whole = uses.find(({ target }) => target?.type === 'wholeName')
  const hasSalutations =
    whole !== undefined && table.rows.some(({ cells }) => hasSalutation(cells[whole.index] ?? ''))
  if (hasSalutations && options.unmapped !== 'ignore' && entity.fields.salutation === undefined)
    fields.salutation ??= salutationField
  const all = withFields(settings, options.kind, fields)
  return {
    columns,
    uses: uses.map((use) => useOf(use, columns)),
    settings: all,
    entity: entityIn(all, options.kind),
    isOwnExport: own >= 0,
  }
}

function useOf({ index, heading }: Use, columns: readonly Column[]): ColumnUse {
  const column = columns.find((one) => one.index === index)
  if (column === undefined) return { column: heading, how: 'ignored' }
  return { column: heading, field: placesOf(column.target).join(' '), how: column.how }
}

function unmatchedColumns(unmatched: readonly Use[], entity: Entity): InputError {
  const headings = unmatched.map(({ heading }) => `"${heading}"`).join(', ')
  const known = settableFields(entity.fields).map(([name]) => name)
  return new InputError(
    `No field matches the ${unmatched.length === 1 ? 'column' : 'columns'} ${headings}.`,
    `Map them with --map COLUMN=FIELD; fields: ${known.join(', ')}`,
  )
}

/** The settings with more custom fields of a kind. */
export function withFields(
  settings: Settings,
  kind: string,
  fields: { readonly [name: string]: Field },
): Settings {
  if (Object.keys(fields).length === 0) return settings
  const before = settings.customFields[kind] ?? {}
  return { ...settings, customFields: { ...settings.customFields, [kind]: { ...before, ...fields } } }
}
