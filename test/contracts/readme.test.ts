/** The README tells the truth: its tour prints what it shows, and every command line in it is understood. */
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/config.ts'
import { understand } from '../../src/program.ts'
import { version } from '../../src/version.ts'
import { crm, temporaryFolder, words } from '../helpers/crm.ts'

const root = join(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

interface Shown {
  readonly line: string
  /** What is shown below it; empty where it is left out. */
  readonly output: string
}

const tour = shownIn(readme.slice(readme.indexOf('## Five minutes'), readme.indexOf('## Leads')))

/** The command lines after a `$`, each with what follows it. */
function shownIn(text: string): readonly Shown[] {
  return [...text.matchAll(/^```\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [line = '', ...output] = part.split('\n')
        return { line, output: output.join('\n').trim() }
      }),
  )
}

/** Ids are drawn at random, and tables that nobody sorted are in their order. */
function withoutChance(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .map((line) =>
      line
        .replace(/\b[acdlrv](?=[0-9a-z]*\d)[0-9a-hjkmnp-tv-z]{9}\b/g, 'ID')
        .replace(/^[acdlrv][0-9a-hjkmnp-tv-z]{3}(?= {2})/, 'ID')
        .replace(/\bd[0-9a-hjkmnp-tv-z]{3}(?= · )/g, 'ID')
        .trimEnd(),
    )
    .toSorted()
}

describe('the five minutes', () => {
  it('can be followed word by word, and print what they show', async () => {
    const home = temporaryFolder()
    cpSync(join(root, 'fixtures/demo'), join(home, 'fixtures/demo'), { recursive: true })
    let cwd = home
    expect(tour.length).toBeGreaterThan(12)
    for (const { line, output } of tour) {
      const [command = '', change] = line.split(' && ')
      const ran = await crm(command, { cwd })
      expect({ line, code: ran.code, err: ran.code === 0 ? '' : ran.err }).toEqual({ line, code: 0, err: '' })
      if (output !== '') expect(withoutChance(ran.out + ran.err)).toEqual(withoutChance(output))
      if (change?.startsWith('cd ') === true) cwd = join(cwd, change.slice(3))
    }
  })
})

/** With the report that the README saves. */
const settings = { ...defaultSettings, reports: { 'by-source': { entity: 'lead', group: ['source'] } } }

/** The command lines in blocks, without their comments, and those in the text. */
function commandLines(): readonly string[] {
  const blocks = [...readme.matchAll(/^```(?:sh|ini)?\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block.split('\n').map((line) => line.replace(/ {2,}#.*$/, '')),
  )
  const inText = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)
  return [...blocks, ...inText].flatMap((line) =>
    [...line.matchAll(/(?:^|\/|\(|\s)crm ((?:"[^"]*"|'[^']*'|[^|)<&\s]| (?! ))+)/g)].map(([, found = '']) =>
      found.trim(),
    ),
  )
}

describe('every command line of the README', () => {
  const lines = [...new Set(commandLines())]

  it('is found', () => {
    expect(lines.length).toBeGreaterThan(100)
  })

  it.each(lines)('crm %s', async (line) => {
    const understood = understand(words(line), {
      version,
      settings: () => settings,
      out: () => {},
      columns: undefined,
    })
    const mistake = await understood.then(
      () => '',
      (error: unknown) => String(error),
    )
    // Where the text only names a command it does not say on what.
    expect(mistake).toMatch(/^$|Missing required argument/)
  })
})
