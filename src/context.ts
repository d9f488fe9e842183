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
  /** A secret, which is not shown while it is typed. */
  password(question: string): Promise<string>
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
  /** Refuses what `commit` would refuse, and writes nothing. @throws as `commit` does, but for the disk and the lock */
  check(changes: Changes): void
  /**
   * Writes a plan, all or nothing.
   * @param command the command as typed, for the history
   * @param isFresh refuse, too, where anything was written since this store was first read: what was looked for and not
   *   found may be there now
   * @throws ConflictError where a record is no longer as the plan saw it, a link points nowhere or a record to be
   *   removed is still referred to; StoreError where the store cannot be locked or written
   */
  commit(changes: Changes, by: string, command: string, isFresh?: boolean): Promise<void>
}

/** Something in a store that is not as it should be, or is worth knowing. */
export interface Problem {
  /** Path in the store. */
  readonly file: string
  readonly line?: number
  /** Id of the record. */
  readonly record?: string
  /** Stays the same for ever, for scripts. */
  readonly code: string
  /** What is wrong, as a sentence without full stop. */
  readonly message: string
  /** What to do about it, where it cannot be repaired by itself. */
  readonly hint?: string
  /** What was done about it, once it is repaired. */
  readonly done?: string
  readonly fixable: boolean
}

/** What looking a store over has found. */
export interface Examination {
  readonly dir: string
  readonly problems: readonly Problem[]
  /** What is worth knowing; the store is sound with it. */
  readonly notes: readonly Problem[]
  readonly fixed: readonly Problem[]
  /** Why something could not be repaired. */
  readonly failures: readonly string[]
  /** Where the store as it was before the repair is kept. */
  readonly backup?: string
}

export interface BackupMade {
  /** Whole path of the file. */
  readonly file: string
  readonly files: number
  readonly bytes: number
  /** Links and devices in the store's folder, which no backup holds. */
  readonly leftOut: readonly string[]
}

/** How a backup is locked: for the holders of these public keys, or by a passphrase, which is then asked for. */
export interface BackupLock {
  readonly recipients: readonly string[]
}

export interface Restoring {
  /** A new folder; otherwise the present store. */
  readonly to?: string
  /** File with the secret key; otherwise a passphrase is asked for where one is needed. */
  readonly identity?: string
  /** Only read and examine. */
  readonly checkOnly: boolean
  /** Asked before a store is replaced. */
  agree(dir: string, backup: { readonly files: number }): Promise<boolean>
}

export interface Restored {
  readonly dir: string
  readonly files: number
  /** Files in the backup that are none of a store. */
  readonly leftOut: readonly string[]
  /** What the doctor finds in the restored store. */
  readonly examination: Examination
  /** Where the store that was there is kept. */
  readonly backup?: string
}

export interface DemoFolder {
  readonly cwd: string
  readonly store: string
  readonly isKept: boolean
}

/** Contents of files kept in the store, by their hash (SHA-256 in hexadecimal). */
interface Files {
  /** Keeps a content: call it before the plan that names it in `contents` is applied. @returns its hash */
  keep(content: Uint8Array): string
  /** @throws StoreError where it is gone or damaged */
  read(hash: string): Uint8Array
  names(): readonly string[]
  /** In bytes. */
  size(hash: string): number
  /** Removes what nobody uses, while nobody writes. @returns what was removed */
  clean(used: (data: Data) => ReadonlySet<string>): Promise<readonly string[]>
}

/** A message to one address. */
export interface OutgoingMail {
  readonly to: string
  /** Makes the Message-ID: what is sent again under the same is the same message. */
  readonly id: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments?: readonly { readonly filename: string; readonly content: string }[]
}

/** Things that this run alone may tell. */
export interface Telling {
  /** Random; the same where things are told again after a run that broke off. */
  readonly id: string
  readonly audience: string
  readonly keys: readonly string[]
  /** When a run that broke off began to tell them: some may have arrived. UTC. */
  readonly again?: string
}

/** What this machine tells and has told to whom, so that each thing is told once. */
export interface Announcements {
  /** Of these things, those that nobody told the audience or is telling it now; they are this run's to tell. */
  claim(audience: string, keys: readonly string[]): Promise<readonly Telling[]>
  /** Marks them as told, on the disk before it returns. */
  confirm(tellings: readonly Telling[]): Promise<void>
  /** They are to be told again, under the same id: some may have arrived. */
  leave(tellings: readonly Telling[]): void
  /** They are to be told again: certainly none arrived. */
  drop(tellings: readonly Telling[]): void
}

/** Files of a folder outside the store: a calendar's. */
export interface OutsideFolder {
  /** Names of the files in it that end so; none where there is no such folder. */
  names(ending: string): Promise<readonly string[]>
  read(name: string): Promise<Uint8Array>
  write(name: string, content: string): Promise<void>
  remove(name: string): Promise<void>
}

