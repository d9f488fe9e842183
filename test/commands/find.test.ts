/** crm find: words over every kind of record. */
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, storeFrom } from '../helpers/crm.ts'

const store = storeFrom
const found = async (dir: string, ...words: string[]): Promise<string[]> => {
  const ran = await crm(['find', ...words, '--json'], { store: dir })
  expect(ran.code).toBe(0)
  const hits = ran.json()
  if (!Array.isArray(hits)) throw new Error('no list')
  return hits.map((hit: { kind: string; record: { id: string } }) => `${hit.kind} ${hit.record.id}`)
}

describe('crm find', () => {
  it.each([
    ['a part of a Thai name', 'ผึ้ง', 'lead l2v8kd3mzt'],
    ['a part of a Lao name', 'ພົມມະ', 'contact c4ntp9x2qa'],
    ['names in any order', 'meesuk somsak', 'lead l9s4mq7h2d'],
    ['parts of words', 'vient bake', 'lead l9s4mq7h2d'],
    ['an email in capitals', 'Somsak@Bakehouse.EXAMPLE', 'lead l9s4mq7h2d'],
    ['a domain', 'bakehouse.example', 'lead l9s4mq7h2d'],
    ['a phone number as dialled', '020 5551 2300', 'lead l9s4mq7h2d'],
    ['a phone number from abroad', '+856-20-55512300', 'lead l9s4mq7h2d'],
    ['the last digits of a phone number', '5512300', 'lead l9s4mq7h2d'],
    ['some of its digits in Thai', '๕๕๑๒๓๐๐', 'lead l9s4mq7h2d'],
    ['Chinese in full', '陳大文', 'lead l4h7w3e9cb'],
    ['a slip of the finger', 'somsak meesok', 'lead l9s4mq7h2d'],
    ['full-width letters', 'Ｓｏｍｓａｋ', 'lead l9s4mq7h2d'],
  ])('%s: %s', async (_, words, first) => {
    expect((await found(store('examples'), words))[0]).toBe(first)
  })

  it('folds Latin diacritics both ways', async () => {
    const dir = await emptyStore()
    await crm('lead add --first-name José --last-name Nuñez', { store: dir })
    await crm('lead add --first-name Rene --last-name Muller', { store: dir })
    expect(await found(dir, 'jose nunez')).toHaveLength(1)
    expect(await found(dir, 'René Müller')).toHaveLength(1)
  })

  it('finds what links to a record by its name, after the record itself', async () => {
    const all = await found(store('examples'), 'mekong')
    expect(all[0]).toBe('account a7mk2c0f5e')
    expect(all).toContain('contact c4ntp9x2qa')
    expect(all.filter((one) => one.startsWith('deal'))).toHaveLength(3)
  })

  it('groups by kind and says so in columns for machines', async () => {
    const text = await crm('find mekong', { store: store('examples') })
    expect(text.out).toMatch(/^Accounts\n[\s\S]*\nContacts\n[\s\S]*\nDeals\n/)
    const csv = await crm('find Somsak --format csv', { store: store('examples') })
    expect(csv.out).toBe('kind,id,name,foundIn\nlead,l9s4mq7h2d,Somsak Meesuk,name\n')
  })

  it('takes conditions, of every kind that has the field', async () => {
    expect(await found(store('examples'), 'stage:proposal')).toEqual([expect.stringMatching(/^deal d2r9/)])
    const ran = await crm(['find', 'nosuchfield:1'], { store: store('examples') })
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch('Unknown lead field "nosuchfield"')
  })

  it('says on standard error that nothing matches, and exits 0', async () => {
    const ran = await crm('find zzzzqqqq', { store: store('examples') })
    expect(ran).toMatchObject({ code: 0, out: '', err: 'Nothing matches "zzzzqqqq".\n' })
  })

  it('looks at one kind only, and at most at so many', async () => {
    const ran = await crm('find mekong --kind deals --limit 1 --json', { store: store('examples') })
    expect(ran.json()).toHaveLength(1)
    const wrong = await crm('find mekong --kind deel', { store: store('examples') })
    expect(wrong).toMatchObject({ code: 2 })
    expect(wrong.err).toMatch('Did you mean "deal"?')
  })
})
