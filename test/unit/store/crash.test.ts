/** A command that dies at any step leaves the store wholly old or wholly new, and the next command puts it right. */
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import type { Changes } from '../../../src/schema/changes.ts'
import { readHistory } from '../../../src/store/history.ts'
import {
  account,
  commit,
  content,
  edit,
  emptyFolder,
  ids,
  lead,
  newStore,
  open,
  read,
  removal,
  tree,
  write,
} from '../../helpers/store.ts'

const [somchai, noy] = [lead('l7k3m9x2qa'), lead('l8aaaaaaaa', { firstName: 'Noy' })]
const acme = account('a7k3m9x2qa')

/** Touches two kinds, removes a whole file, makes another and changes crm.json. */
const plan: Changes = {
  summary: 'all at once',
  records: [
    edit(somchai, { firstName: 'Somsak' }),
    removal(noy),
    lead('l9aaaaaaaa'),
    removal(acme),
    {
      kind: 'contact',
      id: 'c1aaaaaaaa',
      after: {
        id: 'c1aaaaaaaa',
        firstName: 'Keo',
        createdAt: '2026-11-22T02:00:00Z',
        updatedAt: '2026-11-22T02:00:00Z',
      },
    },
  ],
  settings: { ...defaultSettings, currency: 'LAK' },
}

async function storeBefore(): Promise<string> {
  const dir = newStore()
  await commit(dir, somchai, noy, acme)
  return dir
}

function copy(dir: string): string {
  const to = join(emptyFolder(), 'crm')
  cpSync(dir, to, { recursive: true, preserveTimestamps: true })
  return to
}

class Death extends Error {}

/** Lets `count` changes of the disk happen and no more, as when the process is killed. */
function dyingAfter(count: number) {
  const steps: string[] = []
  return {
    steps,
    step: (name: string) => {
      steps.push(name)
      if (steps.length > count) throw new Death(name)
    },
  }
}

/** The process that held the lock is dead. */
function buryHolder(dir: string): void {
  if (!existsSync(join(dir, '.local/lock'))) return
  write(
    dir,
    '.local/lock',
    JSON.stringify({ ...JSON.parse(read(dir, '.local/lock')), pid: 2 ** 22 + 1, ticks: '1' }),
  )
}

async function stepsOf(dir: string, changes: Changes): Promise<string[]> {
  const { steps, step } = dyingAfter(Number.POSITIVE_INFINITY)
  await open(dir, { step }).commit(changes, 'Noy', 'crm test')
  return steps
}

/** Dies after so many steps; whether the commit was acknowledged. */
async function die(dir: string, changes: Changes, count: number): Promise<boolean> {
  const { step } = dyingAfter(count)
  try {
    await open(dir, { step }).commit(changes, 'Noy', 'crm test')
    return true
  } catch (error) {
    if (!(error instanceof Death)) throw error
    return false
  } finally {
    buryHolder(dir)
  }
}

function expectNothingLeft(dir: string): void {
  expect(existsSync(join(dir, '.local/commit.json'))).toBe(false)
  expect(existsSync(join(dir, '.local/lock'))).toBe(false)
  expect(readdirSync(join(dir, '.local/pending'))).toEqual([])
}

test('the order of a commit: everything is on the disk before the marker, everything in place before it goes', async () => {
  const dir = await storeBefore()
  const steps = await stepsOf(dir, plan)
  const inPlace = steps.map((name) =>
    name
      .replace(/pending\/[0-9a-z]{12}/, 'pending/ID')
      .replace(/lock-[0-9a-z]+/, 'lock-ID')
      .replace(/\.[0-9a-z]{4}\.jsonl/, '.M.jsonl')
      .replace(/keys\..*/, 'keys.ID'),
  )
  expect(inPlace.filter((name) => !name.includes('.local/cache') && !name.startsWith('make'))).toEqual([
    'write .local/pending/lock-ID',
    'create .local/lock',
    'remove .local/pending/lock-ID',
    'write .local/pending/ID/0',
    'write .local/pending/ID/1',
    'write .local/pending/ID/settings',
    'write .local/pending/ID/marker',
    'flush .local/pending/ID',
    'flush .local/pending',
    'move .local/commit.json',
    'flush .local',
    'move data/leads.json',
    'move data/contacts.json',
    'move crm.json',
    'remove data/accounts.json',
    'flush data',
    'flush .',
    'write .local/known.part',
    'move .local/known',
    'append history/2026-11.M.jsonl',
    'write .local/generation',
    'remove .local/commit.json',
    'flush .local',
    'clear .local/pending/ID',
    'remove .local/lock',
  ])
})

