/** Every error a user can cause or meet, each with its exit code (DESIGN: 2 usage, 3 not found, 4 conflict, 5 store; 6 mail). */
import { edits } from './spelling.ts'

/** A failure to tell the user about: a message that says what is wrong and, in `hint`, what to type next. */
export class CrmError extends Error {
  readonly exitCode: number
  readonly hint: string | undefined

  constructor(exitCode: number, message: string, hint?: string) {
    super(message)
    this.name = new.target.name
    this.exitCode = exitCode
    this.hint = hint
  }
}

/** The command line or a value in it is wrong. */
export class InputError extends CrmError {
  constructor(message: string, hint?: string) {
    super(2, message, hint)
  }
}

/** Nothing, or more than one record, answers to a reference. */
export class NotFoundError extends CrmError {
  constructor(message: string, hint?: string) {
    super(3, message, hint)
  }
}

/** The change would break something: a duplicate, a reference, a record changed since it was read. */
export class ConflictError extends CrmError {
  constructor(message: string, hint?: string) {
    super(4, message, hint)
  }
}

/** The store is missing, locked, damaged, unreadable or written by a newer version. */
export class StoreError extends CrmError {
  constructor(message: string, hint?: string) {
    super(5, message, hint)
  }
}

/** The mail server cannot be reached, or did not take a message. */
export class MailError extends CrmError {
  /** Whether the server may have taken the message all the same: the connection was lost before it answered. */
  readonly mayHaveArrived: boolean

  constructor(message: string, hint?: string, mayHaveArrived = false) {
    super(6, message, hint)
    this.mayHaveArrived = mayHaveArrived
  }
}

/** The user pressed Ctrl-C or declined. */
export class CancelledError extends CrmError {
  constructor(message = 'Cancelled; nothing was changed.') {
    super(130, message)
  }
}

/**
 * The word of `known` nearest to `typed`, or undefined when none is near enough to be meant: one slip, two letters that
 * changed places counting as one, and one more for every three letters. Used for "did you mean".
 */
export function nearest(typed: string, known: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const word of known) {
    const distance = edits(wanted, word.toLowerCase(), bestDistance)
    if (distance < bestDistance) {
      best = word
      bestDistance = distance
    }
  }
  return best
}

/** A sentence that says a word is unknown, offers the nearest and lists what is valid. */
export function unknownWord(what: string, typed: string, known: readonly string[]): InputError {
  const near = nearest(typed, known)
  const message = `Unknown ${what} "${typed}".${near === undefined ? '' : ` Did you mean "${near}"?`}`
  return new InputError(message, known.length === 0 ? undefined : `Valid: ${known.join(', ')}`)
}
