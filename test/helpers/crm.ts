/** Runs whole command lines in process, on a temporary copy of a fixture store. */
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach } from 'vitest'
import { type Clock, fixedClock } from '../../src/clock.ts'
import type { Prompter } from '../../src/context.ts'
import type { Environment } from '../../src/environment.ts'
import { run } from '../../src/main.ts'

/** Sunday, 16:00 in Vientiane and Bangkok. */
export const NOW = '2026-11-22T09:00:00Z'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  /** Standard output as JSON. */
  json(): unknown
}

export interface RunOptions {
  readonly store?: string
  readonly now?: string
  /** Called whenever the program asks the time. */
  readonly atNow?: () => void
  readonly cwd?: string
  readonly input?: string | Uint8Array
  readonly env?: { readonly [name: string]: string }
  readonly columns?: number
  /** Answers to be given in turn; a person is at the terminal then. */
  readonly answers?: readonly Answer[]
}

/** What is typed, picked by (part of) its name, or confirmed. */
type Answer = string | boolean

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lukkha-test-'))
  folders.push(folder)
  return folder
}

/** A temporary copy of a store in fixtures/. */
export function storeFrom(fixture: string): string {
  const dir = join(temporaryFolder(), 'store')
  cpSync(new URL(`../../fixtures/${fixture}`, import.meta.url).pathname, dir, { recursive: true })
  closeToOthers(dir)
  return dir
}

/** Writes these keys of a store's crm.json. */
export function writeSettings(store: string, values: { readonly [key: string]: unknown }): void {
  const file = join(store, 'crm.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...values }))
}

/** The modes of a real store, which git does not keep. */
function closeToOthers(path: string): void {
  const isFolder = statSync(path).isDirectory()
  chmodSync(path, isFolder ? 0o700 : 0o600)
  if (isFolder) for (const name of readdirSync(path)) closeToOthers(join(path, name))
}

/** A new empty store, in Bangkok with baht. */
export async function emptyStore(): Promise<string> {
  const dir = join(temporaryFolder(), 'store')
  const ran = await crm(['init', dir])
  if (ran.code !== 0) throw new Error(ran.err)
  return dir
}

/** The words of a command line as a shell splits them: spaces, '…' and "…". */
export function words(line: string): string[] {
  const found = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  return found.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  )
}

/** Where nobody keeps anything but what the program itself keeps for its user. */
export const nobodysHome = join(tmpdir(), 'nobody')

/** Runs a command line, given as one text or as its words; the program's own name may lead. */
export async function crm(line: string | readonly string[], options: RunOptions = {}): Promise<Ran> {
  const argv = typeof line === 'string' ? words(line) : [...line]
  if (argv[0] === 'crm') argv.shift()
  let out = ''
  let err = ''
  const isTerminal = options.answers !== undefined
  const environment: Environment = {
    argv,
    env: {
      CRM_USER: 'Noy',
      ...(options.store === undefined ? {} : { CRM_STORE: options.store }),
      ...options.env,
    },
    cwd: options.cwd ?? tmpdir(),
    packageFolder: new URL('../../', import.meta.url).pathname,
    home: nobodysHome,
    systemUser: () => 'tester',
    clock: watchedClock(options),
    random: counting(),
    inputIsTerminal: isTerminal,
    outputIsTerminal: isTerminal,
    errorIsTerminal: isTerminal,
    columns: options.columns,
    output: {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      flush: async () => true,
    },
    ...(options.answers === undefined ? {} : { prompter: scripted(options.answers) }),
    readInput: async () =>
      typeof options.input === 'string' ? Buffer.from(options.input) : (options.input ?? new Uint8Array()),
  }
  const code = await run(environment)
  return { code, out, err, json: (): unknown => JSON.parse(out) }
}

function watchedClock({ now = NOW, atNow }: RunOptions): Clock {
  const clock = fixedClock(new Date(now))
  return {
    now: () => {
      atNow?.()
      return clock.now()
    },
  }
}

let chance = 0

/** Bytes that never repeat within a run: ids differ, and no test depends on which they are. */
function counting(): (bytes: number) => Uint8Array {
  return (bytes) => {
    chance += 1
    const seed = Array.from(
      { length: bytes },
      (_, index) => (chance * 2654435761 + index * 40503 * chance) >>> (index % 16),
    )
    return Uint8Array.from(seed, (value, index) => (value ^ (chance >>> (index * 3))) & 255)
  }
}

/** Somebody who gives these answers, in this order, and no others. */
function scripted(answers: readonly Answer[]): Prompter {
  const left = [...answers]
  const next = (question: string): Answer => {
    const answer = left.shift()
    if (answer === undefined) throw new Error(`No answer left for: ${question}`)
    return answer
  }
  const pick = <T>(question: string, choices: readonly { name: string; value: T }[]): T => {
    const answer = String(next(question))
    const found =
      choices.find((choice) => choice.name === answer) ??
      choices.find((choice) => choice.name.includes(answer))
    if (found === undefined)
      throw new Error(
        `${question}: no choice "${answer}" among ${choices.map((one) => one.name).join(' | ')}`,
      )
    return found.value
  }
  return {
    available: true,
    text: async (question, options) => {
      const answer = String(next(question))
      const complaint = options?.validate?.(answer)
      if (complaint !== undefined) throw new Error(`${question}: ${complaint}`)
      return answer
    },
    confirm: async (question) => next(question) === true,
    password: async (question) => String(next(question)),
    choose: async (question, choices) => pick(question, choices),
    search: async (question, find) => {
      const answer = String(left[0] ?? '')
      return pick(question, find(answer))
    },
  }
}

/** Every file of a store but those of .local, by path: its text. */
export function filesOf(dir: string): { [path: string]: string } {
  const files: { [path: string]: string } = {}
  const visit = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name)
      if (name === '.local' || name === '.git') continue
      if (statSync(path).isDirectory()) visit(path)
      else files[relative(dir, path)] = readFileSync(path, 'utf8')
    }
  }
  visit(dir)
  return files
}

/** The records of one kind, by id, as they stand in the store's file. */
export function recordsOf(dir: string, plural: string): { [id: string]: { [field: string]: unknown } } {
  const text = filesOf(dir)[`data/${plural}.json`]
  const records: { id: string; [field: string]: unknown }[] = text === undefined ? [] : JSON.parse(text)
  return Object.fromEntries(records.map((record) => [record.id, record]))
}
