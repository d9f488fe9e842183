/** What a command is: an object that says what it takes and runs to a result. It prints nothing. */

import type { Settings } from '../config.ts'
import type { Context } from '../context.ts'
import type { Table } from '../reports/table.ts'
import type { Board, Page, Sheet } from '../reports/views.ts'
import type { Changes } from '../schema/changes.ts'
import type { Input } from './input.ts'

export interface Argument {
  readonly name: string
  readonly help: string
  readonly optional?: true
  /** Takes all the words that are left. */
  readonly many?: true
}

export interface Option {
  /** Camel case, as in JSON; the flag is its kebab case. */
  readonly name: string
  readonly help: string
  /** What the value is called in the help; a flag without it is a switch. */
  readonly value?: string
  /** May be given several times. */
  readonly many?: true
  /** Listed in the help as choices; not enforced. */
  readonly choices?: readonly string[]
}

export interface Example {
  /** As typed, beginning with `crm `. Every example is run by a test against the store in fixtures/examples. */
  readonly line: string
  readonly says: string
}

export interface Command {
  readonly summary: string
  /** More than the summary, for the command's own help. */
  readonly description?: string
  readonly arguments?: readonly Argument[]
  readonly options?: readonly Option[] | ((settings: Settings) => readonly Option[])
  readonly examples: readonly Example[]
  /** It changes the store: takes --dry-run and --yes. */
  readonly changes?: true
  /** It says itself what --format means: the format of the file it reads or writes; with a list, only what these mean. */
  readonly ownFormat?: true | readonly string[]
  /** Where it works without a store: init, demo, completion. */
  readonly storeless?: true
  run(context: Context, input: Input): Promise<Result> | Result
}

export type View =
  | { readonly type: 'table'; readonly table: Table }
  | { readonly type: 'page'; readonly page: Page }
  | { readonly type: 'board'; readonly board: Board }
  | { readonly type: 'text'; readonly text: string }
  /** Figures and tables with charts; one flat table for machine formats. */
  | {
      readonly type: 'sheet'
      readonly sheet: Sheet
      readonly table: Table
      /** Whether charts were asked for or refused; undefined where that is left to the terminal. */
      readonly charts: boolean | undefined
    }
  /** Text in a machine format already: printed as it is, with nothing made harmless. */
  | { readonly type: 'raw'; readonly text: string }
  /** Titled tables for people, one flat table for machine formats; nothing at all where it is empty. */
  | {
      readonly type: 'sections'
      readonly sections: readonly { readonly title: string; readonly table: Table }[]
      readonly table: Table
    }

/** JSON as a script gets it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

export interface Result {
  /** What `--json` prints. */
  readonly json?: Json
  /** What a person sees on standard output; nothing for commands that only say what they did. */
  readonly view?: View
  /** Said on standard error: what was done, warnings, hints. Left out with --quiet, warnings excepted. */
  readonly notes?: readonly string[]
  readonly warnings?: readonly string[]
  /** Said in a dry run in place of the notes. */
  readonly dryNotes?: readonly string[]
  /** What was written, or would have been with --dry-run. */
  readonly changes?: Changes
  readonly exitCode?: number
  /** May be longer than a screen: shown a page at a time on a terminal. */
  readonly paged?: true
  /**
   * What is done once it is sure that everything read belongs together, and the reading is not begun again: sends mail.
   * Gives the result to be shown in place of this one, and reads the store no more.
   */
  readonly settled?: () => Promise<Result>
  /** Run once everything has gone out, or could not: marks what was told. */
  readonly afterwards?: (isTold: boolean) => Promise<void> | void
}

export type CommandLoader = () => Promise<Command>

export interface Verbs {
  readonly [verb: string]: CommandLoader
}

/** A noun and its verbs. A verb is loaded only when it is called or its help asked for. */
export interface Noun {
  readonly summary: string
  /** @param settings of the store, for verbs that the user has made */
  load(settings?: () => Settings): Promise<Verbs>
  /** What the noun alone does; its verbs are shown unless given. */
  readonly alone?: CommandLoader
}
