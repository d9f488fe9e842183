/** crm today --announce in processes of their own: killed at every point of the telling, and two at once. Needs `npm run build`. */
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, storeFrom } from '../helpers/crm.ts'
import { type Delivered, serveMail } from '../helpers/mailServer.ts'

const program = resolve(import.meta.dirname, '../../bin/crm.js')

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

interface Ended {
  /** Undefined where it was killed. */
  readonly code: number | undefined
  readonly out: string
  readonly err: string
}

interface Started {
  readonly ended: Promise<Ended>
  kill(): void
}

/** What happens to a process, as a module loaded before the program. */
const fates = {
  nothing: '',
  /** Killed once it has said what it is going to tell, and told nothing. */
  claimed: `const move = fs.renameSync
    fs.renameSync = (from, to) => { move(from, to); if (/telling.*json$/.test(to)) die() }`,
  /** Killed when half of it is out. */
  printing: `const write = fs.writeSync
    fs.writeSync = (file, bytes, ...all) => {
      if (file !== 1) return write(file, bytes, ...all)
      write(file, bytes.subarray(0, bytes.length / 2))
      die()
    }`,
  /** Killed when all of it is out, or sent, and nothing marked. */
  told: `const move = fs.renameSync
    fs.renameSync = (from, to) => { if (/announced/.test(to)) die(); move(from, to) }`,
  /** Killed when it is marked as told, before it has cleared up. */
  marked: `const move = fs.renameSync
    fs.renameSync = (from, to) => { move(from, to); if (/announced/.test(to)) die() }`,
  /** Stands still before it tells what it has claimed. */
  slow: `const write = fs.writeSync
    fs.writeSync = (...all) => {
      if (all[0] === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000)
      return write(...all)
    }`,
} as const
type Fate = keyof typeof fates

function start(flags: string, fate: Fate = 'nothing', now = '2026-11-22T09:00:00Z'): Started {
  const module = `import fs from 'node:fs'
    const die = () => { process.kill(process.pid, 'SIGKILL'); for (;;) {} }
    ${fates[fate]}`
  const child = spawn(process.execPath, [program, 'today', '--announce', ...flags.split(' ')], {
    cwd: store,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: join(store, '..'),
      CRM_STORE: store,
      CRM_USER: 'Noy',
      CRM_NOW: now,
      CRM_SMTP_PASSWORD: 'right',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.err += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...said, code: code ?? undefined }))
  })
  return { ended, kill: () => child.kill('SIGKILL') }
}

const announce = (fate?: Fate, now?: string) => start('--format csv', fate, now).ended

/** The things in whole lines of CSV: id and when. */
function thingsIn({ out }: { readonly out: string }): readonly string[] {
  const lines = out.split(/\r?\n/).slice(1, -1)
  return lines.map((line) => {
    const [, id, , when] = line.split(',')
    return `${id} ${when}`
  })
}

const everything = [
  'r8f3kq2v7n 2026-11-20',
  'r5j1m8c3td 2026-11-22T07:00:00Z',
  'd5w2hq8r0c 2026-10-10',
  'l9s4mq7h2d 2026-11-02',
  'l4h7w3e9cb 2026-11-18',
]