test('death at every step', async () => {
  const base = await storeBefore()
  const before = content(base)
  const done = copy(base)
  const steps = await stepsOf(done, plan)
  const after = content(done)
  let news = 0
  for (let count = 0; count <= steps.length; count++) {
    const dir = copy(base)
    const isAcknowledged = await die(dir, plan, count)
    const store = open(dir)
    const isNew = store.settings.currency === 'LAK'
    expect(
      store.all('lead').map(({ firstName }) => firstName),
      `after ${count} steps`,
    ).toEqual(isNew ? ['Somsak', 'Somchai'] : ['Somchai', 'Noy'])
    expect(store.all('contact')).toHaveLength(isNew ? 1 : 0)
    expect(store.all('account')).toHaveLength(isNew ? 0 : 1)
    expect(store.isConsistent()).toBe(true)
    expect(content(dir)).toEqual(isNew ? after : before)
    expect([...readHistory(dir)]).toHaveLength(isNew ? 2 : 1)
    if (isAcknowledged) expect(isNew).toBe(true)
    if (isNew) news++
    await commit(dir, lead('l0aaaaaaaa'))
    expectNothingLeft(dir)
    expect(open(dir).all('lead')).toHaveLength(3)
    expect(content(dir)['crm.json']).toBe((isNew ? after : before)['crm.json'])
  }
  const marker = steps.indexOf('move .local/commit.json')
  expect(news).toBe(steps.length - marker)
})

test('death at every step of the recovery too', async () => {
  const base = await storeBefore()
  const done = copy(base)
  const steps = await stepsOf(done, plan)
  const decided = copy(base)
  await die(decided, plan, steps.indexOf('move data/contacts.json'))
  await commit(done, lead('l1aaaaaaaa'))
  const without = content(done)
  await commit(done, lead('l0aaaaaaaa'))
  const beside = content(done)
  for (let count = 0; count < 30; count++) {
    const dir = copy(decided)
    await die(dir, { summary: '', records: [lead('l0aaaaaaaa')] }, count)
    await commit(dir, lead('l1aaaaaaaa'))
    const isThere = open(dir).get('lead', 'l0aaaaaaaa') !== undefined
    expect(content(dir), `after ${count} steps`).toEqual(isThere ? beside : without)
    expectNothingLeft(dir)
    const lines = [...readHistory(dir)].filter(({ summary }) => summary === 'all at once')
    expect(lines).toHaveLength(1)
  }
})

test('death while a kind is being split', async () => {
  const base = newStore()
  await commit(base, ...ids('l', 2000).map((id) => lead(id)))
  const before = content(base)
  const split: Changes = { summary: 'split', records: [lead('l199999999')] }
  const done = copy(base)
  const steps = await stepsOf(done, split)
  const after = content(done)
  const counts = [...steps.keys()].filter(
    (count) => count % 7 === 0 || steps[count]?.startsWith('remove data') === true,
  )
  for (const count of counts) {
    const dir = copy(base)
    await die(dir, split, count)
    const isNew = open(dir).get('lead', 'l199999999') !== undefined
    expect(content(dir), `after ${count} steps`).toEqual(isNew ? after : before)
  }
})

