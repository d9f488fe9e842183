/** Words that say more than a name: an amount, a day, an account, a person; and what is answered to words nobody knows. */
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

async function storeWith(...lines: readonly string[]): Promise<string> {
  const store = await emptyStore()
  for (const line of lines) {
    const ran = await crm(line, { store })
    if (ran.code !== 0) throw new Error(ran.err)
  }
  return store
}

const only = (store: string, plural: string) => Object.values(recordsOf(store, plural))[0] ?? {}
const now = '2026-12-01T10:00:00+07:00'

describe('deal add', () => {
  it.each([
    ['Big 5000', { name: 'Big', amount: 5000 }],
    ['"Big roaster 480,000 31/12/2026"', { name: 'Big roaster', amount: 480000, closeDate: '2026-12-31' }],
    ['Big 5k +2w', { name: 'Big', amount: 5000, closeDate: '2026-12-15' }],
    ['เครื่องคั่ว 1.5ล้าน พรุ่งนี้', { name: 'เครื่องคั่ว', amount: 1500000, closeDate: '2026-12-02' }],
    ['ເຄື່ອງປັ່ນ ๘๕,๐๐๐ บาท', { name: 'ເຄື່ອງປັ່ນ', amount: 85000 }],
    ['Roadshow 2026', { name: 'Roadshow 2026' }],
    ['สัมมนา 2569', { name: 'สัมมนา 2569' }],
    ['Studio 191 Cafe', { name: 'Studio 191 Cafe' }],
    ['iPhone 15', { name: 'iPhone 15' }],
    ['Big 5000 --amount 9', { name: 'Big 5000', amount: 9 }],
  ])('tells apart %s', async (line, expected) => {
    const store = await emptyStore()
    expect((await crm(`deal add ${line} --now ${now}`, { store })).code).toBe(0)
    const { name, amount, closeDate } = only(store, 'deals')
    expect({ name, amount, closeDate }).toEqual({ amount: undefined, closeDate: undefined, ...expected })
  })

  it.each([
    ['Nop Coffee', 'deal add Nop Coffee roaster 12000', 'roaster'],
    ['Nop Coffee', 'deal add roaster for Nop Coffee 12000', 'roaster'],
    ['"บริษัท สยามชา จำกัด"', 'deal add เครื่องชา 12000 บริษัท สยามชา จำกัด', 'เครื่องชา'],
    ['"ກາເຟລາວ"', 'deal add ເຄື່ອງ ກາເຟລາວ 12000', 'ເຄື່ອງ'],
  ])('knows the account %s in %s, and says so', async (account, line, name) => {
    const store = await storeWith(`account add ${account}`)
    const { err } = await crm(line, { store })
    const deal = only(store, 'deals')
    expect(deal).toMatchObject({ name, amount: 12000, account: only(store, 'accounts')['id'] })
    expect(err).toBe(
      `Added deal ${name}.\nUnderstood: account ${only(store, 'accounts')['name']} · amount 12,000.00 THB.\n`,
    )
  })
})

