/** Amounts that leave a store with their currency: what is 48,000,000 kip here is nothing else elsewhere. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf, temporaryFolder } from '../helpers/crm.ts'

const formats = ['csv', 'tsv', 'xlsx', 'json', 'jsonl']
const kinds = [
  ['leads', 'estimatedAmount'],
  ['deals', 'amount'],
  ['accounts', 'annualRevenue'],
] as const
const exported = [
  ...kinds.flatMap(([plural, field]) => formats.map((format) => [plural, field, format] as const)),
  ...kinds.filter(([plural]) => plural !== 'deals').map(([plural, field]) => [plural, field, 'vcf'] as const),
]

let store: string
let cwd: string
beforeEach(async () => {
  store = await storeIn('LAK')
  cwd = temporaryFolder()
  await crm('lead add Noy --estimated-amount 48000000', { store })
  await crm('lead add Dao --estimated-amount 1500.50 --currency USD', { store })
  await crm('deal add --name Machine --amount 48000000', { store })
  await crm('deal add --name Beans --amount 1500.50 --currency USD', { store })
  await crm('account add --name Saphan --annual-revenue 48000000', { store })
  await crm('account add --name Mekong --annual-revenue 1500.50 --currency USD', { store })
})

async function storeIn(currency: string): Promise<string> {
  const dir = await emptyStore()
  const path = join(dir, 'crm.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), currency }))
  return dir
}

const amounts = (dir: string, plural: string, field: string) =>
  Object.values(recordsOf(dir, plural))
    .map((record) => `${record[field]} ${record['currency']}`)
    .sort()

describe.each(exported)('an export of %s with %s, as %s', (plural, field, format) => {
  const file = `${plural}.${format}`

  it('keeps the amounts in a store of another currency, and in one of the same leaves it out', async () => {
    await crm(`export ${plural} --out ${file}`, { store, cwd })
    const dollars = await storeIn('USD')
    expect((await crm(`import ${plural} ${file}`, { store: dollars, cwd })).code).toBe(0)
    const ofDollars = amounts(dollars, plural, field)
    expect(ofDollars).toEqual(['1500.5 undefined', '48000000 LAK'])
    const kip = await storeIn('LAK')
    expect((await crm(`import ${plural} ${file}`, { store: kip, cwd })).code).toBe(0)
    expect(recordsOf(kip, plural)).toEqual(recordsOf(store, plural))
  })

  it.each(['', ' without ids'])('changes nothing in its own store%s', async (without) => {
    const names = `${plural === 'leads' ? 'firstName' : 'name'},${field},currency`
    const columns = without === '' ? '' : `--columns ${names}${plural === 'deals' ? ',stage' : ''}`
    await crm(`export ${plural} ${columns} --out ${file}`, { store, cwd })
    const before = filesOf(store)
    for (const mode of ['skip', 'update']) {
      const ran = await crm(`import ${plural} ${file} --on-duplicate ${mode}`, { store, cwd })
      expect(ran.err).toContain('0 created, 0 updated, 2 skipped, 0 rejected')
      expect(ran.err).not.toContain('something else')
    }
    expect(filesOf(store)).toEqual(before)
  })
})

describe('the currency of an export', () => {
  it('is said in pages and other formats for people, and with --json', async () => {
    for (const format of ['markdown', 'html', 'xml'])
      expect((await crm(`export deals --format ${format}`, { store })).out).toContain('LAK')
    expect((await crm('export deals name:Machine --json', { store })).json()).toMatchObject([
      { name: 'Machine', amount: 48_000_000, currency: 'LAK' },
    ])
  })

  it('is missed where --columns has the amounts alone, and no column where there are none', async () => {
    const bare = await crm('export deals --columns name,amount', { store })
    expect(bare.err).toContain('The amounts are without their currency: add it to --columns')
    expect((await crm('export deals --columns name,amount,currency', { store })).err).toBe('')
    expect((await crm('export leads lastName:none', { store })).out).not.toContain('currency')
  })

  it('is a change where a row says the store’s and the record has another, and is kept as strangers say it', async () => {
    writeFileSync(join(cwd, 'a.csv'), 'name,amount,currency,stage\nBeans,20000000,LAK,prospecting\n')
    await crm('import deals a.csv --match name --on-duplicate update', { store, cwd })
    expect(amounts(store, 'deals', 'amount')).toEqual(['20000000 LAK', '48000000 undefined'])
    writeFileSync(join(cwd, 'b.csv'), 'Deal Name,Value,Currency Code\nGrinder,9000000,LAK\n')
    await crm('import deals b.csv', { store, cwd })
    expect(amounts(store, 'deals', 'amount')).toContain('9000000 LAK')
    expect((await crm('import deals b.csv --on-duplicate update', { store, cwd })).err).toContain('1 skipped')
  })

  it('is given by --default to files that do not say it', async () => {
    const dollars = await storeIn('USD')
    writeFileSync(join(cwd, 'a.csv'), 'name,amount\nMachine,48000000\n')
    await crm('import deals a.csv --default currency=LAK', { store: dollars, cwd })
    expect(amounts(dollars, 'deals', 'amount')).toEqual(['48000000 LAK'])
  })
})
