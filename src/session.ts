/** The context of one command, made of the environment and the global options. */
import { resolve } from 'node:path'
import type { Input } from './commands/input.ts'
import type { Settings } from './config.ts'
import type { Agreements, Context, Prompter } from './context.ts'
import { today } from './dates.ts'
import { type EntityName, entities } from './entities/index.ts'
import type { Environment } from './environment.ts'
import { ConflictError, InputError } from './errors.ts'
import { expectPlace, isFolder, makeFolder, readGiven, reasonOf, writeAside } from './outside/files.ts'
import { outsideFolder } from './outside/folder.ts'
import { openWith } from './outside/opener.ts'
import { withDemoStore } from './outside/tour.ts'
import { agreeToServer, guardFor, refuseStranger, Trust, trustedThings } from './outside/trust.ts'
import { type Changes, isEmpty } from './schema/changes.ts'
import { newId } from './schema/id.ts'
import { MachineAnnouncements } from './store/announced.ts'
import { remembered } from './store/answers.ts'
import type { Keeper } from './store/care.ts'
import { refuseUnsound } from './store/checked.ts'
import { Files } from './store/files.ts'
import { findStore } from './store/find.ts'
import { Folder } from './store/folder.ts'
import { readHistory } from './store/history.ts'
import { Lock } from './store/lock.ts'
import { checkedSettings } from './store/settings.ts'
import { openStore } from './store/store.ts'
import { noProgress, progressBar } from './terminal/progress.ts'
import { noPrompter, terminalPrompter } from './terminal/prompts.ts'
import { cutValues, revealed } from './text.ts'
import { commandLine, settingsForFlags, storeDir, userOf, whereabouts } from './whereabouts.ts'

/** Rows from which on work takes so long that a person likes to see it go on. */
const LONG_WORK = 2000

export interface Session extends Context {
  /** Whether a plan was written (or kept, with --dry-run). */
  readonly applied: boolean
  /** Whether a plan was refused because of what was written meanwhile: the same command may do on the store as it is now. */
  readonly overtaken: boolean
  /** What commands asked to be said with their result, each once. */
  readonly told: ReadonlySet<string>
  /** Checks what crm.json says further than reading it does, once after each change of it. @throws StoreError */
  ready(): Promise<void>
  /** Takes the store's lock away from a holder that gives no sign of life. @throws StoreError where it does */
  stealLock(): Promise<void>
  /** Whether everything that was read belongs together; false where another writer came between. */
  isConsistent(): boolean
  /** What can wait until the result is printed: the day's backup. Never fails; says on standard error what went wrong. */
  finish(): Promise<void>
}

type OpenStore = ReturnType<typeof openStore>

type Runner = Context['run']

/**
 * @param isFresh a plan is to be refused where anything at all was written since the store was first read
 * @throws StoreError where the store cannot be found or opened, when it is first asked for
 */
