/** crm today --announce: each thing once, whatever happens in between. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, filesOf, storeFrom, writeSettings } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const run = (line: string, options = {}) => crm(line, { store, ...options })
const at = (day: string, clock = '09:00') => new Date(`${day}T${clock}:00+07:00`).toISOString()

interface Item {
  readonly group: string
  readonly id: string
  readonly when: string
  readonly days: number
  readonly text: string
}

async function items(flags = '', options = {}): Promise<readonly Item[]> {
  const parsed: unknown = (await run(`today --json ${flags}`, options)).json()
  return Array.isArray(parsed) ? parsed : []
}

describe('--announce', () => {
  /** What an hourly cron prints over some days, each line with the hour it was told in. */
  async function hourly(days: number) {
    const told: { readonly hour: number; readonly id: string; readonly when: string }[] = []
    for (let hour = 0; hour < days * 24; hour++) {
      const now = new Date(Date.parse('2026-11-21T17:00:00Z') + hour * 3_600_000).toISOString()
      const ran = await run('today --announce --json --only overdue,today,dates', { now })
      const list: unknown = ran.json()
      for (const one of Array.isArray(list) ? list : []) told.push({ hour, id: one.id, when: one.when })
    }
    return told
  }

  function readTold(): string | undefined {
    try {
      return readFileSync(join(store, '.local/announced.json'), 'utf8')
    } catch {
      return undefined
    }
  }

  const prepare = async () => {
    await run('reminder add "Every day" --due "2026-11-23 10:00"')
    await run('contact edit c8b5v2j6yd --birthday 1990-12-01')
  }

  const expected = [
    ['r8f3kq2v7n', '2026-11-20', 0],
    ['r5j1m8c3td', '2026-11-22T07:00:00Z', 0],
    ['c8b5v2j6yd', '2026-12-01', 48],
    ['r2y6p9s4hk', '2026-11-27', 120],
  ]

  it('tells each thing exactly once over a week of hourly runs', async () => {
    await prepare()
    const told = await hourly(7)
    expect(
      told
        .filter(({ id }) => !id.startsWith('r') || expected.some(([one]) => one === id))
        .map(({ id, when, hour }) => [id, when, hour]),
    ).toEqual(expected)
    expect(new Set(told.map(({ id, when }) => `${id} ${when}`)).size).toBe(told.length)
    expect(told).toHaveLength(5)
  }, 120_000)

  it('tells again what is put off, and each owner for themselves', async () => {
    expect((await items('--announce --only overdue')).map((item) => item.id)).toEqual([
      'r8f3kq2v7n',
      'r5j1m8c3td',
    ])
    expect(await items('--announce --only overdue')).toEqual([])
    expect(await items('--announce --only overdue --owner Noy')).toHaveLength(2)
    await run('reminder snooze r8f3kq2v7n 2026-11-23')
    expect(await items('--announce --only today', { now: at('2026-11-23') })).toMatchObject([
      { id: 'r8f3kq2v7n' },
    ])
  })

  it('marks nothing that could not be written out', async () => {
    const { run: start } = await import('../../src/main.ts')
    const { fixedClock } = await import('../../src/clock.ts')
    const failing = {
      out: () => {},
      err: () => {},
      flush: async (): Promise<boolean> => Promise.reject(new Error('disk full')),
    }
    const code = await start({
      argv: ['today', '--announce'],
      env: { CRM_STORE: store, CRM_USER: 'Noy' },
      cwd: store,
      packageFolder: store,
      home: store,
      systemUser: () => 'tester',
      clock: fixedClock(new Date('2026-11-22T09:00:00Z')),
      random: (bytes) => new Uint8Array(bytes),
      inputIsTerminal: false,
      outputIsTerminal: false,
      errorIsTerminal: false,
      columns: undefined,
      output: failing,
      readInput: async () => new Uint8Array(),
    }).catch(() => 1)
    expect(code).not.toBe(0)
    expect((await items('--announce')).length).toBeGreaterThan(0)
  })

  it('shows all of a long part that it marks', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Quiet${String(index + 1).padStart(2, '0')}`)
    writeSettings(store, { unknownOwners: 'tell' })
    for (const name of names) await run(`lead add --first-name ${name} --owner Malee`)
    const flags = 'today --only noNextStep --owner Malee'
    const shown = (out: string) => names.filter((name) => out.includes(name))
    const plain = (await run(flags)).out
    // One line of the ten is about a lead that nobody looks after.
    expect(shown(plain)).toHaveLength(9)
    expect(plain).toContain('… and 3 more: crm today --all')
    const { out } = await run(`${flags} --announce`)
    expect(shown(out)).toEqual(names)
    expect(out).not.toContain('more:')
    expect((await run(`${flags} --announce`)).out).toBe('')
  })

  it('keeps what it told on this machine only', async () => {
    const before = filesOf(store)
    await run('today --announce')
    expect(filesOf(store)).toEqual(before)
    expect(readTold()).toContain('reminder r8f3kq2v7n 2026-11-20')
  })
})
