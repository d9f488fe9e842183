/** crm backup and crm restore: the whole store and nothing else, there and back. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

/** A store with everything: history, an attachment, a note of its owner. */
async function fullStore(): Promise<string> {
  const store = storeFrom('examples')
  await crm('lead edit l9s4 --rating hot', { store })
  mkdirSync(join(store, 'files'), { recursive: true })
  writeFileSync(
    join(store, 'files', `${'ab'.repeat(32)}.bin`),
    Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 7919) % 251),
  )
  writeFileSync(join(store, 'ບັນທຶກ notes.md'), 'ของเรา\n')
  return store
}

const historyIn = (files: { readonly [name: string]: string }): string =>
  Object.keys(files).find((name) => name.endsWith('.jsonl')) ?? ''

async function newestLine(store: string): Promise<string> {
  const lines: unknown = (await crm('history --json', { store })).json()
  return String((Array.isArray(lines) ? lines : [])[0]?.id)
}

describe('crm backup', () => {
  it('writes a new file, named after the store and the time, for its owner alone', async () => {
    const store = await fullStore()
    const cwd = temporaryFolder()
    const ran = await crm('backup', { store, cwd })
    expect([ran.code, ran.out]).toEqual([0, `${cwd}/store-2026-11-22T090000.crm.gz\n`])
    expect(readdirSync(cwd)).toEqual(['store-2026-11-22T090000.crm.gz'])
    expect(statSync(join(cwd, 'store-2026-11-22T090000.crm.gz')).mode & 0o777).toBe(0o600)
  })

  it('says what it did to scripts', async () => {
    const cwd = temporaryFolder()
    const ran = await crm('backup b.crm.gz --json', { store: storeFrom('examples'), cwd })
    expect(ran.json()).toEqual({
      file: `${cwd}/b.crm.gz`,
      files: 10,
      bytes: statSync(`${cwd}/b.crm.gz`).size,
      encrypted: false,
    })
  })

  it('gives the same bytes for the same store', async () => {
    const store = await fullStore()
    const cwd = temporaryFolder()
    await crm('backup a.crm.gz', { store, cwd })
    await crm('backup b.crm.gz', { store, cwd, now: '2027-01-01T00:00:00Z' })
    expect(readFileSync(join(cwd, 'a.crm.gz')).equals(readFileSync(join(cwd, 'b.crm.gz')))).toBe(true)
  })

  it('never overwrites', async () => {
    const store = storeFrom('examples')
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'b.crm.gz'), 'precious')
    const ran = await crm('backup b.crm.gz', { store, cwd })
    expect([ran.code, ran.err]).toEqual([
      4,
      expect.stringContaining('is there already; a backup never overwrites.'),
    ])
    expect(readFileSync(join(cwd, 'b.crm.gz'), 'utf8')).toBe('precious')
    expect(readdirSync(cwd)).toEqual(['b.crm.gz'])
  })

  it('leaves nothing behind where it cannot write', async () => {
    const store = storeFrom('examples')
    const ran = await crm('backup not/there/b.crm.gz', { store, cwd: temporaryFolder() })
    expect([ran.code, ran.err]).toEqual([5, expect.stringContaining('could not be written')])
  })

  it('leaves out links and earlier backups, and says so of links', async () => {
    const store = storeFrom('examples')
    symlinkSync('/etc/hostname', join(store, 'linked'))
    await crm('backup', { store, cwd: store })
    const ran = await crm('backup two.crm.gz --json', { store, cwd: store })
    expect(ran.json()).toMatchObject({ files: 10 })
    expect(ran.err).toContain('linked is neither a file nor a folder')
  })

  it('leaves out what was never finished', async () => {
    const store = await fullStore()
    const wanted = filesOf(store)
    for (const name of ['data/leads.json.part', `files/.${'0'.repeat(64)}.99999999`])
      writeFileSync(join(store, name), 'x')
    const cwd = temporaryFolder()
    expect((await crm('backup b.crm.gz', { store, cwd })).code).toBe(0)
    expect((await crm('restore b.crm.gz --to new', { cwd })).code).toBe(0)
    expect(filesOf(join(cwd, 'new'))).toEqual(wanted)
  })

  it('needs a store', async () => {
    const ran = await crm('backup', { store: join(temporaryFolder(), 'none'), cwd: temporaryFolder() })
    expect([ran.code, ran.err]).toEqual([5, expect.stringContaining('There is no store in')])
  })
})

