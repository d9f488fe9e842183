/** Pointing at a place in a query, for errors. */
import { InputError } from '../errors.ts'
import { clean, width } from '../text.ts'

/** An error about a query that shows it with a caret under the character at `at`. */
export function errorAt(message: string, text: string, at: number, hint?: string): InputError {
  const line = clean(text.replace(/\s/g, ' '))
  const caret = ' '.repeat(width(line.slice(0, at)))
  return new InputError(`${message}\n  ${line}\n  ${caret}^`, hint)
}
