/** Accounts above accounts: none may come to stand above itself. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
  for (const name of ['แม่โขง', 'ดอยคำ', 'ຈຳປາ'])
    expect((await crm(`account add ${name}`, { store })).code).toBe(0)
  await crm('account edit ดอยคำ --parent แม่โขง', { store })
  await crm('account edit ຈຳປາ --parent ดอยคำ', { store })
})

/** The parents of all accounts, by name. */
function parents(): { readonly [name: string]: unknown } {
  const accounts = recordsOf(store, 'accounts')
  return Object.fromEntries(
    Object.values(accounts).map(({ name, parent }) => [name, accounts[String(parent)]?.['name']]),
  )
}

const line = { แม่โขง: undefined, ดอยคำ: 'แม่โขง', ຈຳປາ: 'ดอยคำ' }

describe('an edit', () => {
  it.each([
    ['แม่โขง --parent แม่โขง', 'แม่โขง → แม่โขง'],
    ['แม่โขง --parent ดอยคำ', 'แม่โขง → ดอยคำ → แม่โขง'],
    ['แม่โขง --parent ຈຳປາ', 'แม่โขง → ຈຳປາ → ดอยคำ → แม่โขง'],
  ])('%s is refused, also dry', async (typed, way) => {
    for (const flags of ['', ' --dry-run']) {
      const ran = await crm(`account edit ${typed}${flags}`, { store })
      expect([ran.code, ran.err]).toEqual([
        4,
        expect.stringMatching(
          new RegExp(`^Account "แม่โขง" \\(\\w+\\) would be its own parent: ${way}\\.\nGive it`),
        ),
      ])
    }
    expect(parents()).toEqual(line)
  })

  it('of many at once is, too; one that has nothing to do with it is not', async () => {
    expect((await crm('account edit --where name:แม่โขง --set parent=ຈຳປາ --yes', { store })).code).toBe(4)
    expect((await crm('account edit ຈຳປາ --parent แม่โขง', { store })).code).toBe(0)
    expect(parents()).toEqual({ ...line, ຈຳປາ: 'แม่โขง' })
  })
})

describe('an import', () => {
  const importing = (input: string, flags = '') => crm(`import accounts - ${flags}`, { store, input })

  it('refuses the rows that close a circle, by their lines', async () => {
    const ran = await importing('Name,Parent\nก,ข\nข,ค\nค,ก\nง,ข\nจ,แม่โขง\n', '--skip-invalid')
    expect(ran.err).toContain('line 2: parent: It would be its own parent: ก → ข → ค → ก.')
    expect(ran.err).toContain('1 created, 0 updated, 0 skipped, 4 rejected')
    expect(parents()).toEqual({ ...line, จ: 'แม่โขง' })
    expect((await importing('Name,Parent\nฉ,ฉ\n')).err).toContain(
      'line 2: parent: It would be its own parent: ฉ → ฉ.',
    )
  })

  it('refuses an update under what is here', async () => {
    const ran = await importing('Name,Parent\nแม่โขง,ຈຳປາ\nดอยคำ,แม่โขง\n', '--on-duplicate update')
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringContaining('line 2: parent: It would be its own parent: แม่โขง → ຈຳປາ → ดอยคำ → แม่โขง.'),
    ])
    expect(parents()).toEqual(line)
  })

  it('counts right where a row is here already and its parent new', async () => {
    const ran = await importing('Name,Parent\nแม่โขง,ใหม่\nใหม่,ຈຳປາ\n', '--on-duplicate update --skip-invalid')
    expect(ran.err).toContain('0 created, 0 updated, 0 skipped, 2 rejected')
  })
})

describe('a merge', () => {
  it('of a parent with its own subsidiary has no parent of its own', async () => {
    expect((await crm('merge แม่โขง ดอยคำ --yes', { store })).code).toBe(0)
    expect(Object.values(parents()).filter((name) => name !== undefined)).toHaveLength(1)
    for (const { id, parent } of Object.values(recordsOf(store, 'accounts'))) expect(parent).not.toBe(id)
    expect((await crm('doctor', { store })).code).toBe(0)
  })

  it('with one further up stands at the top, and says what it gave up', async () => {
    const ran = await crm('merge แม่โขง ຈຳປາ --keep แม่โขง --yes', { store })
    expect([ran.code, ran.out + ran.err]).toEqual([0, expect.stringContaining('parent')])
    expect(parents()).toEqual({ แม่โขง: undefined, ดอยคำ: 'แม่โขง' })
    expect((await crm('doctor', { store })).code).toBe(0)
    expect((await crm('undo', { store })).code).toBe(0)
    expect(parents()).toEqual(line)
  })
})

describe('the doctor', () => {
  const tie = (name: string, to: string) => {
    const file = join(store, 'data/accounts.json')
    const all: { id: string; name: string; parent?: string }[] = JSON.parse(readFileSync(file, 'utf8'))
    const id = all.find((one) => one.name === to)?.id ?? ''
    writeFileSync(
      file,
      `${JSON.stringify(
        all.map((one) => (one.name === name ? { ...one, parent: id } : one)),
        null,
        2,
      )}\n`,
    )
  }

  it('finds circles that an older version let through', async () => {
    tie('แม่โขง', 'ຈຳປາ')
    const ran = await crm('doctor', { store })
    expect(ran.code).toBe(5)
    expect((ran.out + ran.err).match(/"parent" leads back to the record itself/g)).toHaveLength(3)
    expect((await crm('account edit แม่โขง --unset parent', { store })).code).toBe(0)
    expect((await crm('account edit แม่โขง --phone 021234567', { store })).code).toBe(0)
  })

  it('takes out a link of a record to itself', async () => {
    tie('แม่โขง', 'แม่โขง')
    expect((await crm('account show ຈຳປາ', { store })).code).toBe(0)
    await crm('doctor --fix', { store })
    expect(parents()).toEqual(line)
  })
})

describe('the page of an account', () => {
  beforeEach(async () => {
    for (const line of [
      'deal add ร้าน --account ดอยคำ --amount 1000',
      'deal add ໂຮງງານ --account ຈຳປາ --amount 500',
      'deal add Big --account แม่โขง --amount 20000',
      'deal win ໂຮງງານ',
    ])
      expect((await crm(line, { store })).code).toBe(0)
  })

  it('shows its subsidiaries with open deals and what they won, theirs below them', async () => {
    const { out } = await crm('account show แม่โขง', { store })
    const table = out.slice(out.indexOf('Subsidiaries'))
    expect(table).toMatch(/Name +Open deals +Open +Won\n/)
    expect(table).toMatch(/ดอยคำ +1 +1,000(?:\.00 THB)? +0/)
    expect(table).toMatch(/ {2}ຈຳປາ +0 +0(?:\.00 THB)? +500/)
    expect(table).not.toContain('Total')
    expect((await crm('account show ຈຳປາ', { store })).out).not.toContain('Subsidiaries')
  })

  it('sums them with its own where that is asked', async () => {
    const { out } = await crm('account show แม่โขง --sum', { store })
    expect(out).toMatch(/Total with its own +2 +21,000(?:\.00 THB)? +500/)
    expect((await crm('show แม่โขง --sum', { store })).out).toContain('Total with its own')
  })
})
