/** Questions to the person at the terminal. The only user of @inquirer/prompts, loaded with the first question. */
import type { Prompter } from '../context.ts'
import { CancelledError, InputError } from '../errors.ts'
import { cleanLines, oneLine } from './lines.ts'

/** Where answers are typed and questions are written: to standard error, so that standard output stays data. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

type Library = typeof import('@inquirer/prompts')
type Streams = Terminal & { readonly signal: AbortSignal }

interface Choice<T> {
  readonly name: string
  readonly value: T
  readonly description?: string
}

/** Asks on a terminal. Ctrl-C, and Ctrl-D on an empty line, throw a CancelledError. */
export function terminalPrompter(
  terminal: Terminal = { input: process.stdin, output: process.stderr },
): Prompter {
  return {
    available: true,
    text(question, { default: fallback, validate } = {}) {
      const config = {
        message: oneLine(question),
        ...(fallback === undefined ? {} : { default: fallback }),
        validate: (typed: string) => oneLine(validate?.(typed) ?? '') || true,
      }
      return answer(terminal, (library, streams) => library.input(config, streams))
    },
    confirm(question, fallback = false) {
      const config = { message: cleanLines(question).join('\n'), default: fallback }
      return answer(terminal, (library, streams) => library.confirm(config, streams))
    },
    password(question) {
      const config = { message: oneLine(question), mask: true }
      return answer(terminal, (library, streams) => library.password(config, streams))
    },
    choose<T>(question: string, choices: readonly Choice<T>[]) {
      const config = { message: oneLine(question), choices: choices.map(cleaned) }
      return answer(terminal, (library, streams) => library.select<T>(config, streams))
    },
    search<T>(question: string, find: (typed: string) => readonly Choice<T>[]) {
      const config = { message: oneLine(question), source: (typed = '') => find(typed).map(cleaned) }
      return answer(terminal, (library, streams) => library.search<T>(config, streams))
    },
  }
}

/** Where nobody is there to answer: every question is an InputError. */
export function noPrompter(): Prompter {
  const refuse = async (question: string): Promise<never> => {
    throw new InputError(
      `Nobody is there to answer "${oneLine(question)}".`,
      'Give the answer as an argument or a flag, see --help; or --yes to confirm.',
    )
  }
  return { available: false, text: refuse, confirm: refuse, password: refuse, choose: refuse, search: refuse }
}

async function answer<T>(
  terminal: Terminal,
  ask: (library: Library, streams: Streams) => Promise<T>,
): Promise<T> {
  const library = await import('@inquirer/prompts')
  const leaving = new AbortController()
  // Reading stops on Ctrl-D too, and the library would then wait for ever.
  const leave = () => leaving.abort()
  terminal.input.once('pause', leave)
  try {
    return await ask(library, { ...terminal, signal: leaving.signal })
  } catch (error) {
    if (isLeaving(error)) throw new CancelledError()
    throw error
  } finally {
    terminal.input.removeListener('pause', leave)
  }
}

/** By name, as two copies of the library would have two classes. */
function isLeaving(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')
}

/** The choice with names that are data made harmless. */
function cleaned<T>({ name, value, description }: Choice<T>): Choice<T> {
  return {
    name: oneLine(name),
    value,
    ...(description === undefined ? {} : { description: oneLine(description) }),
  }
}
