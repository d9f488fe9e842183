/** The real program where the world does not play along: each time a clear refusal, and the data as they were. Needs `npm run build`. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { beforeEach, describe, expect, it, type TestContext } from 'vitest'
import { Folder } from '../../src/store/folder.ts'
import { thisProcess } from '../../src/store/holder.ts'
import { Lock } from '../../src/store/lock.ts'
import { filesOf, recordsOf, temporaryFolder } from '../helpers/crm.ts'

const root = resolve(import.meta.dirname, '../..')
const program = join(root, 'bin/crm.js')

let folder: string
let store: string

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

interface Where {
  readonly cwd?: string
  readonly env?: { readonly [name: string]: string }
}

function call(file: string, words: readonly string[], { cwd = folder, env = {} }: Where = {}): Ran {
  const home = join(folder, 'home')
  const base = { PATH: process.env['PATH'] ?? '', HOME: home, CRM_USER: 'Noy', CRM_STORE: store }
  const ran = spawnSync(file, words, { cwd, encoding: 'utf8', env: { ...base, ...env } })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}

const crm = (words: readonly string[], where: Where = {}): Ran =>
  call(process.execPath, [program, ...words], where)
const add = (name: string, where: Where = {}) => crm(['lead', 'add', '--first-name', name], where)
const names = (dir = store) =>
  Object.values(recordsOf(dir, 'leads'))
    .map((lead) => lead['firstName'])
    .sort()

beforeEach(() => {
  folder = temporaryFolder()
  store = join(folder, 'store')
  expect(crm(['init', store]).code).toBe(0)
  expect(add('Anchor', { env: { CRM_NOW: '2026-01-05T00:00:00Z' } }).code).toBe(0)
})

function expectRefused(ran: Ran, code: number, says: RegExp): void {
  expect(ran).toMatchObject({ code, err: expect.stringMatching(says) })
  expect(ran.err).not.toMatch(/\n\s+at |bug in crm/)
}

/** Runs a shell script in mounts of its own, which end with it; skips the test where that is not allowed. */
function inOwnMounts(context: TestContext, script: string, where: Where = {}): Ran {
  const probe = spawnSync('sh', ['-c', 'unshare --mount mount -t tmpfs none "$0"', folder])
  if (probe.status !== 0) context.skip('needs root on Linux, to mount a file system of its own')
  const env = { NODE: process.execPath, CRM: program, FOLDER: folder, ...where.env }
  return call('sh', ['-c', 'exec unshare --mount sh -c "$0"', script], { ...where, env })
}

