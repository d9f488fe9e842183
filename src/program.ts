/** Command objects → the commander tree: the only import of commander. Only the command that is called is loaded. */
import {
  Argument as CliArgument,
  Command as CliCommand,
  Option as CliOption,
  CommanderError,
} from 'commander'
import type { Argument, Command, Noun, Option, Verbs } from './commands/command.ts'
import { home, nouns, singles } from './commands/index.ts'
import { Input, type RawValue } from './commands/input.ts'
import type { Settings } from './config.ts'
import { camelToKebab } from './schema/names.ts'

/** Options that every command takes, before or after the verb. */
const globalOptions: readonly Option[] = [
  {
    name: 'store',
    value: 'DIR',
    help: 'the store; otherwise CRM_STORE, or the nearest folder with a crm.json',
  },
  { name: 'format', value: 'FORMAT', help: 'text, csv, tsv, json, markdown or html' },
  { name: 'json', help: 'whole records as JSON, for scripts' },
  {
    name: 'safeFormulas',
    help: 'CSV and TSV: an apostrophe before what a spreadsheet would run; import takes it off',
  },
  { name: 'quiet', help: 'say nothing but data and errors' },
  { name: 'noColor', help: 'no colour; as NO_COLOR' },
  { name: 'noInput', help: 'never ask; a missing value is an error' },
  { name: 'yes', help: 'go on without asking for confirmation' },
  { name: 'now', value: 'INSTANT', help: 'take this as the present time; as CRM_NOW' },
  { name: 'wait', value: 'SECONDS', help: 'how long to wait for another writer (30)' },
  { name: 'stealLock', help: 'take the lock from a dead command of another machine or container' },
  { name: 'debug', help: 'show where an error comes from' },
]

const dryRun: Option = { name: 'dryRun', help: 'show what would change, and change nothing' }

const exitCodes = `Exit codes:
  0 done   2 usage or invalid input   3 not found or ambiguous   4 conflict: duplicate, referred to, changed since
  5 the store is locked, damaged or newer   6 mail was not taken   130 cancelled   1 a bug in the program`

/** What was called, and with what. */
export interface Call {
  readonly command: Command
  readonly input: Input
  readonly globals: Input
}

export interface ProgramOptions {
  readonly version: string
  /** Settings of the store that the command line names; the defaults where there is none. */
  settings(store: string | undefined): Settings
  out(text: string): void
  readonly columns: number | undefined
}

/**
 * Understands a command line.
 * @returns what was called, or undefined where help or the version was printed
 * @throws InputError for an unknown command or flag, with the nearest one; for a missing or superfluous argument
 */
