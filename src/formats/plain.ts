/** Values of any shape as the text of a cell, in the form that our types read back. */
import { defaultSettings } from '../config.ts'
import { decimalText } from '../numbers.ts'
import { addressParts } from '../schema/addresses.ts'
import type { Labelled, TypeName, Value } from '../schema/field.ts'
import { types } from '../schema/types/index.ts'

/** The text of a value of a known type. */
export function plainText(type: TypeName, value: Value): string {
  const context = { settings: defaultSettings, now: new Date(0), name: '', field: { type, help: '' } }
  return types[type].plain(value, context)
}

/** Deeper than anything people keep in records. */
const maxDepth = 20

/**
 * The parts of a JSON object as cells by name: an address, a list and what rules wrote are one cell each, another
 * object is one for each of its parts, named `outer.inner`. Null and nothing are left out.
 * @throws RangeError where it is nested too deeply
 */
export function plainCells(record: object): Map<string, string> {
  const cells = new Map<string, string>()
  addCells(cells, '', record, 0)
  return cells
}

function addCells(cells: Map<string, string>, prefix: string, record: object, depth: number): void {
  if (depth > maxDepth) throw new RangeError('nested too deeply')
  for (const [key, value] of Object.entries(record)) {
    const name = `${prefix}${key}`
    const text = plainOf(value)
    if (text === undefined && typeof value === 'object' && value !== null)
      addCells(cells, `${name}.`, value, depth + 1)
    else if (text !== undefined && text !== '') cells.set(name, text)
  }
}

/** The text of a value; undefined for an object that goes into several cells. */
function plainOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return decimalText(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return listText(value)
  if (isAddressOfOurs(value)) return plainText('address', value)
  return isQualification(value) ? JSON.stringify(value) : undefined
}

function listText(list: readonly unknown[]): string {
  if (list.length === 0) return ''
  if (list.every((item) => typeof item === 'string')) return plainText('tags', list)
  if (list.every(isLabelled)) return plainText(list.some(isExtension) ? 'phones' : 'emails', list)
  if (list.every(isAddressOfOurs)) return plainText('addresses', list)
  if (list.every((item) => typeof item === 'number')) return list.map(decimalText).join(', ')
  if (isDeep(list, 0)) throw new RangeError('nested too deeply')
  return JSON.stringify(list)
}

function isDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth > maxDepth || Object.values(value).some((part) => isDeep(part, depth + 1))
}

function isLabelled(item: unknown): item is Labelled {
  if (typeof item !== 'object' || item === null || !('value' in item) || typeof item.value !== 'string')
    return false
  if (item.value === '') return false
  return (
    Object.keys(item).every((key) => key === 'value' || key === 'label') &&
    (!('label' in item) || typeof item.label === 'string')
  )
}

function isExtension({ value }: Labelled): boolean {
  return /^\+\d+;ext=\d+$/.test(value)
}

const parts: ReadonlySet<string> = new Set(addressParts)

function isAddressOfOurs(value: unknown): value is { readonly [part: string]: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length > 0 &&
    entries.every(([key, part]) => parts.has(key) && typeof part === 'string' && part !== '')
  )
}

function isQualification(value: object): boolean {
  return 'at' in value && 'by' in value && 'answers' in value && !isDeep(value, 0)
}
