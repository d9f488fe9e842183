/** Values that are written as JSON in a cell. */
import { InputError } from '../errors.ts'

/**
 * Reads JSON and checks what it is.
 * @param example shown where it is not what it should be
 * @throws InputError where it is no JSON, or something else
 */
export function parseJson<T>(text: string, is: (value: unknown) => value is T, example: string): T {
  const value = read(text)
  if (is(value)) return value
  throw new InputError(`"${text}" is not what this field holds.`, `It is JSON like ${example}`)
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
