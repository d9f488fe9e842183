/** What a command line left out: asked for at a terminal, an error that names it in a script. */
import { describe, expect, it } from 'vitest'
import { crm, filesOf, recordsOf, storeFrom, writeSettings } from '../helpers/crm.ts'

function settingsOf(store: string): unknown {
  return JSON.parse(filesOf(store)['crm.json'] ?? '')
}

describe('at a terminal', () => {
  it('a report of one’s own is asked for whole', async () => {
    const store = storeFrom('examples')
    const answers = ['by-city', 'lead', 'open:yes', 'city', 'estimatedAmount']
    const ran = await crm('report new', { store, answers })
    expect(ran).toMatchObject({ code: 0, err: 'Saved. From now on: crm report by-city\n' })
    expect(settingsOf(store)).toMatchObject({
      reports: {
        'by-city': { entity: 'lead', where: 'open:yes', group: ['city'], sum: ['estimatedAmount'] },
      },
    })
    expect((await crm('report new', { store, answers: ['pipeline'] })).err).toMatch(/There is a report/)
  })

  it('empty answers leave a report of one’s own a list of everything', async () => {
    const store = storeFrom('examples')
    await crm('report new', { store, answers: ['everybody', 'contact', '', '', ''] })
    expect(settingsOf(store)).toMatchObject({ reports: { everybody: { entity: 'contact' } } })
  })

  it('only what was left out is asked', async () => {
    const store = storeFrom('examples')
    expect(await crm('report new mine', { store, answers: ['deal'] })).toMatchObject({ code: 0 })
    expect(await crm('report remove', { store, answers: ['tea-leads'] })).toMatchObject({
      code: 0,
      err: 'Removed report tea-leads.\n',
    })
    expect(settingsOf(store)).toMatchObject({ reports: { mine: { entity: 'deal' } } })
  })

  it('a view is asked for: name, kind, query', async () => {
    const store = storeFrom('examples')
    const ran = await crm('view save', { store, answers: ['hot', 'lead', 'rating:hot'] })
    expect(ran.err).toBe('Saved @hot: 1 lead now. See them with: crm lead list @hot\n')
    expect(settingsOf(store)).toMatchObject({ views: { hot: { of: 'lead', query: 'rating:hot' } } })
    expect((await crm('view show', { store, answers: ['hot'] })).err).toBe('1 lead\n')
    expect((await crm('view save', { store, answers: ['a b'] })).err).toMatch(/letters, digits and hyphens/)
    expect((await crm('view save', { store, answers: ['x', 'lead', '(a'] })).err).toMatch(/Which leads\?/)
    expect((await crm('view remove', { store, answers: ['hot'] })).err).toBe('Removed view hot.\n')
  })

  it('a field is asked for, with the words of a choice and the end of a link', async () => {
    const store = storeFrom('examples')
    await crm('field add', { store, answers: ['account', 'tier', 'choice', 'gold, silver'] })
    await crm('field add lead', { store, answers: ['friend', 'link', 'contact'] })
    expect(settingsOf(store)).toMatchObject({
      customFields: {
        account: { tier: { type: 'choice', options: ['gold', 'silver'] } },
        lead: { friend: { type: 'link', to: 'contact' } },
      },
    })
    const renamed = await crm('field rename account', { store, answers: ['tier', 'level'] })
    expect(renamed.err).toBe('Renamed field tier of accounts to level.\n')
    expect((await crm('field remove account', { store, answers: ['level'] })).code).toBe(0)
  })

  it('a tag and the record that gets it are asked for', async () => {
    const store = storeFrom('examples')
    expect((await crm('lead tag', { store, answers: ['vip', 'Somsak'] })).code).toBe(0)
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({ tags: ['bakery', 'vip'] })
    writeSettings(store, { users: [{ name: 'Noy' }, { name: 'Kham' }] })
    const assigned = await crm('lead assign', { store, answers: ['Kham', 'Somsak'] })
    expect(assigned.err).toContain('Assigned to Kham')
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({ owner: 'Kham' })
  })

  it('any record can be picked for its page and its timeline', async () => {
    const store = storeFrom('examples')
    expect((await crm('show', { store, answers: ['Roastery'] })).out).toContain('deal · Roastery fit-out')
    expect((await crm('timeline', { store, answers: ['Roastery'] })).code).toBe(0)
    expect((await crm('find', { store, answers: ['Roastery'] })).out).toContain('Roastery fit-out')
  })
})

describe('in a script', () => {
  const refused: readonly (readonly [line: string, err: string])[] = [
    ['report new', 'Missing NAME: what is it called?\ncrm report new by-city --entity lead --group city\n'],
    ['report remove', 'Missing NAME: which report?\nYours: tea-leads\n'],
    [
      'view save hot',
      "Missing KIND: of which kind of record?\ncrm view save hot-leads lead 'rating:hot open:yes'\n",
    ],
    [
      'view save hot lead',
      "Missing QUERY: which leads? (a query such as open:yes)\ncrm view save hot-leads lead 'rating:hot open:yes'\n",
    ],
    ['view show', 'Missing NAME: which view?\nSee them with: crm view list\n'],
    [
      'field add',
      'Missing KIND: of which kind of record?\nValid: lead, account, contact, deal, activity, reminder\n',
    ],
    ['field add lead', 'Missing NAME: what is it called?\ncrm field add lead lineId --type text\n'],
    ['field remove lead', 'Missing NAME: which field?\nList them with: crm field list lead --own\n'],
    ['deal tag', 'Missing TAG: which tag?\ncrm deal tag vip REF\n'],
    ['deal tag vip', "Missing REF: which deals?\nName them, or choose them with --where 'QUERY'\n"],
    ['lead assign', 'Missing --to: who is to look after them?\ncrm lead assign REF --to me\n'],
    ['show', 'Missing REF: which record?\nList them with: crm lead list\n'],
    ['timeline', 'Missing REF: which record?\nList them with: crm contact list\n'],
    ['find', 'Missing WORDS: what to find?\ncrm find mekong\n'],
    ['attach d2r9f4k7ma', 'Missing FILES: which file?\ncrm attach REF FILE\n'],
    ['file extract d2r9f4k7ma', 'Missing NAME: which file?\nList them with: crm file list d2r9f4k7ma\n'],
    ['import leads', 'Missing FILE: which file?\ncrm import leads FILE, or - for standard input\n'],
    ['calendar write', 'Missing DIR: which folder?\ncrm calendar write DIR\n'],
    ['calendar read', 'Missing PATH: which calendar?\ncrm calendar read DIR\n'],
    ['restore', 'Missing FILE: which backup?\nFor example: crm restore my-crm.crm.gz\n'],
    ['distinct', 'Name two records or more that are not the same.\ncrm distinct REF REF\n'],
  ]

  it.each(refused)('%s', async (line, err) => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    expect(await crm(line, { store })).toMatchObject({ code: 2, out: '', err })
    expect(filesOf(store)).toEqual(before)
  })
})
