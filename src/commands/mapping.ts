import { InputError } from '../errors.ts'
import type { DateOrder } from '../rules/importing/days.ts'
import type { ImportOptions } from '../rules/importing/index.ts'
import type { WordingOptions } from '../rules/importing/wording.ts'
import { squeezed } from '../schema/aliases.ts'

/** What a mapping file holds; everything may be left out. */
export interface Mapping {
  readonly map: { readonly [column: string]: string }
  readonly values: readonly string[]
  readonly defaults: { readonly [field: string]: string }
  readonly match?: readonly string[]
  readonly dateOrder?: DateOrder
  readonly blanks: readonly string[]
  readonly preset?: string
  readonly headerRow?: number
  readonly sheet?: string
  readonly encoding?: string
  readonly delimiter?: string
}

/** How a file is read, as the flags of that name say it. */
const readings = ['preset', 'sheet', 'encoding', 'delimiter'] as const

const keys = ['map', 'values', 'defaults', 'match', 'dateOrder', 'blanks', 'headerRow', ...readings]

/** @throws InputError naming the key that makes no sense */
export function parseMapping(text: string, file: string): Mapping {
  const wrong = (key: string, wanted: string) =>
    new InputError(`${file}: ${key}: ${wanted}.`, 'Make one with --save-mapping FILE')
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('the whole', 'an object is expected')
  const all = new Map<string, unknown>(Object.entries(value))
  for (const key of all.keys())
    if (!keys.includes(key)) throw wrong(key, `no such key; there are ${keys.join(', ')}`)
  const texts = (key: string): readonly string[] | undefined => {
    const list = all.get(key)
    if (list === undefined) return undefined
    if (Array.isArray(list) && list.every((one) => typeof one === 'string')) return list.map(String)
    throw wrong(key, 'a list of texts is expected')
  }
  const pairs = (key: string): { readonly [name: string]: string } => {
    const object = all.get(key) ?? {}
    if (typeof object !== 'object' || object === null || Array.isArray(object))
      throw wrong(key, 'an object of texts is expected')
    return Object.fromEntries(
      Object.entries(object).map(([name, one]) => {
        if (typeof one !== 'string') throw wrong(`${key}: ${name}`, 'a text is expected')
        return [name, one]
      }),
    )
  }
  const match = texts('match')
  const order = all.get('dateOrder')
  const dateOrder = dateOrders.find((one) => one === order)
  if (order !== undefined && dateOrder === undefined) throw wrong('dateOrder', 'dmy, mdy or ymd is expected')
  const reading = (key: (typeof readings)[number]): { readonly [name: string]: string } => {
    const said = all.get(key)
    if (said !== undefined && typeof said !== 'string') throw wrong(key, 'a text is expected')
    return said === undefined ? {} : { [key]: said }
  }
  const headerRow = all.get('headerRow')
  if (headerRow !== undefined && !(typeof headerRow === 'number' && headerRow >= 1))
    throw wrong('headerRow', 'the number of a row is expected')
  return {
    map: pairs('map'),
    values: texts('values') ?? [],
    defaults: pairs('defaults'),
    blanks: texts('blanks') ?? [],
    ...(match === undefined ? {} : { match }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...Object.assign({}, ...readings.map(reading)),
    ...(headerRow === undefined ? {} : { headerRow }),
  }
}

/**
 * The mapping without the columns that the file does not have: of posts and of objects a line, each may lack some.
 * @param header names of the file's columns
 */
export function fitted(mapping: Mapping, header: readonly string[]): Mapping {
  const here = new Set(header.map(squeezed))
  const map = Object.entries(mapping.map).filter(([column]) => here.has(squeezed(column)))
  const values = mapping.values.map((rule) => {
    const [, column = ''] = /^([^:]+):/.exec(rule) ?? []
    const field = mapping.map[column]
    return field === undefined || field === '-' ? rule : `${field}${rule.slice(column.length)}`
  })
  return { ...mapping, map: Object.fromEntries(map), values }
}

/**
 * The mapping for a table, whose columns all have to be there: one that is called otherwise now would be lost unseen.
 * @param file where the mapping is, for the message
 * @throws InputError naming the columns that are missing
 */
export function fittedTable(mapping: Mapping, header: readonly string[], file: string): Mapping {
  const fit = fitted(mapping, header)
  const missing = Object.keys(mapping.map).filter((column) => !(column in fit.map))
  if (missing.length === 0) return fit
  const named = missing.map((column) => `"${column}"`).join(', ')
  throw new InputError(
    `${file} speaks of columns that the file does not have: ${named}. It has ${header.join(', ')}.`,
    `Correct the names in ${file}, or take them out there`,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const dateOrders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd']

/** @throws InputError for another word */
export function dateOrderOf(typed: string): DateOrder {
  const found = dateOrders.find((order) => order === typed.toLowerCase())
  if (found === undefined) throw new InputError(`--date-order takes dmy, mdy or ymd, not "${typed}".`)
  return found
}

/** The mapping as a file to be used again. */
export function mappingText(
  options: ImportOptions,
  wording: WordingOptions,
  file: { readonly [K in 'headerRow' | (typeof readings)[number]]: string | number | undefined },
): string {
  const { map, values, defaults, match } = options
  const mapping = {
    ...file,
    map,
    values,
    defaults,
    match,
    dateOrder: wording.dateOrder,
    blanks: wording.blanks,
  }
  return `${JSON.stringify(mapping, null, 2)}\n`
}