describe('reminder add', () => {
  it.each([
    ['call Somsri tomorrow 9am', 'Somsri Jaidee', 'call Somsri', '2026-12-02T02:00:00Z'],
    ['tomorrow call Somsri', 'Somsri Jaidee', 'call Somsri', '2026-12-02'],
    ['call May on 2026-12-24', 'May Lee', 'call May', '2026-12-24'],
    ['โทรหาสมศรี พรุ่งนี้ 9 โมง', 'สมศรี ใจดี', 'โทรหาสมศรี', '2026-12-02T02:00:00Z'],
    ['โทรหาสมศรีพรุ่งนี้', 'สมศรี ใจดี', 'โทรหาสมศรี', '2026-12-02'],
    ['ໂທຫາ ບຸນມີ ມື້ອື່ນ', 'ບຸນມີ ພົມມະຈັນ', 'ໂທຫາ ບຸນມີ', '2026-12-02'],
    ['ໂທຫາບຸນມີມື້ອື່ນ', 'ບຸນມີ ພົມມະຈັນ', 'ໂທຫາບຸນມີ', '2026-12-02'],
  ])('finds day and person in "%s", and says so', async (line, person, text, due) => {
    const store = await storeWith(`lead add ${person}`, 'lead add Anna Keller')
    const { code, err } = await crm(['reminder', 'add', line, '--now', now], { store })
    expect(code).toBe(0)
    const lead = Object.values(recordsOf(store, 'leads')).find(
      ({ lastName }) => lastName !== undefined && person.endsWith(String(lastName)),
    )
    expect(only(store, 'reminders')).toMatchObject({ text, due, for: [lead?.['id']] })
    expect(err).toContain(`About lead ${person}.`)
  })

  it('says where more than one may be meant, and takes none', async () => {
    const store = await storeWith('lead add Anna Lee', 'lead add May Lee')
    const { err } = await crm('reminder add call Lee tomorrow', { store })
    expect(err).toContain('"Lee" may be 2 records: say which with --for.')
    expect(only(store, 'reminders')['for']).toBeUndefined()
  })

  it('leaves the words alone where a flag says when', async () => {
    const store = await storeWith('lead add Anna Lee')
    await crm(`reminder add "Ask Anna about tomorrow" --due 2026-12-24 --now ${now}`, { store })
    const { text, due, for: about } = only(store, 'reminders')
    expect([text, due, about]).toEqual(['Ask Anna about tomorrow', '2026-12-24', undefined])
  })

  it('asks for a day where there is none: a number or a name is no day', async () => {
    const store = await emptyStore()
    for (const line of ['call Sun', 'send 3 samples', 'โทรหาสมศรี'])
      expect([line, (await crm(`reminder add ${line}`, { store })).code]).toEqual([line, 2])
  })
})

describe('a word that is not understood is answered', () => {
  it.each([
    ['lead edit Somsri phone=0819998888', 2, 'Did you mean: crm lead edit Somsri --phone 0819998888'],
    ['lead edit Somsri โทรศัพท์=0819998888', 2, 'Did you mean: crm lead edit Somsri --phone 0819998888'],
    ['lead edit Somsri rating=hot --quiet', 2, 'Did you mean: crm lead edit Somsri --rating hot --quiet'],
    ['lead edit Somsri --name "Somsri Dee"', 2, 'Did you mean: --first-name … --last-name …'],
    ['contact add Noy --company Acme', 2, 'Did you mean: --account …'],
    ['lead edit Somsri --mobile 0819998888', 2, 'Did you mean: --phone …'],
    ['lead add Noy phone=0819998888', 2, 'Give it by flag: --phone 0819998888'],
    ['deal add X --account Nope', 3, 'Make it first: crm account add Nope'],
    ['contact add Noy --account "ร้าน ชา"', 3, "Make it first: crm account add 'ร้าน ชา'"],
    ['help led', 2, 'Did you mean: crm help lead'],
    ['help deals', 2, 'Did you mean: crm help deal'],
    ['help lead convrt', 2, 'Did you mean: crm help lead convert'],
    ['help ลูกค้า', 2, 'There is no help for "ลูกค้า".'],
    ['led --help', 2, 'Did you mean: crm help lead'],
    ['due', 2, 'Did you mean: crm reminder due'],
    ['version', 2, 'Did you mean: crm --version'],
    ['status', 2, 'Did you mean: crm today'],
    ['stage', 2, 'Did you mean: crm deal move'],
    ['stage won', 2, 'Did you mean: crm deal move'],
  ])('%s', async (line, code, said) => {
    const store = await storeWith('lead add Somsri Jaidee')
    const ran = await crm(line, { store })
    expect([ran.code, ran.out, ran.err.includes(said)]).toEqual([code, '', true])
  })

  it.each([
    'help',
    'help lead',
    'help lead convert',
    'lead --help',
    'help log',
    'help import leads',
    'help query',
  ])('%s is a topic', async (line) => {
    const ran = await crm(line)
    expect([ran.code, ran.out.startsWith('Usage: crm')]).toEqual([0, true])
  })
})
