/** Owners: once the settings list users, a name that is none of theirs is not taken without a word. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf, writeSettings } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
  set({ users: [{ name: 'น้อย', aliases: ['Noy', 'noy.v'], email: 'noy@crm.example' }, { name: 'ສົມຊາຍ' }] })
})

const set = (values: { readonly [key: string]: unknown }) => writeSettings(store, values)

const owners = () => Object.values(recordsOf(store, 'leads')).map(({ owner }) => owner)
const run = (line: string) => crm(line, { store, env: { CRM_USER: 'noy' } })
const unknown = (flag: string, name: string, near = '') =>
  `${flag}: Unknown user "${name}".${near === '' ? '' : ` Did you mean "${near}"?`}\nValid: น้อย, ສົມຊາຍ\n`

describe('by hand', () => {
  it('a stranger is refused on add, edit, assign and many at once', async () => {
    expect(await run('lead add Dao --owner ນ້ອຍ')).toMatchObject({ code: 2, err: unknown('--owner', 'ນ້ອຍ') })
    expect(await run('lead add Dao --owner ສົມຊາ')).toMatchObject({
      code: 2,
      err: unknown('--owner', 'ສົມຊາ', 'ສົມຊາຍ'),
    })
    await run('lead add Dao')
    for (const line of [
      'lead edit Dao --owner Bounmy',
      'lead edit Dao --set owner=Bounmy',
      'lead edit --where name:Dao --set owner=Bounmy --yes',
    ])
      expect([line, (await run(line)).err]).toEqual([line, unknown('--owner', 'Bounmy')])
    expect(await run('lead assign Dao --to Bounmy')).toMatchObject({
      code: 2,
      err: unknown('--to', 'Bounmy'),
    })
    expect(owners()).toEqual(['น้อย'])
  })

  it.each(['noy', 'NOY.V', 'noy@crm.example', 'น้อย', 'me'])('%s is น้อย', async (typed) => {
    expect((await run(`lead add Dao --owner ${typed}`)).code).toBe(0)
    await run('lead add Kham --owner ສົມຊາຍ')
    expect((await run(`lead assign Kham --to ${typed}`)).code).toBe(0)
    expect(owners()).toEqual(['น้อย', 'น้อย'])
  })

  it('is told where the settings say so, and taken where they list nobody', async () => {
    set({ unknownOwners: 'tell' })
    expect(await run('lead add Dao --owner Bounmy')).toMatchObject({
      code: 0,
      err: '⚠ Bounmy is none of the users in crm.json: น้อย, ສົມຊາຍ.\nAdded lead Dao.\n',
    })
    set({ unknownOwners: 'refuse', users: [] })
    expect(await run('lead add Kham --owner Bounmy')).toMatchObject({ code: 0, err: 'Added lead Kham.\n' })
  })

  it('nobody is no owner', async () => {
    await run('lead add Dao --owner nobody')
    expect(owners()).toEqual([undefined])
  })
})

it('imports take whoever it was, tell of strangers and know aliases', async () => {
  const ran = await crm('import leads -', {
    store,
    input: 'First Name,Owner\nA,Noy\nB,Bounmy\nC,Bounmy\nD,ສົມຊາຍ\n',
  })
  expect([ran.code, ran.err]).toEqual([
    0,
    expect.stringContaining('Owners who are none of the users in crm.json: Bounmy (2 rows).'),
  ])
  expect(owners()).toEqual(['น้อย', 'Bounmy', 'Bounmy', 'ສົມຊາຍ'])
})

it('records with another name of a user count as that user’s', async () => {
  set({ users: [] })
  await run('account add Mekong')
  await run('deal add Roaster --account Mekong --amount 5 --owner Noy')
  await run('reminder add Call --due today --owner noy.v')
  set({ users: [{ name: 'น้อย', aliases: ['Noy', 'noy.v'] }] })
  expect((await run('report owners --format csv')).out).toMatch(/^น้อย,/m)
  expect((await run('today --owner น้อย')).out).toContain('Call')
})
