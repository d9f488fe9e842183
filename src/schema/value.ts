/** Whether two values or records are the same to the store: empty is the same as missing. */
import type { AnyRecord, Value } from './field.ts'

type Part = Value | undefined

/** Whether a value is stored as nothing at all. */
export function isBlank(value: Part): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Whether a value is a list. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** Whether two values are equal in depth, whatever the order of their keys. */
export function sameValue(a: Part, b: Part): boolean {
  if (a === b || (isBlank(a) && isBlank(b))) return true
  if (typeof a !== 'object' || typeof b !== 'object') return false
  if (isList(a)) return isList(b) && a.length === b.length && a.every((part, i) => sameValue(part, b[i]))
  return !isList(b) && sameKeys(a, b)
}

/** Whether two records hold the same, empty fields counting as missing. */
export function sameRecord(a: AnyRecord, b: AnyRecord): boolean {
  return a === b || sameKeys(a, b)
}

function sameKeys(a: { readonly [key: string]: Part }, b: { readonly [key: string]: Part }): boolean {
  for (const key in a) if (!sameValue(a[key], b[key])) return false
  for (const key in b) if (!(key in a) && !isBlank(b[key])) return false
  return true
}
