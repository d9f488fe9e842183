/** Stores from strangers: whatever is planted in one, no command writes, removes or reads outside of it, and none hangs. */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crm, storeFrom, temporaryFolder } from '../helpers/crm.ts'

const planted = 'p'.repeat(12)

/** A marker as a stranger would write it. */
function marker(dir: string, over: { readonly [part: string]: unknown }): void {
  put(dir, `.local/pending/${planted}/a`, 'planted')
  const sound = {
    id: planted,
    generation: 99,
    moves: [{ from: `.local/pending/${planted}/a`, to: 'data/leads.json', sum: '0' }],
    removals: [],
    history: { name: 'history/2026-12.aaaa.jsonl', offset: 0, line: '' },
    seal: 'x',
  }
  put(dir, '.local/commit.json', JSON.stringify({ ...sound, ...over }))
}

function put(dir: string, name: string, text: string): void {
  mkdirSync(dirname(join(dir, name)), { recursive: true })
  writeFileSync(join(dir, name), text)
}

/** In place of a file or folder of the store a link to the victim's. */
function link(dir: string, name: string, to: string): void {
  rmSync(join(dir, name), { recursive: true, force: true })
  mkdirSync(dirname(join(dir, name)), { recursive: true })
  symlinkSync(to, join(dir, name))
}

function pipe(dir: string, name: string): void {
  rmSync(join(dir, name), { recursive: true, force: true })
  mkdirSync(dirname(join(dir, name)), { recursive: true })
  execFileSync('mkfifo', [join(dir, name)])
}

const move = (to: string, from = `.local/pending/${planted}/a`) => ({ moves: [{ from, to, sum: '0' }] })
const attached = (name: string) => (dir: string) => {
  const leads: { [field: string]: unknown }[] = JSON.parse(readFileSync(join(dir, 'data/leads.json'), 'utf8'))
  const hash = '0a'.repeat(32)
  put(dir, `files/${hash}`, 'x')
  const attachments = [{ name, hash, size: 1, at: '2026-11-22T02:00:00Z' }]
  put(
    dir,
    'data/leads.json',
    JSON.stringify(leads.map((one, n) => (n === 0 ? { ...one, attachments } : one))),
  )
}

