/** The context of one command, made of the environment and the global options. */
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Input } from './commands/input.ts'
import { defaultSettings, type Settings } from './config.ts'
import type { Context, DemoFolder, Prompter } from './context.ts'
import { type EntityName, entities } from './entities/index.ts'
import type { Environment } from './environment.ts'
import { InputError, StoreError } from './errors.ts'
import { openWith, outsideFolder } from './outside.ts'
import type { Changes } from './schema/changes.ts'
import { newId } from './schema/id.ts'
import { announce, announcedTo } from './store/announced.ts'
import { remembered } from './store/answers.ts'
import { Files } from './store/files.ts'
import { findStore } from './store/find.ts'
import { Folder } from './store/folder.ts'
import { initGit } from './store/git.ts'
import { readHistory } from './store/history.ts'
import { initStore } from './store/init.ts'
import { checkedSettings, parseSettings, settingsName } from './store/settings.ts'
import { openStore } from './store/store.ts'
import { noPrompter, terminalPrompter } from './terminal/prompts.ts'

export interface Session extends Context {
  /** Whether a plan was written (or kept, with --dry-run). */
  readonly applied: boolean
  /** Whether everything that was read belongs together; false where another writer came between. */
  isConsistent(): boolean
}

type OpenStore = ReturnType<typeof openStore>

type Runner = Context['run']

/** @throws StoreError where the store cannot be found or opened, when it is first asked for */
export function openSession(environment: Environment, globals: Input, run: Runner): Session {
  let store: OpenStore | undefined
  let applied = false
  const dryRun = globals.has('dryRun')
  const opened = (): OpenStore => {
    if (store !== undefined) return store
    const dir = storeDir(environment, globals.text('store'))
    store = openStore({ dir, clock: environment.clock, wait: globals.count('wait') ?? 30 })
    return store
  }
  let user: string | undefined
  return {
    clock: environment.clock,
    get user() {
      user ??= userOf(environment, opened().settings)
      return user
    },
    prompt: prompterOf(environment, globals),
    width: environment.outputIsTerminal ? environment.columns : undefined,
    cwd: environment.cwd,
    dryRun,
    yes: globals.has('yes'),
    format: globals.has('json') ? 'json' : globals.text('format'),
    get applied() {
      return applied
    },
    isConsistent: () => store?.isConsistent() ?? true,
    store: opened,
    settings: () => opened().settings,
    get files() {
      return new Files(opened().dir)
    },
    remembered: (question, make) =>
      remembered(new Folder(opened().dir), question, environment.clock.now(), make),
    announced: (audience) => announcedTo(opened().dir, audience),
    announce: (audience, keys) => announce(opened().dir, audience, keys, environment.clock.now()),
    sendMail: async (mail) =>
      (await import('./mail/send.ts')).sendMail(opened().settings.mail, environment.env, mail),
    folder: (path) => outsideFolder(resolve(environment.cwd, path)),
    isFolder: async (path) =>
      (await stat(resolve(environment.cwd, path)).catch(() => undefined))?.isDirectory() === true,
    open: (name, content) => openWith(environment.env, name, content),
    settingsWith: (values) => checkedSettings({ ...opened().settings, ...values }),
    history: () => readHistory(opened().dir),
    newId: (kind: EntityName) => newId(entities[kind].letter, environment.random),
    async apply(changes: Changes) {
      applied = true
      if (dryRun || (changes.records.length === 0 && changes.settings === undefined)) return
      await opened().commit(changes, userOf(environment, opened().settings), commandLine(environment.argv))
    },
    makeStore: (dir, settings, git) => makeStore(resolve(environment.cwd, dir), settings, git),
    run,
    withDemoStore: (keep, use) => withDemoStore(environment, keep, use),
    read: (path) =>
      path === '-' ? environment.readInput() : readGiven(resolve(environment.cwd, path), path),
    write: (path, content) => writeAside(resolve(environment.cwd, path), path, content),
  }
}

