/** Whatever is typed for an argument or a flag, the answer is a result or an error that says what to type: never a bug. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/commands/command.ts'
import { nouns, singles } from '../../src/commands/index.ts'
import { defaultSettings } from '../../src/config.ts'
import { camelToKebab } from '../../src/schema/names.ts'
import { crm, storeFrom, temporaryFolder, words } from '../helpers/crm.ts'

const root = join(import.meta.dirname, '../..')

/** Words that every object of the language answers to. */
const languageWords = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']

/** What parsers choke on: much of one character, nesting, ends of ranges. */
const odd = [
  ...[
    'a',
    'ก',
    '1',
    '0',
    '9',
    ' ',
    '"',
    "'",
    '\\',
    '*',
    '(',
    '[',
    '{',
    ')',
    ',',
    ';',
    ':',
    '.',
    '-',
    '+',
  ].map((one) => one.repeat(40_000)),
  ...['=', '<', '>', '@', '/', '|', '&', '!', '?', '%', '#', '~', '^', '_', '\u0e48', '\u200b', '\n'].map(
    (one) => one.repeat(40_000),
  ),
  ...[
    'a ',
    '1 ',
    '1,',
    'a,',
    'a;',
    'a=',
    'a:',
    '1-',
    '1/',
    '1.',
    '.1',
    'a@',
    '@a',
    'a.',
    'NOT ',
    'a OR ',
    '(a ',
    '-a ',
  ].map((one) => one.repeat(20_000)),
  ...[
    '0001',
    '0000',
    '9999',
    '99999',
    '-1',
    '1e999',
    'NaN',
    'Infinity',
    '0001-01-01',
    '9999-12-31',
    '99999-01-01',
  ],
  ...[
    '0000-00-00',
    '9999-W53',
    '0001-Q1',
    '9999-Q4',
    '-0',
    '0x10',
    '1e-999',
    '9007199254740993',
    '\ud800',
    '\udc00',
  ],
  ...[
    'every 99999 years',
    '99999d',
    '-99999d',
    '+9999y',
    'in 99999999999 years',
    '999999999999 years ago',
    '',
  ],
  ...[
    '\0',
    '\u001b[31m',
    '\u202e',
    '\ufeff',
    '25:99',
    '99:99',
    '24:00',
    '2026-02-30',
    '29 ก.พ. 0000',
    'FREQ=DAILY;INTERVAL=0',
  ],
  ...[
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
    'FREQ=DAILY;COUNT=999999999',
    'FREQ=DAILY;UNTIL=99991231',
    'พ.ศ. 0001',
  ],
]

const commands: { readonly name: string; readonly command: Command }[] = []
for (const [noun, { load }] of Object.entries(nouns)) {
  for (const [verb, loader] of Object.entries(await load()))
    commands.push({ name: `${noun} ${verb}`, command: await loader() })
}
for (const [name, { load }] of Object.entries(singles)) {
  if (name !== 'demo') commands.push({ name, command: await load() })
}

const globals = ['format', 'now', 'wait', 'store'].map((name) => ({ name, value: 'X', help: '' }))

/** Every flag with a value, on two commands that have it, behind words that command can do something with. */
function flagLines(): (readonly [line: readonly string[], flag: string])[] {
  const times = new Map<string, number>()
  return commands.flatMap(({ command }) => {
    const own =
      typeof command.options === 'function' ? command.options(defaultSettings) : (command.options ?? [])
    const line = words(command.examples[0]?.line ?? '')
    return [...own, ...globals].flatMap(({ name, value }) => {
      const seen = times.get(name) ?? 0
      times.set(name, seen + 1)
      if (value === undefined || seen >= flagTimes) return []
      return [[line, `--${camelToKebab(name).replaceAll(' ', '-')}`] as const]
    })
  })
}

const flagTimes = Number(process.env['HOSTILE_TIMES'] ?? 2)
const isLong = process.env['HOSTILE'] === 'all'

async function faultOf(line: readonly string[]): Promise<string | undefined> {
  const cwd = temporaryFolder()
  cpSync(join(root, 'fixtures/import'), cwd, { recursive: true })
  const started = performance.now()
  const ran = await crm(line, { store: storeFrom('examples'), cwd, input: '' })
  const took = performance.now() - started
  const isBug =
    ran.code === 1 ||
    /bug in crm|native code|\[object|\bundefined\b|\bNaN\b/.test(
      ran.err.replace(line.join(' '), '').replace(/"[^"\n]*"/g, '""'),
    )
  const said = line.map((word) => (word.length > 60 ? `${word.slice(0, 12)}…${word.length}` : word)).join(' ')
  if (took > 2000 && isLong) return `SLOW ${Math.round(took)} ${said}`
  if (ran.err.length > 4000 && isLong) return `TALKS ${ran.err.length} ${said}`
  return isBug ? `${said}: ${ran.err.slice(0, 300)}` : undefined
}

async function faultsOf(lines: readonly (readonly string[])[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const line of lines) {
    const fault = await faultOf(line)
    if (fault !== undefined) found.push(fault)
    if (fault !== undefined && isLong)
      (await import('node:fs')).appendFileSync('/tmp/hostile.txt', `${fault}\n`)
  }
  return found
}

const turn = <T>(list: readonly T[], at: number): readonly T[] =>
  isLong ? list : list.slice(at % list.length, (at % list.length) + 1)

describe('a word of the language', () => {
  it('is a word like any other as a command and as an argument', async () => {
    const lines = commands.flatMap(({ name, command }, place) =>
      turn(languageWords, place).flatMap((word) => [
        [...name.split(' '), word],
        [...words(command.examples[0]?.line ?? ''), word],
      ]),
    )
    const alone = languageWords.flatMap((word) => [[word], ['lead', word], ['help', word], ['report', word]])
    expect(await faultsOf([...lines, ...alone])).toEqual([])
  })

  it('is a word like any other as the value of every flag', async () => {
    const lines = flagLines().flatMap(([line, flag], place) =>
      turn(languageWords, place).flatMap((word) => [
        [...line, flag, word],
        [...line, flag, `${word}=x`],
        [...line, flag, `x=${word}`],
      ]),
    )
    expect(await faultsOf(lines)).toEqual([])
  })
})

describe('long and odd values', () => {
  it('are answered as the values of every flag', async () => {
    const lines = flagLines().flatMap(([line, flag], place) =>
      turn(odd, place * 7).map((value) => [...line, flag, value]),
    )
    expect(await faultsOf(lines)).toEqual([])
  })

  it('are answered as arguments', async () => {
    const lines = commands.flatMap(({ name }, place) =>
      turn(odd, place * 5).map((value) => [...name.split(' '), value, value]),
    )
    expect(await faultsOf(lines)).toEqual([])
  })
})