export function openSession(
  environment: Environment,
  globals: Input,
  run: Runner,
  isFresh: boolean,
): Session {
  let store: OpenStore | undefined
  let applied = false
  let overtaken = false
  let asked = false
  const told = new Set<string>()
  const dryRun = globals.has('dryRun')
  const opened = (): OpenStore => {
    if (store !== undefined) return store
    const dir = storeDir(environment, globals.text('store'))
    const tell = (text: string): void => environment.output.err(`${text}\n`)
    refuseStranger(dir, trust)
    store = openStore({
      dir,
      clock: environment.clock,
      wait: globals.count('wait') ?? 30,
      guard: guardOf(dir),
      tell,
    })
    return store
  }
  const trust = new Trust(environment)
  const guardOf = (dir: string) => guardFor(dir, trust)
  const folderOf = (dir: string) => new Folder(dir, guardOf(dir))
  const keeper = () => keeperOf(environment, globals, trust)
  let user: string | undefined
  return {
    clock: environment.clock,
    get user() {
      user ??= userOf(environment, opened().settings)
      return user
    },
    prompt: noticed(prompterOf(environment, globals), () => {
      asked = true
    }),
    width: environment.outputIsTerminal ? environment.columns : undefined,
    cwd: environment.cwd,
    dryRun,
    yes: globals.has('yes'),
    get safeFormulas() {
      if (globals.has('safeFormulas')) return 'asked'
      return opened().settings.safeFormulas === true ? 'always' : undefined
    },
    format: globals.has('json') ? 'json' : globals.text('format'),
    fileFormat: globals.text('format'),
    get applied() {
      return applied
    },
    get overtaken() {
      return overtaken
    },
    ready: async () => refuseUnsound(folderOf(opened().dir), opened().settings, environment.clock.now()),
    stealLock: async () => {
      const dir = storeDir(environment, globals.text('store'))
      await new Lock(folderOf(dir), '', commandLine(environment.argv)).takeAway()
    },
    isConsistent: () => store?.isConsistent() ?? true,
    store: opened,
    settings: () => opened().settings,
    settingsWith: (values) => checkedSettings({ ...opened().settings, ...values }),
    planned: async (changes) => (await import('./terminal/preview.ts')).planLines(changes, opened().settings),
    get files() {
      const { dir } = opened()
      return new Files(folderOf(dir), () => ({
        lock: new Lock(folderOf(dir), userOf(environment, opened().settings), commandLine(environment.argv)),
        wait: globals.count('wait') ?? 30,
        data: () => openStore({ dir, clock: environment.clock, guard: guardOf(dir) }),
      }))
    },
    remembered: (question, make) =>
      remembered(folderOf(opened().dir), question, environment.clock.now(), make),
    get announcements() {
      return new MachineAnnouncements(folderOf(opened().dir), environment.clock)
    },
    sendMail: async (mail) =>
      (await import('./mail/send.ts')).sendMail(opened().settings.mail, environment.env, mail, (server) =>
        agreeToServer(
          opened().dir,
          server,
          trust,
          noticed(prompterOf(environment, globals), () => {}),
        ),
      ),
    get trust() {
      return agreementsFor(environment, globals.text('store'), trust)
    },
    folder: (path) => outsideFolder(resolve(environment.cwd, path)),
    isFolder: (path) => isFolder(resolve(environment.cwd, path)),
    open: (name, content) => openWith(environment.env, name, content),
    told,
    tell: (remark) => void told.add(remark),
    history: () => readHistory(folderOf(opened().dir)),
    newId: (kind: EntityName) => newId(entities[kind].letter, environment.random),
    async apply(changes: Changes) {
      await validate(environment, opened(), changes)
      if (dryRun) opened().check(changes)
      if (!dryRun && !isEmpty(changes)) {
        try {
          await opened().commit(
            changes,
            userOf(environment, opened().settings),
            commandLine(environment.argv),
            isFresh && !asked,
          )
        } catch (error) {
          // A person is not asked the same questions again because somebody else wrote meanwhile.
          overtaken = error instanceof ConflictError && !asked
          throw error
        }
      }
      applied = true
    },
    makeStore: async (dir, settings, git) =>
      (await import('./store/making.ts')).makeStore(resolve(environment.cwd, dir), settings, git),
    run,
    examine: async (how) => (await import('./store/care.ts')).examined(keeper(), how),
    backup: async (file, lock) => (await import('./store/care.ts')).backedUp(keeper(), file, lock),
    restore: async (file, how) => (await import('./store/care.ts')).restored(keeper(), file, how),
    async finish() {
      if (applied && !dryRun && store !== undefined) await keepDaily(environment, store, folderOf(store.dir))
    },
    withDemoStore: (keep, use) => withDemoStore(environment, keep, use),
    progress: async (what, total) => {
      const isWatched = environment.errorIsTerminal && !globals.has('quiet') && total >= LONG_WORK
      return isWatched ? progressBar(what, total, process.stderr) : noProgress
    },
    read: (path, most) =>
      path === '-' ? environment.readInput(most) : readGiven(resolve(environment.cwd, path), path, most),
    makeFolder: (path) => makeFolder(resolve(environment.cwd, path), path),
    expectPlace: (path) => expectPlace(resolve(environment.cwd, path), path),
    write: (path, content) => writeAside(resolve(environment.cwd, path), path, content),
  }
}

