import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, NOW, recordsOf, storeFrom } from '../helpers/crm.ts'

const stamps = { createdAt: NOW, updatedAt: NOW }

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const run = (line: string, options = {}) => crm(line, { store, ...options })
/** Adds a lead and answers with its id. */
const add = async (flags: string) => {
  const ran = await run(`lead add ${flags}`)
  expect(ran.err + ran.out).toMatch(/Added lead/)
  return ran.out.trim()
}

describe('lead add', () => {
  it('keeps what the flags say, normalised, and nothing else', async () => {
    const id = await add(
      '--first-name " น้ำผึ้ง " --last-name เพชรรัตน์ --company "Rim Khong" --email NAM@RimKhong.example --phone "081-234 5678" --source web --rating HOT --tags "vip, cafe" --estimated-amount 95,000.50',
    )
    expect(id).toMatch(/^l[0-9a-hjkmnp-tv-z]{9}$/)
    expect(recordsOf(store, 'leads')).toEqual({
      [id]: {
        id,
        firstName: 'น้ำผึ้ง',
        lastName: 'เพชรรัตน์',
        company: 'Rim Khong',
        email: 'nam@rimkhong.example',
        phone: '+66812345678',
        status: 'new',
        source: 'web',
        rating: 'hot',
        estimatedAmount: 95000.5,
        tags: ['vip', 'cafe'],
        ...stamps,
      },
    })
  })

  it('answers with the record in JSON', async () => {
    const ran = await run('lead add --first-name Somchai --json')
    expect(ran.json()).toMatchObject({ firstName: 'Somchai', status: 'new', ...stamps })
  })

  it('changes nothing in a dry run', async () => {
    const before = filesOf(store)
    const ran = await run('lead add --first-name Somchai --dry-run')
    expect(ran.code).toBe(0)
    expect(ran.out).toMatch(/\+ lead l\w{3,} Somchai/)
    expect(filesOf(store)).toEqual(before)
  })

  it.each([
    ['--first-name A --email nonsense', 2, /--email/],
    ['--first-name A --phone 12', 2, /--phone/],
    ['--first-name A --status sleeping', 2, /status.*sleeping|sleeping.*status/i],
    ['--first-name A --status converted', 2, /crm lead convert/],
    ['--first-name A --estimated-amount 10.555', 2, /--estimated-amount/],
    ['--rating hot', 2, /first name|--first-name/i],
    ['--frist-name A', 2, /--first-name/],
    ['', 2, /--first-name/],
  ])('refuses %s', async (flags, code, message) => {
    const before = filesOf(store)
    const ran = await run(`lead add ${flags}`)
    expect(ran.code).toBe(code)
    expect(ran.err).toMatch(message)
    expect(ran.out).toBe('')
    expect(filesOf(store)).toEqual(before)
  })

  it.each([
    ['the same email in other case', '--first-name B --email Som@Acme.example'],
    ['the same phone written otherwise', '--first-name B --phone 0812345678'],
    ['the same name at the same company', '--first-name somchai --last-name JAIDEE --company acme'],
    ['the same name without a company', '--first-name Somchai --last-name Jaidee'],
  ])('notices %s', async (_, flags) => {
    const first = await add(
      '--first-name Somchai --last-name Jaidee --company Acme --email som@acme.example --phone "+66 81 234 5678"',
    )
    const ran = await run(`lead add ${flags}`)
    expect(ran.code).toBe(4)
    expect(ran.err).toContain(first)
    expect(ran.err).toContain('--allow-duplicate')
    expect(Object.keys(recordsOf(store, 'leads'))).toEqual([first])
    expect((await run(`lead add ${flags} --allow-duplicate`)).code).toBe(0)
  })

  it('does not take namesakes at different companies for one person', async () => {
    await add('--first-name Somchai --last-name Jaidee --company Acme')
    await add('--first-name Somchai --last-name Jaidee --company Globex')
  })

  it('compares with contacts too', async () => {
    await run('contact add --first-name Noy --email noy@mekong.example')
    const ran = await run('lead add --first-name Noy --email noy@mekong.example')
    expect(ran.code).toBe(4)
    expect(ran.err).toMatch(/contact c\w+/)
  })

  it('asks for what it needs on a terminal', async () => {
    const answers = [
      'Kham',
      'Souk',
      'Mekong',
      '020 5551 2345'.replace('020', '+856 20'),
      'kham@mekong.example',
      'referral',
    ]
    const ran = await run('lead add --quick', { answers })
    expect(ran.err).toMatch(/Added lead Kham Souk/)
    expect(Object.values(recordsOf(store, 'leads'))[0]).toMatchObject({
      firstName: 'Kham',
      phone: '+8562055512345',
      source: 'referral',
    })
  })
})

describe('lead quick', () => {
  it('tells name, phone, email and web address apart', async () => {
    const ran = await run(
      'lead quick Noy noy@example.la Vongsa +856 20 5577 8899 www.mekong.example --company "Mekong Coffee"',
    )
    const id = ran.out.trim()
    expect(recordsOf(store, 'leads')[id]).toEqual({
      id,
      firstName: 'Noy',
      lastName: 'Vongsa',
      company: 'Mekong Coffee',
      email: 'noy@example.la',
      phone: '+8562055778899',
      website: 'https://www.mekong.example',
      status: 'new',
      ...stamps,
    })
  })
})

