/** JSON and JSON Lines files ↔ records: an array of objects, or an object a line. */
import { type EntityName, entities, entityNames } from '../entities/index.ts'
import { InputError } from '../errors.ts'
import type { AnyRecord } from '../schema/field.ts'
import { plainCells } from './plain.ts'
import { type BrokenRow, type FileRecord, type Rows, rowsOfRecords } from './rows.ts'

const wrappers = ['records', 'rows', 'items', 'data', 'results', 'value']

/**
 * Reads a JSON file: an array of objects, an object with such an array under the name of a kind, or one object.
 * @param kind which array to take where there are several
 * @throws InputError where it is no JSON, or holds no objects
 */
export function readJson(text: string, kind?: EntityName): Rows {
  const items = itemsOf(parsed(text), kind)
  const records: FileRecord[] = []
  const broken: BrokenRow[] = []
  for (const [index, item] of items.entries()) take(item, index + 1, records, broken)
  if (records.length === 0 && broken.length === 0) throw empty()
  return rowsOfRecords(records, { unit: 'item', notes: [], broken })
}

/** Reads JSON Lines: one object a line; a line that is none is kept as broken, with its number. */
export function readJsonLines(text: string): Rows {
  const records: FileRecord[] = []
  const broken: BrokenRow[] = []
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    const item = attempted(line)
    if (item === undefined) broken.push({ line: index + 1, message: 'The line is not JSON.', cells: [line] })
    else take(item, index + 1, records, broken)
  }
  if (records.length === 0 && broken.length === 0) throw empty()
  return rowsOfRecords(records, { unit: 'line', notes: [], broken })
}

function take(item: unknown, line: number, records: FileRecord[], broken: BrokenRow[]): void {
  const refuse = (message: string): void => {
    const text = isObject(item) || Array.isArray(item) ? '' : JSON.stringify(item)
    broken.push({ line, message, cells: [text ?? ''] })
  }
  if (!isObject(item)) {
    refuse('It is not an object with fields, like {"firstName":"Ann"}.')
    return
  }
  try {
    records.push({ line, cells: plainCells(item) })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    refuse('It is nested too deeply.')
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function itemsOf(value: unknown, kind: EntityName | undefined): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isObject(value)) throw new InputError('The file holds no records.', wanted)
  const known = kind === undefined ? [] : [entities[kind].plural]
  for (const name of known) {
    const list = value[name]
    if (Array.isArray(list)) return list
  }
  const names = [...entityNames.map((one) => entities[one].plural), ...wrappers]
  const lists = names.filter((name) => Array.isArray(value[name]))
  const [first, second] = lists
  if (first === undefined) return [value]
  const list = value[first]
  if (second === undefined && Array.isArray(list)) return list
  throw new InputError(
    `The file has several lists: ${lists.join(', ')}.`,
    'Import one that holds only the records',
  )
}

const wanted = 'Write an array of objects: [{"firstName":"Ann","email":"ann@acme.co.th"}]'

function empty(): InputError {
  return new InputError('The file is empty.', wanted)
}

/** Numbers too long for a number of JavaScript, outside quotes. */
const longNumbers = /("(?:[^"\\]|\\.)*")|(?<![\d.eE+-])(-?\d{16,})(?![\d.eE])/g

/** Ids and phone numbers of many digits are kept as text, so that no digit is lost. */
function exact(text: string): string {
  if (!/\d{16}/.test(text)) return text
  return text.replace(longNumbers, (whole, quoted: string | undefined) =>
    quoted === undefined ? `"${whole}"` : whole,
  )
}

function attempted(text: string): unknown {
  try {
    return JSON.parse(exact(text))
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  if (text.trim() === '') throw empty()
  try {
    return JSON.parse(exact(text))
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const at = /position (\d+)/.exec(message)?.[1]
    const line = at === undefined ? undefined : exact(text).slice(0, Number(at)).split('\n').length
    const where = line === undefined ? '' : ` from line ${line} on`
    throw new InputError(`The file is not JSON${where}.`, `${wanted}; an object a line is --format jsonl`)
  }
}

/** Some fields of records, in this order. */
export function picked(records: readonly AnyRecord[], names: readonly string[]): readonly object[] {
  return records.map((record) =>
    Object.fromEntries(names.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]]))),
  )
}

/** Records as JSON Lines. */
export function jsonLines(records: readonly AnyRecord[], names: readonly string[]): string {
  return picked(records, names)
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('')
}