/** One thing that a store wants and that only its user can allow: who owns it, where its links lead, who gets the mail password. */
export interface TrustedThing {
  readonly kind: 'owner' | 'links' | 'mail'
  /** The store's folder. */
  readonly store: string
  /** What it is, for a person: the end of a sentence that begins with the store. */
  readonly says: string
  readonly digest: string
}

/** What was agreed to on this machine; see outside/trust.ts. */
export interface Agreements {
  /** The store that is meant, which need not be one that can be opened. */
  readonly store: string
  things(): readonly (TrustedThing & { readonly isAgreed: boolean })[]
  agree(thing: TrustedThing): void
  forget(): void
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
  /** Whether what a spreadsheet would run is guarded in CSV and TSV: asked for by flag, or always by the settings. */
  readonly safeFormulas: 'asked' | 'always' | undefined
  /** The store, opened on first use. */
  store(): Store
  settings(): Settings
  /** The settings with other values for these keys. @throws StoreError where they make no sense */
  settingsWith(values: { readonly [key: string]: unknown }): Settings
  /** What a plan would do, a line for each record: for the question whether to go on. */
  planned(changes: Changes): Promise<readonly string[]>
  readonly files: Files
  /**
   * An answer that takes reading the whole store: kept on this machine until a record or setting changes, or `until`.
   * @param question everything it depends on besides the store and the time
   */
  remembered(question: string, make: () => { readonly text: string; readonly until: string }): string
  readonly announcements: Announcements
  /** @throws InputError where no server is set, MailError where it did not take the message */
  sendMail(mail: OutgoingMail): Promise<void>
  readonly trust: Agreements
  /** A folder outside the store, made when first written to. */
  folder(path: string): OutsideFolder
  /** Whether a path is a folder. */
  isFolder(path: string): Promise<boolean>
  /** Opens a file with what the system has for it; false where it has nothing. */
  open(name: string, content: Uint8Array): Promise<boolean>
  /** Says with the result what a person should know of how something was read: a sentence without full stop. */
  readonly tell: (remark: string) => void
  /** What was changed, newest first. */
  history(): Iterable<HistoryLine>
  /** A new random id of a kind. */
  newId(kind: EntityName): string
  /**
   * Applies a plan, or only keeps it for showing where --dry-run was given. Call it once, at the end.
   */
  apply(changes: Changes): Promise<void>
  /** The output format asked for by --format or --json. */
  readonly format: string | undefined
  /** What --format says, for commands that read or write a file. */
  readonly fileFormat: string | undefined
  /** Makes a store in a folder; with `git` also a repository. @returns its whole path */
  makeStore(dir: string, settings: Settings, git: boolean): Promise<string>
  /** Runs another command line as if it had been typed, for the tour. */
  run(
    line: readonly string[],
    where: { readonly cwd: string; readonly store: string },
  ): Promise<{ readonly output: string; readonly exitCode: number }>
  /** Looks the whole store over, even one that cannot be opened, and repairs what is safe where `fix` says so. */
  examine(how: { readonly fix: boolean; readonly acceptLost: boolean }): Promise<Examination>
  /**
   * Writes the whole store into one file; by default a new one in the present folder, named after the store and the time.
   * @throws ConflictError where the file is there already
   */
  backup(file: string | undefined, lock: BackupLock | undefined): Promise<BackupMade>
  /**
   * Reads a backup wholly, examines it, and only then puts it in place.
   * @throws StoreError where it is damaged or cannot be decrypted; CancelledError where it was not agreed to
   */
  restore(file: string, how: Restoring): Promise<Restored>
  /** Gives `use` a folder with the tour's files and a place for its store, and clears up afterwards. */
  withDemoStore<T>(keep: string | undefined, use: (folder: DemoFolder) => Promise<T>): Promise<T>
  /**
   * Shows how far long work has come, where a person watches; small work shows nothing. After Ctrl-C `update` throws a
   * CancelledError, so that it is to be called once more when all is done.
   */
  progress(what: string, total: number): Promise<{ update(done: number): Promise<void>; stop(): void }>
  /** Reads a file, or standard input where `path` is "-". A file of more than `most` bytes is refused unread. */
  read(path: string, most?: number): Promise<Uint8Array>
  /** Makes a folder outside the store where it is not there. */
  makeFolder(path: string): Promise<void>
  /** To be called before long work whose result `write` is to keep. @throws InputError where no file can be there */
  expectPlace(path: string): Promise<void>
  /** Writes a file outside the store, all or nothing. */
  write(path: string, content: string | Uint8Array): Promise<void>
}
