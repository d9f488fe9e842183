/** The language of queries, as lists take it. */
import { describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

const ids = async (store: string, kind: string, query: string): Promise<string[]> => {
  const ran = await crm([kind, 'list', query, '--json', '--sort', 'id'], { store })
  if (ran.code !== 0) throw new Error(ran.err)
  const records = ran.json()
  return Array.isArray(records) ? records.map((record: { id: string }) => record.id.slice(0, 4)) : []
}

describe('a query', () => {
  it.each([
    ['lead', 'status!=new', ['l2v8', 'l6d0']],
    ['lead', 'has:email', ['l2v8', 'l9s4']],
    ['lead', 'missing:email', ['l4h7', 'l6d0']],
    ['lead', 'email!=somsak@bakehouse.example has:email', ['l2v8']],
    ['lead', 'createdAt:2026-11-01..2026-11-10', ['l2v8', 'l9s4']],
    ['lead', 'createdAt:..2026-10-01', ['l6d0']],
    ['lead', 'createdAt:this-month', ['l2v8', 'l4h7', 'l9s4']],
    ['lead', 'createdAt:this-week', ['l4h7']],
    ['lead', 'createdAt:last-quarter', ['l6d0']],
    ['lead', 'lastActivity:<-7d open:yes', ['l2v8', 'l9s4']],
    ['lead', '@forgotten-leads rating:hot', ['l2v8']],
    ['lead', 'NOT @forgotten-leads', ['l4h7', 'l6d0']],
    ['deal', 'account.industry:food open:yes', ['d2r9', 'd5w2']],
    ['deal', 'amount:10000000..20000000', ['d5w2']],
    ['deal', 'amount:>=12500000', ['d2r9', 'd5w2', 'd8t3']],
    ['deal', 'contacts.email:noy@mekong.example', ['d2r9']],
    ['account', 'deal.amount:>100000000', ['a7mk']],
    ['account', 'deal.won:yes', ['a7mk']],
    ['account', 'contact.title:purchasing', ['a7mk']],
    ['account', '-deal.won:yes', ['a3t8']],
    ['contact', 'account.name:mekong', ['c4nt']],
    ['reminder', 'for:mekong', ['r2y6']],
  ])('%s: %s', async (kind, query, expected) => {
    expect(await ids(storeFrom('examples'), kind, query)).toEqual(expected)
  })

  it('points at the place, and names the nearest field', async () => {
    const ran = await crm(['deal', 'list', 'open:yes account.industri:food'], {
      store: storeFrom('examples'),
    })
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(
      'Unknown account field "industri". Did you mean "industry"?\n  open:yes account.industri:food\n           ^\n',
    )
  })

  it.each([
    ['lead', 'creatd:>-30d', 'Did you mean "createdAt"?'],
    ['deal', 'acount.industry:food', 'Did you mean "account.industry"?'],
    ['deal', 'close:2026', 'Did you mean "closeDate"?'],
  ])('names the field that is meant: %s %s', async (kind, query, message) => {
    const ran = await crm([kind, 'list', query], { store: storeFrom('examples') })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(message)
  })

  it.each([
    ['status=new', 'Unknown operator "=". Did you mean ":"?\n  status=new\n  ^\n'],
    ['status==new', 'Unknown operator "==". Did you mean ":="?'],
    ['estimatedAmount=>5', 'Unknown operator "=>". Did you mean ">="?'],
    ['status<>new', 'Unknown operator "<>". Did you mean "!="?'],
    ['company:~bake', 'Unknown operator "~". Did you mean ":"?'],
    [
      'rating:hot && source:web',
      'Unknown operator "&&". Did you mean "AND"?\n  rating:hot && source:web\n             ^',
    ],
    ['rating:hot || source:web', 'Unknown operator "||". Did you mean "OR"?'],
    ['!source:web', 'Unknown operator "!". Did you mean "NOT"?'],
    ['estimatedAmount > 5', 'No field stands before ">".'],
  ])('names the nearest operator: %s', async (query, message) => {
    const ran = await crm(['lead', 'list', query], { store: storeFrom('examples') })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(message)
  })

  it.each(['a=b', 'R&D', 'https://x.example/?a=b', '"a && b"', 'company:"=x"', 'Wow!'])(
    'takes for text what names no field or is quoted: %s',
    async (query) => {
      const ran = await crm(['lead', 'list', query], { store: storeFrom('examples') })
      expect(ran).toMatchObject({ code: 0, err: `No leads match "${query}".\n` })
    },
  )

  it.each([
    ['-@forgotten-leads', ['l4h7', 'l6d0']],
    ['-status!=new', ['l4h7', 'l9s4']],
  ])('may begin with a minus: %s', async (query, expected) => {
    expect(await ids(storeFrom('examples'), 'lead', query)).toEqual(expected)
  })

  it('is explained without a store, and none is made', async () => {
    const home = temporaryFolder()
    const ran = await crm('query', { env: { XDG_DATA_HOME: home }, cwd: home })
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(filesOf(home)).toEqual({})
  })

  it('names the nearest view', async () => {
    const ran = await crm('lead list @forgotten-lead', { store: storeFrom('examples') })
    expect(ran.err).toMatch('Unknown view "forgotten-lead". Did you mean "forgotten-leads"?')
  })

  it('is explained with what it is read as', async () => {
    const ran = await crm(['query', 'leads', 'status:new -source:web OR has:email'], {
      store: storeFrom('examples'),
    })
    expect(ran).toMatchObject({
      code: 0,
      out: '((status has new AND NOT source has web) OR has has email)\n',
      err: '3 leads match.\n',
    })
  })

  it('is explained by a help topic', async () => {
    const ran = await crm('help query', { store: storeFrom('examples') })
    expect(ran.out).toMatch('amount:1000..5000')
    expect(ran.out).toMatch('@hot-leads')
  })

  it('sorts and shows what is computed', async () => {
    const ran = await crm('lead list open:yes --columns name,score,lastActivity --sort -score --format csv', {
      store: storeFrom('examples'),
    })
    expect(ran.out).toBe(
      'name,score,lastActivity\nน้ำผึ้ง เพชรรัตน์,62,2026-11-09T03:30:00Z\nSomsak Meesuk,36,2026-11-02T02:00:00Z\n陳大文貿易,23,2026-11-18T08:15:00Z\n',
    )
  })

  it('is the same for exports, reports and bulk edits', async () => {
    const store = storeFrom('examples')
    const exported = await crm(
      ['export', 'deals', 'account.industry:food lost:no open:yes', '--columns', 'name'],
      { store },
    )
    expect(exported.out).toBe('name\nRoastery fit-out\nCups and saucers\n')
    const report = await crm(['report', 'pipeline', '--where', '@no-next-step', '--json'], { store })
    expect(report.code).toBe(0)
  })
})

describe('views', () => {
  it('are saved with columns and sort, listed, used and removed', async () => {
    const store = storeFrom('examples')
    const saved = await crm(
      "view save hot-leads lead 'rating:hot open:yes' --columns name,phone --sort name",
      { store },
    )
    expect(saved.err).toBe('Saved @hot-leads: 1 lead now. See them with: crm lead list @hot-leads\n')
    const list = await crm('lead list @hot-leads --format csv', { store })
    expect(list.out).toBe('name,phone\nน้ำผึ้ง เพชรรัตน์,+66812345678\n')
    expect(await ids(store, 'lead', '@hot-leads OR rating:warm')).toEqual(['l2v8', 'l9s4'])
    const views = await crm('view list --json', { store })
    expect(views.out).toMatch('"@hot-leads"')
    expect((await crm('view remove hot-leads', { store })).code).toBe(0)
    expect((await crm('lead list @hot-leads', { store })).code).toBe(2)
    await crm('undo', { store })
    expect(await ids(store, 'lead', '@hot-leads')).toEqual(['l2v8'])
  })

  it('are refused with a mistake in them, where they are saved', async () => {
    const store = storeFrom('examples')
    const field = await crm("view save x lead 'statos:new'", { store })
    expect(field).toMatchObject({ code: 2 })
    expect(field.err).toMatch('Did you mean "status"?')
    expect((await crm("view save x lead 'status:gone'", { store })).code).toBe(2)
    expect((await crm('view save x lead status:new --columns nonsense', { store })).code).toBe(2)
  })

  it.each(['--columns name,scor', '--sort -scroe'])('have computed values offered: %s', async (look) => {
    const ran = await crm(`lead list ${look}`, { store: storeFrom('examples') })
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "score"?') })
  })

  it('may not go in a circle, nor ask another kind', async () => {
    const store = storeFrom('examples')
    await crm("view save a lead 'rating:hot'", { store })
    await crm("view save b lead '@a'", { store })
    const circle = await crm("view save a lead '@b'", { store })
    expect(circle.err).toMatch('refers to itself: a → b → a')
    const other = await crm('deal list @b', { store })
    expect(other.err).toMatch('The view b is one of lead records, not of deal records.')
  })

  it.each([
    ['forgotten-leads', 'lead', ['l2v8', 'l9s4']],
    ['closing-this-month', 'deal', ['d5w2']],
    ['no-next-step', 'deal', ['d5w2']],
    ['silent-customers', 'account', []],
  ])('come ready-made: %s', async (name, kind, expected) => {
    expect(await ids(storeFrom('examples'), kind, `@${name}`)).toEqual(expected)
    expect((await crm(`view show ${name}`, { store: storeFrom('examples') })).code).toBe(0)
  })

  it('know customers silent for 60 days', async () => {
    const later = await crm('account list @silent-customers --json', {
      store: storeFrom('examples'),
      now: '2027-03-01T00:00:00Z',
    })
    expect(later.json()).toMatchObject([{ name: 'Mekong Coffee' }])
  })
})

describe('settings that make no sense', () => {
  const reading = async (settings: object) => {
    const store = await emptyStore()
    const { readFileSync, writeFileSync } = await import('node:fs')
    const document: object = JSON.parse(readFileSync(`${store}/crm.json`, 'utf8'))
    writeFileSync(`${store}/crm.json`, JSON.stringify({ ...document, ...settings }))
    return crm('lead list', { store })
  }

  it.each([
    [{ views: { hot: { of: 'leed', query: 'x' } } }, 'views.hot.of'],
    [{ views: { hot: { of: 'lead', query: '(open:yes' } } }, 'views.hot.query'],
    [{ duplicates: { lead: { threshold: 3 } } }, 'duplicates.lead.threshold'],
    [{ duplicates: { lead: { action: 'shout' } } }, 'duplicates.lead.action'],
    [
      { duplicates: { lead: { compare: [{ fields: ['emal'], how: 'email' }] } } },
      'duplicates.lead.compare[0].fields[0]: a field of leads, perhaps email',
    ],
    [{ duplicates: { boat: {} } }, 'duplicates.boat'],
    [{ validation: { deal: [{ when: 'stage:proposal' }] } }, 'validation.deal[0]'],
    [
      { validation: { deal: [{ require: ['amont'] }] } },
      'validation.deal[0].require[0]: a field of deals, perhaps amount',
    ],
    [
      { validation: { deal: [{ pattern: { field: 'name', matches: '(' } }] } },
      'validation.deal[0].pattern.matches',
    ],
    [{ validation: { deal: [{ when: 'staje:x', require: ['amount'] }] } }, 'validation.deal[0].when'],
    [{ scoring: { lead: [{ name: 'x', points: 3 }] } }, 'scoring.lead[0]'],
    [{ scoring: { lead: [{ name: 'x', points: 3, when: 'score:>3' }] } }, 'scoring.lead[0].when'],
    [{ notDuplicates: [['l1']] }, 'notDuplicates[0]'],
  ])('are refused when they are read: %j', async (settings, key) => {
    const ran = await reading(settings)
    expect(ran.code).toBe(5)
    expect(ran.err).toContain(`crm.json: ${key}`)
  })
})
