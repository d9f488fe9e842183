/** The store between processes: many writers, readers beside them, and death at any moment. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readHistory } from '../../src/store/history.ts'
import { ids, newStore, open } from '../helpers/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'lukkha-program-'))
const program = join(folder, 'program.js')

beforeAll(async () => {
  await build({
    entryPoints: [new URL('../helpers/storeProgram.ts', import.meta.url).pathname],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function start(...words: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, ...words])
}

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    err += text
  })
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

/** Waits until the program has said so many lines. */
async function heard(child: ChildProcessWithoutNullStreams, lines: number): Promise<void> {
  let count = 0
  await new Promise<void>((resolve) => {
    const listen = (text: Buffer): void => {
      count += text.toString().split('\n').length - 1
      if (count >= lines) resolve()
    }
    child.stdout.on('data', listen)
    child.on('close', () => resolve())
  })
}

test('twenty writers at once all land, each with its line in the history', async () => {
  const dir = newStore()
  const wanted = ids('l', 20).sort()
  const results = await Promise.all(wanted.map((id) => ended(start('add', dir, id))))
  expect(results.map(({ code, err }) => ({ code, err }))).toEqual(wanted.map(() => ({ code: 0, err: '' })))
  expect(
    open(dir)
      .all('lead')
      .map(({ id }) => id),
  ).toEqual(wanted)
  expect(Array.from(readHistory(dir), ({ summary }) => summary).sort()).toEqual(wanted)
  expect(existsSync(join(dir, '.local/lock'))).toBe(false)
  expect(readdirSync(join(dir, '.local/pending'))).toEqual([])
})

test('readers beside a writer never see half of a commit', async () => {
  const dir = newStore()
  const readers = [start('read', dir), start('read', dir)]
  const results = Promise.all(readers.map(ended))
  const { code, err } = await ended(start('write', dir, '0', '60'))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const reader of readers) reader.stdin.write('end\n')
  for (const result of await results) {
    expect(result).toMatchObject({ code: 0, err: '' })
    expect(Number(result.out)).toBeGreaterThan(0)
  }
})

test('killed at any moment, what was acknowledged is there and the rest is whole', async () => {
  const dir = newStore()
  let last = -1
  for (let round = 0; round < 12; round++) {
    const child = start('write', dir, String(last + 1), '1000')
    const result = ended(child)
    await heard(child, 1 + (round % 3))
    await new Promise((resolve) => setTimeout(resolve, (round * 7) % 23))
    child.kill('SIGKILL')
    const said = (await result).out.trim().split('\n').map(Number)
    const store = open(dir)
    const [first, second] = [
      Number(store.get('lead', 'l7k3m9x2qa')?.firstName),
      Number(store.get('account', 'a7k3m9x2qa')?.name),
    ]
    expect(first).toBe(second)
    expect(store.isConsistent()).toBe(true)
    expect(said.at(-1)).toBeGreaterThan(last)
    expect(first).toBeGreaterThanOrEqual(said.at(-1) ?? 0)
    expect(Array.from(readHistory(dir), ({ summary }) => Number(summary)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: first + 1 }, (_, value) => value),
    )
    last = first
  }
})

describe('a process that holds the lock', () => {
  test('is named while it lives, and no longer in the way once it is dead', async () => {
    const dir = newStore()
    const holder = start('hold', dir)
    await heard(holder, 1)
    const refused = await ended(start('add', dir, 'l1aaaaaaaa', '0.1'))
    expect(refused.code).toBe(5)
    expect(refused.err).toMatch(
      new RegExp(
        `^The store has been locked since 20.*Z by Anna on .*, process ${holder.pid}: crm hold \\(waited 0.1 s\\)\n$`,
      ),
    )
    expect(open(dir).all('lead')).toEqual([])
    const gone = ended(holder)
    holder.kill('SIGKILL')
    await gone
    const [one, two] = await Promise.all([
      ended(start('add', dir, 'l1aaaaaaaa')),
      ended(start('add', dir, 'l2aaaaaaaa')),
    ])
    expect([one, two]).toMatchObject([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ])
    expect(open(dir).all('lead')).toHaveLength(2)
  })
})
