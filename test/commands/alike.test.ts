/** Duplicates of the whole store: however many are alike, what counts as evidence, and what add refuses. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crm, emptyStore } from '../helpers/crm.ts'

interface Answer {
  readonly groups: { score: number; reasons: string[]; records: { name: string }[] }[]
  readonly pairs: { score: number; reasons: string[]; records: { name: string }[] }[]
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'pairs' in value

async function duplicates(store: string, ...words: string[]): Promise<Answer> {
  const ran = await crm(['duplicates', ...words, '--json'], { store })
  const answer = ran.json()
  if (!isAnswer(answer)) throw new Error(ran.err)
  return answer
}

/** A store with every row of a CSV, whatever it is like. */
async function storeOf(kind: string, lines: readonly string[]): Promise<string> {
  const store = await emptyStore()
  const file = join(store, '..', `${kind}.csv`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  const ran = await crm(['import', kind, file, '--on-duplicate', 'create', '--on-similar', 'keep'], { store })
  if (ran.code !== 0) throw new Error(ran.err)
  return store
}

const times = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at))
const sizes = ({ groups }: Answer) => groups.map(({ records }) => records.length).sort((a, b) => a - b)

describe('records of one name', () => {
  it.each([
    ['accounts', 'name', 'Golden Lotus Trading'],
    ['accounts', 'name', 'บริษัท บัวทอง จำกัด'],
    ['accounts', 'name', 'ດາວເຮືອງ'],
    ['leads', 'first name,last name', 'สมชาย,ใจดี'],
  ])('are one group however many there are: %s, %s', async (kind, heading, name) => {
    const store = await storeOf(kind, [
      heading,
      ...times(130, () => name),
      ...times(60, (at) => (kind === 'leads' ? `Other${at},Name${at}` : `Other ${at} Works`)),
    ])
    const found = await duplicates(store, kind)
    expect(sizes(found)).toEqual([130])
    expect(found.groups[0]?.score).toBeGreaterThanOrEqual(0.7)
    expect(found.pairs).toHaveLength((130 * 129) / 2)
  })

  it('are listed with numbers of their own too: add would refuse each', async () => {
    const store = await storeOf('leads', [
      'first name,last name,phone',
      ...times(120, (at) => `ບຸນມີ,ພົມມະຈັນ,081 234 ${String(1000 + at)}`),
    ])
    const found = await duplicates(store, 'leads')
    expect(sizes(found)).toEqual([120])
    expect(found.groups[0]?.reasons).toEqual(['name'])
  })

  it.each([
    ['Golden Lotus Trading', 'Golden Lotos Trading'],
    ['Golden Lotus', 'Golden Lotus Trading'],
    ['บัวทอง การค้า', 'บัวทอง การคา'],
  ])('leave another spelling to be found: %s, %s', async (often, once) => {
    const store = await storeOf('accounts', ['name', ...times(130, () => often), once])
    const found = await duplicates(store, 'accounts')
    expect(sizes(found)).toEqual([131])
  })
})

