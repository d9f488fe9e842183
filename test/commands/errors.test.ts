/** Bad input gets a clear error, its own exit code, and nothing is changed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, filesOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const leads = () => join(store, 'data/leads.json')
const rewrite = (change: (text: string) => string) =>
  writeFileSync(leads(), change(readFileSync(leads(), 'utf8')))

describe('a command line that makes no sense', () => {
  it.each([
    ['leed list', /leed/, /lead/],
    ['lead lst', /lst/, /list/],
    ['lead list --colums name', /--colums/, /--columns/],
    ['lead show a b --colour', /--colour/, /lead show --help/],
    ['lead list --format html5', /html5/, /csv/],
    ['lead list --sort', /--sort/, /--help/],
    ['deal move d2r9', /STAGE/, /negotiation/],
    ['import leads', /FILE/, /crm import leads FILE/],
    ['report pipelines', /pipelines/, /pipeline/],
    ['lead list --now yesteryear', /yesteryear/, /2026/],
    ['init . extra', /extra|argument/i, /--help/],
  ])('%s is refused with what to type instead', async (line, says, hints) => {
    const before = filesOf(store)
    const ran = await crm(line, { store })
    expect(ran.code).toBe(2)
    expect(ran.out).toBe('')
    expect(ran.err).toMatch(says)
    expect(ran.err).toMatch(hints)
    expect(ran.err).not.toMatch(/at .*\.ts|bug in crm/)
    expect(filesOf(store)).toEqual(before)
  })

  it('refuses an unknown format before anything is written', async () => {
    const before = filesOf(store)
    expect((await crm('lead add --first-name A --format pdf', { store })).code).toBe(2)
    expect(filesOf(store)).toEqual(before)
  })

  it('shows the help of a noun without a verb, and of help NOUN VERB', async () => {
    expect((await crm('lead', { store })).out).toMatch(/convert\b.*account, contact and deal/)
    const help = await crm('help lead convert', { store })
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toMatch(/--close-date/)
    expect(help.out).toMatch(/Examples:/)
    expect(help.out).toMatch(/--store/)
  })

  it('knows its version', async () => {
    expect((await crm('--version')).out).toMatch(/^\d+\.\d+\.\d+/)
  })
})

describe('a store that cannot be used', () => {
  it('is not one', async () => {
    const ran = await crm('lead list', { store: temporaryFolder() })
    expect(ran.code).toBe(5)
    expect(ran.err).toMatch(/no crm\.json/)
    expect(ran.err).toMatch(/crm init/)
  })

  it('is one already, to init', async () => {
    const ran = await crm(['init', store])
    expect(ran.code).toBe(4)
    expect(ran.err).toContain(store)
  })

  it('was written by a newer version', async () => {
    const path = join(store, 'crm.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"format": 1', '"format": 99'))
    const before = filesOf(store)
    const ran = await crm('lead add --first-name A', { store })
    expect(ran.code).toBe(5)
    expect(ran.err).toMatch(/newer/)
    expect(filesOf(store)).toEqual(before)
  })

  it('has settings that make no sense: the key is named', async () => {
    const path = join(store, 'crm.json')
    const settings = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(
      path,
      JSON.stringify({ ...settings, stages: [{ name: 'won', probability: 'high', kind: 'won' }] }),
    )
    const ran = await crm('lead list', { store })
    expect(ran.code).toBe(5)
    expect(ran.err).toMatch(/stages\[0\]\.probability/)
  })

  it.each([
    ['a cut-off file', (text: string) => text.slice(0, -40), /leads\.json/],
    [
      'a half-merged file',
      (text: string) =>
        text.replace(
          '"firstName": "Dao"',
          '<<<<<<< HEAD\n    "firstName": "Dao"\n=======\n    "firstName": "Dau"\n>>>>>>> other',
        ),
      /leads\.json.*\b\d+\b[\s\S]*merge/i,
    ],
    [
      'a value of the wrong type',
      (text: string) => text.replace('"status": "contacted"', '"status": 7'),
      /leads\.json.*\d+[\s\S]*l2v8kd3mzt[\s\S]*status|l2v8kd3mzt/,
    ],
    ['an id twice', (text: string) => text.replace('l6d0a1x8rf', 'l4h7w3e9cb'), /l4h7w3e9cb/],
    ['something that is no list', () => '{"leads": []}\n', /leads\.json/],
  ])('has %s: file and place are named', async (_, change, message) => {
    rewrite(change)
    const before = filesOf(store)
    for (const line of ['lead list', 'lead add --first-name A', 'lead show Somsak']) {
      const ran = await crm(line, { store })
      expect(ran.code).toBe(5)
      expect(ran.err).toMatch(message)
      expect(ran.err).not.toMatch(/bug in crm/)
    }
    expect(filesOf(store)).toEqual(before)
  })

  it('cannot be made below a file', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const ran = await crm(['init', join(file, 'store')])
    expect(ran.code).toBe(5)
    expect(ran.err).toContain(file)
  })
})

describe('the store that is used', () => {
  it('is the one named, then CRM_STORE, then the nearest folder above, then the user’s own', async () => {
    const other = storeFrom('examples')
    await crm('lead remove Dao --yes', { store: other })
    const count = async (options: Parameters<typeof crm>[1], flags = '') =>
      (await crm(`lead list --json ${flags}`, options)).json()
    expect(await count({ store }, `--store ${other}`)).toHaveLength(3)
    expect(await count({ store })).toHaveLength(4)
    const below = join(other, 'files/deep')
    mkdirSync(below, { recursive: true })
    expect(await count({ cwd: below })).toHaveLength(3)
    const data = temporaryFolder()
    const first = await crm('lead list --json', { cwd: temporaryFolder(), env: { XDG_DATA_HOME: data } })
    expect(first.json()).toEqual([])
    expect(first.err).toContain(join(data, 'lukkha'))
    const second = await crm('lead list --json', { cwd: temporaryFolder(), env: { XDG_DATA_HOME: data } })
    expect(second.err).not.toContain(join(data, 'lukkha'))
  })
})

describe('text from records', () => {
  it('never reaches the terminal raw', async () => {
    const evil = 'Evil\u001b[2J\u001b]0;title\u0007\u202eNAME'
    const added = await crm(['lead', 'add', '--first-name', evil, '--company', 'x'], { store })
    for (const ran of [
      added,
      await crm('lead list', { store }),
      await crm(['lead', 'show', added.out.trim()], { store }),
      await crm('history', { store }),
    ]) {
      expect(ran.out + ran.err).not.toMatch(/[\u001b\u0007\u202e]/)
      expect(ran.code).toBe(0)
    }
    expect((await crm(['lead', 'show', added.out.trim(), '--json'], { store })).json()).toMatchObject({
      firstName: evil,
    })
  })
})

describe('a command line that is nearly right', () => {
  const show = 'See: crm --help\n'
  it.each([
    ['leads', `Unknown command 'leads'.\nDid you mean: crm lead\n${show}`],
    ['leads ls', `Unknown command 'leads'.\nDid you mean: crm lead list\n${show}`],
    ['add lead', `Unknown command 'add'.\nDid you mean: crm lead add\n${show}`],
    ['lead delete Noy', "Unknown command 'delete'.\nDid you mean: crm lead remove\nSee: crm lead --help\n"],
    ['opportunity new', `Unknown command 'opportunity'.\nDid you mean: crm deal add\n${show}`],
    ['call Noy', `Unknown command 'call'.\nDid you mean: crm log call\n${show}`],
    ['remind Noy', `Unknown command 'remind'.\nDid you mean: crm reminder\n${show}`],
    ['leed list', `Unknown command 'leed' (Did you mean lead?).\n${show}`],
    ['lead fly', "Unknown command 'fly'.\nSee: crm lead --help\n"],
    ['l2v8', `Unknown command 'l2v8'.\nDid you mean: crm show l2v8\n${show}`],
    [
      'import fair.csv',
      "Unknown command 'fair.csv'.\nWhat is in it? crm import leads|accounts|contacts|deals|activities|reminders fair.csv\nSee: crm import --help\n",
    ],
    [
      'import lead fair.csv',
      "Unknown command 'lead'.\nDid you mean: crm import leads\nSee: crm import --help\n",
    ],
    [
      'import contacts.vcf',
      "Unknown command 'contacts.vcf'.\nDid you mean: crm import contacts contacts.vcf\nSee: crm import --help\n",
    ],
    [
      'export company',
      "Unknown command 'company'.\nDid you mean: crm export accounts\nSee: crm export --help\n",
    ],
    [
      'deal import x.csv',
      "Unknown command 'import'.\nDid you mean: crm import deals\nSee: crm deal --help\n",
    ],
    ['log Noy hello', "Unknown command 'Noy'.\nDid you mean: crm log note Noy\nSee: crm log --help\n"],
    [
      'settings',
      `Unknown command 'settings'.\nThe settings are in crm.json in the folder of the store: edit them there; crm doctor looks them over.\n${show}`,
    ],
    [
      'lead edit l2v8 hot',
      "Too many arguments for 'edit'. Expected 1 argument but got 2.\nSee: crm lead edit --help\n",
    ],
    ['history -n 3', "Unknown option '-n'.\nSee: crm history --help\n"],
    [
      'deal list --stage won',
      "Unknown option '--stage'.\nDid you mean: crm deal list stage:won\nSee: crm deal list --help\n",
    ],
    [
      'deal list --close-date=today',
      "Unknown option '--close-date=today'.\nDid you mean: crm deal list closeDate:today\nSee: crm deal list --help\n",
    ],
    [
      "export leads --where 'rating:hot open:yes'",
      "Unknown option '--where'.\nConditions stand by themselves: crm export leads 'rating:hot open:yes'\nSee: crm export leads --help\n",
    ],
  ])('is answered with what is meant: %s', async (line, err) => {
    expect(await crm(line, { store })).toMatchObject({ code: 2, out: '', err })
  })
})