describe('crm restore', () => {
  it('gives the same files, byte by byte', async () => {
    const store = await fullStore()
    const cwd = temporaryFolder()
    await crm('backup b.crm.gz', { store, cwd })
    const ran = await crm('restore b.crm.gz --to new', { store, cwd })
    expect([ran.code, ran.out]).toEqual([0, `${cwd}/new\n`])
    expect(filesOf(join(cwd, 'new'))).toEqual(filesOf(store))
    const name = `files/${'ab'.repeat(32)}.bin`
    expect(readFileSync(join(cwd, 'new', name)).equals(readFileSync(join(store, name)))).toBe(true)
    expect(readdirSync(cwd).sort()).toEqual(['b.crm.gz', 'new'])
    expect(statSync(join(cwd, 'new')).mode & 0o777).toBe(0o700)
    expect(statSync(join(cwd, 'new/data/leads.json')).mode & 0o777).toBe(0o600)
    expect((await crm('lead show l9s4', { store: join(cwd, 'new') })).code).toBe(0)
  })

  it('refuses a folder that is not empty', async () => {
    const cwd = temporaryFolder()
    await crm('backup b.crm.gz', { store: storeFrom('examples'), cwd })
    mkdirSync(join(cwd, 'full'))
    writeFileSync(join(cwd, 'full/x'), '')
    expect((await crm('restore b.crm.gz --to full', { cwd })).code).toBe(4)
    mkdirSync(join(cwd, 'empty'))
    expect((await crm('restore b.crm.gz --to empty', { cwd })).code).toBe(0)
  })

  it('over a store asks first, keeps a backup of it, and then has exactly what the backup has', async () => {
    const store = await fullStore()
    const cwd = temporaryFolder()
    await crm('backup b.crm.gz', { store, cwd })
    const wanted = filesOf(store)
    await crm('contact add --first-name ສົມໃຈ', { store })
    writeFileSync(join(store, 'data/notes.json'), '[]\n')
    const changed = filesOf(store)
    expect((await crm('restore b.crm.gz', { store, cwd })).code).toBe(2)
    expect((await crm('restore b.crm.gz', { store, cwd, answers: [false] })).code).toBe(130)
    expect(filesOf(store)).toEqual(changed)
    const ran = await crm('restore b.crm.gz --json', { store, cwd, answers: [true] })
    expect(ran.code).toBe(0)
    const { [historyIn(wanted)]: past = '', ...rest } = wanted
    const { [historyIn(wanted)]: now = '', ...restNow } = filesOf(store)
    expect(restNow).toEqual(rest)
    expect(now.startsWith(past)).toBe(true)
    expect(JSON.parse(now.slice(past.length))).toMatchObject({ summary: 'Restored the store from b.crm.gz' })
    const [kept = ''] = readdirSync(join(store, '.local/backups'))
    expect(kept).toMatch(/^before-restore-2026-11-22T090000-/)
    expect((await crm(['restore', join(store, '.local/backups', kept), '--to', 'kept'], { cwd })).code).toBe(
      0,
    )
    expect(filesOf(join(cwd, 'kept'))).toEqual(changed)
    expect(readdirSync(join(store, '.local/pending'))).toEqual([])
    expect((await crm('contact add --first-name Again', { store })).code).toBe(0)
  })

  it('says how to go back, and undo says it too instead of going on before the restore', async () => {
    const store = await fullStore()
    const cwd = temporaryFolder()
    await crm('backup b.crm.gz', { store, cwd })
    await crm('contact add --first-name ສົມໃຈ', { store })
    const { [historyIn(filesOf(store))]: _, ...changed } = filesOf(store)
    const ran = await crm('restore b.crm.gz --yes', { store, cwd })
    const [, back = ''] = /Go back to it with: crm restore (\S+)\n/.exec(ran.err) ?? []
    const before = filesOf(store)
    for (const line of ['undo', 'undo --dry-run', `undo ${await newestLine(store)}`]) {
      const refused = await crm(line, { store })
      expect(refused.code).toBe(4)
      expect(refused.err).toContain('"crm restore b.crm.gz --yes" replaced the whole store.')
      expect(refused.err).toContain(`Bring back the one before it with: crm restore ${back}\n`)
    }
    expect((await crm('redo', { store })).err).toContain('nothing to redo')
    expect(filesOf(store)).toEqual(before)
    expect((await crm(['restore', back, '--yes'], { store })).code).toBe(0)
    const { [historyIn(filesOf(store))]: __, ...again } = filesOf(store)
    expect(again).toEqual(changed)
    await crm('contact add --first-name New', { store })
    expect((await crm('undo', { store })).err).toContain('contact New')
  })

  it('--dry-run only reads', async () => {
    const store = await fullStore()
    const cwd = temporaryFolder()
    await crm('backup b.crm.gz', { store, cwd })
    await crm('contact add --first-name New', { store })
    const before = filesOf(store)
    const ran = await crm('restore b.crm.gz --dry-run', { store, cwd })
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('Nothing was restored.')])
    expect(filesOf(store)).toEqual(before)
    expect(existsSync(join(store, '.local/backups'))).toBe(false)
  })

  it('warns of what the doctor finds', async () => {
    const store = storeFrom('examples')
    const cwd = temporaryFolder()
    const path = join(store, 'data/leads.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"title": "Owner"', '"title": ""'))
    await crm('backup b.crm.gz', { store, cwd })
    const ran = await crm('restore b.crm.gz --to new', { cwd })
    expect([ran.code, ran.err]).toEqual([
      0,
      expect.stringContaining('The backup has a problem (data/leads.json: '),
    ])
  })
})

