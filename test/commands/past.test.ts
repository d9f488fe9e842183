/** crm show REF --at DATE: a record as it was. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf } from '../helpers/crm.ts'

let store: string
let id: string

const on = (day: string) => `2026-11-${day}T05:00:00Z`
const run = (line: string, now = on('22')) => crm(line, { store, now })

beforeEach(async () => {
  store = await emptyStore()
  await run('lead add --first-name สมชาย --company "ชาไทย" --email somchai@tea.example', on('03'))
  id = Object.keys(recordsOf(store, 'leads'))[0] ?? ''
  await run('lead edit somchai@tea.example --company "Siam Tea" --rating hot --tag coffee', on('10'))
})

describe('crm lead show REF --at', () => {
  it.each([
    ['2026-11-05', 'ชาไทย', undefined],
    ['5/11/2569', 'ชาไทย', undefined],
    ['"5 พ.ย. 2569"', 'ชาไทย', undefined],
    ['2026-11-09', 'ชาไทย', undefined],
    ['2026-11-10', 'Siam Tea', 'hot'],
    ['"2026-11-10 11:59"', 'ชาไทย', undefined],
    ['2026-11-10T12:00:00+07:00', 'Siam Tea', 'hot'],
    ['today', 'Siam Tea', 'hot'],
  ])('%s', async (at, company, rating) => {
    const ran = await run(`lead show somchai@tea.example --at ${at} --json`)
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.json()).toEqual({
      id,
      firstName: 'สมชาย',
      company,
      email: 'somchai@tea.example',
      status: 'new',
      createdAt: '2026-11-03T05:00:00Z',
      updatedAt: rating === undefined ? '2026-11-03T05:00:00Z' : '2026-11-10T05:00:00Z',
      ...(rating === undefined ? {} : { rating, tags: ['coffee'] }),
    })
  })

  it('shows a page that says of when it is', async () => {
    const { out } = await run(`show ${id} --at 2026-11-05`)
    expect(out).toMatch(/lead · สมชาย · 2026-11-05 23:59/)
    expect(out).toMatch(/ชาไทย/)
    expect(out).not.toMatch(/Siam Tea|hot/)
  })

  it('says when it was not there yet', async () => {
    const ran = await run(`lead show ${id} --at 2026-11-02`)
    expect(ran).toMatchObject({ code: 3, out: '' })
    expect(ran.err).toMatch(
      `There was no lead ${id} yet at 2026-11-02 23:59: it was made 2026-11-03 12:00 by Noy: crm lead add`,
    )
  })

  it('changes nothing', async () => {
    const before = filesOf(store)
    await run(`show ${id} --at 2026-11-05`)
    expect(filesOf(store)).toEqual(before)
  })

  it('refuses what is no date', async () => {
    expect(await run(`show ${id} --at nonsense`)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/"nonsense" is not a date/),
    })
  })
})

describe('a record that is gone', () => {
  beforeEach(async () => {
    await run(`lead remove ${id} --yes`, on('15'))
  })

  it('is shown as it was, by its id', async () => {
    expect((await run(`show ${id} --at 2026-11-12 --json`)).json()).toMatchObject({ company: 'Siam Tea' })
    expect((await run(`lead show ${id} --at 2026-11-05 --json`)).json()).toMatchObject({ company: 'ชาไทย' })
  })

  it('says since when it is gone, and who removed it', async () => {
    const ran = await run(`show ${id} --at 2026-11-16`)
    expect(ran.code).toBe(3)
    expect(ran.err).toMatch(`it had been removed 2026-11-15 12:00 by Noy: crm lead remove ${id} --yes`)
  })

  it('is no record of another kind, and without --at not found', async () => {
    expect((await run(`deal show ${id} --at 2026-11-12`)).code).toBe(3)
    expect((await run(`show ${id}`)).code).toBe(3)
  })
})

it('a deal shows the stages it had gone through', async () => {
  await run('deal add --name Roaster --amount 1000', on('04'))
  await run('deal move Roaster proposal', on('12'))
  const then = await run('deal show Roaster --at 2026-11-11')
  expect(then.out).toMatch(/prospecting/)
  expect(then.out).not.toMatch(/proposal/)
  expect((await run('deal show Roaster --at 2026-11-12')).out).toMatch(/proposal/)
})
