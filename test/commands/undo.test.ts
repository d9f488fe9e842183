/** crm undo and crm redo: commands taken back whole, and what stands in their way. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf } from '../helpers/crm.ts'

let store: string
let minute: number

/** Each command a minute after the one before. */
const run = (line: string) =>
  crm(line, { store, now: new Date(Date.UTC(2026, 10, 22, 9, minute++)).toISOString() })
const leads = () => Object.values(recordsOf(store, 'leads'))
const names = () =>
  leads()
    .map((lead) => lead['firstName'])
    .sort()
const lineOf = async (summary: string) => {
  const lines: unknown = (await run('history --json')).json()
  const found = (Array.isArray(lines) ? lines : []).find((line) => String(line.summary).startsWith(summary))
  return String(found?.id)
}

function data(): { [path: string]: string } {
  return Object.fromEntries(Object.entries(filesOf(store)).filter(([path]) => !path.startsWith('history/')))
}

function csv(text: string): string {
  const file = join(store, '../leads.csv')
  writeFileSync(file, text)
  return file
}

beforeEach(async () => {
  store = await emptyStore()
  minute = 0
})

describe('undo and redo', () => {
  it('go back step by step and forth again', async () => {
    const states = [data()]
    for (const line of [
      'lead add --first-name Dao',
      'lead edit Dao --rating hot',
      'lead convert Dao --deal-name Tea',
      'deal win Tea --amount 5',
    ]) {
      expect((await run(line)).code, line).toBe(0)
      states.push(data())
    }
    for (const state of states.slice(0, -1).reverse()) {
      expect((await run('undo --yes')).code).toBe(0)
      expect(data()).toEqual(state)
    }
    expect((await run('undo')).err).toBe('There is nothing to undo.\n')
    for (const state of states.slice(1)) {
      expect((await run('redo')).code).toBe(0)
      expect(data()).toEqual(state)
    }
    expect((await run('redo')).err).toBe('There is nothing to redo.\n')
  })

  it('of a removal brings back all that went with it', async () => {
    await run('lead add --first-name Dao')
    await run('log call Dao "Asked for a quote"')
    await run('reminder add "Call Dao" --due tomorrow --for Dao')
    const before = data()
    expect((await run('lead remove Dao --cascade --yes')).code).toBe(0)
    expect(Object.keys(data())).not.toContain('data/leads.json')
    await run('undo')
    expect(data()).toEqual(before)
  })
})

describe('an import', () => {
  it('with updates is taken back byte for byte', async () => {
    await run('lead add --first-name Dao --email dao@x.example --company Tea')
    const before = data()
    const file = csv('First Name,Email,Company\nDao,dao@x.example,Coffee\nນ້ອຍ,noy@x.example,ຮ້ານກາເຟ\n')
    const ran = await run(`import leads ${file} --on-duplicate update`)
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('1 created, 1 updated') })
    const after = data()
    expect((await run('undo')).code).toBe(0)
    expect(data()).toEqual(before)
    expect((await run('redo')).code).toBe(0)
    expect(data()).toEqual(after)
  })

  it('that outgrew one file is taken back into it byte for byte, and done and taken back again', async () => {
    await run('lead add --first-name Noy --email noy@mekong.example')
    const before = data()
    const rows = Array.from({ length: 2100 }, (_, n) => `Lead ${n},lead${n}@outgrown.example`)
    await run(`import leads ${csv(`firstName,email\n${rows.join('\n')}\n`)}`)
    const after = data()
    expect(Object.keys(after)).not.toContain('data/leads.json')
    expect((await run('undo --yes')).code).toBe(0)
    expect(data()).toEqual(before)
    expect((await run('redo --yes')).code).toBe(0)
    expect(data()).toEqual(after)
    expect((await run('undo --yes')).code).toBe(0)
    expect(data()).toEqual(before)
    expect((await run('doctor')).code).toBe(0)
  })

  it('with columns of its own is taken back with the fields it added', async () => {
    const before = data()
    expect((await run(`import leads ${csv('First Name,Zeta,Alpha\nDao,1,2\nNoy,3,4\n')}`)).code).toBe(0)
    const after = data()
    expect(after['data/leads.json']).toMatch(/"alpha": \d,\n {4}"zeta": \d\n/)
    expect((await run('doctor')).code).toBe(0)
    expect((await run('undo')).code).toBe(0)
    expect(data()).toEqual(before)
    expect((await run('redo')).code).toBe(0)
    expect(data()).toEqual(after)
  })
})