/** A tar archive with one file more than a backup has. */
function tarWith(header: { name: string; type?: string; link?: string; content?: string }): Buffer {
  const { name, type = '0', link = '', content = '' } = header
  const block = Buffer.alloc(512)
  block.write(name, 0)
  block.write('0000600\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  block.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  block.write('00000000000\0', 136)
  block.write('        ', 148)
  block.write(type, 156)
  block.write(link, 157)
  block.write('ustar\u000000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
  body.write(content)
  return Buffer.concat([block, body])
}

describe('an archive that was tampered with', () => {
  async function plain(): Promise<{ cwd: string; archive: Buffer }> {
    const cwd = temporaryFolder()
    await crm('backup b.crm.gz', { store: await fullStore(), cwd })
    return { cwd, archive: readFileSync(join(cwd, 'b.crm.gz')) }
  }

  const added = (archive: Buffer, ...headers: Parameters<typeof tarWith>[0][]): Buffer =>
    gzipSync(Buffer.concat([...headers.map(tarWith), gunzipSync(archive)]))

  const tricks: readonly { readonly what: string; readonly says: string; tamper(archive: Buffer): Buffer }[] =
    [
      {
        what: 'cut off',
        says: 'is damaged',
        tamper: (archive) => archive.subarray(0, archive.length - 2000),
      },
      {
        what: 'cut off in the tar',
        says: 'is damaged',
        tamper: (archive) => gzipSync(gunzipSync(archive).subarray(0, 2_000_000)),
      },
      { what: 'cut off at its last byte', says: 'is damaged', tamper: (archive) => archive.subarray(0, -1) },
      {
        what: 'with a wrong checksum',
        says: 'is damaged',
        tamper: (archive) =>
          Buffer.concat([archive.subarray(0, -8), Buffer.alloc(4, 1), archive.subarray(-4)]),
      },
      {
        what: 'with a changed header',
        says: 'is damaged',
        tamper: (archive) =>
          gzipSync(Buffer.from(gunzipSync(archive).map((byte, i) => (i === 3 ? 0x41 : byte)))),
      },
      { what: 'that is no archive', says: 'is damaged', tamper: () => Buffer.from('hello') },
      { what: 'that is empty', says: 'is damaged', tamper: () => Buffer.alloc(0) },
      {
        what: 'without a store',
        says: 'holds no crm.json',
        tamper: () =>
          gzipSync(Buffer.concat([tarWith({ name: 'data/x.json', content: '[]' }), Buffer.alloc(1024)])),
      },
      {
        what: 'with ../evil',
        says: 'would not lie in the store',
        tamper: (archive) => added(archive, { name: '../evil', content: 'x' }),
      },
      {
        what: 'with data/../../evil',
        says: 'would not lie in the store',
        tamper: (archive) => added(archive, { name: 'data/../../evil', content: 'x' }),
      },
      {
        what: 'with /tmp/evil',
        says: 'would not lie in the store',
        tamper: (archive) => added(archive, { name: '/tmp/evil-lukkha', content: 'x' }),
      },
      {
        what: 'with a path of Windows',
        says: 'would not lie in the store',
        tamper: (archive) => added(archive, { name: 'C:\\evil', content: 'x' }),
      },
      {
        what: 'with something for .local',
        says: 'would not lie in the store',
        tamper: (archive) => added(archive, { name: '.local/commit.json', content: '{}' }),
      },
      {
        what: 'with a hook of git',
        says: 'would not lie in the store',
        tamper: (archive) => added(archive, { name: '.git/hooks/post-checkout', content: 'x' }),
      },
      {
        what: 'with a symbolic link',
        says: 'holds a symlink',
        tamper: (archive) => added(archive, { name: 'data/x', type: '2', link: '/etc' }),
      },
      {
        what: 'with a hard link',
        says: 'holds a link',
        tamper: (archive) => added(archive, { name: 'data/x', type: '1', link: 'crm.json' }),
      },
      {
        what: 'with a device',
        says: 'holds a character-device',
        tamper: (archive) => added(archive, { name: 'data/x', type: '3' }),
      },
      {
        what: 'with a file twice',
        says: 'twice',
        tamper: (archive) => added(archive, { name: 'crm.json', content: '{}' }),
      },
      {
        what: 'that claims too much',
        says: 'holds more than 64 GiB',
        tamper: (archive) => gzipSync(Buffer.concat([huge(), gunzipSync(archive)])),
      },
    ]

  /** 70 GiB by its header. */
  function huge(): Buffer {
    const block = tarWith({ name: 'files/huge' })
    // More than twelve octal digits hold is written in base 256.
    block.writeUInt32BE(0x80000000, 124)
    block.writeBigUInt64BE(BigInt(75e9), 128)
    block.write('        ', 148)
    const sum = block.reduce((total, byte) => total + byte, 0)
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return block
  }

  it.each(tricks)('$what leaves nothing behind', async ({ says, tamper }) => {
    const { cwd, archive } = await plain()
    writeFileSync(join(cwd, 'b.crm.gz'), tamper(archive))
    const ran = await crm('restore b.crm.gz --to new', { cwd })
    expect([ran.code, ran.err]).toEqual([5, expect.stringContaining(says)])
    expect(readdirSync(cwd)).toEqual(['b.crm.gz'])
    expect(existsSync(join(cwd, '../evil')) || existsSync('/tmp/evil-lukkha')).toBe(false)
  })

  it('leaves the store that is there alone', async () => {
    const { cwd, archive } = await plain()
    const store = storeFrom('examples')
    const before = filesOf(store)
    writeFileSync(join(cwd, 'b.crm.gz'), archive.subarray(0, archive.length / 2))
    expect((await crm('restore b.crm.gz --yes', { store, cwd })).code).toBe(5)
    expect(filesOf(store)).toEqual(before)
    expect(readdirSync(join(store, '.local'))).toEqual([])
  })
})

describe('what a restore or backup that was killed left behind', () => {
  it('is told by the doctor, and swept by the next one', async () => {
    const store = await fullStore()
    const cwd = temporaryFolder()
    await crm('backup b.crm.gz', { store, cwd })
    const inStore = join(store, '.local/restore-99999999-abcdef')
    const beside = join(cwd, '.new.restore-99999999-abcdef')
    const living = join(store, `.local/restore-${process.pid}-abcdef`)
    const part = join(store, '.local/backups/daily-2026-01-01.crm.gz.99999999.part')
    for (const dir of [inStore, beside, living]) mkdirSync(join(dir, 'data'), { recursive: true })
    mkdirSync(join(store, '.local/backups'))
    writeFileSync(part, 'x')
    const report = (await crm('doctor', { store })).out
    expect(report).toContain('.local/restore-99999999-abcdef: a backup that was never wholly restored')
    expect(report).not.toContain(`restore-${process.pid}-`)
    expect((await crm('restore b.crm.gz --to new', { store, cwd })).code).toBe(0)
    expect((await crm('restore b.crm.gz --yes', { store, cwd })).code).toBe(0)
    expect([inStore, beside, part, living].map((path) => existsSync(path))).toEqual([
      false,
      false,
      false,
      true,
    ])
  })
})

describe('an encrypted backup', () => {
  const passphrase = { CRM_PASSPHRASE: 'ข้าวเหนียว มะม่วง' }

  it('opens with its passphrase alone', async () => {
    const store = await fullStore()
    const cwd = temporaryFolder()
    const ran = await crm('backup --encrypt', { store, cwd, env: passphrase })
    expect([ran.code, ran.out]).toEqual([0, `${cwd}/store-2026-11-22T090000.crm.gz.age\n`])
    const file = 'store-2026-11-22T090000.crm.gz.age'
    expect(readFileSync(join(cwd, file)).toString('latin1', 0, 21)).toBe('age-encryption.org/v1')
    const wrong = await crm(`restore ${file} --to new`, { cwd, env: { CRM_PASSPHRASE: 'guess' } })
    expect([wrong.code, wrong.err]).toEqual([5, expect.stringContaining('the passphrase is wrong')])
    const none = await crm(`restore ${file} --to new`, { cwd })
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('CRM_PASSPHRASE')])
    expect(readdirSync(cwd)).toEqual([file])
    expect((await crm(`restore ${file} --to new`, { cwd, env: passphrase })).code).toBe(0)
    expect(filesOf(join(cwd, 'new'))).toEqual(filesOf(store))
  })

  it('asks for the passphrase twice when it is made, once when it is opened', async () => {
    const store = storeFrom('examples')
    const cwd = temporaryFolder()
    const differing = await crm('backup b.age --encrypt', { store, cwd, answers: ['one', 'two'] })
    expect([differing.code, differing.err]).toEqual([
      2,
      expect.stringContaining('The two passphrases differ.'),
    ])
    expect((await crm('backup b.age --encrypt', { store, cwd, answers: [''] })).code).toBe(2)
    expect(readdirSync(cwd)).toEqual([])
    expect((await crm('backup b.age --encrypt', { store, cwd, answers: ['one', 'one'] })).code).toBe(0)
    expect((await crm('restore b.age --to new', { cwd, answers: ['one'] })).code).toBe(0)
  })

  it('opens with the key of its recipient', async () => {
    const { generateIdentity, identityToRecipient } = await import('age-encryption')
    const identity = await generateIdentity()
    const recipient = await identityToRecipient(identity)
    const store = storeFrom('examples')
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'key.txt'), `# created: today\n${identity}\n`)
    writeFileSync(join(cwd, 'other.txt'), `${await generateIdentity()}\n`)
    expect((await crm(['backup', 'b.age', '--recipient', recipient], { store, cwd })).code).toBe(0)
    const wrong = await crm('restore b.age --to new --identity other.txt', { cwd })
    expect([wrong.code, wrong.err]).toEqual([5, expect.stringContaining('the key does not open it')])
    expect((await crm('restore b.age --to new --identity none.txt', { cwd })).code).toBe(2)
    expect((await crm('restore b.age --to new --identity key.txt', { cwd })).code).toBe(0)
    expect(filesOf(join(cwd, 'new'))).toEqual(filesOf(store))
    const flipped = readFileSync(join(cwd, 'b.age'))
    flipped[flipped.length - 40] = (flipped[flipped.length - 40] ?? 0) ^ 1
    writeFileSync(join(cwd, 'flipped.age'), flipped)
    expect((await crm('restore flipped.age --to flipped --identity key.txt', { cwd })).code).toBe(5)
    expect(existsSync(join(cwd, 'flipped'))).toBe(false)
  })

  it('refuses what is no key', async () => {
    const cwd = temporaryFolder()
    const ran = await crm('backup b.age --recipient age1nonsense', { store: storeFrom('examples'), cwd })
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringContaining('"age1nonsense" is no public key of age.'),
    ])
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('while another process writes', () => {
  const writer = `
    import { openStore } from ${JSON.stringify(new URL('../../src/store/store.ts', import.meta.url).pathname)}
    const clock = { now: () => new Date() }
    const dir = process.argv[2] ?? ''
    for (let n = 1; ; n++) {
      const store = openStore({ dir, clock })
      const change = (kind, id) => {
        const before = store.get(kind, id)
        return { kind, id, before, after: { ...before, description: String(n) } }
      }
      await store.commit({ summary: 'n', records: [change('lead', 'l9s4mq7h2d'), change('account', 'a7mk2c0f5e')] }, 'Noy', 'loop')
      if (n === 1) process.stdout.write('ready')
    }`

  it('a backup holds one moment: two records changed together agree', async () => {
    const store = storeFrom('examples')
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'writer.ts'), writer)
    const { build } = await import('esbuild')
    await build({
      entryPoints: [join(cwd, 'writer.ts')],
      outfile: join(cwd, 'writer.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      nodePaths: [join(import.meta.dirname, '../../node_modules')],
    })
    const child = spawn(process.execPath, [join(cwd, 'writer.mjs'), store], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await once(child.stdout, 'data')
      const seen = new Set<unknown>()
      for (let turn = 0; turn < 12; turn++) {
        expect((await crm(`backup ${turn}.crm.gz`, { store, cwd })).code).toBe(0)
        expect((await crm(`restore ${turn}.crm.gz --to ${turn}`, { cwd })).code).toBe(0)
        const dir = join(cwd, String(turn))
        const number = recordsOf(dir, 'leads')['l9s4mq7h2d']?.['description']
        expect(recordsOf(dir, 'accounts')['a7mk2c0f5e']?.['description']).toBe(number)
        expect(historyLines(dir)).toBe(Number(number))
        seen.add(number)
      }
      expect(seen.size).toBeGreaterThan(1)
    } finally {
      child.kill('SIGKILL')
    }
  })
})