describe('killed', () => {
  it.each<[fate: Fate, things: readonly string[]]>([
    ['claimed', []],
    ['printing', everything.slice(0, 1)],
    ['told', everything],
  ])('at "%s", it is told again, and that is said', async (fate, things) => {
    const killed = await announce(fate)
    expect(killed.code).toBeUndefined()
    expect(thingsIn(killed)).toEqual(things)
    const again = await announce('nothing', '2026-11-22T10:00:00Z')
    expect(again.code).toBe(0)
    expect(thingsIn(again)).toEqual(everything)
    expect(again.err).toBe(
      '⚠ The run of 2026-11-22 16:00 broke off while it told 5 of these: you may know it already.\n',
    )
    expect(await announce('nothing', '2026-11-22T11:00:00Z')).toEqual({ code: 0, out: '', err: '' })
    expect(readdirSync(join(store, '.local/telling'))).toEqual([])
  })

  it('when it is marked, it is not told again', async () => {
    expect(thingsIn(await announce('marked'))).toEqual(everything)
    expect(await announce()).toEqual({ code: 0, out: '', err: '' })
  })

  it('over a week of hours, nothing is lost, and only what was told when it died is told twice', async () => {
    await crm('contact edit c8b5v2j6yd --birthday 1990-12-01', { store })
    const killing: readonly Fate[] = ['claimed', 'marked', 'told', 'printing']
    const told = new Map<string, number>()
    const twice = new Set<string>()
    for (let hour = 0; hour < 168; hour++) {
      const now = new Date(Date.parse('2026-11-21T17:00:00Z') + hour * 3_600_000).toISOString()
      if (hour % 6 === 0) await crm(`reminder add "Number ${hour}" --due today`, { store, now })
      const fate = hour % 6 === 0 ? killing[(hour / 6) % 4] : undefined
      const ran =
        fate === undefined
          ? await crm('today --announce --format csv', { store, now })
          : await announce(fate, now)
      for (const thing of thingsIn(ran)) {
        told.set(thing, (told.get(thing) ?? 0) + 1)
        if (fate === 'told' || fate === 'printing') twice.add(thing)
      }
    }
    // Five of the store, a birthday, a reminder that comes due, and one every sixth hour.
    expect([...told.keys()]).toEqual(expect.arrayContaining([...everything, 'c8b5v2j6yd 2026-12-01']))
    expect(told.size).toBe(7 + 28)
    for (const [thing, count] of told) expect([thing, count]).toEqual([thing, twice.has(thing) ? 2 : 1])
    expect(twice.size).toBe(7)
  }, 120_000)
})

/** Waits until a run has claimed what it tells. */
async function claimed(): Promise<void> {
  for (;;) {
    try {
      if (readdirSync(join(store, '.local/telling')).some((name) => name.endsWith('.json'))) return
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('told to nobody', () => {
  it.each(['>/dev/full', '| { exec <&-; sleep 2; }'])('nothing is marked: %s', async (where) => {
    const line = `"$NODE" "$CRM" today --announce --format csv ${where}`
    const env = { NODE: process.execPath, CRM: program, CRM_STORE: store, CRM_NOW: '2026-11-22T09:00:00Z' }
    spawnSync('sh', ['-c', line], {
      env: { PATH: process.env['PATH'] ?? '', HOME: join(store, '..'), ...env },
    })
    expect(thingsIn(await announce())).toEqual(everything)
  })
})

describe('two at once', () => {
  it('tell each thing once between them', async () => {
    for (let round = 0; round < 4; round++) {
      store = storeFrom('examples')
      const both = await Promise.all([announce(), announce(), announce()])
      expect(both.map(({ code, err }) => [code, err])).toEqual(Array(3).fill([0, '']))
      expect(both.flatMap(thingsIn).sort()).toEqual([...everything].sort())
    }
  }, 60_000)

  it('leave what the other is telling to it, and take it over once that is dead', async () => {
    const slow = start('--format csv', 'slow')
    await claimed()
    expect(await announce()).toEqual({ code: 0, out: '', err: '' })
    slow.kill()
    expect(thingsIn(await slow.ended)).toEqual([])
    expect(thingsIn(await announce())).toEqual(everything)
  })
})

describe('mailed', () => {
  const mail = (fate: Fate, now: string) =>
    start('--only overdue,today --mail --to noy@mekong.example', fate, now).ended
  const idOf = ({ text }: Delivered) => /^Message-ID: (.*)$/im.exec(text)?.[1]

  it('sends what a dead run may have sent as the same message, and what is new as another', async () => {
    const delivered: Delivered[] = []
    await serveMail(store, delivered, [])
    expect((await mail('told', '2026-11-22T09:00:00Z')).code).toBeUndefined()
    expect(delivered).toHaveLength(1)
    await crm('reminder add "Something new" --due 2026-11-22', { store })
    expect((await mail('nothing', '2026-11-22T10:00:00Z')).code).toBe(0)
    expect(await mail('nothing', '2026-11-22T11:00:00Z')).toEqual({ code: 0, out: '', err: '' })
    const [first, again, other] = delivered
    if (first === undefined || again === undefined || other === undefined) throw new Error('three were sent')
    expect(delivered).toHaveLength(3)
    expect(idOf(first)).toMatch(/^<[0-9a-z]{16}@lukkha\.example>\r?$/)
    expect(idOf(again)).toBe(idOf(first))
    expect(again.text).not.toContain('Something new')
    expect(idOf(other)).not.toBe(idOf(first))
    expect(other.text).toContain('Something new')
  })
})