describe('what has changed since', () => {
  beforeEach(async () => {
    expect(
      (
        await run(
          `import leads ${csv('First Name,Email\nDao,dao@x.example\nNoy,noy@x.example\nKham,kham@x.example\n')}`,
        )
      ).code,
    ).toBe(0)
    await run('lead edit Noy --rating hot')
  })

  it('is named with the later command, and stands in the way', async () => {
    const before = filesOf(store)
    const ran = await run(`undo ${await lineOf('Imported')}`)
    expect(ran).toMatchObject({ code: 4, out: '' })
    expect(ran.err).toMatch(
      /^"crm import leads .*" cannot be taken back:\n {2}lead l\S{9} Noy has changed since, by h\S{9} crm lead edit Noy --rating hot\n/,
    )
    expect(ran.err).toMatch(/or the other 2 with: crm undo h\S{9} --partial\n$/)
    expect(filesOf(store)).toEqual(before)
  })

  it('stays with --partial, and the rest is taken back', async () => {
    const ran = await run(`undo ${await lineOf('Imported')} --partial`)
    expect(ran).toMatchObject({
      code: 0,
      err: expect.stringMatching(/Left as it is: lead l\S{9} Noy has changed since/),
    })
    expect(names()).toEqual(['Noy'])
    await run('undo')
    expect(names()).toEqual(['Noy'])
  })

  it('no longer stands in the way once it is undone', async () => {
    await run('undo')
    expect((await run('undo')).code).toBe(0)
    expect(names()).toEqual([])
  })

  it('and was removed is named too', async () => {
    await run('lead remove Kham --yes')
    const ran = await run(`undo ${await lineOf('Imported')}`)
    expect(ran.code).toBe(4)
    expect(ran.err).toMatch(/lead l\S{9} has been removed since, by h\S{9} crm lead remove Kham --yes/)
  })
})

describe('what others point at', () => {
  const idOf = (kind: string, name: string) =>
    Object.keys(recordsOf(store, kind)).find((id) =>
      Object.values(recordsOf(store, kind)[id] ?? {}).includes(name),
    )

  it('stands in the way, also of --dry-run, and --partial leaves it with what it points at itself', async () => {
    await run('account add --name Tea')
    const both = csv('First Name,Account\nNoy,Milk\nDao,Milk\nKham,Tea\n')
    expect((await run(`import contacts ${both} --create-linked`)).code).toBe(0)
    await run('log call Noy hello')
    const before = filesOf(store)
    const line = await lineOf('Imported')
    const says = new RegExp(`contact ${idOf('contacts', 'Noy')} Noy is referred to by activity v\\S{9}\\n`)
    for (const flags of ['', ' --dry-run']) {
      const ran = await run(`undo ${line}${flags}`)
      expect(ran).toMatchObject({ code: 4, err: expect.stringMatching(says) })
      expect(ran.err).toContain(`account ${idOf('accounts', 'Milk')} Milk is referred to by contact`)
    }
    expect(filesOf(store)).toEqual(before)
    expect((await run(`undo ${line} --partial`)).code).toBe(0)
    expect(Object.values(recordsOf(store, 'contacts')).map((one) => one['firstName'])).toEqual(['Noy'])
    expect(idOf('accounts', 'Milk')).toBeDefined()
    expect((await run('doctor')).code).toBe(0)
  })

  it('and is gone is not pointed at again', async () => {
    await run('account add --name Tea')
    await run('contact add --first-name Noy --account Tea')
    await run('contact edit Noy --unset account')
    const account = idOf('accounts', 'Tea')
    await run('account remove Tea --yes')
    const line = await lineOf('Edited')
    for (const flags of ['', ' --dry-run', ' --partial --dry-run']) {
      const ran = await run(`undo ${line}${flags}`)
      const says = `would point at ${account}, which is not there`
      expect(ran).toMatchObject({
        code: flags.includes('partial') ? 0 : 4,
        err: expect.stringContaining(says),
      })
    }
    await run('undo')
    expect((await run(`undo ${line}`)).code).toBe(0)
    expect(Object.values(recordsOf(store, 'contacts'))).toMatchObject([{ account }])
  })
})

it('--dry-run refuses what the store would refuse', async () => {
  await run('lead add --first-name Noy --external-id X1')
  await run('lead remove Noy --yes')
  await run('lead add --first-name Dao --external-id X1')
  const line = await lineOf('Removed')
  const says = /already has "externalId" X1, which is unique/
  for (const flags of ['', ' --dry-run'])
    expect(await run(`undo ${line}${flags}`)).toMatchObject({ code: 4, err: expect.stringMatching(says) })
})

it('takes back even that the doctor took out a link to nowhere, byte for byte, and does it again', async () => {
  await run('account add --name Tea')
  await run('contact add --first-name Noy --account Tea')
  const file = join(store, 'data/contacts.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"account": "a\S{9}"/, '"account": "a000000000"'))
  const broken = data()
  expect((await run('doctor --fix')).code).toBe(0)
  const repaired = data()
  for (let round = 0; round < 2; round++) {
    expect((await run('undo --dry-run')).code).toBe(0)
    expect((await run('undo')).code).toBe(0)
    expect(data()).toEqual(broken)
    expect((await run('redo')).code).toBe(0)
    expect(data()).toEqual(repaired)
  }
})

it('asks with the number of records, settings not among them', async () => {
  writeFileSync(join(store, 'people.csv'), 'First name,Shoe size\nNoy,38\nKham,41\n')
  expect((await run(`import leads ${join(store, 'people.csv')}`)).code).toBe(0)
  // Nobody answers: the question is what is left to say.
  const { err } = await crm('undo', { store, answers: [], now: '2026-11-22T10:00:00Z' })
  expect(err).toContain('people.csv" (2 records)?')
})

it('leaves nothing behind of a file that it takes away', async () => {
  await run('lead add --company Tea')
  expect(existsSync(join(store, '.local/cache/leads.keys'))).toBe(true)
  await run('undo')
  expect(existsSync(join(store, '.local/cache/leads.keys'))).toBe(false)
  expect((await run('doctor')).err).toBe(`All is well in ${store}.\n`)
})