/** Holds a plan to the validation rules; without rules nothing is loaded. What is taken back is not checked. */
async function validate(environment: Environment, store: OpenStore, changes: Changes): Promise<void> {
  if (changes.settings !== undefined && changes.undoes === undefined)
    await refuseMistakes(changes.settings, environment.clock.now())
  if (changes.undoes === undefined && changes.records.some(({ kind }) => kind === 'account'))
    await tellDoubts(environment, changes.settings ?? store.settings, changes)
  const { validation } = changes.settings ?? store.settings
  if (changes.undoes !== undefined || Object.values(validation).every((rules) => (rules ?? []).length === 0))
    return
  const { refuseViolations } = await import('./rules/refusal.ts')
  const { prepareRules } = await import('./rules/validation/index.ts')
  await prepareRules(changes.settings ?? store.settings)
  for (const warning of refuseViolations(store, changes, environment.clock.now()))
    environment.output.err(`⚠ ${revealed(cutValues(warning))}\n`)
}

async function tellDoubts(environment: Environment, settings: Settings, changes: Changes): Promise<void> {
  const { doubtsOf } = await import('./rules/doubts.ts')
  for (const doubt of doubtsOf(settings, changes)) environment.output.err(`⚠ ${revealed(cutValues(doubt))}\n`)
}

/** New settings hold no query that cannot be read. */
async function refuseMistakes(settings: Settings, now: Date): Promise<void> {
  const { mistakesIn } = await import('./query/library.ts')
  const [first] = await mistakesIn(settings, now)
  if (first !== undefined)
    throw new InputError(`${first.at} of crm.json could not be read any more: ${first.message}`)
}

/** The same prompter, that says when it asks. */
function noticed(prompter: Prompter, note: () => void): Prompter {
  if (!prompter.available) return prompter
  const noting =
    <A extends unknown[], R>(ask: (...args: A) => R) =>
    (...args: A): R => {
      note()
      return ask(...args)
    }
  return {
    available: true,
    text: noting(prompter.text),
    password: noting(prompter.password),
    confirm: noting(prompter.confirm),
    choose: (question, choices) => noting(() => prompter.choose(question, choices))(),
    search: (question, find) => noting(() => prompter.search(question, find))(),
  }
}

function prompterOf(environment: Environment, globals: Input): Prompter {
  if (environment.prompter !== undefined) return environment.prompter
  const isThere = environment.inputIsTerminal && environment.errorIsTerminal && environment.outputIsTerminal
  return isThere && !globals.has('noInput') && !globals.has('json') ? terminalPrompter() : noPrompter()
}

function agreementsFor(environment: Environment, flag: string | undefined, trust: Trust): Agreements {
  const { dir } = findStore(whereabouts(environment, flag))
  return {
    store: dir,
    things: () => trustedThings(dir, settingsForFlags(environment, flag), trust),
    agree: (thing) => trust.agree(thing),
    forget: () => trust.forget(resolve(dir)),
  }
}

/** For what works on the folder itself, which may hold a store that cannot be opened, or none yet. */
function keeperOf(environment: Environment, globals: Input, trust: Trust): Keeper {
  const flag = globals.text('store')
  const { dir } = findStore(whereabouts(environment, flag))
  return {
    dir,
    guard: guardFor(dir, trust),
    admit: () => refuseStranger(dir, trust),
    cwd: environment.cwd,
    clock: environment.clock,
    by: userOf(environment, settingsForFlags(environment, flag)),
    command: commandLine(environment.argv),
    wait: globals.count('wait') ?? 30,
    prompt: prompterOf(environment, globals),
    passphrase: environment.env['CRM_PASSPHRASE'],
  }
}

async function keepDaily(
  { clock, output }: Environment,
  { settings }: OpenStore,
  folder: Folder,
): Promise<void> {
  if (settings.backups === undefined) return
  try {
    const { dailyBackup } = await import('./store/backup.ts')
    await dailyBackup(folder, settings.backups.keep, today(clock.now(), settings.timezone))
  } catch (error) {
    output.err(`The change is kept, but the backup of the day failed: ${reasonOf(error)}\n`)
  }
}