describe('lead qualify', () => {
  it('keeps who, when and the answers', async () => {
    const id = await add('--first-name Somchai --email som@acme.example')
    const ran = await run(`lead qualify ${id} --budget yes --need ใช่ --timing no --note "Before Songkran"`)
    expect(ran.code).toBe(0)
    expect(recordsOf(store, 'leads')[id]).toMatchObject({
      status: 'qualified',
      qualification: {
        at: NOW,
        by: 'Noy',
        answers: { budget: true, need: true, timing: false },
        note: 'Before Songkran',
      },
    })
  })

  it('names every field that is missing', async () => {
    const id = await add('--company Acme')
    const ran = await run(`lead qualify ${id}`)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/email or phone is missing/)
    expect(ran.err).toContain(`crm lead edit ${id} --phone`)
    expect(recordsOf(store, 'leads')[id]).toMatchObject({ status: 'new' })
  })

  it('refuses a lead that answers no to everything', async () => {
    const id = await add('--first-name Somchai --email som@acme.example')
    const ran = await run(`lead qualify ${id} --budget no --need no`)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/0 of budget, authority, need, timing answered yes, 1 needed/)
  })

  it('refuses a duplicate', async () => {
    const id = await add('--first-name Somchai --email som@acme.example')
    await run('contact add --first-name Som --email som@acme.example --allow-duplicate')
    expect((await run(`lead qualify ${id}`)).code).toBe(4)
    expect((await run(`lead qualify ${id} --allow-duplicate`)).code).toBe(0)
  })

  it('asks the checklist on a terminal', async () => {
    const id = await add('--first-name Somchai --email som@acme.example')
    await run(`lead qualify ${id}`, { answers: [true, false, true, false] })
    expect(recordsOf(store, 'leads')[id]).toMatchObject({
      qualification: { answers: { budget: true, authority: false, need: true, timing: false } },
    })
  })
})

describe('lead disqualify and recycle', () => {
  it('keeps the reason, and takes it off again', async () => {
    const id = await add('--first-name Somchai --email som@acme.example')
    await run(`lead disqualify ${id} --reason "no budget"`)
    expect(recordsOf(store, 'leads')[id]).toMatchObject({ status: 'unqualified', statusReason: 'no budget' })
    expect((await run(`lead qualify ${id}`)).err).toMatch(/recycle/)
    await run(`lead recycle ${id}`)
    expect(recordsOf(store, 'leads')[id]).toEqual({
      id,
      firstName: 'Somchai',
      email: 'som@acme.example',
      status: 'new',
      ...stamps,
    })
  })

  it('marks junk as junk', async () => {
    const id = await add('--first-name Spam --email x@spam.example')
    await run(`lead disqualify ${id} --junk --reason "wrong data"`)
    expect(recordsOf(store, 'leads')[id]).toMatchObject({ status: 'junk', statusReason: 'wrong data' })
  })

  it('needs a reason', async () => {
    const id = await add('--first-name Somchai --email som@acme.example')
    const ran = await run(`lead disqualify ${id}`)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/--reason/)
  })

  it('refuses to recycle what is in the running', async () => {
    const id = await add('--first-name Somchai --email som@acme.example')
    expect((await run(`lead recycle ${id}`)).code).toBe(4)
  })
})

describe('references', () => {
  beforeEach(() => {
    store = storeFrom('examples')
  })

  it.each([
    ['the whole id', 'l9s4mq7h2d'],
    ['the beginning of the id', 'l9s4'],
    ['an email, whatever the case', 'Somsak@Bakehouse.example'],
    ['a phone number as it is dialled', '020 5551 2300'],
    ['a phone number with its country', '+856 20 55 51 23 00'],
    ['the whole name', 'somsak MEESUK'],
    ['a word of the name', 'Meesuk'],
    ['the company', 'Vientiane Bakehouse'],
  ])('may be %s', async (_, ref) => {
    const ran = await crm(['lead', 'show', ref, '--json'], { store })
    expect(ran.err).toBe('')
    expect(ran.json()).toMatchObject({ id: 'l9s4mq7h2d' })
  })

  it('finds Thai and Chinese names', async () => {
    expect((await crm(['lead', 'show', 'น้ำผึ้ง เพชรรัตน์', '--json'], { store })).json()).toMatchObject({
      id: 'l2v8kd3mzt',
    })
    expect((await crm(['lead', 'show', '陳大文貿易', '--json'], { store })).json()).toMatchObject({
      id: 'l4h7w3e9cb',
    })
  })

  it('lists the candidates when several answer', async () => {
    await crm('lead add --first-name Somsak --last-name Other --company Else', { store })
    const ran = await crm('lead show Somsak', { store })
    expect(ran.code).toBe(3)
    expect(ran.err).toMatch(/may mean 2 records/)
    expect(ran.err).toMatch(/l9s4mq7h2d\s+Somsak Meesuk/)
  })

  it('says what to do when nothing answers', async () => {
    const ran = await crm('lead show Nobody', { store })
    expect(ran.code).toBe(3)
    expect(ran.err).toMatch(/No lead answers to "Nobody"/)
    expect(ran.err).toMatch(/crm lead list/)
  })

  it('prefers people to what is about them', async () => {
    await crm('reminder add "Call Somsak" --due tomorrow', { store })
    expect((await crm('show Somsak --json', { store })).json()).toMatchObject({ id: 'l9s4mq7h2d' })
  })

  it('prefers the contact to the converted lead', async () => {
    await crm('lead convert l9s4mq7h2d --no-deal', { store })
    const ran = await crm('show somsak@bakehouse.example --json', { store })
    expect(ran.json()).toMatchObject({ account: expect.stringMatching(/^a/) })
  })
})
