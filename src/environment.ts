/** The world around the program, so that tests can put another in its place. */
import type { Clock } from './clock.ts'
import type { Prompter } from './context.ts'
import type { Output } from './terminal/output.ts'

export interface Environment {
  /** What was typed after the program's name. */
  readonly argv: readonly string[]
  readonly env: { readonly [name: string]: string | undefined }
  readonly cwd: string
  /** Where the program is installed: its fixtures for the tour are there. */
  readonly packageFolder: string
  readonly home: string
  /** The system's name for the user. */
  systemUser(): string
  readonly clock: Clock
  /** Bytes of chance. */
  random(bytes: number): Uint8Array
  /** Whether standard input, and standard output or error, are a terminal. */
  readonly inputIsTerminal: boolean
  readonly outputIsTerminal: boolean
  readonly errorIsTerminal: boolean
  readonly columns: number | undefined
  readonly output: Output
  /** Who is asked, where it is not the person at the terminal. */
  readonly prompter?: Prompter
  /** Shows a long text a page at a time; false where that cannot be done. */
  readonly pager?: (text: string) => boolean
  /** All of standard input; or, where it is more than `most` bytes, a little more than these. */
  readInput(most?: number): Promise<Uint8Array>
}