export async function understand(
  argv: readonly string[],
  options: ProgramOptions,
): Promise<Call | undefined> {
  const line = helpLast(argv).map(negatedCondition)
  const [first, second] = commandWords(line)
  const calls: Call[] = []
  const root = rootCommand(options)
  const context: Building = { root, calls, settings: () => options.settings(globalValue(line, 'store')) }
  const isWanted = wantedAmong({ ...nouns, ...singles }, first)
  for (const [name, noun] of Object.entries(nouns).filter(isWanted)) {
    const cli = root.command(name).summary(noun.summary).description(noun.summary)
    if (name === first) await addVerbs(cli, noun, second, context)
  }
  for (const [name, single] of Object.entries(singles).filter(isWanted)) {
    const cli = root.command(name).summary(single.summary)
    if (name === first) describe(cli, await single.load(), context)
  }
  if (first === undefined) describe(root, await home(), context)
  // The parser would show the help of what stands before the unknown word.
  if (line.some((word) => word === '--help' || word === '-h') && !(await isTopic(first, second, context))) {
    const { unknownTopic } = await import('./usage.ts')
    throw await unknownTopic({ argv: line, first, second, settings: context.settings })
  }
  try {
    await root.parseAsync([...line], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    const { mistakeOf } = await import('./usage.ts')
    throw await mistakeOf(error, { argv: line, first, second, settings: context.settings })
  }
  return calls[0]
}

/** Whether there is help for these words: a command, or a noun alone or with one of its verbs. */
async function isTopic(
  first: string | undefined,
  second: string | undefined,
  { settings }: Building,
): Promise<boolean> {
  if (first === undefined || Object.hasOwn(singles, first)) return true
  const noun = Object.hasOwn(nouns, first) ? nouns[first] : undefined
  if (noun === undefined || second === undefined) return noun !== undefined
  return noun.alone !== undefined || Object.hasOwn(await noun.load(settings), second)
}

/** Only what was called is described; where there is no such thing, all that there is. */
function wantedAmong(
  known: object,
  wanted: string | undefined,
): (entry: readonly [string, unknown]) => boolean {
  const isKnown = wanted !== undefined && Object.hasOwn(known, wanted)
  return ([name]) => !isKnown || name === wanted
}

interface Building {
  readonly root: CliCommand
  readonly calls: Call[]
  settings(): Settings
}

function rootCommand(options: ProgramOptions): CliCommand {
  const root = new CliCommand('crm')
    .description(
      'A customer database for people who live in a terminal: leads, deals, reminders and reports over a folder of plain JSON.',
    )
    .version(options.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({
      writeOut: options.out,
      writeErr: options.out,
      outputError: () => {},
      getOutHelpWidth: () => Math.min(options.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(options.columns ?? 100, 120),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      `\nStart with: crm demo   crm init   crm lead add   crm help lead convert\n\n${exitCodes}`,
    )
  for (const option of globalOptions) root.addOption(cliOption(option))
  return root
}

async function addVerbs(
  cli: CliCommand,
  noun: Noun,
  wanted: string | undefined,
  context: Building,
): Promise<void> {
  const verbs: Verbs = await noun.load(context.settings)
  const isKnown = wanted !== undefined && Object.hasOwn(verbs, wanted)
  for (const [verb, load] of Object.entries(verbs).filter(wantedAmong(verbs, wanted))) {
    const child = cli.command(verb)
    if (isKnown) describe(child, await load(), context)
    else child.summary((await load()).summary)
  }
  if (wanted !== undefined) return
  // A noun alone shows its verbs, if it has nothing better to do.
  if (noun.alone === undefined) cli.action(() => cli.outputHelp())
  else describe(cli, await noun.alone(), context)
}

function describe(cli: CliCommand, command: Command, context: Building): void {
  const description =
    command.description === undefined ? command.summary : `${command.summary}.\n\n${command.description}`
  if (cli !== context.root) cli.summary(command.summary).description(description)
  for (const argument of command.arguments ?? []) cli.addArgument(cliArgument(argument))
  const options =
    typeof command.options === 'function' ? command.options(context.settings()) : (command.options ?? [])
  const all = command.changes === true ? [...options, dryRun] : options
  const flags = all.map((option) => ({ option, flag: cliOption(option) }))
  for (const { flag } of flags) cli.addOption(flag)
  if (cli !== context.root) cli.addHelpText('after', examplesText(command))
  cli.action((...args: unknown[]) => {
    const words: { [name: string]: RawValue } = {}
    for (const [index, argument] of (command.arguments ?? []).entries())
      words[argument.name] = rawValue(args[index])
    context.calls.push({
      command,
      input: new Input(words, valuesOf(cli, flags)),
      globals: new Input(
        {},
        valuesOf(
          context.root,
          globalOptions.map((option) => ({ option, flag: cliOption(option) })),
        ),
      ),
    })
  })
}

function examplesText(command: Command): string {
  if (command.examples.length === 0) return ''
  return `\nExamples:\n${command.examples.map(({ line, says }) => `  # ${says}\n  ${line}`).join('\n')}`
}

function cliArgument({ name, help, optional, many }: Argument): CliArgument {
  const text = many === true ? `${name}...` : name
  return new CliArgument(optional === true ? `[${text}]` : `<${text}>`, help)
}

const shortFlags: { readonly [name: string]: string | undefined } = { quiet: '-q', yes: '-y' }

/** Every value is collected, so that a flag given twice is never half lost. */
function cliOption({ name, value, help }: Option): CliOption {
  const short = shortFlags[name] === undefined ? '' : `${shortFlags[name]}, `
  const flag = `--${camelToKebab(name).replaceAll(' ', '-')}`
  if (value === undefined) return new CliOption(`${short}${flag}`, help)
  return new CliOption(`${short}${flag} <${value}>`, help).argParser(collect)
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value]
}

function valuesOf(
  cli: CliCommand,
  flags: readonly { option: Option; flag: CliOption }[],
): { [name: string]: RawValue } {
  const values: { [name: string]: RawValue } = {}
  for (const { option, flag } of flags) {
    const value = rawValue(cli.getOptionValue(flag.attributeName()))
    // Commander keeps --no-deal as `false` under "deal", where --deal has its value.
    if (flag.negate) values[option.name] = value === false
    else if (value !== false) values[option.name] = value
  }
  return values
}

function rawValue(value: unknown): RawValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  return Array.isArray(value) ? value.map(String) : undefined
}

/** `help lead add` → `lead add --help`: the built-in help command would not load what it describes. */
function helpLast(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf('help')
  if (at === -1 || commandWords(argv)[0] !== 'help') return argv
  return [...argv.slice(0, at), ...argv.slice(at + 1), '--help']
}

/** `-status:new` and `-@hot-leads` are conditions of a query, not flags. */
function negatedCondition(word: string): string {
  return /^-(?:@|\p{L}[\p{L}\p{M}\p{N}.]*(?::|[<>!]?=|[<>]))/u.test(word) ? `NOT ${word.slice(1)}` : word
}

/** The first two words that are neither options nor values of global options. */
function commandWords(argv: readonly string[]): readonly [string | undefined, string | undefined] {
  const words: string[] = []
  for (let index = 0; index < argv.length && words.length < 2; index++) {
    const word = argv[index] ?? ''
    if (word === '--') break
    if (!word.startsWith('-')) words.push(word)
    else if (takesValue(word)) index++
  }
  return [words[0], words[1]]
}

function takesValue(flag: string): boolean {
  return globalOptions.some(
    (option) => option.value !== undefined && flag === `--${camelToKebab(option.name)}`,
  )
}

/** The value of a global option, read before the line is understood as a whole. */
function globalValue(argv: readonly string[], name: string): string | undefined {
  const at = argv.lastIndexOf(`--${name}`)
  if (at !== -1) return argv[at + 1]
  return argv.findLast((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
}