function historyLines(dir: string): number {
  const names = readdirSync(join(dir, 'history')).map((name) =>
    readFileSync(join(dir, 'history', name), 'utf8'),
  )
  return names.join('').split('\n').length - 1
}

describe('the backup of the day', () => {
  async function keeping(keep: number): Promise<string> {
    const store = await emptyStore()
    const path = join(store, 'crm.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('{', `{\n  "backups": {"keep": ${keep}},`))
    return store
  }

  const kept = (store: string): string[] =>
    readdirSync(join(store, '.local')).includes('backups') ? readdirSync(join(store, '.local/backups')) : []

  it('is made at the first change of a day, and only then', async () => {
    const store = await keeping(7)
    await crm('lead list', { store })
    await crm('lead add --first-name A --dry-run', { store })
    expect(kept(store)).toEqual([])
    await crm('lead add --first-name A', { store })
    expect(kept(store)).toEqual(['daily-2026-11-22.crm.gz'])
    const { size, ino } = statSync(join(store, '.local/backups/daily-2026-11-22.crm.gz'))
    await crm('lead add --first-name B', { store })
    expect(statSync(join(store, '.local/backups/daily-2026-11-22.crm.gz'))).toMatchObject({ size, ino })
    // In Bangkok it is the next day already.
    await crm('lead add --first-name C', { store, now: '2026-11-22T18:00:00Z' })
    expect(kept(store)).toEqual(['daily-2026-11-22.crm.gz', 'daily-2026-11-23.crm.gz'])
  })

  it('keeps as many as the settings say, and leaves other backups alone', async () => {
    const store = await keeping(2)
    for (const day of ['20', '21', '22', '23'])
      await crm(`lead add --first-name D${day}`, { store, now: `2026-11-${day}T03:00:00Z` })
    expect(kept(store)).toEqual(['daily-2026-11-22.crm.gz', 'daily-2026-11-23.crm.gz'])
    cpSync(
      join(store, '.local/backups/daily-2026-11-22.crm.gz'),
      join(store, '.local/backups/before-doctor-x.crm.gz'),
    )
    await crm('lead add --first-name E', { store, now: '2026-11-24T03:00:00Z' })
    expect(kept(store)).toEqual([
      'before-doctor-x.crm.gz',
      'daily-2026-11-23.crm.gz',
      'daily-2026-11-24.crm.gz',
    ])
  })

  it('never fails a command', async () => {
    const store = await keeping(7)
    writeFileSync(join(store, '.local/backups'), 'in the way')
    const ran = await crm('lead add --first-name A', { store })
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('the backup of the day failed')])
  })

  it('is refused where the number makes no sense', async () => {
    const ran = await crm('lead list', { store: await keeping(0) })
    expect([ran.code, ran.err]).toEqual([
      5,
      expect.stringContaining('backups.keep: a whole number of at least 1, not 0'),
    ])
  })
})
