/** The real program in a process of its own: pipes, a cron-like environment, git. Needs `npm run build`. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { recordsOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

const program = resolve(import.meta.dirname, '../../bin/crm.js')

let store: string
let home: string
beforeEach(() => {
  store = storeFrom('examples')
  home = temporaryFolder()
})

const environment = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  CRM_STORE: store,
  CRM_USER: 'Noy',
  GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
})
const run = (
  words: readonly string[],
  options: { input?: string; env?: NodeJS.ProcessEnv; cwd?: string; timeout?: number } = {},
) => spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', env: environment(), ...options })

describe('the program', () => {
  it('runs without a home folder, a terminal or a language, as under cron', () => {
    const ran = run(['reminder', 'due', '--now', '2026-11-22T09:00:00Z'], {
      env: { PATH: '/usr/bin:/bin', CRM_STORE: store, HOME: '/nonexistent' },
    })
    expect(ran.status).toBe(0)
    expect(ran.stderr).toBe('')
    expect(ran.stdout).toMatch(/Send the drawings/)
    expect(ran.stdout).not.toMatch(/\u001b/)
  })

  it('finds what it loads late: the rules of reminders', () => {
    const ran = run(['reminder', 'next', 'Monday figures', '--count', '2', '--now', '2026-11-22T09:00:00Z'])
    expect([ran.status, ran.stderr]).toEqual([0, 'Now due: 2026-12-07 09:00.\n'])
    expect(ran.stdout).toMatch(/2026-12-14 09:00\n2026-12-21 09:00/)
  })

  it('prints nothing when nothing is due', () => {
    const ran = run(['reminder', 'due', '--now', '2026-01-01T00:00:00Z'])
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, '', ''])
  })

  it('ends quietly when its reader goes away', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => `Person,Number ${i},p${i}@many.example`).join('\n')
    const imported = run(['import', 'leads', '-'], { input: `First Name,Last Name,Email\n${many}\n` })
    expect(imported.stderr).toMatch(/5000 created|5,000 created/)
    const child = spawn(
      'sh',
      ['-c', `"${process.execPath}" "${program}" lead list 2>err.txt | head -n 1; cat err.txt >&2`],
      { cwd: home, env: environment() },
    )
    let err = ''
    child.stderr.on('data', (part) => {
      err += part
    })
    const code = await new Promise((done) => child.on('close', done))
    expect(code).toBe(0)
    expect(err).not.toMatch(/EPIPE|bug|Error/)
  })

  it('reads leads from standard input and takes all or none', () => {
    const bad = run(['import', 'leads', '-', '--json'], {
      input: 'First Name,Email\nAda,ada@x.example\nBob,nonsense\n',
    })
    expect(bad.status).toBe(2)
    expect(JSON.parse(bad.stdout)).toMatchObject({
      created: 0,
      rejected: 1,
      rejects: [{ line: 3, field: 'email', code: 'invalid' }],
    })
    expect(Object.keys(recordsOf(store, 'leads'))).toHaveLength(4)
    const good = run(['import', 'leads', '-', '--skip-invalid', '--json'], {
      input: 'First Name,Email\nAda,ada@x.example\nBob,nonsense\n',
    })
    expect(good.status).toBe(0)
    expect(JSON.parse(good.stdout)).toMatchObject({ created: 1, rejected: 1 })
  })

  it('never asks where there is no terminal', () => {
    const ran = run(['lead', 'add'], { input: '' })
    expect(ran.status).toBe(2)
    expect(ran.stderr).toMatch(/--first-name/)
  })

  it('shows a stack only with --debug', () => {
    expect(run(['lead', 'show', 'Nobody']).stderr).not.toMatch(/\n\s+at /)
    expect(run(['lead', 'show', 'Nobody', '--debug']).stderr).toMatch(/\n\s+at /)
  })

  it('takes the tour and leaves nothing behind, unless it is kept', () => {
    const tmp = join(home, 'tmp')
    mkdirSync(tmp)
    const ran = run(['demo'], { env: { ...environment(), TMPDIR: tmp } })
    expect(ran.status).toBe(0)
    expect(ran.stdout).toMatch(/\$ crm lead convert/)
    expect(ran.stdout).not.toMatch(/bug in crm/)
    expect(execFileSync('ls', [tmp], { encoding: 'utf8' })).toBe('')
    const kept = join(home, 'kept')
    expect(run(['demo', '--keep', kept]).status).toBe(0)
    expect(run(['deal', 'list', '--store', kept, '--json']).stdout).toMatch(/Roaster 15 kg/)
  })

  it('starts as well from compiled code, also a damaged one', () => {
    const cache = join(home, 'cache')
    const env = { ...environment(), XDG_CACHE_HOME: cache }
    const first = run(['lead', 'list', '--json'], { env })
    expect(run(['lead', 'list', '--json'], { env }).stdout).toBe(first.stdout)
    const [version] = readdirSync(join(cache, 'lukkha'))
    const kept = join(cache, 'lukkha', version ?? '')
    expect(readdirSync(kept)).toEqual(['common', 'lead.list'])
    expect(readdirSync(join(kept, 'lead.list'))).toContain('main.code')
    for (const name of readdirSync(join(kept, 'lead.list')))
      writeFileSync(join(kept, 'lead.list', name), 'nonsense')
    expect(run(['lead', 'list', '--json'], { env }).stdout).toBe(first.stdout)
  })
})

describe.skipIf(process.platform !== 'linux')('a folder that can never be made', () => {
  it.each([
    ['report', 'all', '--out', '/proc/nope/reports'],
    ['calendar', 'write', '/proc/nope/tasks'],
  ])(
    'is refused: crm %s %s',
    (...words) => {
      // Killed where it would never end.
      const ran = run(words, { timeout: 60_000 })
      expect(ran).toMatchObject({ status: 5, stdout: '' })
      expect(ran.stderr).toMatch(/^(Cannot make the folder )?\/proc\/nope/)
    },
    70_000,
  )
})

describe('a store in git', () => {
  const git = (cwd: string, ...words: string[]) =>
    execFileSync('git', words, { cwd, encoding: 'utf8', env: environment() })

  beforeEach(() => {
    writeFileSync(
      join(home, 'gitconfig'),
      '[user]\n  name = Noy\n  email = noy@lukkha.example\n[init]\n  defaultBranch = main\n',
    )
  })

  it('is made with its first commit', () => {
    const dir = join(home, 'crm')
    expect(run(['init', dir, '--git']).status).toBe(0)
    expect(git(dir, 'log', '--format=%s').trim()).toBe('A new store')
    expect(git(dir, 'status', '--porcelain')).toBe('')
    expect(git(dir, 'ls-files').trim().split('\n')).toEqual(['.gitattributes', '.gitignore', 'crm.json'])
  })

  it('waits with its first commit until git knows who commits, and is then finished by the same line', () => {
    const dir = join(home, 'crm')
    const known = readFileSync(join(home, 'gitconfig'), 'utf8')
    writeFileSync(join(home, 'gitconfig'), '[user]\n  useConfigOnly = true\n')
    const waiting = run(['init', dir, '--git'])
    expect(waiting.status).toBe(5)
    expect(waiting.stderr).toContain('git config --global user.email')
    expect(waiting.stderr).toContain(`crm init ${dir} --git`)
    expect(git(dir, 'diff', '--cached', '--name-only').trim().split('\n')).toContain('crm.json')
    expect(run(['lead', 'add', 'สมชาย ใจดี', '--store', dir]).status).toBe(0)
    writeFileSync(join(home, 'gitconfig'), known)
    expect(run(['init', dir, '--git']).status).toBe(0)
    expect(git(dir, 'log', '--format=%s').trim()).toBe('A new store')
    expect(git(dir, 'status', '--porcelain')).toBe('')
    expect(run(['init', dir, '--git']).status).toBe(4)
  })

  it('can be one that is there already', () => {
    const dir = join(home, 'crm')
    run(['init', dir])
    expect(run(['init', dir]).status).toBe(4)
    expect(run(['init', dir, '--git']).status).toBe(0)
    expect(git(dir, 'log', '--format=%s').trim()).toBe('A new store')
  })

  it('is sound after a clone, whatever modes git gives; --fix closes it', () => {
    const [dir, clone] = [join(home, 'crm'), join(home, 'clone')]
    run(['init', dir, '--git'])
    git(home, 'clone', '--quiet', dir, clone)
    expect(run(['doctor', '--store', clone]).stderr).toBe(`All is well in ${clone}.\n`)
    chmodSync(home, 0o755)
    chmodSync(clone, 0o755)
    chmodSync(join(clone, 'crm.json'), 0o644)
    const open = run(['doctor', '--store', clone])
    expect([open.status, open.stderr.includes(`chmod 700 ${clone}`)]).toEqual([0, true])
    chmodSync(join(clone, 'crm.json'), 0o666)
    expect(run(['doctor', '--store', clone]).status).toBe(5)
    expect(run(['doctor', '--fix', '--store', clone]).status).toBe(0)
    expect(statSync(clone).mode & 0o777).toBe(0o700)
  })

  it('merges without conflict what two people did to different records on two branches', () => {
    git(store, 'init', '--quiet')
    writeFileSync(join(store, '.gitattributes'), 'history/*.jsonl merge=union\n')
    writeFileSync(join(store, '.gitignore'), '.local/\n')
    git(store, 'add', '.')
    git(store, 'commit', '--quiet', '-m', 'start')
    git(store, 'checkout', '--quiet', '-b', 'kham')
    expect(
      run(['lead', 'edit', 'Somsak', '--rating', 'hot', '--tag', 'kham'], {
        env: { ...environment(), CRM_USER: 'Kham' },
      }).status,
    ).toBe(0)
    git(store, 'commit', '--quiet', '-a', '-m', 'kham')
    git(store, 'add', '.')
    git(store, 'commit', '--quiet', '--allow-empty', '-m', 'kham')
    git(store, 'checkout', '--quiet', 'main')
    expect(run(['lead', 'edit', 'Dao', '--description', 'Second shop']).status).toBe(0)
    expect(run(['deal', 'move', 'd2r9', 'negotiation']).status).toBe(0)
    git(store, 'add', '.')
    git(store, 'commit', '--quiet', '-m', 'noy')
    git(store, 'merge', '--quiet', '-m', 'both', 'kham')
    expect(git(store, 'status', '--porcelain')).toBe('')
    expect(recordsOf(store, 'leads')).toMatchObject({
      l9s4mq7h2d: { rating: 'hot', tags: ['bakery', 'kham'] },
      l6d0a1x8rf: { description: 'Second shop' },
    })
    expect(recordsOf(store, 'deals')).toMatchObject({ d2r9f4k7ma: { stage: 'negotiation' } })
    const history = run(['history', '--json'])
    expect(JSON.parse(history.stdout)).toHaveLength(3)
    expect(run(['undo']).status).toBe(0)
  })
})
