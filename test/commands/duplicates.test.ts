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
      '--name "Mekong Cofee" --phone "0 2112-3456"',
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

  it('tells deals of one customer apart by their names', async () => {
    const store = await emptyStore()
    await crm("account add --name 'Mekong Coffee'", { store })
    for (const name of ['Roastery fit-out', 'Cups and saucers', 'Roastery fit out'])
      await crm(['deal', 'add', '--name', name, '--account', 'Mekong', '--allow-duplicate'], { store })
    expect(groups(await duplicates(store))).toEqual(['Roastery fit out + Roastery fit-out'])
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

describe('the duplicate rules hold', () => {
  const somchai = '--first-name Somchai --last-name Jaidee --company "Siam Tea Co., Ltd."'

  it.each([
    ['account', '--name "Siam Tea"', 'same name, phone', '--company "Siam Tea" --phone 0812345678'],
    ['account', '--name "บริษัทสยามชาจำกัด"', 'similar name', '--company "สยามชา"'],
  ])('between a new %s %s and a lead that is no person', async (_, flags, why, lead) => {
    const store = await storeWith('lead', [lead])
    const phone = why.includes('phone') ? ' --phone "+66 81 234 5678"' : ''
    const ran = await crm(`account add ${flags}${phone}`, { store })
    expect(ran.code).toBe(4)
    for (const reason of why.replace('same ', '').split(', ')) expect(ran.err).toContain(reason)
    expect(recordsOf(store, 'accounts')).toEqual({})
  })

  it('but not between an account and who works there', async () => {
    const store = await storeWith('lead', [`${somchai} --phone 0812345678`])
    expect(await crm('account add --name "Siam Tea" --phone 0812345678', { store })).toMatchObject({
      code: 0,
    })
  })

  it.each([
    [
      'a title written to the name',
      '--first-name สมชาย --last-name ใจดี',
      '--first-name นายสมชาย --last-name ใจดี',
    ],
    ['a name without it', '--first-name นายสมชาย --last-name ใจดี', '--first-name สมชาย --last-name ใจดี'],
    ['a Lao title', '--first-name ບຸນມີ --last-name ພົມມະຈັນ', '--first-name ທ້າວບຸນມີ --last-name ພົມມະຈັນ'],
    ['another legal form', somchai, '--first-name Jaidee --last-name Somchai --company "Siam Tea"'],
  ])('through %s', async (_, first, second) => {
    const store = await storeWith('lead', [first])
    expect(await crm(`lead add ${second}`, { store })).toMatchObject({
      code: 4,
      err: expect.stringContaining('similar name'),
    })
  })

  it('by the fields that the settings name, and no others', async () => {
    const store = await storeWith('lead', [
      '--first-name Anna --phone 0811111111 --website a.example --campaign Fair',
    ])
    configure(store, {
      duplicates: { lead: { compare: [{ fields: ['campaign'], how: 'exact' }] } },
    })
    expect(await crm('lead add --first-name Anna --phone 0811111111', { store })).toMatchObject({ code: 0 })
    expect(await crm('lead add --first-name Bert --campaign FAIR', { store })).toMatchObject({
      code: 4,
      err: expect.stringContaining('(same campaign)'),
    })
  })

  it('by the company alone where the settings ask for no person', async () => {
    const store = await storeWith('lead', [somchai])
    configure(store, { duplicates: { lead: { compare: [{ fields: ['company'], how: 'company' }] } } })
    expect(await crm('lead add --first-name Bert --company "Siam Tea"', { store })).toMatchObject({ code: 4 })
    expect(await crm('lead add --first-name Bert --company "Thai Tea"', { store })).toMatchObject({ code: 0 })
  })

  it('not between pages of one platform', async () => {
    const store = await storeWith('account', ['--name "Som Tam" --website https://www.facebook.com/somtam'])
    const line = 'account add --name "Khao Soi" --website facebook.com/khaosoi'
    expect(await crm(line, { store })).toMatchObject({ code: 0 })
  })
})

describe('many changed at once', () => {
  const two = [
    '--first-name Anna --last-name Keller --tags a',
    '--first-name Bert --last-name Odermatt --tags a',
  ]

  it.each([
    ['each other', 'lead edit --where tags:a --set email=one@x.example --yes', 'like lead'],
    ['another', "lead edit --where 'name:Bert' --set email=z@x.example --yes", 'Zoe'],
  ])('are refused where they become like %s', async (_, line, said) => {
    const store = await storeWith('lead', [...two, '--first-name Zoe --email z@x.example'])
    const before = recordsOf(store, 'leads')
    const ran = await crm(line, { store })
    expect(ran.code).toBe(4)
    expect(ran.err).toContain('1 of them would be duplicates:')
    expect(ran.err).toContain(said)
    expect(ran.err).toContain('Change them all the same with --allow-duplicate')
    expect(recordsOf(store, 'leads')).toEqual(before)
    expect(await crm(`${line} --allow-duplicate`, { store })).toMatchObject({ code: 0 })
  })

  it('are left alone in what they were like before', async () => {
    const store = await storeWith('lead', [
      '--first-name Anna --email a@x.example',
      '--first-name Anna --email b@x.example',
    ])
    expect(await crm("lead edit --where 'name:Anna' --set last-name=Keller --yes", { store })).toMatchObject({
      code: 0,
    })
  })

  it('are marked or asked about where the rule says so', async () => {
    const store = await storeWith('lead', two)
    const line = 'lead edit --where tags:a --set email=one@x.example'
    configure(store, { duplicates: { lead: { action: 'ask' } } })
    expect(await crm(line, { store, answers: [false] })).toMatchObject({ code: 130 })
    configure(store, { duplicates: { lead: { action: 'mark' } } })
    const ran = await crm(`${line} --yes`, { store })
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('1 may be duplicates') })
    const tags = Object.values(recordsOf(store, 'leads')).map(({ tags }) => tags)
    expect(tags).toContainEqual(['a', 'possible-duplicate'])
    expect(tags).toContainEqual(['a'])
  })

  it('do not become converted by an edit', async () => {
    const store = await storeWith('lead', two)
    const ran = await crm('lead edit --where tags:a --set status=converted --yes', { store })
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('crm lead convert') })
  })
})

