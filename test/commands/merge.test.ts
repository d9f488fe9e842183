/** Merging: nothing dangles, no value is gone unsaid, one undo brings all back. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf, storeFrom } from '../helpers/crm.ts'

const NOW = '2026-11-22T09:00:00Z'

type Files = ReturnType<typeof filesOf>

/** Everything that is not the record of what was done: data, settings, attachments, git's files. */
const withoutHistory = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !name.startsWith('history/')))

const settingsOf = (store: string): unknown => JSON.parse(filesOf(store)['crm.json'] ?? '{}')

describe('crm merge', () => {
  it('unites the survivor with the other, and points everything at it', async () => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    const ran = await crm('merge l2v8kd3mzt l9s4mq7h2d --json', { store })
    expect(ran.code).toBe(0)
    const leads = recordsOf(store, 'leads')
    expect(leads['l9s4mq7h2d']).toBeUndefined()
    expect(leads['l2v8kd3mzt']).toEqual({
      id: 'l2v8kd3mzt',
      firstName: 'น้ำผึ้ง',
      lastName: 'เพชรรัตน์',
      company: 'ร้านกาแฟริมโขง',
      title: 'Owner',
      email: 'namphueng@rimkhong.example',
      phone: '+66812345678',
      otherEmails: [{ value: 'somsak@bakehouse.example' }],
      otherPhones: [{ value: '+8562055512300' }],
      status: 'contacted',
      source: 'line',
      rating: 'hot',
      estimatedAmount: 48000000,
      owner: 'Noy',
      tags: ['bakery'],
      createdAt: '2026-11-02T02:00:00Z',
      updatedAt: NOW,
    })
    expect(ran.json()).toMatchObject({
      merged: ['l9s4mq7h2d'],
      lost: [
        { id: 'l9s4mq7h2d', field: 'firstName', value: 'Somsak' },
        { field: 'lastName', value: 'Meesuk' },
        { field: 'company', value: 'Vientiane Bakehouse' },
        { field: 'status', value: 'new' },
        { field: 'source', value: 'web' },
        { field: 'rating', value: 'warm' },
      ],
    })
    expect((await crm('undo', { store })).code).toBe(0)
    expect(withoutHistory(filesOf(store))).toEqual(withoutHistory(before))
  })

  it('carries the pairs that are no duplicates over to the survivor, and undo brings them back', async () => {
    const store = storeFrom('examples')
    await crm('distinct l9s4mq7h2d l4h7w3e9cb', { store })
    await crm('distinct l9s4mq7h2d l2v8kd3mzt', { store })
    const before = filesOf(store)
    await crm('merge l2v8kd3mzt l9s4mq7h2d', { store })
    expect(settingsOf(store)).toMatchObject({ notDuplicates: [['l2v8kd3mzt', 'l4h7w3e9cb']] })
    expect((await crm('undo', { store })).code).toBe(0)
    expect(withoutHistory(filesOf(store))).toEqual(withoutHistory(before))
  })

  it('re-points deals, contacts, activities and reminders, each once', async () => {
    const store = storeFrom('examples')
    const ran = await crm('merge a3t8h5s1nx a7mk2c0f5e', { store })
    expect(ran.code).toBe(0)
    const text = Object.entries(filesOf(store)).filter(([name]) => name.startsWith('data/'))
    for (const [name, content] of text) expect(content, name).not.toContain('a7mk2c0f5e')
    expect(recordsOf(store, 'contacts')['c4ntp9x2qa']).toMatchObject({ account: 'a3t8h5s1nx' })
    expect(await crm('doctor', { store })).toMatchObject({ code: 0 })
  })

  it('takes the fields that --set names, and the survivor that --keep names', async () => {
    const store = storeFrom('examples')
    await crm(
      'merge l2v8kd3mzt l9s4mq7h2d --keep l9s4mq7h2d --set company=l2v8kd3mzt --set status=l2v8kd3mzt',
      { store },
    )
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({
      firstName: 'Somsak',
      company: 'ร้านกาแฟริมโขง',
      status: 'contacted',
    })
  })

  it('prefers the newest values where asked', async () => {
    const store = storeFrom('examples')
    await crm('merge l9s4mq7h2d l2v8kd3mzt --keep l9s4mq7h2d --prefer newest', { store })
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({
      firstName: 'น้ำผึ้ง',
      rating: 'hot',
      status: 'new',
      title: 'Owner',
    })
  })

  it('asks for the survivor and each field in which they differ', async () => {
    const store = storeFrom('examples')
    const answers = [
      'l9s4mq7h2d',
      'Somsak',
      'Meesuk',
      'ร้านกาแฟริมโขง',
      'somsak@',
      '+8562055512300',
      'new',
      'web',
      'hot',
      true,
    ]
    const ran = await crm('merge l2v8kd3mzt l9s4mq7h2d', { store, answers })
    expect(ran).toMatchObject({ code: 0 })
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({
      firstName: 'Somsak',
      company: 'ร้านกาแฟริมโขง',
      rating: 'hot',
      source: 'web',
    })
    const again = await crm('merge l4h7w3e9cb l6d0a1x8rf --yes --dry-run', { store })
    expect(again.out).toMatch('remove 1 lead')
  })

  it.each([
    ['merge l2v8kd3mzt l2v8kd3mzt', 2, 'A lead cannot be merged with itself.'],
    ['merge l2v8kd3mzt c4ntp9x2qa', 2, 'Only records of one kind can be merged:'],
    ['merge l2v8kd3mzt', 2, 'Name two or more records to merge'],
    ['merge l2v8kd3mzt l9s4mq7h2d --set compny=l2v8kd3mzt', 2, 'Did you mean "company"?'],
    ['merge l2v8kd3mzt l9s4mq7h2d --keep l6d0a1x8rf', 2, 'is none of the records to merge'],
    ['merge l2v8kd3mzt l9s4mq7h2d --prefer oldest', 2, 'Unknown value of --prefer "oldest"'],
    ['merge --all boats', 2, 'Unknown kind "boats"'],
  ])('refuses: %s', async (line, code, message) => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    const ran = await crm(line, { store })
    expect(ran.code).toBe(code)
    expect(ran.err).toContain(message)
    expect(filesOf(store)).toEqual(before)
  })

  it('merges every sure group at once, after a yes', async () => {
    const store = await emptyStore()
    for (const name of ['Anna', 'Bernd']) {
      for (const extra of ['--title Owner', '--description "met twice" --tags vip']) {
        await crm(
          `lead add --first-name ${name} --last-name Keller --email ${name}@keller.example ${extra} --allow-duplicate`,
          { store },
        )
      }
    }
    expect(await crm('merge --all leads', { store })).toMatchObject({
      code: 2,
      err: expect.stringMatching('say --yes to go on'),
    })
    const ran = await crm('merge --all leads --min-score 0.9 --yes --json', { store })
    expect(ran.code).toBe(0)
    expect(Object.values(recordsOf(store, 'leads'))).toMatchObject([
      { lastName: 'Keller', title: 'Owner', tags: ['vip'] },
      { lastName: 'Keller', title: 'Owner', tags: ['vip'] },
    ])
    await crm('undo', { store })
    expect(Object.values(recordsOf(store, 'leads'))).toHaveLength(4)
  })
})