function prompterOf(environment: Environment, globals: Input): Prompter {
  if (environment.prompter !== undefined) return environment.prompter
  const isThere = environment.inputIsTerminal && environment.errorIsTerminal && environment.outputIsTerminal
  return isThere && !globals.has('noInput') && !globals.has('json') ? terminalPrompter() : noPrompter()
}

/** The folder of the store; the user's own one is made on first use, and that is said. */
function storeDir(environment: Environment, flag: string | undefined): string {
  const found = findStore(whereabouts(environment, flag))
  if (found.isToBeMade) {
    initStore({ dir: found.dir, settings: defaultSettings })
    environment.output.err(
      `Made a store in ${found.dir}, with ${defaultSettings.currency} and ${defaultSettings.timezone}; crm.json there has the settings.\n`,
    )
  }
  return found.dir
}

function whereabouts({ env, cwd, home }: Environment, flag: string | undefined) {
  return { flag, env, cwd, dataHome: env['XDG_DATA_HOME'] ?? resolve(home, '.local/share') }
}

/** The settings flags are made of; the defaults where there is no store yet, or none that can be read. */
export function settingsForFlags(environment: Environment, flag: string | undefined): Settings {
  const { dir } = findStore(whereabouts(environment, flag))
  try {
    return parseSettings(readFileSync(join(dir, settingsName), 'utf8'))
  } catch {
    // Opening the store will say what is wrong, if the command needs it; the help does not.
    return defaultSettings
  }
}

async function makeStore(dir: string, settings: Settings, git: boolean): Promise<string> {
  initStore({ dir, settings })
  if (git) await initGit(dir)
  return dir
}

async function withDemoStore<T>(
  environment: Environment,
  keep: string | undefined,
  use: (folder: DemoFolder) => Promise<T>,
): Promise<T> {
  const cwd = await mkdtemp(join(tmpdir(), 'lukkha-tour-'))
  try {
    await cp(join(environment.packageFolder, 'fixtures/demo'), cwd, { recursive: true })
    const store = keep === undefined ? join(cwd, 'crm') : resolve(environment.cwd, keep)
    return await use({ cwd, store, isKept: keep !== undefined })
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

/** CRM_USER, else the settings' user with the system's name or the only one there is, else the system's name. */
function userOf(environment: Environment, settings: Settings): string {
  const named = environment.env['CRM_USER']
  if (named !== undefined && named.trim() !== '') return named.trim()
  const known = settings.users.find(
    (user) => user.name.toLowerCase() === environment.systemUser.toLowerCase(),
  )
  const only = settings.users.length === 1 ? settings.users[0] : undefined
  return (known ?? only)?.name ?? environment.systemUser
}

/** The line as it would be typed. */
function commandLine(argv: readonly string[]): string {
  const quoted = argv.map((word) =>
    /^[\p{L}\p{M}\p{N}@%+=:,./_-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  )
  return ['crm', ...quoted].join(' ')
}

async function readGiven(path: string, typed: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new InputError(`Cannot read ${typed}: ${reasonOf(error)}.`)
  }
}

async function writeAside(path: string, typed: string, content: string | Uint8Array): Promise<void> {
  const aside = `${path}.${process.pid}.part`
  try {
    await writeFile(aside, content, { mode: 0o600 })
    await rename(aside, path)
  } catch (error) {
    await unlink(aside).catch(() => {})
    throw new StoreError(`Cannot write ${typed}: ${reasonOf(error)}.`)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const known: { readonly [code: string]: string | undefined } = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
    ENOSPC: 'the disk is full',
    EROFS: 'it is on a read-only disk',
    ENOTDIR: 'part of the path is not a folder',
  }
  return (
    (typeof code === 'string' ? known[code] : undefined) ??
    (error instanceof Error ? error.message : String(error))
  )
}
