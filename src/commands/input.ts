/** The arguments and options a command was called with, already split but not yet understood. */
import { InputError, unknownWord } from '../errors.ts'

export type RawValue = string | boolean | readonly string[] | undefined

export class Input {
  readonly #arguments: { readonly [name: string]: RawValue }
  readonly #options: { readonly [name: string]: RawValue }

  constructor(args: { readonly [name: string]: RawValue }, options: { readonly [name: string]: RawValue }) {
    this.#arguments = args
    this.#options = options
  }

  /** The argument as one string (several words joined by spaces), or undefined. */
  argument(name: string): string | undefined {
    const value = this.#arguments[name]
    if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(' ')
    return typeof value === 'string' ? value : undefined
  }

  /** The words of an argument that takes many. */
  words(name: string): readonly string[] {
    const value = this.#arguments[name]
    if (typeof value === 'string') return [value]
    return Array.isArray(value) ? value.map(String) : []
  }

  /** The value of an option, the last one where it was given several times. */
  text(name: string): string | undefined {
    const value = this.#options[name]
    if (Array.isArray(value)) return value.at(-1)
    return typeof value === 'string' ? value : undefined
  }

  /** Every value of an option that may be given several times. */
  texts(name: string): readonly string[] {
    const value = this.#options[name]
    if (typeof value === 'string') return [value]
    return Array.isArray(value) ? value.map(String) : []
  }

  /** The comma-separated parts of an option, or undefined where it was not given. */
  list(name: string): readonly string[] | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }

  /** Whether a switch was given. */
  has(name: string): boolean {
    const value = this.#options[name]
    return value !== undefined && value !== false
  }

  /** A whole number of at least `minimum`. */
  count(name: string, minimum = 0): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (!/^\d+$/.test(value) || Number(value) < minimum) {
      throw new InputError(`--${name} takes a whole number of at least ${minimum}, not "${value}".`)
    }
    return Number(value)
  }

  /** The same input with another argument. */
  withArgument(name: string, value: RawValue): Input {
    return new Input({ ...this.#arguments, [name]: value }, this.#options)
  }

  /** The same input with one more option, as if it had been given by flag. */
  with(name: string, value: RawValue): Input {
    return new Input(this.#arguments, { ...this.#options, [name]: value })
  }
}

/** Days in `7`, `7d`, `2w` or `1m` (30 days). @param flag for the message */
export function daysOf(text: string, flag: string): number {
  const match = /^\+?(\d{1,4})\s*(d|days?|w|weeks?|m|months?)?$/.exec(text.trim())
  if (match === null) throw new InputError(`${flag} takes a number of days such as 7d or 2w, not "${text}".`)
  const unit = match[2]?.charAt(0) ?? 'd'
  return Number(match[1]) * (unit === 'w' ? 7 : unit === 'm' ? 30 : 1)
}

/** --as: how reminders stand in a calendar. @throws InputError */
export function entryTypeOf(input: Input): 'todo' | 'event' {
  const typed = input.text('as') ?? 'todo'
  if (typed === 'todo' || typed === 'event') return typed
  throw unknownWord('kind of calendar entry', typed, ['todo', 'event'])
}
