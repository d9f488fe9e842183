/** The verbs that every kind of record has. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, NOW, recordsOf, storeFrom } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const run = (line: string, options = {}) => crm(line, { store, ...options })

describe('add with words', () => {
  const added = async (line: string, plural: string) => {
    const ran = await run(line)
    expect({ code: ran.code, err: ran.code === 0 ? '' : ran.err }).toEqual({ code: 0, err: '' })
    return recordsOf(store, plural)[ran.out.trim()]
  }

  it('takes the name of a deal or account', async () => {
    expect(
      await added('deal add "Second roaster" --amount 95000 --account "Mekong Coffee"', 'deals'),
    ).toMatchObject({
      name: 'Second roaster',
      amount: 95000,
    })
    expect(await added('account add Luang Prabang Books', 'accounts')).toMatchObject({
      name: 'Luang Prabang Books',
    })
  })

  it('tells apart what it is told of a person', async () => {
    expect(
      await added('contact add คุณ มานี มีนา manee@meena.example +66 81 999 8877', 'contacts'),
    ).toMatchObject({
      firstName: 'คุณ มานี',
      lastName: 'มีนา',
      email: 'manee@meena.example',
      phone: '+66819998877',
    })
    expect(await added('lead add "Dao Phet" --company "Dao Silk"', 'leads')).toMatchObject({
      firstName: 'Dao',
      lastName: 'Phet',
      company: 'Dao Silk',
    })
  })

  it('is refused where a flag says it too', async () => {
    const before = filesOf(store)
    expect(await run('deal add Roaster --name Grinder')).toMatchObject({
      code: 2,
      err: '"Roaster" and --name say the same thing twice: give one of them.\n',
    })
    expect(filesOf(store)).toEqual(before)
  })
})

describe('list', () => {
  it('is a table of the important fields, newest first', async () => {
    const ran = await run('lead list')
    expect(ran.code).toBe(0)
    expect(ran.err).toBe('4 leads\n')
    const lines = ran.out.split('\n')
    expect(lines[0]).toMatch(/^ID\s+Name\s+Company\s+Email\s+Phone\s+Status\s+Source/)
    expect(lines[2]).toMatch(/^l4h7\s+陳大文貿易/)
  })

  it.each([
    ['status:new', ['l4h7w3e9cb', 'l9s4mq7h2d']],
    ['status:new source:web', ['l9s4mq7h2d']],
    ['-status:new', ['l2v8kd3mzt', 'l6d0a1x8rf']],
    ['bakehouse', ['l9s4mq7h2d']],
    ['กาแฟ', ['l2v8kd3mzt']],
    ['open:yes rating:hot', ['l2v8kd3mzt']],
    ['createdAt:>=2026-11-05', ['l2v8kd3mzt', 'l4h7w3e9cb']],
    ['tags:bakery OR source:event', ['l6d0a1x8rf', 'l9s4mq7h2d']],
    ['0812345678', ['l2v8kd3mzt']],
  ])('%s finds the right ones', async (query, ids) => {
    const found = (await crm(['lead', 'list', query, '--sort', 'id', '--json'], { store })).json()
    expect(found).toMatchObject(ids.map((id) => ({ id })))
    expect(found).toHaveLength(ids.length)
  })

  it('chooses columns, order and number', async () => {
    const ran = await run('lead list --columns id,company,rating --sort -company --limit 2 --format csv')
    expect(ran.out).toBe('id,company,rating\nl4h7w3e9cb,陳大文貿易,\nl2v8kd3mzt,ร้านกาแฟริมโขง,hot\n')
    expect(ran.err).toMatch(/2 of 4 leads/)
  })

  it('says so when nothing matches, and exits 0', async () => {
    expect(await run('lead list nobody')).toMatchObject({
      code: 0,
      out: '',
      err: 'No leads match "nobody".\n',
    })
    expect((await run('lead list nobody --json')).json()).toEqual([])
  })

  it.each([
    ['lead list color:red', /color/],
    ['lead list --columns colour', /colour/],
    ['lead list --sort colour', /colour/],
    ['lead list --limit many', /--limit/],
    ['lead list status:(', /\(/],
  ])('refuses %s', async (line, message) => {
    const ran = await run(line)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(message)
  })
})

describe('show', () => {
  it('shows an account with all that belongs to it', async () => {
    const ran = await run('account show "Mekong Coffee"')
    for (const part of [
      'Mekong Coffee',
      'Contacts',
      'ບຸນມີ ພົມມະຈັນ',
      'Deals',
      'Roastery fit-out',
      '320,000,000',
      'Open reminders',
      'Send the drawings',
      'Timeline',
      'Asked for the drawings',
    ]) {
      expect(ran.out).toContain(part)
    }
  })

  it('shows the phone as it is dialled, and keeps it whole in JSON', async () => {
    expect((await run('contact show Noy')).out).toMatch(/020 55 512 345|020 5551 2345/)
    expect((await run('contact show Noy --json')).json()).toMatchObject({ phone: '+8562055512345' })
  })
})

describe('edit', () => {
  it('changes what is given and nothing else', async () => {
    const before = recordsOf(store, 'leads')
    await run(
      'lead edit Somsak --rating hot --tag coffee --untag bakery --unset title --description "Two ovens"',
    )
    expect(recordsOf(store, 'leads')).toEqual({
      ...before,
      l9s4mq7h2d: {
        ...without(before['l9s4mq7h2d'], 'title'),
        rating: 'hot',
        tags: ['coffee'],
        description: 'Two ovens',
        updatedAt: NOW,
      },
    })
  })

  it('empties a field with an empty value', async () => {
    await run("lead edit Somsak --email ''")
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).not.toHaveProperty('email')
  })

  it('writes nothing where nothing changes', async () => {
    const before = filesOf(store)
    const ran = await run('lead edit Somsak --rating warm')
    expect(ran.code).toBe(0)
    expect(ran.err).toMatch(/Nothing to change/)
    expect(filesOf(store)).toEqual(before)
  })

  it.each([
    ['lead edit Somsak', 2, /Nothing to change was given/],
    ['lead edit Somsak --unset wings', 2, /wings/],
    ['lead edit Somsak --email namphueng@rimkhong.example', 4, /l2v8kd3mzt/],
    ['account edit "Mekong Coffee" --unset name', 2, /name/i],
    ['deal edit "Roastery fit-out" --stage won', 2, /--stage/],
  ])('refuses %s', async (line, code, message) => {
    const before = filesOf(store)
    const ran = await run(line)
    expect(ran.code).toBe(code)
    expect(ran.err).toMatch(message)
    expect(filesOf(store)).toEqual(before)
  })
})

describe('remove', () => {
  it('is refused while others refer to it, and says which', async () => {
    const before = filesOf(store)
    const ran = await run('account remove "Mekong Coffee"')
    expect(ran.code).toBe(4)
    expect(ran.err).toMatch(/contact c4ntp9x2qa/)
    expect(ran.err).toMatch(/--cascade/)
    expect(filesOf(store)).toEqual(before)
  })

  it('unlinks or removes the others with --cascade', async () => {
    const ran = await run('deal remove d2r9 --cascade')
    expect(ran.code).toBe(0)
    expect(recordsOf(store, 'deals')).not.toHaveProperty('d2r9f4k7ma')
    expect(recordsOf(store, 'activities')['v3c8n5t1wk']).toMatchObject({
      for: ['c4ntp9x2qa'],
      updatedAt: NOW,
    })
    expect(recordsOf(store, 'reminders')).not.toHaveProperty('r8f3kq2v7n')
    expect(Object.keys(recordsOf(store, 'reminders'))).toEqual(['r2y6p9s4hk', 'r5j1m8c3td', 'rb4w7t2n9c'])
  })

  it('shows first what it would do', async () => {
    const before = filesOf(store)
    const ran = await run('account remove "Mekong Coffee" --cascade --dry-run')
    expect(ran.out).toMatch(/- account a7mk2c0f5e|- account a7mk/)
    expect(ran.out).toMatch(/~ contact c4nt/)
    expect(filesOf(store)).toEqual(before)
  })

  it('asks on a terminal', async () => {
    expect((await run('lead remove Dao', { answers: [false] })).code).toBe(130)
    expect(recordsOf(store, 'leads')).toHaveProperty('l6d0a1x8rf')
    expect((await run('lead remove Dao', { answers: [true] })).code).toBe(0)
    expect(recordsOf(store, 'leads')).not.toHaveProperty('l6d0a1x8rf')
  })
})

describe('copy', () => {
  it('takes over what is not the record’s own', async () => {
    const id = (await run('lead copy Somsak --first-name Malee')).out.trim()
    expect(recordsOf(store, 'leads')[id]).toEqual({
      id,
      firstName: 'Malee',
      lastName: 'Meesuk',
      company: 'Vientiane Bakehouse',
      title: 'Owner',
      status: 'new',
      source: 'web',
      rating: 'warm',
      estimatedAmount: 48000000,
      tags: ['bakery'],
      owner: 'Noy',
      createdAt: NOW,
      updatedAt: NOW,
    })
  })
})

describe('every kind', () => {
  it.each([
    ['lead', '--first-name A'],
    ['account', '--name A'],
    ['contact', '--first-name A'],
    ['deal', '--name A'],
    ['activity', '--kind note --subject A --for X'],
    ['reminder', 'A --due tomorrow'],
  ])('%s is added, shown, listed, edited, copied and removed', async (kind, flags) => {
    store = await emptyStore()
    if (kind === 'activity') await run('contact add --first-name X')
    const id = (await run(`${kind} add ${flags}`)).out.trim()
    expect((await run(`${kind} show ${id} --json`)).json()).toMatchObject({ id })
    expect((await run(`${kind} list --json`)).json()).toMatchObject([{ id }])
    expect((await run(`${kind} edit ${id} --description changed --json`)).json()).toMatchObject({
      description: 'changed',
    })
    const copied = await run(`${kind} copy ${id}`)
    expect(copied.code).toBe(0)
    expect((await run(`${kind} remove ${id} ${copied.out.trim()} --yes`)).code).toBe(0)
    expect((await run(`${kind} list --json`)).json()).toEqual([])
  })
})

function without(
  record: { [field: string]: unknown } | undefined,
  name: string,
): { [field: string]: unknown } {
  const { [name]: _, ...rest } = record ?? {}
  return rest
}