describe('a full disk', () => {
  it('refuses what does not fit, whatever part of it did, and goes on once there is room', (context) => {
    const rooms = [0, 1, 2, 3, 4, 5, 6, 8, 10]
    const script = `
      mkdir "$FOLDER/disk" "$FOLDER/kept"
      for room in ${rooms.join(' ')}; do
        mount -t tmpfs -o size=400k none "$FOLDER/disk" || exit 99
        cp -r "$CRM_STORE" "$FOLDER/disk/store"
        head -c $((room * 4096)) /dev/zero > "$FOLDER/disk/room"
        cat /dev/zero > "$FOLDER/disk/filler" 2>/dev/null
        rm "$FOLDER/disk/room"
        kept="$FOLDER/kept/$room"; mkdir "$kept"
        "$NODE" "$CRM" --store "$FOLDER/disk/store" lead list --json --quiet > "$kept/list" 2>&1
        "$NODE" "$CRM" --store "$FOLDER/disk/store" lead add --first-name New > "$kept/out" 2> "$kept/err"
        echo $? > "$kept/code"
        cp -r "$FOLDER/disk/store" "$kept/full"
        rm "$FOLDER/disk/filler"
        "$NODE" "$CRM" --store "$FOLDER/disk/store" lead add --first-name Later >/dev/null 2>&1
        echo $? > "$kept/later"
        cp -r "$FOLDER/disk/store" "$kept/after"
        umount "$FOLDER/disk"
      done`
    expect(inOwnMounts(context, script).err).toBe('')
    const before = filesOf(store)
    const codes = rooms.map((room) => {
      const kept = (name: string) => join(folder, 'kept', String(room), name)
      const [code, err] = [Number(readFileSync(kept('code'), 'utf8')), readFileSync(kept('err'), 'utf8')]
      expect(JSON.parse(readFileSync(kept('list'), 'utf8'))).toHaveLength(1)
      expect(readFileSync(kept('later'), 'utf8')).toBe('0\n')
      const isKept = code === 0 || err.includes('The change is kept')
      if (code !== 0)
        expectRefused(
          { code, out: '', err },
          5,
          /could not be written: the disk is full\.\n?.*Make room on the disk/,
        )
      if (!isKept) expect(filesOf(kept('full'))).toEqual(before)
      expect(names(kept('after'))).toEqual(isKept ? ['Anchor', 'Later', 'New'] : ['Anchor', 'Later'])
      return code
    })
    expect(codes[0]).toBe(5)
    expect(codes.at(-1)).toBe(0)
  })

  it('under .local alone stops writers, not readers', (context) => {
    const before = filesOf(store)
    const script = `
      mount -t tmpfs -o size=16k none "$CRM_STORE/.local"
      cat /dev/zero > "$CRM_STORE/.local/filler" 2>/dev/null
      "$NODE" "$CRM" lead list --json --quiet && "$NODE" "$CRM" lead add --first-name New`
    const ran = inOwnMounts(context, script)
    expectRefused(ran, 5, /\.local.* could not be written: the disk is full/)
    expect(ran.out).toMatch(/Anchor/)
    expect(filesOf(store)).toEqual(before)
  })
})

it('a disk without room for a backup is not filled with half of it', (context) => {
  const file = join(folder, 'offer.bin')
  writeFileSync(file, Buffer.alloc(2 ** 22))
  expect(crm(['attach', 'Anchor', file]).code).toBe(0)
  expect(crm(['backup', 'b.crm.gz']).code).toBe(0)
  const script = `
    mkdir "$FOLDER/disk" && mount -t tmpfs -o size=1m none "$FOLDER/disk" &&
    "$NODE" "$CRM" restore "$FOLDER/b.crm.gz" --to "$FOLDER/disk/new"; code=$?
    ls -A "$FOLDER/disk"; exit $code`
  const ran = inOwnMounts(context, script)
  expectRefused(ran, 5, /^The backup holds more than the disk has room for\.\nMake room, or/)
  expect(ran.out).toBe('')
})

it('a limit on the size of files refuses what is larger', () => {
  const before = filesOf(store)
  const script = 'ulimit -f 16 && exec "$NODE" "$CRM" lead add --first-name New --description "$LONG"'
  const env = { NODE: process.execPath, CRM: program, LONG: 'x'.repeat(40_000) }
  expectRefused(
    call('sh', ['-c', script], { env }),
    5,
    /could not be written: it would be larger than the system allows\.\nLook at the limit/,
  )
  expect(filesOf(store)).toEqual(before)
  expect(add('Later').code).toBe(0)
})

it('.local on another disk is as good as any', (context) => {
  const script = `
    mount -t tmpfs none "$CRM_STORE/.local"
    "$NODE" "$CRM" lead add --first-name New && "$NODE" "$CRM" lead list --json --quiet && "$NODE" "$CRM" undo`
  const ran = inOwnMounts(context, script)
  expect(ran.code).toBe(0)
  expect(ran.out).toMatch(/New/)
  expect(names()).toEqual(['Anchor'])
})

it('a read-only disk refuses writers, not readers', (context) => {
  const before = filesOf(store)
  const script = `
    mount --bind "$CRM_STORE" "$CRM_STORE" && mount -o remount,bind,ro "$CRM_STORE"
    "$NODE" "$CRM" lead list --json --quiet && "$NODE" "$CRM" lead add --first-name New`
  const ran = inOwnMounts(context, script)
  expectRefused(ran, 5, /could not be written: the disk is read-only\.\nCopy the store to a disk/)
  expect(ran.out).toMatch(/Anchor/)
  expect(filesOf(store)).toEqual(before)
})

