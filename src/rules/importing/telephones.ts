/** Cells of telephones, each read in the country of its row: several to a list, what is no number beside it. */
import type { Settings } from '../../config.ts'
import { parseAddress } from '../../schema/addresses.ts'
import { isFax } from '../../schema/fax.ts'
import type { Address, Field } from '../../schema/field.ts'
import { labelOf, plainItem } from '../../schema/labelled.ts'
import { splitList, unescaped } from '../../schema/lists.ts'
import { type PhonePlaces, plainNumber } from '../../schema/telephones/reading.ts'
import { type ListedTelephone, readTelephones, type Telephones } from '../../schema/telephones/several.ts'
import { countryOf, placesOf } from '../../schema/types/phone.ts'
import { reads } from './cells.ts'
import { type Column, columnsOf } from './columns.ts'
import type { ImportOptions, ImportRow, ImportTable } from './options.ts'
import { PhoneRemarks } from './phoneRemarks.ts'
import { isPlaceholder } from './warnings.ts'

/** The table with its telephones read, and what a person should know of how. */
export interface ReadPhones {
  readonly table: ImportTable
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

interface PhoneColumn {
  readonly index: number
  readonly heading: string
  readonly isList: boolean
  /** Further numbers have a list beside it to go to. */
  readonly hasMore: boolean
}

/**
 * The table with each telephone as it is stored: of a cell with several, or a range, the first is the main one and the
 * others follow it. A cell that is not all numbers is kept whole in a column of its own, `Phone as given`. Await
 * `prepareImport` first. Where the options are strict, cells that are to be told of are left to refuse their rows.
 */
export function readPhones(table: ImportTable, options: ImportOptions, settings: Settings): ReadPhones {
  const { columns, entity } = columnsOf(table, options, settings)
  const phones = columns.flatMap((column) => phoneColumn(column, entity.fields))
  if (phones.length === 0) return { table, notes: [], warnings: [] }
  const anywhere = placesOf({ settings, now: options.now, name: '', field: phoneField })
  const countryIn = countryReader(columns, entity.fields)
  const remarks = new PhoneRemarks(table.unit ?? 'line', settings.country)
  const asides = new Map<number, string[]>()
  const rows = table.rows.map((row, at): ImportRow => {
    const near = countryIn(row.cells)
    const places = near === undefined ? anywhere : { ...anywhere, near }
    let cells: string[] | undefined
    for (const column of phones) {
      const text = (row.cells[column.index] ?? '').trim()
      if (text === '' || plainNumber(text, places) !== undefined) continue
      const read = readCell(text, column, places)
      if (options.isStrict === true && (read.rest !== '' || read.numbers.some(isDoubtful))) continue
      remarks.take(read, row.line, text)
      cells ??= [...row.cells]
      cells[column.index] = read.cell
      if (read.rest !== '') asideOf(asides, column.index, table.rows.length)[at] = read.rest
    }
    return cells === undefined ? row : { ...row, cells }
  })
  const { notes, warnings } = remarks
  return { table: withAsides({ ...table, rows }, phones, asides), notes, warnings }
}

const phoneField: Field = { type: 'phone', help: '' }

function phoneColumn(
  { index, heading, target }: Column,
  fields: { readonly [name: string]: Field },
): readonly PhoneColumn[] {
  const name = target.type === 'field' ? target.name : ''
  const type = fields[name]?.type
  if (type !== 'phone' && type !== 'phones') return []
  const isList = type === 'phones'
  return [
    { index, heading, isList, hasMore: isList || (name === 'phone' && fields.otherPhones !== undefined) },
  ]
}

/** What a cell comes to. */
export interface PhoneCell {
  readonly numbers: readonly ListedTelephone[]
  /** As the field reads it. */
  readonly cell: string
  /** What has no place in the field; empty where all has. */
  readonly rest: string
  readonly isBlank: boolean
}

function readCell(text: string, column: PhoneColumn, places: PhonePlaces): PhoneCell {
  if (isPlaceholder(text)) return { numbers: [], cell: '', rest: '', isBlank: true }
  const { isList, hasMore } = column
  const parts = isList ? splitList(text.replaceAll(';ext=', ' ext. '), ';\n') : [text]
  const read = parts.map((part) => (isList ? readItem(part, places) : readTelephones(part, places)))
  const found = read.flatMap(({ numbers }) => numbers)
  const all = isList ? found : [...found.filter((one) => !isFaxNumber(one)), ...found.filter(isFaxNumber)]
  const kept = hasMore ? all : all.slice(0, 1)
  const [first, ...others] = kept
  // Faxes alone go to the list beside the field, with their labels.
  const isListed = isList || first === undefined || (hasMore && isFaxNumber(first))
  const hasNoPlace = kept.length < all.length || (!isListed && first.label !== undefined)
  const shown = isListed ? kept : [{ value: first.value }, ...others]
  return {
    numbers: kept,
    cell: shown.map((one) => plainItem(one, one.value.replace(';ext=', ' ext. '))).join('; '),
    rest: hasNoPlace ? text : parts.filter((_, i) => read[i]?.isAll === false).join('; '),
    isBlank: false,
  }
}

function isFaxNumber({ label = '' }: ListedTelephone): boolean {
  return isFax(label)
}

/** One part of a list, which may have a label. */
function readItem(part: string, places: PhonePlaces): Telephones {
  const { label, value } = labelOf(part)
  const { numbers, isAll } = readTelephones(unescaped(value).trim(), places)
  if (label === undefined) return { numbers, isAll }
  const named = numbers.map((one) => ({ ...one, label: joined(label, one.label) }))
  return { numbers: named, isAll }
}

function joined(label: string, own: string | undefined): string {
  return own === undefined ? label : `${label} ${own}`
}

function isDoubtful({ how, also }: ListedTelephone): boolean {
  return how !== 'assigned' || also !== undefined
}

/** The country a row says it is in: by a column of countries or provinces, or in an address. */
function countryReader(
  columns: readonly Column[],
  fields: { readonly [name: string]: Field },
): (cells: readonly string[]) => string | undefined {
  const parts = columns.flatMap(({ index, target }) =>
    target.type === 'part' && isPlace(target.part) ? [{ index, part: target.part }] : [],
  )
  const wholes = columns.flatMap(({ index, target }) =>
    target.type === 'field' && fields[target.name]?.type === 'address' ? [index] : [],
  )
  const known = new Map<string, string | undefined>()
  const countryAt = (address: Address, key: string) => {
    if (!known.has(key)) known.set(key, countryOf(address))
    return known.get(key)
  }
  return (cells) => {
    const said: { [P in Place]?: string } = {}
    for (const { index, part } of parts) {
      const text = (cells[index] ?? '').trim()
      if (text !== '') said[part] = text
    }
    const found = countryAt(said, `${said.country}\n${said.province}\n${said.city}\n${said.subdistrict}`)
    if (found !== undefined) return found
    return wholes.map((index) => inAddress((cells[index] ?? '').trim())).find((one) => one !== undefined)
  }
}

type Place = 'country' | 'province' | 'city' | 'subdistrict'

/** แขวง is a part of Bangkok in Thai, and a province of Laos in Lao. */
function isPlace(part: string): part is Place {
  return part === 'country' || part === 'province' || part === 'city' || part === 'subdistrict'
}

/** Only addresses in parts name a country; what is wrong with one is told when it is read for itself. */
function inAddress(text: string): string | undefined {
  let country: string | undefined
  if (text.includes('='))
    reads(() => {
      country = countryOf(parseAddress(text))
    })
  return country
}

function asideOf(asides: Map<number, string[]>, column: number, rows: number): string[] {
  const known = asides.get(column) ?? Array.from({ length: rows }, () => '')
  asides.set(column, known)
  return known
}

function withAsides(
  table: ImportTable,
  phones: readonly PhoneColumn[],
  asides: ReadonlyMap<number, readonly string[]>,
): ImportTable {
  if (asides.size === 0) return table
  const added = phones.filter(({ index }) => asides.has(index))
  return {
    ...table,
    header: [...table.header, ...added.map(({ heading }) => `${heading} as given`)],
    rows: table.rows.map(({ line, cells }, at) => ({
      line,
      cells: [...cells, ...added.map(({ index }) => asides.get(index)?.[at] ?? '')],
    })),
  }
}
