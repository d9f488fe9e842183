/** A power cut at any moment leaves the store wholly old or wholly new, new where it was acknowledged, and not one flush too many or too few. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import type { Changes } from '../../../src/schema/changes.ts'
import { Folder } from '../../../src/store/folder.ts'
import { readHistory } from '../../../src/store/history.ts'
import { recover } from '../../../src/store/journal.ts'
import { withPowerCuts } from '../../helpers/disk.ts'
import {
  account,
  commit,
  contact,
  content,
  edit,
  emptyFolder,
  lead,
  newStore,
  open,
  removal,
} from '../../helpers/store.ts'

const isLinux = process.platform === 'linux'
const [somchai, noy] = [lead('l7k3m9x2qa', { firstName: 'สมชาย' }), lead('l8aaaaaaaa', { firstName: 'ນ້ອຍ' })]
const acme = account('a7k3m9x2qa')

/** Two commits: the first changes, removes and makes files, the second makes one anew that the first removed. */
const plans: readonly Changes[] = [
  {
    summary: 'all at once',
    records: [edit(somchai, { firstName: 'สมศักดิ์' }), removal(noy), removal(acme), contact('c1aaaaaaaa')],
    settings: { ...defaultSettings, currency: 'LAK' },
  },
  { summary: 'again', records: [account('a8aaaaaaaa')] },
]

type State = ReturnType<typeof stateOf>

/** What a store holds, once the next command that writes has finished what was decided. */
function stateOf(dir: string) {
  recover(new Folder(dir))
  const { currency } = open(dir).settings
  return { currency, content: content(dir), done: Array.from(readHistory(dir), ({ summary }) => summary) }
}

/** The states of the store between the commits, and what is wrong where the power goes during them. */
async function mistakesOf(
  begin: () => Promise<string>,
  without?: number,
): Promise<{ readonly mistakes: readonly string[]; readonly flushes: readonly string[] }> {
  const wanted = await statesOf(await begin())
  const dir = await begin()
  const copy = join(emptyFolder(), 'left')
  const mistakes: string[] = []
  let done = 0
  const cut = (left: string, when: string): boolean => {
    const found = lookedAt(left)
    const allowed = wanted.slice(done, when === 'the end' ? done + 1 : done + 2)
    if (!allowed.some((state) => isSame(state, found)))
      mistakes.push(`after ${done} commits, before ${when}: ${JSON.stringify(found)}`)
    return mistakes.length === 0
  }
  const act = async (): Promise<void> => {
    for (const plan of plans) {
      await open(dir).commit(plan, 'Noy', 'crm test')
      done++
    }
  }
  const flushes = await withPowerCuts(dir, copy, act, { cut, ...(without === undefined ? {} : { without }) })
  return { mistakes, flushes }
}

async function statesOf(dir: string): Promise<readonly State[]> {
  const states = [stateOf(dir)]
  for (const plan of plans) {
    await open(dir).commit(plan, 'Noy', 'crm test')
    states.push(stateOf(dir))
  }
  return states
}

function lookedAt(dir: string): State | string {
  try {
    return stateOf(dir)
  } catch (error) {
    return String(error)
  }
}

function isSame(a: State, b: State | string): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

async function filled(): Promise<string> {
  const dir = newStore()
  await commit(dir, somchai, noy, acme)
  return dir
}

describe.runIf(isLinux)('commits', () => {
  test('outlive a power cut at every moment', async () => {
    const { mistakes, flushes } = await mistakesOf(filled)
    expect(mistakes).toEqual([])
    expect(flushes.length).toBeGreaterThan(15)
  }, 120_000)

  test('need each of their flushes', async () => {
    const { flushes } = await mistakesOf(filled)
    const idle: string[] = []
    for (const [number, name] of flushes.entries()) {
      const { mistakes } = await mistakesOf(filled, number)
      if (mistakes.length === 0) idle.push(name)
    }
    // Lost without harm: what is noted of files, the end of a marker that the next replaces, the folder of files that are not new.
    expect(idle).toEqual(['.local/known.part', '.local', '.', '.local/known.part'])
  }, 300_000)
})