/** What a stranger does to a store; `victim` is a folder beside it. */
const attacks: { readonly [what: string]: (dir: string, victim: string) => void } = {
  'a marker that moves a file out': (dir) => marker(dir, move('../victim/profile')),
  'a marker that moves to an absolute path': (dir, victim) => marker(dir, move(`${victim}/profile`)),
  'a marker that moves a file in': (dir) => marker(dir, move('data/leads.json', '../victim/profile')),
  'a marker that moves by way of its folder': (dir) =>
    marker(dir, move('data/leads.json', `.local/pending/${planted}/../../../../victim/profile`)),
  'a marker that removes a file outside': (dir) => marker(dir, { removals: [{ name: '../victim/profile' }] }),
  'a marker that removes an absolute path': (dir, victim) =>
    marker(dir, { removals: [{ name: `${victim}/profile` }] }),
  'a marker with a history elsewhere': (dir) =>
    marker(dir, { history: { name: '../victim/profile', offset: 0, line: 'x\n' } }),
  'a marker with a history in a hook': (dir) =>
    marker(dir, { history: { name: '.git/hooks/post-merge', offset: 0, line: 'x\n' } }),
  'a marker with a folder for an id': (dir) => marker(dir, { id: '../../../victim' }),
  'a marker that writes a hook of git': (dir) => marker(dir, move('.git/hooks/pre-commit')),
  'a marker that writes a dot file': (dir) => marker(dir, move('.bashrc')),
  'a marker that writes into .local': (dir) => marker(dir, move('.local/lock')),
  'a marker whose names are all sound': (dir) => marker(dir, {}),
  'a marker that is no object': (dir) => put(dir, '.local/commit.json', '[1]'),
  'a marker with numbers for names': (dir) => marker(dir, { moves: [{ from: 1, to: 2, sum: 3 }] }),
  'a marker with words of the language': (dir) =>
    marker(dir, { id: '__proto__', removals: [{ name: 'constructor' }] }),
  'a marker as a link': (dir, victim) => link(dir, '.local/commit.json', `${victim}/profile`),
  'a marker as a pipe': (dir) => pipe(dir, '.local/commit.json'),
  'pending files as a link': (dir, victim) => link(dir, '.local/pending', victim),
  'a generation as a link': (dir, victim) => link(dir, '.local/generation', `${victim}/profile`),
  'a generation as a pipe': (dir) => pipe(dir, '.local/generation'),
  'known files as a link': (dir, victim) => link(dir, '.local/known', `${victim}/profile`),
  'a draft of known files as a link': (dir, victim) => link(dir, '.local/known.part', `${victim}/profile`),
  'a machine as a link': (dir, victim) => link(dir, '.local/machine', `${victim}/profile`),
  'a machine with a path': (dir) => put(dir, '.local/machine', '../../victim/x'),
  'a lock as a link': (dir, victim) => link(dir, '.local/lock', `${victim}/profile`),
  'a lock as a pipe': (dir) => pipe(dir, '.local/lock'),
  'caches as a link': (dir, victim) => link(dir, '.local/cache', victim),
  'backups as a link': (dir, victim) => link(dir, '.local/backups', victim),
  '.local as a link': (dir, victim) => link(dir, '.local', victim),
  'the settings as a link': (dir, victim) => link(dir, 'crm.json', `${victim}/settings.json`),
  'the data as a link': (dir, victim) => link(dir, 'data', `${victim}/data`),
  'a data file as a link': (dir, victim) => link(dir, 'data/leads.json', `${victim}/data/leads.json`),
  'a data file as a pipe': (dir) => pipe(dir, 'data/leads.json'),
  'a data file as a device': (dir) => link(dir, 'data/leads.json', '/dev/zero'),
  'parts of a kind as a link': (dir, victim) => link(dir, 'data/deals', victim),
  'the history as a link': (dir, victim) => link(dir, 'history', victim),
  'a history file as a link': (dir, victim) => link(dir, 'history/2026-11.aaaa.jsonl', `${victim}/profile`),
  'a history file as a pipe': (dir) => pipe(dir, 'history/2026-11.aaaa.jsonl'),
  'attachments as a link': (dir, victim) => link(dir, 'files', victim),
  'an attachment as a link': (dir, victim) => link(dir, `files/${'0a'.repeat(32)}`, `${victim}/profile`),
  'an attachment called by a path': attached('../victim/profile'),
  'an attachment called by an absolute path': attached('/tmp/profile'),
  'an attachment called by a drive': attached('C:profile'),
  'an attachment with a line in its name': attached('a\nb.txt'),
  'an attachment whose name is turned round': attached('a\u202etxt.exe'),
  'an attachment called by two points': attached('..'),
}

/** Readers and writers of all that a store has. */
const lines = [
  'lead list',
  'deal list',
  'lead add --first-name New --phone 0899999999',
  'history',
  'undo --yes',
  'file list l9s4mq7h2d',
  'file clean --yes',
  'report pipeline',
  'today --announce',
  'doctor',
  'doctor --fix',
  'lead list',
  'backup b.crm.gz',
  'export leads --out out.csv',
]

function treeOf(dir: string): { [name: string]: string } {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(files.map((path) => [path, readFileSync(path, 'utf8')]))
}

