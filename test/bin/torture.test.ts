/** Nothing is lost when the real program is killed: the short form of `npm run torture`. Needs `npm run build`. */
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readHistory } from '../../src/store/history.ts'
import { account, commit, content, lead, newStore, open } from '../helpers/store.ts'
import { leftIn } from '../torture/judgement.ts'
import { torture } from '../torture/torture.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'lukkha-torture-'))
const program = join(folder, 'dying.cjs')
const seed = Math.floor(Math.random() * 2 ** 31)

beforeAll(async () => {
  await build({
    entryPoints: [new URL('../torture/dying.ts', import.meta.url).pathname],
    outfile: program,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(`writers killed at any moment lose nothing, and readers see whole commits (seed ${seed})`, async () => {
  const figures = await torture({
    root,
    folder,
    seed,
    kills: 16,
    leads: 100,
    minutes: 0,
    withGit: true,
    each: 4,
  })
  expect(figures).toMatchObject({ lost: [], half: [], failed: [] })
  expect(figures.kills).toBeGreaterThanOrEqual(16)
  expect(figures.acknowledged).toBeGreaterThan(0)
}, 300_000)

describe('a commit that touches many files, killed at each of its steps', () => {
  const somchai = lead('l7k3m9x2qa')

  async function storeBefore(): Promise<string> {
    const dir = newStore()
    await commit(dir, somchai, lead('l8aaaaaaaa', { firstName: 'ນ້ອຍ' }), account('a7k3m9x2qa'))
    return dir
  }

  function copyOf(dir: string, name: string): string {
    const to = join(folder, name)
    cpSync(dir, to, { recursive: true, preserveTimestamps: true })
    return to
  }

  function dyingAt(dir: string, step: number): Promise<Pick<SpawnSyncReturns<string>, 'signal' | 'stdout'>> {
    const child = spawn(process.execPath, [program, dir, String(step)])
    let stdout = ''
    child.stdout.on('data', (text) => {
      stdout += text
    })
    return new Promise((done) => child.on('close', (_, signal) => done({ signal, stdout })))
  }

  test('is whole or not there, and there where it was acknowledged', async () => {
    const base = await storeBefore()
    const before = content(base)
    const done = copyOf(base, 'done')
    const { stdout } = spawnSync(process.execPath, [program, done], { encoding: 'utf8' })
    const steps = Number(/^acknowledged after (\d+) steps\n$/.exec(stdout)?.[1])
    const after = content(done)
    expect(Object.keys(after).sort()).toEqual([
      'crm.json',
      ...['activities', 'contacts', 'deals', 'leads', 'reminders'].map((plural) => `data/${plural}.json`),
    ])
    expect(steps).toBeGreaterThan(30)

    const check = async (step: number): Promise<boolean> => {
      const dir = copyOf(base, `step-${step}`)
      const died = await dyingAt(dir, step)
      expect(died.signal, `step ${step}`).toBe(step > steps ? null : 'SIGKILL')
      const isNew = open(dir).settings.currency === 'LAK'
      expect(content(dir), `step ${step}`).toEqual(isNew ? after : before)
      expect(Array.from(readHistory(dir), ({ summary }) => summary)).toEqual(
        isNew ? ['All at once', 'test'] : ['test'],
      )
      if (died.stdout !== '') expect(isNew).toBe(true)
      await commit(dir, lead('l9aaaaaaaa', { firstName: 'Next' }))
      expect(leftIn(dir)).toEqual([])
      expect(open(dir).get('lead', 'l9aaaaaaaa')?.firstName).toBe('Next')
      return isNew
    }

    const news: boolean[] = []
    for (let step = 1; step <= steps + 1; step += 4) {
      const some = [step, step + 1, step + 2, step + 3].filter((one) => one <= steps + 1)
      news.push(...(await Promise.all(some.map(check))))
    }
    const decided = news.indexOf(true)
    expect(decided).toBeGreaterThan(0)
    expect(news.slice(decided)).not.toContain(false)
  }, 300_000)
})
