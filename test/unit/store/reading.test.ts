/** What a store answers: from few files, from one commit, and whatever state its caches are in. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/config.ts'
import { ConflictError } from '../../../src/errors.ts'
import { hashOf } from '../../../src/store/pairs.ts'
import {
  account,
  commit,
  contact,
  deal,
  edit,
  ids,
  lead,
  newStore,
  open,
  read,
  reminder,
  removal,
  write,
} from '../../helpers/store.ts'

const somchai = lead('l7k3m9x2qa', { email: 'somchai@acme.co.th', company: 'Acme' })
const noy = lead('l8aaaaaaaa', { firstName: 'ນ້ອຍ', lastName: 'ໃຈດີ' })
const idsOf = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id)

describe('records', () => {
  test('are found by id, by the beginning of it and by lookup key', async () => {
    const dir = newStore()
    await commit(dir, somchai, noy)
    const store = open(dir)
    expect(store.get('lead', 'l7k3m9x2qa')).toEqual(somchai.after)
    expect(store.get('lead', 'l7k3m9x2qb')).toBeUndefined()
    expect(store.get('account', 'l7k3m9x2qa')).toBeUndefined()
    expect(store.find('l8aaaaaaaa')).toEqual({ kind: 'lead', record: noy.after })
    expect(store.find('x8aaaaaaaa')).toBeUndefined()
    expect(store.idsFrom('lead', '')).toEqual(['l7k3m9x2qa', 'l8aaaaaaaa'])
    expect(store.idsFrom('lead', 'l7')).toEqual(['l7k3m9x2qa'])
    expect(store.idsFrom('lead', 'a')).toEqual([])
    expect(idsOf(store.withKey('lead', 'email:somchai@acme.co.th'))).toEqual(['l7k3m9x2qa'])
    expect(idsOf(store.withKey('lead', 'name:ນ້ອຍ ໃຈດີ'))).toEqual(['l8aaaaaaaa'])
    expect(store.withKey('lead', 'email:nobody@acme.co.th')).toEqual([])
  })

  test('that link to one are found, of whatever kind', async () => {
    const dir = newStore()
    await commit(
      dir,
      account('a1aaaaaaaa'),
      contact('c1aaaaaaaa', { account: 'a1aaaaaaaa' }),
      deal('d1aaaaaaaa', { account: 'a1aaaaaaaa', contacts: ['c1aaaaaaaa'] }),
      reminder('r1aaaaaaaa', { for: ['c1aaaaaaaa', 'a1aaaaaaaa'] }),
    )
    const store = open(dir)
    expect(store.referring('a1aaaaaaaa').map(({ kind }) => kind)).toEqual(['contact', 'deal', 'reminder'])
    expect(store.referring('c1aaaaaaaa').map(({ kind }) => kind)).toEqual(['deal', 'reminder'])
    expect(store.referring('r1aaaaaaaa')).toEqual([])
  })

  test('of a split kind are found one by one, many by many', async () => {
    const dir = newStore()
    const all = ids('l', 2100).map((id) => lead(id, { email: `${id}@x.co`, externalId: `X${id}` }))
    await commit(dir, ...all)
    const store = open(dir)
    for (const id of ['l000000000', 'l300000002', 'lz00000000', 'l300000003', 'l300000004', 'l300000005']) {
      expect(idsOf(store.withKey('lead', `email:${id}@x.co`))).toEqual([id])
      expect(store.get('lead', id)?.externalId).toBe(`X${id}`)
    }
    expect(store.idsFrom('lead', 'l3')).toHaveLength(66)
    expect(store.withKey('lead', 'word:somchai')).toHaveLength(2100)
    expect(idsOf(store.all('lead'))).toEqual(ids('l', 2100).sort())
  })

  test('with the same hash are told apart', async () => {
    expect(hashOf('externalId:16lou83-6643')).toBe(hashOf('externalId:dfqz4d-90717'))
    const dir = newStore()
    await commit(dir, lead('l1aaaaaaaa', { externalId: '16lou83-6643' }))
    await commit(dir, lead('l2aaaaaaaa', { externalId: 'dfqz4d-90717' }))
    expect(idsOf(open(dir).withKey('lead', 'externalId:dfqz4d-90717'))).toEqual(['l2aaaaaaaa'])
    expect(idsOf(open(dir).withKey('lead', 'externalId:16lou83-6643'))).toEqual(['l1aaaaaaaa'])
  })
})

describe('the cache of lookup keys', () => {
  const cache = '.local/cache/leads.keys'
  const found = (dir: string, key: string) => idsOf(open(dir).withKey('lead', key))

  test.each<[string, (dir: string) => void]>([
    ['missing', (dir) => rmSync(join(dir, cache))],
    ['emptied', (dir) => write(dir, cache, '')],
    ['of another program', (dir) => write(dir, cache, 'x'.repeat(5000))],
    ['cut off', (dir) => writeFileSync(join(dir, cache), readFileSync(join(dir, cache)).subarray(0, -6))],
    ['without its folder', (dir) => rmSync(join(dir, '.local'), { recursive: true })],
    [
      'older than the file',
      (dir) => write(dir, 'data/leads.json', read(dir, 'data/leads.json').replace('somchai@', 'somsak@')),
    ],
  ])('%s, is made again', async (_, spoil) => {
    const dir = newStore()
    await commit(dir, somchai, noy)
    spoil(dir)
    const email = read(dir, 'data/leads.json').includes('somsak@')
      ? 'somsak@acme.co.th'
      : 'somchai@acme.co.th'
    expect(found(dir, `email:${email}`)).toEqual(['l7k3m9x2qa'])
    expect(
      found(dir, email.startsWith('somsak') ? 'email:somchai@acme.co.th' : 'email:somsak@acme.co.th'),
    ).toEqual([])
    expect(existsSync(join(dir, cache))).toBe(true)
    expect(readdirSync(join(dir, '.local/cache'))).toEqual(['leads.keys'])
    await commit(dir, edit({ ...somchai, after: { ...somchai.after, email } }, { email: 'new@acme.co.th' }))
    expect(found(dir, 'email:new@acme.co.th')).toEqual(['l7k3m9x2qa'])
    expect(found(dir, `email:${email}`)).toEqual([])
  })

  test('follows every change', async () => {
    const dir = newStore()
    await commit(dir, somchai, noy, lead('l9aaaaaaaa', { email: 'c@x.co' }))
    await commit(
      dir,
      removal(somchai),
      edit(noy, { email: 'noy@x.co' }),
      lead('l1aaaaaaaa', { email: 'a@x.co' }),
    )
    expect(found(dir, 'email:somchai@acme.co.th')).toEqual([])
    expect(found(dir, 'email:noy@x.co')).toEqual(['l8aaaaaaaa'])
    expect(found(dir, 'email:a@x.co')).toEqual(['l1aaaaaaaa'])
    expect(found(dir, 'email:c@x.co')).toEqual(['l9aaaaaaaa'])
    const afresh = newStore()
    await commit(
      afresh,
      ...open(dir)
        .all('lead')
        .map((after) => ({ kind: 'lead' as const, id: after.id, after })),
    )
    expect(readFileSync(join(dir, cache)).subarray(64)).toEqual(
      readFileSync(join(afresh, cache)).subarray(64),
    )
    expect(found(dir, 'name:ນ້ອຍ ໃຈດີ')).toEqual(['l8aaaaaaaa'])
  })

  test('is not trusted once the custom fields are others', async () => {
    const dir = newStore()
    await commit(dir, lead('l1aaaaaaaa', { secondEmail: 'second@x.co' }))
    expect(found(dir, 'email:second@x.co')).toEqual([])
    write(
      dir,
      'crm.json',
      JSON.stringify({
        ...defaultSettings,
        customFields: { lead: { secondEmail: { type: 'email', help: 'another' } } },
      }),
    )
    expect(found(dir, 'email:second@x.co')).toEqual(['l1aaaaaaaa'])
  })

  test('does not vouch for a file that was edited since', async () => {
    const dir = newStore()
    await commit(dir, somchai, noy)
    const stores = [open(dir), open(dir), open(dir)]
    for (const store of stores) expect(store.withKey('lead', 'email:somchai@acme.co.th')).toHaveLength(1)
    write(dir, 'data/leads.json', read(dir, 'data/leads.json').replace('"ນ້ອຍ"', '7'))
    const damage = 'data/leads.json, line 13: record l8aaaaaaaa: "firstName" should be of type text, not 7.'
    expect(() => stores[0]?.all('lead')).toThrow(damage)
    expect(() => stores[1]?.get('lead', 'l8aaaaaaaa')).toThrow(damage)
    const attempt = stores[2]?.commit({ summary: '', records: [lead('l1aaaaaaaa')] }, 'Noy', 'crm')
    await expect(attempt).rejects.toThrow(damage)
  })

  test('does not make a hand-made file count as canonical', async () => {
    const dir = newStore()
    write(
      dir,
      'data/leads.json',
      `[{"status":"new","id":"l1aaaaaaaa","createdAt":"2026-11-22T02:00:00Z","updatedAt":"2026-11-22T02:00:00Z","firstName":"A"}]`,
    )
    expect(found(dir, 'name:a')).toEqual(['l1aaaaaaaa'])
    await commit(dir, noy)
    expect(read(dir, 'data/leads.json')).toMatch(
      /^\[\n {2}\{\n {4}"id": "l1aaaaaaaa",\n {4}"firstName": "A",\n/,
    )
  })
})

describe('one commit at a time', () => {
  test('a store that read before and after another commit says so', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    const store = open(dir)
    expect(store.all('lead')).toHaveLength(1)
    await commit(dir, noy, account('a1aaaaaaaa'))
    expect(store.isConsistent()).toBe(true)
    expect(store.all('lead')).toHaveLength(1)
    expect(store.all('account')).toHaveLength(1)
    expect(store.isConsistent()).toBe(false)
    const attempt = store.commit({ summary: '', records: [deal('d1aaaaaaaa')] }, 'Noy', 'crm')
    await expect(attempt).rejects.toBeInstanceOf(ConflictError)
    expect(open(dir).all('deal')).toEqual([])
  })

  test('a store that had not read yet is of the newer commit', async () => {
    const dir = newStore()
    const store = open(dir)
    await commit(dir, somchai)
    expect(store.all('lead')).toHaveLength(1)
    expect(store.isConsistent()).toBe(true)
  })

  test('settings of one and records of another are told too', async () => {
    const dir = newStore()
    const store = open(dir)
    const other = open(dir)
    await other.commit(
      { summary: '', records: [somchai], settings: { ...other.settings, currency: 'LAK' } },
      'Noy',
      'crm',
    )
    expect(store.settings.currency).toBe('THB')
    expect(store.all('lead')).toHaveLength(1)
    expect(store.isConsistent()).toBe(false)
    expect(store.settings.currency).toBe('LAK')
  })

  test('a plan for records that nobody else touched is written whatever else was', async () => {
    const dir = newStore()
    await commit(dir, somchai)
    const store = open(dir)
    expect(store.get('lead', somchai.id)).toEqual(somchai.after)
    await commit(dir, noy)
    await store.commit({ summary: '', records: [edit(somchai, { firstName: 'Somsak' })] }, 'Noy', 'crm')
    expect(
      open(dir)
        .all('lead')
        .map(({ firstName }) => firstName),
    ).toEqual(['Somsak', 'ນ້ອຍ'])
    expect(store.isConsistent()).toBe(true)
    expect(store.all('lead')).toHaveLength(2)
  })

  test('a living writer is read past, never half', async () => {
    const dir = newStore()
    await commit(dir, somchai, account('a1aaaaaaaa', { name: 'Acme' }))
    const seen: unknown[] = []
    const step = (name: string): void => {
      if (name !== 'move data/accounts.json') return
      const reader = open(dir)
      seen.push(
        reader.get('lead', somchai.id)?.company,
        reader.get('account', 'a1aaaaaaaa')?.name,
        reader.isConsistent(),
      )
    }
    const records = [
      edit(somchai, { company: 'Beta' }),
      edit(account('a1aaaaaaaa', { name: 'Acme' }), { name: 'Beta' }),
    ]
    await open(dir, { step }).commit({ summary: '', records }, 'Noy', 'crm')
    expect(seen).toEqual(['Beta', 'Beta', true])
  })
})

test('a folder without a store is none', () => {
  const dir = newStore()
  rmSync(join(dir, 'crm.json'))
  expect(() => open(dir)).toThrow(`There is no store in ${dir}: it has no crm.json.`)
})
