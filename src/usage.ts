/** What to say where a command line is not understood: what is wrong, and what was probably meant. */
import { nouns, singles } from './commands/index.ts'
import { commandMeant, nounMeant } from './commands/meant.ts'
import type { Settings } from './config.ts'
import { entities, entityNamed, entityNames } from './entities/index.ts'
import { InputError, nearest } from './errors.ts'
import { fieldCalled, squeezed } from './schema/aliases.ts'
import { entityIn } from './schema/custom.ts'
import { type Entity, settableFields } from './schema/entity.ts'
import { isId } from './schema/id.ts'
import { camelToKebab, kebabToCamel } from './schema/names.ts'
import { quoted } from './text.ts'

/** A command line as it was typed. */
interface Typed {
  readonly argv: readonly string[]
  /** The first two words that are no options. */
  readonly first: string | undefined
  readonly second: string | undefined
  settings(): Settings
}

/** The parser's error as ours. */
export async function mistakeOf(
  { code, message }: { readonly code: string; readonly message: string },
  typed: Typed,
): Promise<InputError> {
  const commands = await allCommands(typed)
  const help = `See: ${['crm', ...commandIn(typed, commands), '--help'].join(' ')}`
  const said = sentence(message)
  const meant =
    code === 'commander.unknownCommand'
      ? lineMeant(typed, commands)
      : (conditionMeant(message, typed) ?? flagsMeant(message, typed, commandIn(typed, commands)))
  if (meant === undefined) return new InputError(said, help)
  return new InputError(said.replace(/ \(Did you mean .*\)/, ''), `${meant}\n${help}`)
}

function sentence(message: string): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\n/g, ' ')
    .replace(/\.+$/, '')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** Nouns, single commands, and nouns with their verbs. */
async function allCommands({ settings }: Typed): Promise<ReadonlySet<string>> {
  const commands = new Set([...Object.keys(nouns), ...Object.keys(singles)])
  for (const [name, noun] of Object.entries(nouns))
    for (const verb of Object.keys(await noun.load(settings))) commands.add(`${name} ${verb}`)
  return commands
}

/** The words of the line that name a command. */
function commandIn({ first, second }: Typed, commands: ReadonlySet<string>): readonly string[] {
  if (first === undefined || !commands.has(first)) return []
  return second !== undefined && commands.has(`${first} ${second}`) ? [first, second] : [first]
}

function lineMeant({ first, second }: Typed, commands: ReadonlySet<string>): string | undefined {
  if ((first === 'import' || first === 'export') && second !== undefined) {
    const meant = entityNamed(nounMeant(second))
    const file = first === 'import' && second.includes('.') ? ` ${quoted(second)}` : ''
    if (meant !== undefined) return `Did you mean: crm ${first} ${entities[meant].plural}${file}`
  }
  if (first !== undefined && (second === 'import' || second === 'export')) {
    const meant = entityNamed(nounMeant(first))
    if (meant !== undefined) return `Did you mean: crm ${second} ${entities[meant].plural}`
  }
  if (first === 'import' && second !== undefined)
    return `What is in it? crm import ${entityNames.map((kind) => entities[kind].plural).join('|')} ${quoted(second)}`
  if (first === 'log' && second !== undefined) return `Did you mean: crm log note ${quoted(second)}`
  if (first !== undefined && /\d/.test(first) && isId(first.padEnd(10, '0')))
    return `Did you mean: crm show ${first}`
  if (first === 'config' || first === 'settings')
    return 'The settings are in crm.json in the folder of the store: edit them there; crm doctor looks them over.'
  if (first === 'version') return 'Did you mean: crm --version'
  const meant = commandMeant(first, second, (line) => commands.has(line))
  return meant === undefined ? undefined : `Did you mean: crm ${meant}`
}