describe('a store from a stranger', () => {
  it.each(Object.keys(attacks))('%s', async (what) => {
    const folder = temporaryFolder()
    const [store, victim, cwd] = ['store', 'victim', 'here'].map((name) => join(folder, name))
    if (store === undefined || victim === undefined || cwd === undefined) throw new Error('no folders')
    cpSync(storeFrom('examples'), store, { recursive: true })
    mkdirSync(cwd)
    put(victim, 'profile', 'mine\n')
    cpSync(join(store, 'data'), join(victim, 'data'), { recursive: true })
    cpSync(join(store, 'crm.json'), join(victim, 'settings.json'))
    const before = treeOf(victim)
    attacks[what]?.(store, victim)
    for (const line of lines) {
      const ran = await crm(line, { store, cwd })
      expect([line, ran.code, ran.err]).toEqual([line, expect.not.toBeOneOf([1]), ran.err])
      expect(ran.err).not.toMatch(/\n\s+at /)
    }
    expect(treeOf(victim)).toEqual(before)
    const backup = join(cwd, 'b.crm.gz')
    if (existsSync(backup)) {
      const restored = await crm(`restore ${backup} --to ${join(folder, 'new')}`, { store, cwd })
      expect(restored.code).toBe(0)
      expect(Object.values(treeOf(join(folder, 'new')))).not.toContain('mine\n')
    }
  })

  it('is not obeyed where its marker was not written here, and says so; the doctor sets it aside', async () => {
    const store = storeFrom('examples')
    marker(store, move('../victim/profile'))
    const ran = await crm('lead list', { store })
    expect([ran.code, ran.err.split('\n')[0]]).toEqual([
      5,
      `${store}/.local/commit.json tells of a change that was not begun by you on this machine; nothing was done.`,
    ])
    expect((await crm('doctor --fix', { store })).code).toBe(0)
    expect(existsSync(join(store, '.local/foreign-commit.json'))).toBe(true)
    expect((await crm('lead list', { store })).code).toBe(0)
  })
})

describe('crm trust', () => {
  it('follows links once they were agreed to, and not other ones', async () => {
    const store = storeFrom('examples')
    const elsewhere = temporaryFolder()
    cpSync(join(store, 'data/leads.json'), join(elsewhere, 'ลูกค้า.json'))
    link(store, 'data/leads.json', join(elsewhere, 'ลูกค้า.json'))
    expect((await crm('lead list', { store })).code).toBe(5)
    expect((await crm('trust --json', { store })).json()).toEqual([
      {
        thing: 'links',
        what: `The store has links out of its folder: data/leads.json → ${elsewhere}/ลูกค้า.json.`,
        agreed: false,
      },
    ])
    expect(await crm('trust links', { store })).toMatchObject({ code: 0, err: '' })
    expect((await crm('lead list', { store })).code).toBe(0)
    cpSync(join(elsewhere, 'ลูกค้า.json'), join(elsewhere, 'ອື່ນ.json'))
    link(store, 'data/leads.json', join(elsewhere, 'ອື່ນ.json'))
    expect((await crm('lead list', { store })).code).toBe(5)
    await crm('trust links', { store })
    expect((await crm('lead list', { store })).code).toBe(0)
    await crm('trust --forget', { store })
    expect((await crm('lead list', { store })).code).toBe(5)
  })

  it('sends the mail password to no server that was not agreed to', async () => {
    const store = storeFrom('examples')
    const path = join(store, 'crm.json')
    const mail = {
      host: 'smtp.invalid',
      port: 465,
      secure: true,
      user: 'noy',
      from: 'noy@x.example',
      to: ['noy@x.example'],
    }
    const set = (host: string) =>
      writeFileSync(
        path,
        JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), mail: { ...mail, host } }),
      )
    set('smtp.invalid')
    const env = { CRM_SMTP_PASSWORD: 'secret' }
    const refused = { code: 5, err: expect.stringContaining('crm trust mail') }
    expect(await crm('today --mail', { store, env })).toMatchObject(refused)
    expect(await crm('trust mail', { store, env })).toMatchObject({ code: 0 })
    expect((await crm('today --mail', { store, env })).err).toMatch(/smtp\.invalid/)
    expect((await crm('today --mail', { store, env })).err).not.toMatch(/crm trust mail/)
    set('smtp.other.invalid')
    expect(await crm('today --mail', { store, env })).toMatchObject(refused)
  })

  it('has nothing to ask of a store of one’s own', async () => {
    const store = storeFrom('examples')
    expect(await crm('trust', { store })).toMatchObject({
      code: 0,
      err: 'This store wants nothing that you have to agree to.\n',
    })
    expect(await crm('trust mail', { store })).toMatchObject({ code: 2 })
  })
})
