/** crm alone, and crm init. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { crm, emptyStore, storeFrom, temporaryFolder } from '../helpers/crm.ts'

it('shows the day and where to begin', async () => {
  const ran = await crm('crm', { store: storeFrom('examples') })
  expect(ran.code).toBe(0)
  expect(ran.out).toMatch(/^Overdue[\s\S]*Send the drawings[\s\S]*Coming[\s\S]*grinder/)
  for (const first of ['crm lead add', 'crm lead list', 'crm lead convert', 'crm deal board', 'crm log call'])
    expect(ran.err).toContain(first)
})

it('says so when nothing is due', async () => {
  expect((await crm('crm', { store: await emptyStore() })).err).toMatch(/Nothing is due in the coming week/)
})

it('makes a store with the currency and zone asked for, and refuses what is none', async () => {
  const dir = join(temporaryFolder(), 'crm')
  expect((await crm(['init', dir, '--timezone', 'Asia/Vientiane', '--json'])).json()).toEqual({
    dir,
    currency: 'LAK',
    timezone: 'Asia/Vientiane',
    country: 'LA',
  })
  const other = join(temporaryFolder(), 'crm')
  expect(await crm(['init', other, '--currency', 'BAHT'])).toMatchObject({ code: 2 })
  expect((await crm(['init', other, '--timezone', 'Bangkok'])).err).toMatch(/Asia\/Bangkok/)
})
