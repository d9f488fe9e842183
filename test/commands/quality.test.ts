/** Validation rules, fields of one's own, bulk edits and scores, as whole commands. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crm, filesOf, recordsOf, storeFrom } from '../helpers/crm.ts'

function storeWith(settings: object): string {
  const store = storeFrom('examples')
  const file = join(store, 'crm.json')
  const document: object = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...document, ...settings }))
  return store
}

const proposals = {
  validation: {
    deal: [
      { when: 'stage:proposal', require: ['amount', 'closeDate'] },
      { require: ['nextStep'], action: 'warn', message: 'say what comes next' },
    ],
  },
}

describe('validation rules', () => {
  it('hold a deal back from a stage, and let it in once it has what the stage needs', async () => {
    const store = storeWith(proposals)
    await crm('deal add --name Cups --account "Mekong Coffee"', { store })
    const before = filesOf(store)
    const refused = await crm('deal move Cups proposal', { store })
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch('deal Cups: amount is missing (while stage:proposal)')
    expect(refused.err).toMatch(
      'Give --amount … --close-date …; the rules are validation.deal[0] of crm.json.',
    )
    expect(filesOf(store)).toEqual(before)
    await crm('deal edit Cups --amount 500 --close-date 2026-12-01 --next-step "Call"', { store })
    expect(await crm('deal move Cups proposal', { store })).toMatchObject({ code: 0 })
  })

  it('warn without refusing', async () => {
    const ran = await crm('deal add --name Cups --account "Mekong Coffee"', { store: storeWith(proposals) })
    expect(ran.code).toBe(0)
    expect(ran.err).toMatch('⚠ deal Cups: say what comes next\n')
  })

  it.each([
    [
      { pattern: { field: 'title', matches: '[A-Z].*' } },
      'lead add --first-name Zoe --title owner',
      'title "owner" has not the form',
    ],
    [
      { allow: { field: 'source', values: ['web', 'line'] } },
      'lead add --first-name Zoe --source event',
      'source "event" is none of web, line',
    ],
    [
      { unique: ['company'] },
      'lead add --first-name Zoe --company "vientiane BAKEHOUSE"',
      'is that of l9s4mq7h2d too',
    ],
    [{ require: ['email|phone'] }, 'lead add --first-name Zoe', 'email or phone is missing'],
    [
      { when: 'rating:hot', require: ['owner'] },
      'lead edit l4h7w3e9cb --rating hot',
      'owner is missing (while rating:hot)',
    ],
  ])('refuse %j', async (rule, line, message) => {
    const store = storeWith({ validation: { lead: [rule] }, users: [] })
    const ran = await crm(line, { store })
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(message)
    expect(await crm(line, { store: storeWith({ users: [] }) })).toMatchObject({ code: 0 })
  })

  it('hold imports too', async () => {
    const store = storeWith({ validation: { lead: [{ require: ['phone'] }] } })
    const ran = await crm('import leads -', { store, input: 'First name,Phone\nZoe,\n' })
    expect(ran.code).toBe(2)
    expect(Object.keys(recordsOf(store, 'leads'))).toHaveLength(4)
  })

  const rules = {
    validation: {
      lead: [
        { require: ['phone|email'] },
        { unique: ['title'] },
        { require: ['source'], action: 'warn' },
        { when: 'created:>-30d', pattern: { field: 'campaign', matches: '[A-Z]+' } },
      ],
    },
  }
  const rows =
    'First name,Email,Title,Campaign\nZoe,,Baker,\nYan,y@x.example,Cook,\nXia,x@x.example,Cook,\nWim,w@x.example,,spring\nVera,v@x.example,Chef,SPRING\n'

  it('refuse the rows of an import that break them, with line and rule', async () => {
    const store = storeWith(rules)
    const before = filesOf(store)
    const refused = await crm('import leads - --json', { store, input: rows })
    expect(refused.code).toBe(2)
    expect(refused.json()).toMatchObject({
      created: 0,
      updated: 0,
      skipped: 0,
      rejected: 3,
      similar: 0,
      rejects: [
        {
          line: 2,
          field: 'phone',
          code: 'rule',
          message: 'phone or email is missing (validation.lead[0] of crm.json).',
        },
        {
          line: 4,
          field: 'title',
          code: 'rule',
          message: expect.stringMatching(/^title "Cook" is that of l\w{9} too \(validation\.lead\[1\]/),
        },
        {
          line: 5,
          field: 'campaign',
          code: 'rule',
          message: expect.stringContaining(
            'has not the form [A-Z]+ (while created:>-30d) (validation.lead[3]',
          ),
        },
      ],
    })
    expect(filesOf(store)).toEqual(before)
  })

  it('let an import take the rows that keep them, and count what they warn of', async () => {
    const store = storeWith(rules)
    const many = Array.from({ length: 20 }, (_, i) => `Person${i},p${i}@x.example,,`).join('\n')
    const input = `${rows}${many}\n`
    const ran = await crm('import leads - --skip-invalid --json', { store, input })
    expect(ran.code).toBe(0)
    expect(ran.json()).toMatchObject({ created: 22, rejected: 3 })
    expect(ran.err).toContain('⚠ 22 leads against validation.lead[2], such as Yan: source is missing\n')
    const names = Object.values(recordsOf(store, 'leads')).map(({ firstName }) => firstName)
    expect(names).toContain('Yan')
    expect(names).not.toContain('Xia')
  })

  it('refuse a row together with the row that needs it', async () => {
    const store = storeWith({ validation: { account: [{ when: 'name:Big', require: ['website'] }] } })
    const input = 'Name,Parent account\nSmall,Big\nBig,\nOther,\n'
    const ran = await crm('import accounts - --skip-invalid --json', { store, input })
    expect(ran.json()).toMatchObject({
      created: 1,
      rejects: [
        { line: 2, code: 'unknown-link' },
        { line: 3, code: 'rule' },
      ],
    })
  })

  it('are looked for by the doctor, who finds the store itself sound', async () => {
    const store = storeWith({
      validation: { lead: [{ require: ['email'] }, { require: ['title'], action: 'warn' }] },
    })
    const ran = await crm('doctor', { store })
    expect(ran.code).toBe(4)
    expect(ran.out).toContain('Against validation.lead[0]: lead l6d0a1x8rf  Dao: email is missing.\n')
    expect(ran.err).toMatch(/\d+ against the rules in crm.json, 2 of them against rules that refuse/)
    const json = (await crm('doctor --json', { store })).json()
    expect(json).toMatchObject({ clean: true, problems: [] })
    expect(json).toMatchObject({
      violations: expect.arrayContaining([
        expect.objectContaining({ rule: 'validation.lead[0]', id: 'l6d0a1x8rf', field: 'email' }),
      ]),
    })
    const mild = storeWith({ validation: { lead: [{ require: ['title'], action: 'warn' }] } })
    expect(await crm('doctor', { store: mild })).toMatchObject({ code: 0 })
  })

  it('let a record be mended that was wrong before, and be taken back', async () => {
    const store = storeWith({ validation: { lead: [{ require: ['email'] }] } })
    const ran = await crm('lead edit l4h7w3e9cb --rating warm', { store })
    expect(ran).toMatchObject({ code: 0, err: expect.stringMatching('email is missing') })
    expect(await crm('undo', { store })).toMatchObject({ code: 0 })
  })

  it('are checked over all that is there', async () => {
    const store = storeWith({ validation: { lead: [{ require: ['email'] }] } })
    const ran = await crm('check leads --format csv', { store })
    expect(ran).toMatchObject({ code: 4, err: '2 found by 1 rule.\n' })
    expect(ran.out).toBe(
      'kind,id,name,field,message,action\nlead,l4h7w3e9cb,陳大文貿易,email,email is missing,refuse\nlead,l6d0a1x8rf,Dao,email,email is missing,refuse\n',
    )
    expect(await crm('check deals', { store })).toMatchObject({
      code: 0,
      err: 'There are no validation rules in crm.json.\n',
    })
  })
})

describe('fields of your own', () => {
  it('are like any other from the moment they are added', async () => {
    const store = storeFrom('examples')
    expect(await crm('field add lead budget --type money', { store })).toMatchObject({
      code: 0,
      err: 'Added field budget (money) to leads.\n',
    })
    await crm('lead edit Somsak --budget 1200000', { store })
    const list = await crm(
      ['lead', 'list', 'budget:>1000000', '--columns', 'name,budget', '--sort', '-budget', '--format', 'csv'],
      { store },
    )
    expect(list.out).toBe('name,budget\nSomsak Meesuk,1200000\n')
    const exported = await crm('export leads has:budget --columns id,budget', { store })
    expect(exported.out).toBe('id,budget\nl9s4mq7h2d,1200000\n')
    expect((await crm('lead add --help', { store })).out).toMatch('--budget <AMOUNT>')
  })

  it('carry their values over to another type, or refuse', async () => {
    const store = storeFrom('examples')
    await crm('lead edit Somsak --shoe-size "42"', { store })
    expect(await crm('field change lead shoeSize --type number', { store })).toMatchObject({ code: 0 })
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({ shoeSize: 42 })
    await crm('undo', { store })
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({ shoeSize: '42' })
    await crm('lead edit Somsak --shoe-size large', { store })
    const before = filesOf(store)
    const refused = await crm('field change lead shoeSize --type number', { store })
    expect(refused.code).toBe(4)
    expect(refused.err).toMatch('1 value of shoeSize cannot become number:\n  lead l9s4mq7h2d Somsak Meesuk')
    expect(filesOf(store)).toEqual(before)
  })

  it('are renamed and removed with their values', async () => {
    const store = storeFrom('examples')
    await crm('lead edit Somsak --shoe-size 42', { store })
    expect(await crm('field rename lead shoeSize footSize', { store })).toMatchObject({ code: 0 })
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({ footSize: '42' })
    expect(await crm('field remove lead footSize', { store })).toMatchObject({
      code: 4,
      err: expect.stringMatching('1 lead has a value in footSize'),
    })
    expect(await crm('field remove lead footSize --cascade', { store })).toMatchObject({ code: 0 })
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).not.toHaveProperty('footSize')
  })

  it('are not renamed while a view or a rule names them', async () => {
    const store = storeWith({ views: { big: { of: 'lead', query: 'shoeSize:44' } } })
    const ran = await crm('field rename lead shoeSize footSize', { store })
    expect(ran).toMatchObject({ code: 2, err: expect.stringMatching('views.big.query') })
  })

  it.each([
    ['field add lead email --type text', 4, 'leads have a field email already'],
    ['field add lead size', 2, 'Missing --type'],
    ['field add lead size --type nmber', 2, 'Did you mean "number"?'],
    ['field add lead size --type choice', 2, 'the words to choose from'],
    ['field add leed size --type text', 2, 'Did you mean "lead"?'],
    ['field add lead size --type text --required', 4, 'it cannot be required yet'],
    ['field add lead open --type yesNo', 4, 'open has a meaning of its own in lists and queries of leads'],
    ['field rename lead shoeSize score', 4, 'score has a meaning of its own in lists and queries of leads'],
    ['field rename lead email mail', 4, 'email is a built-in field'],
    ['field remove lead shoesize2', 2, 'shoesize2'],
  ])('refuse: %s', async (line, code, message) => {
    const ran = await crm(line, { store: storeFrom('examples') })
    expect(ran.code).toBe(code)
    expect(ran.err).toContain(message)
  })
})

describe('fields that an import makes', () => {
  it('hide nothing that queries derive', async () => {
    const store = storeFrom('examples')
    const input = 'First name,Phone,Open\nKham,020 5544 1199,never on Sundays\n'
    expect(await crm('import leads -', { store, input })).toMatchObject({ code: 0 })
    const kept = await crm('lead list --columns name,open2 --format csv phone:02055441199', { store })
    expect(kept.out).toContain('Kham,never on Sundays')
    const open = await crm('lead list open:yes --columns name --format csv', { store })
    expect(open.out).toBe('name\nKham\n陳大文貿易\nน้ำผึ้ง เพชรรัตน์\nSomsak Meesuk\n')
  })
})

describe('a person at the terminal', () => {
  it('is asked for the type of a new field', async () => {
    const store = storeFrom('examples')
    expect(await crm('field add lead budget', { store, answers: ['money'] })).toMatchObject({
      code: 0,
      err: 'Added field budget (money) to leads.\n',
    })
  })

  it('sees what a bulk edit would change before saying yes', async () => {
    const ran = await crm("lead edit --where 'open:yes rating:hot' --set rating=cold", {
      store: storeFrom('examples'),
      answers: [],
    })
    expect(ran.err).toContain('Would change 1 lead.')
    expect(ran.err).toContain('~ lead l2v8kd3mzt น้ำผึ้ง เพชรรัตน์, rating: hot → cold')
  })
})

describe('a view saved under a name that is taken', () => {
  it('says what it replaces', async () => {
    const store = storeFrom('examples')
    await crm("view save hot lead 'rating:hot'", { store })
    const ran = await crm("view save hot lead 'rating:warm'", { store })
    expect(ran.err).toContain('It replaces: rating:hot')
  })
})

describe('bulk work', () => {
  it('edits what a query chooses, after a yes, as one commit', async () => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    const line = "lead edit --where 'open:yes missing:rating' --set rating=cold --tag fair"
    expect(await crm(line, { store })).toMatchObject({
      code: 2,
      err: expect.stringMatching('1 lead would change: say --yes to go on'),
    })
    expect(await crm(line, { store, answers: [false] })).toMatchObject({ code: 130 })
    expect(filesOf(store)).toEqual(before)
    expect(await crm(`${line} --yes`, { store })).toMatchObject({ code: 0, err: 'Edited: 1 lead.\n' })
    expect(recordsOf(store, 'leads')['l4h7w3e9cb']).toMatchObject({ rating: 'cold', tags: ['fair'] })
    await crm('undo', { store })
    expect(filesOf(store)['data/leads.json']).toBe(before['data/leads.json'])
  })

  it('assigns, tags and takes tags off, one or many', async () => {
    const store = storeFrom('examples')
    expect(await crm('lead assign --where missing:owner --to noy --yes', { store })).toMatchObject({
      code: 0,
      err: 'Assigned to Noy: 2 leads.\n',
    })
    await crm('lead tag vip,asia Somsak l4h7w3e9cb', { store })
    expect(recordsOf(store, 'leads')['l9s4mq7h2d']).toMatchObject({ tags: ['bakery', 'vip', 'asia'] })
    expect(await crm("lead untag vip --where 'tags:vip' --yes", { store })).toMatchObject({
      code: 0,
      err: 'Took off vip: 2 leads.\n',
    })
    expect(recordsOf(store, 'leads')['l4h7w3e9cb']).toMatchObject({ tags: ['asia'] })
    const stranger = await crm('lead assign Somsak --to Bob', { store })
    expect([stranger.code, stranger.err]).toEqual([2, '--to: Unknown user "Bob".\nValid: Noy\n'])
  })

  it('removes what a query chooses', async () => {
    const store = storeFrom('examples')
    expect(await crm('lead remove --where status:unqualified', { store })).toMatchObject({ code: 2 })
    expect(await crm('lead remove --where status:unqualified --yes', { store })).toMatchObject({ code: 0 })
    expect(recordsOf(store, 'leads')['l6d0a1x8rf']).toBeUndefined()
    expect(await crm('lead remove --where status:unqualified --yes', { store })).toMatchObject({
      code: 0,
      err: 'No leads match "status:unqualified".\n',
    })
  })

  it.each([
    ['lead assign Somsak', 'Missing --to'],
    ['lead assign --to Noy', 'Missing REF'],
    ["lead edit Somsak --where 'open:yes' --set rating=hot", 'not both'],
    ["lead edit --where 'open:yes' --set ratng=hot --yes", 'Did you mean "rating"?'],
    ["lead edit --where 'open:yes' --set rating=huge --yes", '--rating'],
    ["lead edit --where 'opn:yes' --set rating=hot --yes", 'Did you mean "open"?'],
    ["deal edit --where 'open:yes' --set stage=won --yes", 'A deal changes its stage by its own command.'],
  ])('refuses: %s', async (line, message) => {
    const ran = await crm(line, { store: storeFrom('examples') })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(message)
  })
})

describe('scores', () => {
  it('are explained to the last point', async () => {
    const ran = await crm('lead score Somsak --json', { store: storeFrom('examples') })
    const answer = ran.json()
    expect(answer).toMatchObject({ id: 'l9s4mq7h2d', score: 36 })
    const points =
      typeof answer === 'object' && answer !== null && 'points' in answer && Array.isArray(answer.points)
        ? answer.points
        : []
    expect(points.reduce((sum: number, one: { points: number }) => sum + one.points, 0)).toBe(36)
    expect(points).toContainEqual({
      rule: 'in touch lately',
      points: 0,
      because: 'never',
    })
  })

  it('follow the rules of the settings', async () => {
    const scoring = {
      lead: [
        { name: 'bakers', points: 40, when: 'tags:bakery' },
        { name: 'filled', points: 3, fields: ['email', 'website'] },
        { name: 'busy', points: 10, activities: { days: 30, most: 2 } },
      ],
    }
    const store = storeWith({ scoring })
    for (const text of ['One', 'Two', 'Three']) await crm(`log call Somsak ${text}`, { store })
    const list = await crm('lead list score:>=20 --columns name,score --sort -score --format csv', { store })
    expect(list.out).toBe('name,score\nSomsak Meesuk,63\n')
    expect(await crm('account score "Mekong Coffee"', { store })).toMatchObject({ code: 0 })
  })

  it('fade with time', async () => {
    const scoring = { lead: [{ name: 'recent', points: 100, halfLife: 10 }] }
    const store = storeWith({ scoring })
    const at = async (now: string) =>
      (await crm('lead list Somsak --columns score --format csv', { store, now })).out
    expect(await at('2026-11-02T02:00:00Z')).toBe('score\n0\n')
    await crm('log call Somsak "ขอตัวอย่าง"', { store, now: '2026-11-02T02:00:00Z' })
    expect(await at('2026-11-02T02:00:00Z')).toBe('score\n100\n')
    expect(await at('2026-11-12T02:00:00Z')).toBe('score\n50\n')
    expect(await at('2026-11-22T02:00:00Z')).toBe('score\n25\n')
  })
})

describe('a query in crm.json that cannot be read', () => {
  it.each([
    [{ views: { hot: { of: 'lead', query: 'rating:hot OR' } } }, 'views.hot.query'],
    [{ views: { big: { of: 'deal', query: 'amount:>much' } } }, 'views.big.query'],
    [{ views: { me: { of: 'lead', query: '@me' } } }, 'views.me.query'],
    [{ views: { hot: { of: 'lead', query: '', columns: ['ratng'] } } }, 'views.hot.columns[0]'],
    [{ views: { hot: { of: 'lead', query: '', sort: '-ratng' } } }, 'views.hot.sort'],
    [
      { validation: { deal: [{ when: 'closeDate:>soonish', require: ['amount'] }] } },
      'validation.deal[0].when',
    ],
    [{ scoring: { lead: [{ name: 'x', points: 1, when: 'status:neww' }] } }, 'scoring.lead[0].when'],
    [{ reports: { mine: { entity: 'lead', where: 'ratng:hot' } } }, 'reports.mine.where'],
    [{ assignment: [{ where: 'source:web AND', owner: 'Noy' }] }, 'assignment[0].where'],
    [{ keepInTouch: [{ kind: 'account', query: 'ratng:hot', weeks: 4 }] }, 'keepInTouch[0].query'],
  ])('%j is refused by every command, naming the key', async (settings, key) => {
    const store = storeWith(settings)
    const ran = await crm('lead list', { store })
    expect(ran.code).toBe(5)
    expect(ran.err).toContain('crm.json')
    expect(ran.err).toContain(key)
    expect(await crm('lead add --first-name Zoe', { store })).toMatchObject({ code: 5 })
  })

  it('is looked for again only once crm.json has changed', async () => {
    const store = storeWith({ views: { hot: { of: 'lead', query: 'rating:hot' } } })
    const stamp = join(store, '.local/cache/checked')
    await crm('lead list', { store })
    const first = readFileSync(stamp, 'utf8')
    await crm('lead list', { store })
    expect(readFileSync(stamp, 'utf8')).toBe(first)
    const file = join(store, 'crm.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('rating:hot', 'rating:hot OR'))
    expect(await crm('lead list', { store })).toMatchObject({ code: 5 })
    expect(readFileSync(stamp, 'utf8')).toBe(first)
  })

  it('is a problem to the doctor', async () => {
    const ran = await crm('doctor --json', {
      store: storeWith({ views: { hot: { of: 'lead', query: 'rating:hot OR' } } }),
    })
    expect(ran.code).toBe(5)
    expect(ran.json()).toMatchObject({ clean: false, problems: [{ file: 'crm.json', code: 'query' }] })
  })

  it.each([
    ['view save hot lead "rating:hot OR"', 'The query ends too early'],
    ['view save hot lead ratng:hot', 'Did you mean "rating"?'],
    ['view save hot lead rating:warmish', 'rating'],
    ['view save hot lead "(rating:hot"', 'never closed'],
    ['view save hot lead rating:hot --columns name,ratng', 'Did you mean "rating"?'],
    ['view save hot lead rating:hot --sort -ratng', 'Did you mean "rating"?'],
  ])('is not saved: crm %s', async (line, message) => {
    const store = storeFrom('examples')
    const before = filesOf(store)
    const ran = await crm(line, { store })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(message)
    expect(filesOf(store)).toEqual(before)
  })
})
