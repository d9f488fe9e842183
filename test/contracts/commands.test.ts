/** What holds for every command: it is listed, says what it does, and its examples run. */
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/commands/command.ts'
import { home, nouns, singles } from '../../src/commands/index.ts'
import { defaultSettings } from '../../src/config.ts'
import { crm, storeFrom, temporaryFolder } from '../helpers/crm.ts'

const root = join(import.meta.dirname, '../..')

const commands: { name: string; command: Command }[] = [{ name: 'crm', command: await home() }]
for (const [noun, { load }] of Object.entries(nouns)) {
  for (const [verb, loader] of Object.entries(await load()))
    commands.push({ name: `crm ${noun} ${verb}`, command: await loader() })
}
for (const [name, { load }] of Object.entries(singles))
  commands.push({ name: `crm ${name}`, command: await load() })

const examples = commands.flatMap(({ command }) => command.examples.map((example) => example.line))

describe.each(commands)('$name', ({ name, command }) => {
  it('says in one line what it does', () => {
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/)
    expect(command.summary.length).toBeLessThan(80)
  })

  it('has examples that begin with it', () => {
    expect(command.examples.length).toBeGreaterThan(0)
    for (const example of command.examples) expect(`${example.line} `).toContain(`${name} `)
  })

  it('describes every option and argument', () => {
    const options =
      typeof command.options === 'function' ? command.options(defaultSettings) : (command.options ?? [])
    for (const { name: option, help } of [...options, ...(command.arguments ?? [])]) {
      expect(help, option).toMatch(/\S/)
    }
    expect(new Set(options.map((option) => option.name)).size).toBe(options.length)
  })
})

describe('every example in every help text', () => {
  it.each([...new Set(examples)])('%s', async (line) => {
    const cwd = temporaryFolder()
    cpSync(join(root, 'fixtures/import'), cwd, { recursive: true })
    const ran = await crm(line, { store: storeFrom('examples'), cwd })
    expect(ran.err).not.toMatch(/bug in crm/)
    expect({ code: ran.code, err: ran.code === 0 ? '' : ran.err }).toEqual({ code: 0, err: '' })
  })
})

describe('the index', () => {
  it('lists every file of commands/', async () => {
    const folder = join(root, 'src/commands')
    const shared = [
      'command.ts',
      'asking.ts',
      'file/chosen.ts',
      'input.ts',
      'fields.ts',
      'form.ts',
      'results.ts',
      'rules.ts',
      'mail.ts',
      'output.ts',
      'owner.ts',
      'examples.ts',
      'mapping.ts',
      'meant.ts',
      'fieldTraits.ts',
      'record/words.ts',
      'record/dealWords.ts',
      'reminder/words.ts',
      'imported.ts',
      'importAsked.ts',
      'importAside.ts',
      'importFlags.ts',
      'importReasons.ts',
      'unusedFlags.ts',
      'importedFile.ts',
      'selection.ts',
      'report/choice.ts',
      'report/kept.ts',
      'targets.ts',
      'guard.ts',
      'index.ts',
      'log/ask.ts',
      'log/whom.ts',
      'log/email.ts',
      'today/told.ts',
      'today/announce.ts',
      'today/gather.ts',
      'today/mail.ts',
      'today/page.ts',
    ]
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !shared.includes(file),
    )
    const { readFileSync } = await import('node:fs')
    const indexes = ['index.ts', 'record/index.ts', 'report/index.ts']
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n')
    const missing = files.filter(
      (file) => !file.endsWith('index.ts') && !indexes.includes(file.replace(/^re(cord|port)\//, '')),
    )
    expect(missing).toEqual([])
  })

  it('is the first word of its own help', async () => {
    const ran = await crm('--help')
    expect(ran.code).toBe(0)
    for (const name of [...Object.keys(nouns), ...Object.keys(singles)])
      expect(ran.out).toMatch(new RegExp(`^  ${name} `, 'm'))
  })
})