/** A file to be attached to a record. */
function offer(store: string, id: string): string {
  const file = join(dirname(store), `offer-${id}.txt`)
  writeFileSync(file, `An offer for ${id}`)
  return file
}

const word = fc.constantFrom('Anna', 'สมชาย', 'ບຸນມີ', 'Keller', '')
const person = fc.record({
  firstName: fc.constantFrom('Anna', 'สมชาย', 'ບຸນມີ'),
  lastName: word,
  company: word,
  email: fc.constantFrom('', 'a@x.example', 'b@x.example'),
  phone: fc.constantFrom('', '0812345678', '021234567'),
  tags: fc.constantFrom('', 'vip', 'vip,old'),
  description: fc.constantFrom('', 'One line', 'Another line'),
})

describe('a merge of any leads', () => {
  it('leaves nothing that points nowhere, says every value it gives up, and is undone byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 2, maxLength: 4 }),
        fc.constantFrom('first', 'newest', 'fullest'),
        async (people, prefer) => {
          const store = await emptyStore()
          for (const one of people) {
            const flags = Object.entries(one).flatMap(([name, value]) =>
              value === '' ? [] : [`--${name.replace('N', '-n')}`, value],
            )
            await crm(['lead', 'add', ...flags, '--allow-duplicate'], { store })
          }
          const before = recordsOf(store, 'leads')
          const ids = Object.keys(before)
          for (const id of ids) {
            await crm(['log', 'call', id, 'Asked'], { store })
            await crm(['reminder', 'add', 'Call back', '--due', 'tomorrow', '--for', id], { store })
            await crm(['attach', id, offer(store, id)], { store })
          }
          const stranger = await crm('lead add --first-name Xaver --last-name Quint', { store })
          await crm(['distinct', ids[0] ?? '', stranger.out.trim()], { store })
          await crm(['distinct', ids[1] ?? '', stranger.out.trim()], { store })
          const files = filesOf(store)
          const ran = await crm(['merge', ...ids, '--prefer', prefer, '--json'], { store })
          expect(ran).toMatchObject({ code: 0 })
          const survivor = Object.values(recordsOf(store, 'leads')).find(
            ({ lastName }) => lastName !== 'Quint',
          )
          expect(settingsOf(store)).toMatchObject({
            notDuplicates: [[survivor?.['id'], stranger.out.trim()].sort()],
          })
          const answer = JSON.stringify(ran.json())
          for (const record of Object.values(before)) {
            for (const [name, value] of Object.entries(record)) {
              if (['id', 'createdAt', 'updatedAt'].includes(name)) continue
              for (const part of [value].flat())
                expect(answer + JSON.stringify(survivor), name).toContain(JSON.stringify(part).slice(1, -1))
            }
          }
          for (const plural of ['activities', 'reminders']) {
            for (const record of Object.values(recordsOf(store, plural)))
              expect(record['for']).toEqual([survivor?.['id']])
          }
          expect((await crm('undo', { store })).code).toBe(0)
          expect(withoutHistory(filesOf(store))).toEqual(withoutHistory(files))
        },
      ),
      { numRuns: 15 },
    )
  }, 120_000)
})
