/** Duplicates: found over the whole store, met when adding, remembered as distinct. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

interface Answer {
  readonly groups: {
    score: number
    reasons: string[]
    records: { name: string; id: string; kind: string }[]
  }[]
  readonly pairs: { score: number; reasons: string[]; records: { name: string; kind: string }[] }[]
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'pairs' in value

async function duplicates(store: string, ...words: string[]): Promise<Answer> {
  const ran = await crm(['duplicates', ...words, '--json'], { store })
  const answer = ran.json()
  if (!isAnswer(answer)) throw new Error(ran.err)
  return answer
}

async function storeWith(kind: string, lines: readonly string[]): Promise<string> {
  const store = await emptyStore()
  for (const line of lines) {
    const ran = await crm(`${kind} add ${line} --allow-duplicate`, { store })
    if (ran.code !== 0) throw new Error(ran.err)
  }
  return store
}

function configure(store: string, change: object): void {
  const file = join(store, 'crm.json')
  const document: object = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...document, ...change }))
}

/** One line for each group: its names. */
const groups = ({ groups: found }: Answer) =>
  found
    .map((group) =>
      group.records
        .map((one) => one.name)
        .sort()
        .join(' + '),
    )
    .sort()

describe('crm duplicates', () => {
  it.each([
    [
      'titles and order',
      '--first-name Somchai --last-name Jaidee',
      '--first-name "Mr. Jaidee" --last-name Somchai',
    ],
    [
      'a Thai title without a space',
      '--first-name สมชาย --last-name ใจดี',
      '--first-name นายสมชาย --last-name ใจดี',
    ],
    [
      'a slip of the finger',
      '--first-name Katharina --last-name Oberhauser',
      '--first-name Katarina --last-name Oberhauser',
    ],
    ['one email', '--first-name Anna --email anna@acme.co.th', '--company Acme --email anna@acme.co.th'],
    ['one phone', '--first-name Anna --phone 0812345678', '--first-name Ann --phone +66812345678'],
    ['a Lao name twice', '--first-name ບຸນມີ --last-name ພົມມະຈັນ', '--first-name ບຸນມີ --last-name ພົມມະຈັນ'],
  ])('finds people: %s', async (_, one, other) => {
    const found = await duplicates(
      await storeWith('lead', [one, other, '--first-name Malee --last-name Suksan --phone 0899999999']),
    )
    expect(found.groups).toHaveLength(1)
    expect(found.groups[0]?.records).toHaveLength(2)
    expect(found.groups[0]?.score).toBeGreaterThanOrEqual(0.7)
  })

  it.each([
    ['legal forms', '--name "Siam Tea Co., Ltd."', '--name "Siam Tea"'],
    ['Thai legal forms', '--name "บริษัท สยามชา จำกัด"', '--name "บริษัทสยามชาจำกัด (มหาชน)"'],
    ['Lao legal forms', '--name "ບໍລິສັດ ກາເຟລາວ ຈຳກັດ"', '--name "ກາເຟລາວ"'],
    ['punctuation and case', '--name "O’Brien & Sons"', '--name "OBRIEN AND SONS"'],
    [
      'a branch of the same phone',
      '--name "Mekong Coffee" --phone 021123456',
      '--name "Mekong Cofee" --phone "021 123 456"',
    ],
  ])('finds companies: %s', async (_, one, other) => {
    const found = await duplicates(
      await storeWith('account', [one, other, '--name "Luang Prabang Books"']),
      'accounts',
    )
    expect(found.groups).toHaveLength(1)
  })

  it.each([
    [
      'colleagues',
      'lead',
      '--first-name Malee --last-name Suksan --company Acme',
      '--first-name Anong --last-name Wong --company Acme',
    ],
    [
      'branches in two streets',
      'account',
      '--name "Mekong Coffee" --address "street=12 Rama IV; city=Bangkok"',
      '--name "Siam Tea" --address "street=12 Rama IV; city=Bangkok"',
    ],
  ])('leaves apart: %s', async (_, kind, one, other) => {
    expect((await duplicates(await storeWith(kind, [one, other]))).groups).toEqual([])
  })

  it('shows a family at one address for a look, but is never sure of it', async () => {
    const home = '--last-name Suksan --address "12 Rama IV Road, Bangkok" --phone 021234567'
    const store = await storeWith('lead', [`--first-name Malee ${home}`, `--first-name Somchai ${home}`])
    expect((await duplicates(store)).groups[0]?.score).toBe(0.9)
    expect(await crm('merge --all leads --yes', { store })).toMatchObject({
      code: 0,
      err: expect.stringMatching('No leads are alike'),
    })
  })

  it('compares leads with contacts, and says so as a pair', async () => {
    const store = await storeWith('lead', [
      '--first-name Anna --last-name Keller --email anna@keller.example',
    ])
    await crm(
      'contact add --first-name Anna --last-name Keller --email anna@keller.example --allow-duplicate',
      { store },
    )
    const found = await duplicates(store, 'leads')
    expect(found.groups).toEqual([])
    expect(found.pairs.map((pair) => pair.records.map((one) => one.kind).sort())).toEqual([
      ['contact', 'lead'],
    ])
    expect(found.pairs[0]?.reasons).toContain('email')
  })

  it('does not tie strangers together by a chain', async () => {
    const store = await storeWith('lead', [
      '--first-name Anna --last-name Keller --email a@x.example',
      '--first-name Anna --last-name Keller --email a@x.example --phone 0811111111',
      '--first-name Bernd --last-name Odermatt --phone 0822222222',
    ])
    expect(groups(await duplicates(store))).toEqual(['Anna Keller + Anna Keller'])
  })

  it('remembers what is not the same, until told to forget', async () => {
    const store = await storeWith('lead', [
      '--first-name Anna --last-name Keller',
      '--first-name Anna --last-name Keller',
    ])
    const ids = Object.keys(recordsOf(store, 'leads'))
    expect((await duplicates(store)).groups).toHaveLength(1)
    expect(await crm(['distinct', ...ids], { store })).toMatchObject({ code: 0 })
    const again = await crm(['distinct', ...ids], { store })
    expect(again.err).toMatch(/^Nothing to change: .* are not the same already\.\n$/)
    expect((await duplicates(store)).groups).toEqual([])
    await crm(['distinct', ...ids, '--forget'], { store })
    expect((await duplicates(store)).groups).toHaveLength(1)
  })

  it('takes another threshold', async () => {
    const store = await storeWith('lead', [
      '--first-name Anna --last-name Keller',
      '--first-name Anna --last-name Keller',
    ])
    expect((await duplicates(store, '--min-score', '1')).groups).toEqual([])
    const wrong = await crm('duplicates --min-score 7', { store })
    expect(wrong).toMatchObject({ code: 2, err: '--min-score takes a number from 0 to 1, not "7".\n' })
  })
})