describe('somebody else on the machine', () => {
  function asNobody(context: TestContext, words: readonly string[]): Ran {
    const script = 'exec setpriv --reuid=65534 --regid=65534 --clear-groups "$0" "$@"'
    const probe = spawnSync('sh', ['-c', script, process.execPath, program, '--version'])
    if (probe.status !== 0) context.skip('needs root on Linux, to become another user')
    const home = join(folder, 'nobody')
    mkdirSync(home, { recursive: true })
    chownSync(home, 65_534, 65_534)
    return call('sh', ['-c', script, process.execPath, program, ...words], { env: { HOME: home } })
  }

  beforeEach(() => chmodSync(folder, 0o755))

  it('may not read the store', (context) => {
    expectRefused(
      asNobody(context, ['lead', 'list']),
      5,
      /belongs to another user of this machine|could not be read: permission denied/,
    )
  })

  it('may read it where it was opened to them, and not write', (context) => {
    spawnSync('chmod', ['-R', 'a+rX', store])
    const before = filesOf(store)
    expectRefused(
      asNobody(context, ['lead', 'list']),
      5,
      /belongs to another user of this machine \(number 0\)\.\nIf you know them and mean to use it: crm trust owner\./,
    )
    expect(asNobody(context, ['trust', 'owner'])).toMatchObject({ code: 0 })
    expect(asNobody(context, ['lead', 'list', '--json', '--quiet'])).toMatchObject({ code: 0, err: '' })
    const ran = asNobody(context, ['lead', 'add', '--first-name', 'New'])
    expectRefused(ran, 5, /could not be written: permission denied/)
    expect(filesOf(store)).toEqual(before)
  })
})

describe('what cannot be put into place', () => {
  it.for(['history', 'data/leads.json'])('is refused before anything is decided: %s', (what, context) => {
    const file =
      what === 'history' ? Object.keys(filesOf(store)).find((one) => one.startsWith('history/')) : what
    const path = join(store, file ?? '')
    const chattr = (flag: string) => spawnSync('sh', ['-c', 'exec chattr "$0" "$1"', flag, path])
    const addThen = () => add('New', { env: { CRM_NOW: '2026-01-06T00:00:00Z' } })
    if (chattr('+i').status !== 0) context.skip('needs root and a disk with chattr')
    try {
      const before = filesOf(store)
      expectRefused(addThen(), 5, /could not be written: permission denied\.\nCheck who owns/)
      expect(filesOf(store)).toEqual(before)
      expect(existsSync(join(store, '.local/commit.json'))).toBe(false)
    } finally {
      chattr('-i')
    }
    expect(addThen().code).toBe(0)
    expect(names()).toEqual(['Anchor', 'New'])
  })

  it('under a umask that takes everything from everybody is closed to others alone', (context) => {
    const script = 'umask 777 && exec "$NODE" "$CRM" "$@"'
    const own = join(folder, 'own')
    const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', 'sh', '-c', script, 'sh']
    const run = (...words: string[]): Ran =>
      call('setpriv', [...asNobody, ...words, '--store', join(own, 'store')], {
        cwd: own,
        env: { NODE: process.execPath, CRM: program, HOME: own },
      })
    mkdirSync(own)
    chmodSync(folder, 0o755)
    if (spawnSync('chown', ['65534', own]).status !== 0) context.skip('needs root, to become another user')
    expect(run('init', join(own, 'store'))).toMatchObject({ code: 0 })
    for (const name of ['One', 'Two'])
      expect(run('lead', 'add', '--first-name', name)).toMatchObject({ code: 0 })
    expect(run('backup', 'b.crm.gz')).toMatchObject({ code: 0 })
    expect(run('restore', 'b.crm.gz', '--yes')).toMatchObject({ code: 0 })
    expect(run('doctor')).toMatchObject({ code: 0 })
    expect(names(join(own, 'store'))).toEqual(['One', 'Two'])
  })
})

