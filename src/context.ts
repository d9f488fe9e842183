/** What a command may use. Everything costly in it is made when first asked for. */
import type { Clock } from './clock.ts'
import type { Settings } from './config.ts'
import type { EntityName } from './entities/index.ts'
import type { Changes } from './schema/changes.ts'
import type { Data } from './schema/data.ts'
import type { HistoryLine } from './schema/history.ts'

/** Asks the person at the terminal. Where nobody is there every question throws an InputError naming the flag. */
export interface Prompter {
  /** Whether somebody is there to answer. */
  readonly available: boolean
  text(
    question: string,
    options?: { default?: string; validate?: (answer: string) => string | undefined },
  ): Promise<string>
  confirm(question: string, fallback?: boolean): Promise<boolean>
  /** One of a few. */
  choose<T>(
    question: string,
    choices: readonly { name: string; value: T; description?: string }[],
  ): Promise<T>
  /** One of many, by typing part of it. */
  search<T>(
    question: string,
    find: (typed: string) => readonly { name: string; value: T; description?: string }[],
  ): Promise<T>
}

/** A store that can be written. */
export interface Store extends Data {
  readonly dir: string
  /**
   * Writes a plan, all or nothing.
   * @param command the command as typed, for the history
   * @throws ConflictError where a record is no longer as the plan saw it, a link points nowhere or a record to be
   *   removed is still referred to; StoreError where the store cannot be locked or written
   */
  commit(changes: Changes, by: string, command: string): Promise<void>
}

export interface DemoFolder {
  readonly cwd: string
  readonly store: string
  readonly isKept: boolean
}

/** Contents of files kept in the store, by their hash (SHA-256 in hexadecimal). */
interface Files {
  /** Keeps a content: call it before the plan that names it is applied. @returns its hash */
  keep(content: Uint8Array): string
  /** @throws StoreError where it is gone or damaged */
  read(hash: string): Uint8Array
  names(): readonly string[]
  /** In bytes. */
  size(hash: string): number
  remove(hash: string): void
}

/** A message to one address. */
export interface OutgoingMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Files of a folder outside the store: a calendar's. */
export interface OutsideFolder {
  /** Names of the files in it that end so; none where there is no such folder. */
  names(ending: string): Promise<readonly string[]>
  read(name: string): Promise<Uint8Array>
  write(name: string, content: string): Promise<void>
  remove(name: string): Promise<void>
}

export interface Context {
  readonly clock: Clock
  /** The user's name: CRM_USER, the settings' user with the system's name, or the system's name. */
  readonly user: string
  readonly prompt: Prompter
  /** Columns of the terminal, or undefined where there is none. */
  readonly width: number | undefined
  readonly cwd: string
  /** Global options that commands look at. */
  readonly dryRun: boolean
  readonly yes: boolean
  /** The store, opened on first use. */
  store(): Store
  settings(): Settings
  readonly files: Files
  /**
   * An answer that takes reading the whole store: kept on this machine until a record or setting changes, or `until`.
   * @param question everything it depends on besides the store and the time
   */
  remembered(question: string, make: () => { readonly text: string; readonly until: string }): string
  /** What this machine has told an audience already, by key; `announce` marks more as told. */
  announced(audience: string): ReadonlySet<string>
  announce(audience: string, keys: readonly string[]): void
  /** @throws InputError where no server is set, MailError where it did not take the message */
  sendMail(mail: OutgoingMail): Promise<void>
  /** A folder outside the store, made when first written to. */
  folder(path: string): OutsideFolder
  /** Whether a path is a folder. */
  isFolder(path: string): Promise<boolean>
  /** Opens a file with what the system has for it; false where it has nothing. */
  open(name: string, content: Uint8Array): Promise<boolean>
  /** What was changed, newest first. */
  history(): Iterable<HistoryLine>
  /** The settings with other values for these keys. @throws StoreError where they make no sense */
  settingsWith(values: { readonly [key: string]: unknown }): Settings
  /** A new random id of a kind. */
  newId(kind: EntityName): string
  /**
   * Applies a plan, or only keeps it for showing where --dry-run was given. Call it once, at the end.
   */
  apply(changes: Changes): Promise<void>
  /** The output format asked for by --format, other than text. */
  readonly format: string | undefined
  /** Makes a store in a folder; with `git` also a repository. @returns its whole path */
  makeStore(dir: string, settings: Settings, git: boolean): Promise<string>
  /** Runs another command line as if it had been typed, for the tour. */
  run(
    line: readonly string[],
    where: { readonly cwd: string; readonly store: string },
  ): Promise<{ readonly output: string; readonly exitCode: number }>
  /** Gives `use` a folder with the tour's files and a place for its store, and clears up afterwards. */
  withDemoStore<T>(keep: string | undefined, use: (folder: DemoFolder) => Promise<T>): Promise<T>
  /** Reads a file, or standard input where `path` is "-". */
  read(path: string): Promise<Uint8Array>
  /** Writes a file outside the store, all or nothing. */
  write(path: string, content: string | Uint8Array): Promise<void>
}