/** What is listed is chosen by a query, where other programs have flags. */
function conditionMeant(message: string, { argv, first, second, settings }: Typed): string | undefined {
  const flag = /unknown option '(--[^'=]+)/.exec(message)?.[1]
  const isChoosing = second === 'list' || second === 'board' || first === 'export' || first === 'find'
  if (flag === undefined || !isChoosing) return undefined
  const at = argv.findIndex((word) => word === flag || word.startsWith(`${flag}=`))
  const value = argv[at]?.split('=')[1] ?? argv[at + 1] ?? '…'
  const command = first === 'find' ? 'find' : `${first} ${second}`
  if (flag === '--where' || flag === '--query' || flag === '--filter')
    return `Conditions stand by themselves: crm ${command} ${quoted(value)}`
  const kind = entityNamed(first === 'export' ? (second ?? '') : (first ?? ''))
  const name = kebabToCamel(flag.slice(2))
  if (kind === undefined || entityIn(settings(), kind).fields[name] === undefined) return undefined
  return `Did you mean: crm ${command} ${quoted(`${name}:${value}`)}`
}

/** What is set by flags: `phone=081…` is typed as in queries, `--name` as the field is called elsewhere. */
function flagsMeant(message: string, typed: Typed, command: readonly string[]): string | undefined {
  const kind = entityNamed(typed.first ?? '')
  if (kind === undefined || command.length < 2) return undefined
  const entity = entityIn(typed.settings(), kind)
  const words = typed.argv.filter((word) => !command.includes(word))
  const set = words.map((word) => assignmentIn(entity, word))
  if (set.some((one) => one !== undefined))
    return `Did you mean: ${['crm', ...command, ...words.map((word, at) => set[at] ?? quoted(word))].join(' ')}`
  const flag = /unknown option '--([^'=]+)/.exec(message)?.[1]
  const names = flag === undefined ? [] : fieldsMeant(entity, flag)
  if (names.length === 0) return undefined
  return `Did you mean: ${names.map((name) => `--${camelToKebab(name)} …`).join(' ')}`
}

/** `phone=0819998888` as a flag. */
function assignmentIn(entity: Entity, word: string): string | undefined {
  const [, name = '', value = ''] = /^([\p{L}][\p{L}\p{M} _-]*?)[=:](.*)$/su.exec(word) ?? []
  const [only, ...others] = name === '' ? [] : fieldsMeant(entity, name)
  return only === undefined || others.length > 0 ? undefined : `--${camelToKebab(only)} ${quoted(value)}`
}

/** The fields that a word means; of a person's name both. */
function fieldsMeant(entity: Entity, word: string): readonly string[] {
  const settable = new Set(settableFields(entity.fields).map(([name]) => name))
  const called =
    fieldCalled(entity, word)?.name ?? fieldCalled(entity, otherWords[squeezed(word)] ?? '')?.name
  if (called !== undefined && settable.has(called)) return [called]
  return squeezed(word) === 'name' ? ['firstName', 'lastName'].filter((name) => settable.has(name)) : []
}

/** What a field is called in other programs, where headings of files call something else so. */
const otherWords: { readonly [word: string]: string } = {
  company: 'account',
  account: 'company',
  value: 'amount',
  price: 'amount',
  date: 'due',
  when: 'due',
  at: 'due',
  about: 'for',
  who: 'for',
  contact: 'for',
  lead: 'for',
  note: 'description',
  notes: 'description',
  tag: 'tags',
  assignee: 'owner',
}

/** A topic that `crm help` does not have. */
export async function unknownTopic(typed: Typed): Promise<InputError> {
  const commands = await allCommands(typed)
  const { first = '', second } = typed
  const topic = commands.has(first) && second !== undefined ? `${first} ${second}` : first
  const words = [...commands].filter((line) => line.includes(' ') === topic.includes(' '))
  const meant = commandMeant(first, second, (line) => commands.has(line))
  const near = meant ?? nearest(topic, words) ?? nearest(first, commands)
  const hint =
    near === undefined
      ? 'See what there is: crm help'
      : `Did you mean: crm help ${near}\nSee what there is: crm help`
  return new InputError(`There is no help for "${topic}".`, hint)
}