describe('a data file that was cut off', () => {
  it('is named, with its line, and left alone', () => {
    const file = join(store, 'data/leads.json')
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 60))
    const before = filesOf(store)
    expectRefused(crm(['lead', 'list']), 5, /^data\/leads\.json, line 4: .*\n.*git log/)
    expectRefused(add('New'), 5, /^data\/leads\.json, line 4: /)
    expect(filesOf(store)).toEqual(before)
  })

  it('to nothing is no empty list', () => {
    writeFileSync(join(store, 'data/leads.json'), '')
    expectRefused(add('New'), 5, /^data\/leads\.json, line 1: /)
    expect(readFileSync(join(store, 'data/leads.json'), 'utf8')).toBe('')
  })
})

describe('a clock that was put back', () => {
  const at = (instant: string) => ({ env: { CRM_NOW: instant } })

  it.each(['2026-11-20T00:00:00Z', '2026-03-01T00:00:00Z', '1999-01-01T00:00:00Z'])(
    'to %s: undo still takes back what was done last',
    (earlier) => {
      expect(add('First', at('2026-11-22T09:00:00Z')).code).toBe(0)
      const afterFirst = recordsOf(store, 'leads')
      expect(add('Second', at(earlier)).code).toBe(0)
      const listed = JSON.parse(crm(['history', '--json'], at(earlier)).out)
      expect(listed[0]).toMatchObject({ summary: expect.stringContaining('Second'), at: earlier })
      expect(crm(['undo'], at(earlier))).toMatchObject({ code: 0, err: expect.stringContaining('Second') })
      expect(recordsOf(store, 'leads')).toEqual(afterFirst)
      expect(crm(['redo'], at(earlier)).code).toBe(0)
      expect(names()).toEqual(['Anchor', 'First', 'Second'])
    },
  )
})

describe('where a store may be', () => {
  it('in a folder with spaces, quotes, Thai and Lao letters', () => {
    const dir = join(folder, "ลูกค้า ของ ฉัน 'n ລູກຄ້າ")
    cpSync(store, dir, { recursive: true })
    expect(add('New', { env: { CRM_STORE: dir } })).toMatchObject({ code: 0 })
    expect(crm(['undo', '--store', dir])).toMatchObject({ code: 0 })
    expect(add('Newer', { cwd: dir, env: { CRM_STORE: '' } })).toMatchObject({ code: 0 })
    expect(names(dir)).toEqual(['Anchor', 'Newer'])
    writeFileSync(join(dir, 'data/leads.json'), '[')
    expectRefused(crm(['lead', 'list', '--store', dir]), 5, /^data\/leads\.json, line /)
  })

  it('behind a symbolic link, which stays one', () => {
    const link = join(folder, 'link')
    symlinkSync(store, link)
    expect(add('New', { env: { CRM_STORE: link } }).code).toBe(0)
    expect(names()).toEqual(['Anchor', 'New'])
    expect(
      readdirSync(folder, { withFileTypes: true })
        .find(({ name }) => name === 'link')
        ?.isSymbolicLink(),
    ).toBe(true)
  })

  it('with its data behind a symbolic link, which stays one, and is in backups', () => {
    const elsewhere = join(folder, 'elsewhere')
    renameSync(join(store, 'data'), elsewhere)
    symlinkSync(elsewhere, join(store, 'data'))
    expectRefused(add('New'), 5, /data is a link, which may lead anywhere\.\nIf you made it: crm trust links/)
    expect(crm(['trust', 'links']).code).toBe(0)
    expect(add('New').code).toBe(0)
    expect(readdirSync(elsewhere)).toEqual(['leads.json'])
    expect(crm(['doctor'])).toMatchObject({ code: 0, err: `All is well in ${store}.\n` })
    expect(crm(['backup', 'b.crm.gz']).code).toBe(0)
    expect(crm(['restore', 'b.crm.gz', '--to', 'new']).code).toBe(0)
    expect(names(join(folder, 'new'))).toEqual(['Anchor', 'New'])
  })

  it('with a data file that is a symbolic link, which stays one', () => {
    const elsewhere = join(folder, 'people.json')
    renameSync(join(store, 'data/leads.json'), elsewhere)
    symlinkSync(elsewhere, join(store, 'data/leads.json'))
    expectRefused(crm(['lead', 'list']), 5, /data\/leads\.json is a link/)
    expect(crm(['trust', 'links']).code).toBe(0)
    expect(add('New').code).toBe(0)
    expect(lstatSync(join(store, 'data/leads.json')).isSymbolicLink()).toBe(true)
    expect(readFileSync(elsewhere, 'utf8')).toContain('"firstName": "New"')
    expect(names()).toEqual(['Anchor', 'New'])
    expect(crm(['undo']).code).toBe(0)
    expect(readFileSync(elsewhere, 'utf8')).not.toContain('"firstName": "New"')
  })

  it('within another: the nearest one above is meant', () => {
    const inner = join(store, 'projects/inner')
    mkdirSync(dirname(inner), { recursive: true })
    expect(crm(['init', inner]).code).toBe(0)
    const deep = join(inner, 'notes/2026')
    mkdirSync(deep, { recursive: true })
    const here = { env: { CRM_STORE: '' } }
    expect(add('Inner', { ...here, cwd: deep }).code).toBe(0)
    expect(add('Outer', { ...here, cwd: dirname(inner) }).code).toBe(0)
    expect(names(inner)).toEqual(['Inner'])
    expect(names()).toEqual(['Anchor', 'Outer'])
  })
})