describe('a store that cannot be written', () => {
  const readOnly = (): void => {
    throw Object.assign(new Error('EROFS'), { code: 'EROFS' })
  }

  test('is read through a commit that was decided and not carried out', async () => {
    const base = await storeBefore()
    const steps = await stepsOf(copy(base), plan)
    const marker = steps.indexOf('move .local/commit.json')
    for (let count = marker + 1; count < steps.length; count++) {
      const dir = copy(base)
      await die(dir, plan, count)
      const files = tree(dir)
      const store = open(dir, { step: readOnly })
      expect(store.settings.currency, `after ${count} steps`).toBe('LAK')
      expect(store.all('lead').map(({ firstName }) => firstName)).toEqual(['Somsak', 'Somchai'])
      expect(store.all('account')).toEqual([])
      expect(store.withKey('contact', 'name:keo')).toHaveLength(1)
      expect(store.isConsistent()).toBe(true)
      expect(tree(dir)).toEqual(files)
    }
  })

  test('says so when it is to be written', async () => {
    const dir = await storeBefore()
    const attempt = open(dir, { step: readOnly }).commit(plan, 'Noy', 'crm test')
    await expect(attempt).rejects.toThrow('could not be written: the disk is read-only.')
  })
})

describe('the history', () => {
  test('has its line once, whatever part of it was written', async () => {
    const base = await storeBefore()
    const done = copy(base)
    const steps = await stepsOf(done, plan)
    const decided = copy(base)
    await die(
      decided,
      plan,
      steps.findIndex((name) => name.startsWith('append history')),
    )
    const name = `history/${readdirSync(join(decided, 'history'))[0]}`
    const old = read(decided, name)
    const { history } = JSON.parse(read(decided, '.local/commit.json'))
    for (const part of ['', '{', history.line.slice(0, -1), history.line]) {
      const dir = copy(decided)
      write(dir, name, old + part)
      open(dir).all('lead')
      expect(read(dir, name)).toBe(old + history.line)
    }
  })

  test('keeps what somebody else wrote at its end', async () => {
    const base = await storeBefore()
    const steps = await stepsOf(copy(base), plan)
    const dir = copy(base)
    await die(
      dir,
      plan,
      steps.findIndex((name) => name.startsWith('append history')),
    )
    const name = `history/${readdirSync(join(dir, 'history'))[0]}`
    const old = read(dir, name)
    const { history } = JSON.parse(read(dir, '.local/commit.json'))
    write(dir, name, `${old}{"other": 1}\n`)
    open(dir).all('lead')
    expect(read(dir, name)).toBe(`${old}{"other": 1}\n${history.line}`)
  })

  test('ends a line that was cut off long ago before the next', async () => {
    const dir = await storeBefore()
    const name = `history/${readdirSync(join(dir, 'history'))[0]}`
    write(dir, name, `${read(dir, name)}{"id":"h`)
    await commit(dir, lead('l0aaaaaaaa'))
    expect([...readHistory(dir)].map(({ summary }) => summary)).toEqual(['test', 'test'])
  })
})

test('a marker that came back after a power cut does nothing again', async () => {
  const base = await storeBefore()
  const dir = copy(base)
  const edited: Changes = { summary: 'edited', records: [edit(somchai, { firstName: 'Somsak' })] }
  await die(dir, edited, (await stepsOf(copy(base), edited)).indexOf('remove .local/commit.json'))
  const marker = read(dir, '.local/commit.json')
  open(dir).all('lead')
  const after = content(dir)
  write(dir, '.local/commit.json', marker)
  open(dir).all('lead')
  expect(content(dir)).toEqual(after)
  expect([...readHistory(dir)].map(({ summary }) => summary)).toEqual(['edited', 'test'])
})

test('a damaged marker is not guessed at', async () => {
  const dir = await storeBefore()
  write(dir, '.local/commit.json', '{"id": ')
  expect(() => open(dir)).toThrow('commit.json is damaged.')
})