describe('what counts as evidence', () => {
  const scoreOf = async (kind: string, lines: readonly string[]) =>
    (await duplicates(await storeOf(kind, lines), kind, '--min-score', '0.01')).pairs[0]?.score ?? 0

  it.each([
    ['Record', 'rec_40000017', 'rec_40000018'],
    ['Owner Name', 'Malee S.', 'Malee S.'],
    ['Last Modified', 'Mon 4 pm', 'Mon 4 pm'],
    ['หมายเหตุการนำเข้า', 'ชุดที่ 7', 'ชุดที่ 7'],
  ])('is nothing in a column of one’s own: %s', async (heading, one, other) => {
    const plain = await scoreOf('leads', [
      'first name,last name,city',
      'John,Smith,Boston',
      'John,Smith,Denver',
    ])
    const more = await scoreOf('leads', [
      `first name,last name,city,${heading}`,
      `John,Smith,Boston,${one}`,
      `John,Smith,Denver,${other}`,
    ])
    expect(more).toBe(plain)
  })

  it('is a part of the address in such a column', async () => {
    const lines = (one: string, other: string) => [
      'first name,last name,ชื่ออาคาร',
      `สมชาย,ใจดี,${one}`,
      `สุชาติ,ใจดี,${other}`,
    ]
    const apart = await scoreOf('leads', lines('ใบหยก', 'สุขใจ'))
    expect(await scoreOf('leads', lines('ใบหยก', 'ใบหยก'))).toBeGreaterThan(apart)
  })

  it.each([
    ['Ann,Lee,Boston,1950-01-02', 'Ann,Lee,Boston,1991-11-12'],
    ['สมชาย,ใจดี,ขอนแก่น,1950-01-02', 'สมชาย,ใจดี,ขอนแก่น,1991-11-12'],
  ])('are two birthdays, against: %s', async (one, other) => {
    const store = await storeOf('contacts', ['first name,last name,city,birthday', one, other])
    expect((await duplicates(store)).pairs).toEqual([])
    expect((await duplicates(store, '--min-score', '0.1')).pairs[0]?.score).toBeLessThan(0.5)
  })

  it('is one birthday, but for a slip', async () => {
    const store = await storeOf('contacts', [
      'first name,last name,birthday',
      'Anna,Keller,1950-01-02',
      'Ana,Keller,1950-02-01',
      'Ana,Kellar,1950-01-02',
    ])
    expect(sizes(await duplicates(store))).toEqual([3])
  })

  it('makes nobody certain but by what is nobody else’s', async () => {
    const score = async (more: string, values: string) =>
      (
        await duplicates(
          await storeOf('contacts', [
            `first name,last name,${more}`,
            `Ann,Lee,${values}`,
            `Ann,Lee,${values}`,
          ]),
        )
      ).pairs[0]?.score
    expect(await score('city,phone', 'Boston,0812345678')).toBeLessThan(1)
    expect(await score('email', 'ann@lee.example')).toBe(1)
    expect(await score('street,city', '12 Main Street,Boston')).toBe(1)
  })
})

describe('what add refuses is listed with the reason', () => {
  it.each([
    ['lead', 'Anna Bell 0812345678', 'Chai Dee 0812345678', ['phone']],
    ['lead', 'สมหญิง ดีงาม 0899999999', 'ວິໄລ ສີສຸກ 0899999999', ['phone']],
    ['contact', '"Anna Bell" --email a@b.example', '"Chai Dee" --email a@b.example', ['email']],
  ])('%s: %s', async (kind, one, other, reasons) => {
    const store = await emptyStore()
    await crm(`${kind} add ${one}`, { store })
    expect((await crm(`${kind} add ${other}`, { store })).code).toBe(4)
    await crm(`${kind} add ${other} --allow-duplicate`, { store })
    const found = await duplicates(store)
    expect(sizes(found)).toEqual([2])
    expect(found.groups[0]?.reasons).toEqual(reasons)
    expect(sizes(await duplicates(store, '--min-score', '0.1'))).toEqual([2])
    expect(await duplicates(store, '--min-score', '0.9')).toEqual({ groups: [], pairs: [] })
    const [a = '', b = ''] = (await crm(`${kind} list --columns id --format csv`, { store })).out
      .trim()
      .split('\n')
      .slice(1)
    await crm(`distinct ${a} ${b}`, { store })
    expect((await duplicates(store)).groups).toEqual([])
  })

  it.each(['Ann Lee', 'สมชาย ใจดี', 'ບຸນມີ ພົມມະຈັນ'])(
    'but not two of one name born on different days: %s',
    async (name) => {
      const store = await emptyStore()
      await crm(`contact add ${name} --birthday 1950-01-02`, { store })
      expect((await crm(`contact add ${name} --birthday 1950-01-02`, { store })).code).toBe(4)
      expect((await crm(`contact add ${name}`, { store })).code).toBe(4)
      expect((await crm(`contact add ${name} --birthday 1991-11-12`, { store })).code).toBe(0)
      expect((await duplicates(store)).groups).toEqual([])
    },
  )

  it('as a pair where they are of two kinds', async () => {
    const store = await emptyStore()
    await crm('lead add Anna Bell 0812345678', { store })
    await crm('contact add Chai Dee 0812345678 --allow-duplicate', { store })
    const found = await duplicates(store)
    expect(found.groups).toEqual([])
    expect(found.pairs.map(({ reasons }) => reasons)).toEqual([['phone']])
  })
})