describe('.local', () => {
  it('can be removed at any time: nothing of the data is in it', () => {
    expect(add('Second', { env: { CRM_NOW: '2026-11-22T09:00:00Z' } }).code).toBe(0)
    rmSync(join(store, '.local'), { recursive: true })
    expect(JSON.parse(crm(['lead', 'list', '--json']).out)).toHaveLength(2)
    rmSync(join(store, '.local'), { recursive: true, force: true })
    expect(add('Third').code).toBe(0)
    expect(JSON.parse(crm(['history', '--json']).out)).toHaveLength(3)
    expect(crm(['undo']).code).toBe(0)
    expect(names()).toEqual(['Anchor', 'Second'])
    expect(crm(['doctor'])).toMatchObject({ code: 0 })
  })
})

it('a history whose last line was cut off keeps all the others, and takes the next', () => {
  const name = readdirSync(join(store, 'history')).find((one) => one.endsWith('.jsonl')) ?? ''
  const file = join(store, 'history', name)
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"id":"h0000000`)
  expect(JSON.parse(crm(['history', '--json']).out)).toHaveLength(1)
  expect(add('New').code).toBe(0)
  expect(JSON.parse(crm(['history', '--json']).out)).toHaveLength(2)
  expect(crm(['undo']).code).toBe(0)
  expect(names()).toEqual(['Anchor'])
})

describe('the lock', () => {
  it('of a living process is waited for, then its holder is named', async () => {
    const before = filesOf(store)
    const lock = new Lock(new Folder(store), 'Anna', 'crm import leads big.csv')
    await lock.take(0)
    const says = new RegExp(
      `locked since .* by Anna on .*, process ${process.pid}: crm import leads big\\.csv \\(waited 1 s\\)`,
    )
    expectRefused(crm(['lead', 'add', '--first-name', 'New', '--wait', '1']), 5, says)
    expect(crm(['lead', 'list', '--json', '--quiet'])).toMatchObject({ code: 0, err: '' })
    expect(filesOf(store)).toEqual(before)
    lock.release()
    expect(crm(['lead', 'add', '--first-name', 'New', '--wait', '1']).code).toBe(0)
  })

  it('of a dead process is taken over at once', () => {
    const dead = spawnSync(process.execPath, ['-e', '0']).pid
    const holder = { ...thisProcess('Anna', 'crm import leads big.csv', 'token'), pid: dead }
    writeFileSync(join(store, '.local/lock'), JSON.stringify(holder))
    expect(crm(['lead', 'add', '--first-name', 'New', '--wait', '0'])).toMatchObject({ code: 0 })
    expect(existsSync(join(store, '.local/lock'))).toBe(false)
    expect(names()).toEqual(['Anchor', 'New'])
  })
})