describe('a record that is here already', () => {
  it.each([
    ['Mr. Jaidee Somchai', '--first-name "Mr. Jaidee" --last-name Somchai'],
    ['the same name', '--first-name Somchai --last-name Jaidee'],
  ])('is refused: %s', async (_, flags) => {
    const store = await storeWith('lead', ['--first-name Somchai --last-name Jaidee'])
    const ran = await crm(`lead add ${flags}`, { store })
    expect(ran.code).toBe(4)
    expect(ran.err).toMatch('is here already')
    expect(Object.keys(recordsOf(store, 'leads'))).toHaveLength(1)
  })

  it('is refused as an account under another legal form', async () => {
    const store = await storeWith('account', ['--name "Siam Tea Co., Ltd."'])
    expect(await crm('account add --name "Siam Tea"', { store })).toMatchObject({
      code: 4,
      err: expect.stringMatching('similar name'),
    })
    expect(await crm('lead add --company "Siam Tea"', { store })).toMatchObject({ code: 4 })
  })

  it('is kept with a tag where the rule says mark', async () => {
    const store = await storeWith('lead', ['--first-name Somchai --last-name Jaidee'])
    configure(store, { duplicates: { lead: { action: 'mark' } } })
    const ran = await crm('lead add --first-name Somchai --last-name Jaidee --tags vip --json', { store })
    expect(ran).toMatchObject({ code: 0 })
    expect(ran.json()).toMatchObject({ tags: ['vip', 'possible-duplicate'] })
    expect(ran.err).toMatch('May be a duplicate of lead')
  })

  it('is asked about where the rule says ask, and refused where nobody is there', async () => {
    const store = await storeWith('lead', ['--first-name Somchai --last-name Jaidee'])
    configure(store, { duplicates: { lead: { action: 'ask' } } })
    const line = 'lead add --first-name Somchai --last-name Jaidee'
    expect(await crm(line, { store })).toMatchObject({ code: 4 })
    expect(await crm(line, { store, answers: [false] })).toMatchObject({ code: 130 })
    expect(await crm(line, { store, answers: [true] })).toMatchObject({ code: 0 })
    expect(Object.keys(recordsOf(store, 'leads'))).toHaveLength(2)
  })

  it('is refused by an edit that makes it so', async () => {
    const store = await storeWith('lead', ['--first-name Somchai --email s@x.example', '--first-name Malee'])
    expect(await crm('lead edit Malee --email s@x.example', { store })).toMatchObject({ code: 4 })
  })
})
