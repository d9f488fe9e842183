/** Small checks of parsed JSON: each takes a value and its path, and gives it back with its type or says what it should be. */
import { StoreError } from '../errors.ts'

/** @param at path of the value in its file, for the message: stages[2].probability */
export type Expect<T> = (value: unknown, at: string) => T

export type JsonObject = { readonly [key: string]: unknown }

/** Refuses a value, naming where it stands and what should stand there. */
export function refuse(at: string, wanted: string, value: unknown): never {
  const shown = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value)).slice(0, 60)
  throw new StoreError(`crm.json: ${at}: ${wanted}, not ${shown}`, 'Correct that line of crm.json.')
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const object: Expect<JsonObject> = (value, at) =>
  isObject(value) ? value : refuse(at, 'an object in braces', value)

export const text: Expect<string> = (value, at) =>
  typeof value === 'string' && value.trim() !== '' ? value : refuse(at, 'a text that is not empty', value)

export const trueOrFalse: Expect<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : refuse(at, 'true or false', value)

/** A text of a certain form, which `wanted` describes. */
export function textLike(form: RegExp, wanted: string): Expect<string> {
  return (value, at) => (typeof value === 'string' && form.test(value) ? value : refuse(at, wanted, value))
}

export function numberFrom(least: number, most: number, wanted: string): Expect<number> {
  return (value, at) =>
    typeof value === 'number' && value >= least && value <= most ? value : refuse(at, wanted, value)
}

export function wholeFrom(least: number): Expect<number> {
  return (value, at) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least
      ? value
      : refuse(at, `a whole number of at least ${least}`, value)
}

export function oneOf<T extends string>(words: readonly T[]): Expect<T> {
  return (value, at) =>
    words.find((word) => word === value) ?? refuse(at, `one of ${words.join(', ')}`, value)
}

export function listOf<T>(item: Expect<T>): Expect<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) return refuse(at, 'a list in brackets', value)
    const list: readonly unknown[] = value
    return list.map((part, i) => item(part, `${at}[${i}]`))
  }
}

/** A list in which nothing stands twice. */
export function setOf(item: Expect<string>): Expect<readonly string[]> {
  return (value, at) => {
    const list = listOf(item)(value, at)
    const twice = list.findIndex((part, i) => list.indexOf(part) !== i)
    return twice === -1 ? list : refuse(`${at}[${twice}]`, 'each word once', list[twice])
  }
}

/** An object with any keys. */
export function mapOf<T>(item: Expect<T>): Expect<{ readonly [key: string]: T }> {
  return (value, at) =>
    Object.fromEntries(
      Object.entries(object(value, at)).map(([key, part]) => [key, item(part, `${at}.${key}`)]),
    )
}

/** The property if it is there, to be spread into an object. */
export function optional<K extends string, T>(
  from: JsonObject,
  key: K,
  at: string,
  item: Expect<T>,
): { readonly [P in K]?: T } {
  const value = from[key]
  const found: { [P in K]?: T } = {}
  if (value !== undefined) found[key] = item(value, `${at}.${key}`)
  return found
}
