/** Pointing at a place in a query, for errors. */
import { InputError } from '../errors.ts'
import { revealed, width } from '../text.ts'

/** So much of a long query is shown on each side of the place. */
const around = 60

/** An error about a query that shows it with a caret under the character at `at`. */
export function errorAt(message: string, text: string, at: number, hint?: string): InputError {
  const before = part(text, 0, at)
  const start = before.length > around ? `…${before.slice(-around)}` : before
  const after = part(text, at, text.length)
  const end = after.length > around ? `${after.slice(0, around)}…` : after
  return new InputError(`${message}\n  ${start}${end}\n  ${' '.repeat(width(start))}^`, hint)
}

function part(text: string, from: number, to: number): string {
  return revealed(text.slice(from, to).replace(/\s/g, ' '))
}