describe('an import', () => {
  const file =
    'First name,Last name,Company\nMr. Jaidee,Somchai,Siam Tea\nMalee,Suksan,\nนางมาลี,สุขสันต์,\nมาลี,สุขสันต์,\n'
  const store = () =>
    storeWith('lead', ['--first-name Somchai --last-name Jaidee --company "Siam Tea Co., Ltd."'])
  const names = (dir: string) =>
    Object.values(recordsOf(dir, 'leads'))
      .map(({ firstName }) => firstName)
      .sort()

  it('keeps what is only like a record, counts it and says which lines', async () => {
    const dir = await store()
    const [id = ''] = Object.keys(recordsOf(dir, 'leads'))
    const ran = await crm('import leads - --json', { store: dir, input: file })
    expect(ran.json()).toMatchObject({ created: 4, similar: 2 })
    expect(ran.err).toContain(
      `2 rows were made although like what is here: line 2 is like lead ${id} (similar name); line 5`,
    )
    expect(ran.err).toContain('crm duplicates leads')
  })

  it.each([
    ['skip', 0, ['Malee', 'Somchai', 'นางมาลี']],
    ['fail', 2, ['Somchai']],
    ['mark', 0, ['Malee', 'Mr. Jaidee', 'Somchai', 'นางมาลี', 'มาลี']],
  ])('may %s it instead', async (what, code, left) => {
    const dir = await store()
    const ran = await crm(`import leads - --on-similar ${what}`, { store: dir, input: file })
    expect(ran.code).toBe(code)
    expect(names(dir)).toEqual(left)
    const marked = Object.values(recordsOf(dir, 'leads')).filter(({ tags }) => tags !== undefined)
    expect(marked.map(({ tags }) => tags)).toEqual(
      what === 'mark' ? [['possible-duplicate'], ['possible-duplicate']] : [],
    )
  })

  it('marks where the rule says so, and a capture too', async () => {
    const dir = await store()
    configure(dir, { duplicates: { lead: { action: 'mark' } } })
    await crm('import leads -', { store: dir, input: file })
    const post = JSON.stringify({ firstName: 'Jaidee', lastName: 'Somchai' })
    const ran = await crm('lead capture - --json', { store: dir, input: post })
    expect(ran.json()).toMatchObject([{ tags: ['possible-duplicate'] }])
    expect(ran.err).toContain('like lead')
  })

  it('looks further than a few rows: the store is then read once', async () => {
    const dir = await store()
    const many = Array.from({ length: 120 }, (_, i) => `Person${i},Number${i},`).join('\n')
    const ran = await crm('import leads - --json', {
      store: dir,
      input: `${file}${many}\nNumber7,Mr Person7,\n`,
    })
    expect(ran.json()).toMatchObject({ created: 125, similar: 3 })
  })

  it('recognises by a field that the rule compares exactly', async () => {
    const dir = await storeWith('account', ['--name "Siam Tea" --tax-id 0105536000315'])
    const ran = await crm('import accounts - --json', {
      store: dir,
      input: 'Name,Tax id\nSiam Tea Trading,0105536000315\n',
    })
    expect(ran.json()).toMatchObject({ created: 0, skipped: 1 })
  })
})

describe('a conversion', () => {
  it('keeps and marks an account like another where the rule says so', async () => {
    const dir = await storeWith('account', ['--name "Siam Tea Co., Ltd."'])
    configure(dir, { duplicates: { account: { action: 'mark' } } })
    await crm('lead add --first-name Noy --last-name Vongsa --company "Siam Tea"', { store: dir })
    const ran = await crm('lead convert Noy --no-deal', { store: dir })
    expect(ran).toMatchObject({
      code: 0,
      err: expect.stringContaining('The account may be a duplicate of account'),
    })
    expect(Object.values(recordsOf(dir, 'accounts'))).toContainEqual(
      expect.objectContaining({ name: 'Siam Tea', tags: ['possible-duplicate'] }),
    )
  })
})
