/** crm today: the page of the day. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, storeFrom } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const run = (line: string, options = {}) => crm(line, { store, ...options })
const at = (day: string, clock = '09:00') => new Date(`${day}T${clock}:00+07:00`).toISOString()

function settings(values: { readonly [key: string]: unknown }): void {
  const path = join(store, 'crm.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...values }))
}

interface Item {
  readonly group: string
  readonly id: string
  readonly when: string
  readonly days: number
  readonly text: string
}

async function items(flags = '', options = {}): Promise<readonly Item[]> {
  const parsed: unknown = (await run(`today --json ${flags}`, options)).json()
  return Array.isArray(parsed) ? parsed : []
}

describe('today', () => {
  it('is a page: what is due, and what nobody looks after', async () => {
    const ran = await run('today')
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(
      /^Overdue[\s\S]*2d late[\s\S]*Send the drawings[\s\S]*Coming[\s\S]*in 5d[\s\S]*grinder[\s\S]*Without activity[\s\S]*Cups and saucers[\s\S]*Without a next step[\s\S]*Somsak Meesuk/,
    )
  })

  it('shows every time and every word on a narrow terminal', async () => {
    const text = 'โทรหาคุณสมชายเรื่องใบเสนอราคาเครื่องชงกาแฟ'
    settings({ users: [{ name: 'Noy' }, { name: 'Somchai' }] })
    await run(`reminder add "${text}" --due 2026-11-22T08:30:00Z --for a7mk2c0f5e --owner Somchai`)
    const narrow = { columns: 60, answers: [], env: { NO_COLOR: '1' } }
    const others: readonly (readonly [string, readonly string[]])[] = [
      ['today --only overdue --owner Somchai', ['2 more of others: crm today']],
      ['reminder due --owner Somchai', []],
    ]
    for (const [line, more] of others) {
      expect((await run(line, narrow)).out.replace(/^r\w+/m, 'r123').replace('Due ', 'When')).toBe(
        [
          'Overdue',
          'ID    When              What',
          '────────────────────────────────────────────────────────────',
          'r123  2026-11-22 15:30  โทรหาคุณสมชายเรื่องใบเสนอราคาเครื่องชง',
          '                        กาแฟ',
          '                        Mekong Coffee · Somchai',
          ...more,
          '',
        ].join('\n'),
      )
    }
  })

  it('names its own formats where another is asked for, and no file as if it were a verb', async () => {
    expect((await run('today --format xml')).err).toBe(
      'Unknown format "xml".\nValid: text, csv, tsv, json, markdown, html, ics\n',
    )
    expect((await run('today --out page.html')).err).toBe("Unknown option '--out'.\nSee: crm today --help\n")
  })

  it('is flat for machines', async () => {
    expect((await run('today --only overdue,stale --format csv')).out).toBe(
      'group,id,kind,when,days,text,about,priority,owner\n' +
        'overdue,r8f3kq2v7n,reminder,2026-11-20,-2,Send the drawings,Roastery fit-out,high,Noy\n' +
        'overdue,r5j1m8c3td,reminder,2026-11-22T07:00:00Z,0,โทรหาคุณน้ำผึ้ง,น้ำผึ้ง เพชรรัตน์,,Noy\n' +
        'stale,d5w2hq8r0c,deal,2026-10-10,-43,deal: no activity for 43 days,Cups and saucers,,Noy\n',
    )
    expect(await items('--only overdue')).toMatchObject([
      { id: 'r8f3kq2v7n', days: -2 },
      { id: 'r5j1m8c3td' },
    ])
  })

  it('says nothing where there is nothing, unless told', async () => {
    const empty = await emptyStore()
    for (const flags of [
      '',
      '--format csv',
      '--format html',
      '--format markdown',
      '--exit-code',
      '--announce',
    ]) {
      expect(await crm(`today ${flags}`, { store: empty })).toMatchObject({ code: 0, out: '', err: '' })
    }
    expect((await crm('today --json', { store: empty })).json()).toEqual([])
    expect((await crm('today --always', { store: empty })).out).toBe('Nothing to do on 2026-11-22.\n')
    expect((await crm('today --always --format html', { store: empty })).out).toMatch(
      /<h1>Today, 2026-11-22<\/h1>/,
    )
  })

  it('is for all, or for one owner with what nobody looks after; the others’ is counted', async () => {
    store = await emptyStore()
    await run('reminder add "โทรหาลูกค้า" --due 2026-11-22 --priority low --owner คำ')
    await run('reminder add "ໂທຫາລູກຄ້າ" --due 2026-11-21 --owner Noy')
    await run('reminder add "ส่งใบเสนอราคา" --due 2026-11-22')
    const texts = async (flags: string) => (await items(flags)).map(({ text }) => text)
    expect(await texts('')).toEqual(['ໂທຫາລູກຄ້າ', 'ส่งใบเสนอราคา', 'โทรหาลูกค้า'])
    expect(await texts('--owner คำ')).toEqual(['ส่งใบเสนอราคา', 'โทรหาลูกค้า'])
    expect(await texts('--owner NOY')).toEqual(['ໂທຫາລູກຄ້າ', 'ส่งใบเสนอราคา'])
    expect(await texts('--owner me')).toEqual(['ໂທຫາລູກຄ້າ', 'ส่งใบเสนอราคา'])
    expect(await texts('--owner nobody')).toEqual(['ส่งใบเสนอราคา'])
    expect((await run('today --owner Noy')).out).toMatch(
      /Today\n[\s\S]*ส่งใบเสนอราคา\s*1 more of others: crm today\n$/,
    )
    expect((await run('today --owner nobody')).out).toContain('2 more of others: crm today')
    expect((await run('today')).out).not.toContain('of others')
    expect((await run('today --owner คำ --only overdue')).out).toBe('')
    const due = async (flags: string) =>
      (await run(`reminder due ${flags} --format csv`)).out.split('\n').length - 2
    expect([await due(''), await due('--owner คำ'), await due('--owner noy')]).toEqual([3, 2, 2])
  })

  it('makes reminders of a log nobody’s where the settings list no users, so that everybody is told', async () => {
    await run('log call d5w2hq8r0c "ขอใบเสนอราคา" --remind 2026-11-21', { env: { CRM_USER: 'root' } })
    expect((await items('--owner Noy')).map(({ text }) => text)).toContain('Follow up: ขอใบเสนอราคา')
  })

  it('tells of qualified leads, too, and with the command of those that are not converted', async () => {
    store = await emptyStore()
    const qualify = 'lead qualify ดี --budget yes --need yes --authority yes --timing yes'
    const first = at('2026-10-01')
    await run('lead add --first-name ดี --last-name มาก --phone 0891112223', { now: first })
    await run('lead add --first-name ບຸນມີ --phone 0891112224', { now: first })
    await run(qualify, { now: first })
    const told = async (day: string, flags = '') =>
      (await items(flags, { now: at(day) })).map(
        ({ group, text }) => `${group} ${text.replace(/l\w{9}$/, 'ID')}`,
      )
    expect(await told('2026-10-02')).toEqual([
      'noNextStep lead: nothing is planned',
      'noNextStep lead: nothing is planned',
    ])
    expect(await told('2026-10-08', '--only qualified')).toEqual([
      'qualified qualified, not converted for 7 days: crm lead convert ID',
    ])
    expect(await told('2026-11-09')).toEqual([
      'qualified qualified, not converted for 39 days: crm lead convert ID',
      'stale lead: no activity for 39 days',
    ])
    const now = at('2026-11-09')
    for (const line of [
      'report stale --json',
      'lead list @forgotten-leads --json',
      'lead list open:yes --json',
    ])
      expect(JSON.stringify((await run(line, { now })).json())).toMatch(/ดี[\s\S]*ບຸນມີ|ບຸນມີ[\s\S]*ดี/)
    await run('lead convert ดี --no-deal', { now })
    await run('lead disqualify ບຸນມີ --reason timing', { now })
    expect(await told('2026-11-09')).toEqual([])
    expect((await run('lead list open:yes --json', { now })).json()).toEqual([])
  })

  it('has an exit code for scripts', async () => {
    expect((await run('today --exit-code')).code).toBe(10)
    expect((await run('today --exit-code --only dates')).code).toBe(0)
  })

  it('escapes what is in records', async () => {
    await run(
      ['reminder', 'add', '<script>alert(1)</script>\u001b[31m', '--due', 'today']
        .join(' ')
        .replace('add ', 'add "')
        .replace(' --due', '" --due'),
    )
    const html = (await run('today --format html')).out
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toContain('<script>')
    expect((await run('today')).out).not.toContain('\u001b')
  })

  it.each([
    ['--within soon', /--within/],
    ['--only everything', /part/],
    ['--as paper --format ics', /calendar entry/],
    ['--format pdf', /format/],
  ])('refuses %s', async (flags, message) => {
    expect(await run(`today ${flags}`)).toMatchObject({ code: 2, err: expect.stringMatching(message) })
  })
})

describe('dates that come back', () => {
  const dates = (day: string) => items('--only dates --within 0', { now: at(day) })

  it('are told from their lead time on, and follow the record', async () => {
    expect(await dates('2027-04-06')).toEqual([])
    expect(await dates('2027-04-07')).toMatchObject([
      { id: 'c4ntp9x2qa', when: '2027-04-14', days: 7, text: 'birthday (37)' },
    ])
    expect(await dates('2027-04-14')).toMatchObject([{ days: 0 }])
    expect(await dates('2027-04-15')).toEqual([])
    await run('contact edit c4ntp9x2qa --birthday 29/2/2535')
    expect(await dates('2027-02-28')).toMatchObject([{ when: '2027-02-28', days: 0, text: 'birthday (35)' }])
    expect(await dates('2028-02-28')).toMatchObject([{ when: '2028-02-29', days: 1 }])
    await run('contact edit c4ntp9x2qa --unset birthday')
    expect(await dates('2028-02-28')).toEqual([])
  })

  it('on 29 February come on the 28th of other years', async () => {
    await run('contact edit c8b5v2j6yd --birthday 29/2/2543')
    const when = async (day: string) => {
      const list: unknown = (
        await run('today --only dates --within 0 --json', { now: `${day}T03:00:00Z` })
      ).json()
      return Array.isArray(list)
        ? list.filter(({ id }) => id === 'c8b5v2j6yd').map(({ when, text }) => [when, text])
        : []
    }
    expect(await when('2027-02-28')).toEqual([['2027-02-28', 'birthday (27)']])
    expect(await when('2027-03-01')).toEqual([])
    expect(await when('2028-02-28')).toEqual([['2028-02-29', 'birthday (28)']])
    expect(await when('2028-02-29')).toEqual([['2028-02-29', 'birthday (28)']])
    expect(await when('2028-03-01')).toEqual([])
  })

  it('come over the end of the year', async () => {
    await run('account edit a7mk2c0f5e --established 2010-01-02')
    expect(await dates('2026-12-30')).toMatchObject([
      { when: '2027-01-02', days: 3, text: 'established (17)' },
    ])
  })

  it('are any date field that the settings name', async () => {
    settings({
      customFields: { account: { contractEnd: { type: 'date', help: 'end of the contract' } } },
      dates: [{ kind: 'account', field: 'contractEnd', before: 60 }],
    })
    await run('account edit a7mk2c0f5e --contract-end 31/12/2569')
    expect(await dates('2026-11-01')).toMatchObject([
      { id: 'a7mk2c0f5e', when: '2026-12-31', days: 60, text: 'contract end' },
    ])
    expect(await dates('2026-10-31')).toEqual([])
    expect(await dates('2027-12-31')).toEqual([])
  })

  it('name the field that is wrong', async () => {
    settings({ dates: [{ kind: 'account', field: 'contractEnds' }] })
    expect(await run('today')).toMatchObject({ code: 2, err: expect.stringMatching(/dates.*contractEnds/) })
    settings({ dates: [{ kind: 'acount', field: 'established' }] })
    expect(await run('today')).toMatchObject({ code: 5, err: expect.stringMatching(/dates\[0\]\.kind/) })
  })
})

describe('keep in touch', () => {
  const touch = (day: string, flags = '') => items(`--only keepInTouch --within 0 ${flags}`, { now: at(day) })

  it('is counted from the last real contact', async () => {
    await run('contact edit c4ntp9x2qa --keep-in-touch 2')
    expect(await touch('2026-11-30')).toEqual([])
    expect(await touch('2026-12-01')).toMatchObject([
      { id: 'c4ntp9x2qa', when: '2026-12-01', days: 0, text: 'last contact 2026-11-17, every 2 weeks' },
    ])
    await run('log note c4ntp9x2qa "a note is no contact"', { now: at('2026-11-25') })
    expect(await touch('2026-12-01')).toHaveLength(1)
    await run('log call c4ntp9x2qa hello', { now: at('2026-11-25') })
    expect(await touch('2026-12-08')).toEqual([])
    expect(await touch('2026-12-09')).toHaveLength(1)
  })

  it('is for a segment too, the record’s own weeks first', async () => {
    settings({
      keepInTouch: [
        { kind: 'account', query: 'industry:food', weeks: 4 },
        { kind: 'account', query: '', weeks: 20 },
      ],
    })
    expect(await touch('2026-12-15')).toMatchObject([
      { id: 'a3t8h5s1nx' },
      { id: 'a7mk2c0f5e', when: '2026-12-15' },
    ])
    await run('account edit a7mk2c0f5e --keep-in-touch 10')
    expect(await touch('2026-12-15')).toMatchObject([{ id: 'a3t8h5s1nx' }])
  })
})

describe('come-backs, stale, next steps', () => {
  it('tells a refused deal when its day has come, until somebody tries', async () => {
    const again = (day: string) => items('--only comeBacks --within 0', { now: at(day) })
    expect(await again('2027-01-31')).toEqual([])
    expect(await again('2027-02-01')).toMatchObject([
      { id: 'd8t3e6h1sv', text: 'try again: Tea house shelves (lost: price)' },
    ])
    await run('log call d8t3e6h1sv "asked again"', { now: at('2027-02-03') })
    expect(await again('2027-02-04')).toEqual([])
  })

  it('follows the day when it is put off or taken away, and is of lost deals alone', async () => {
    const days = async () => (await items('--only comeBacks --within 300')).map((item) => item.when)
    await run('deal edit d8t3e6h1sv --try-again-on 2027-03-01')
    expect(await days()).toEqual(['2027-03-01'])
    await run('deal edit d8t3e6h1sv --unset try-again-on')
    expect(await days()).toEqual([])
    for (const line of [
      'deal edit d2r9f4k7ma --try-again-on 2027-03-01',
      'deal move d2r9f4k7ma negotiation --try-again-on 2027-03-01',
      'deal reopen d8t3e6h1sv --try-again-on 2027-03-01',
      'deal add --name New --try-again-on 2027-03-01',
    ])
      expect([line, (await run(line)).err]).toEqual([
        line,
        expect.stringContaining('Only a lost deal is tried again.'),
      ])
    expect(await days()).toEqual([])
  })

  it('counts days without activity, and days ahead, by the clocks of the zone', async () => {
    const stale = async (now: string) =>
      (await run('today --only stale --json', { now })).out.includes('Fresh')
    // Entered at 01:00 of 24 October in Vientiane, when it was the 23rd in UTC.
    await run('deal add --name Fresh --next-step Call --amount 1', { now: '2026-10-23T18:00:00Z' })
    expect(await stale('2026-11-22T16:59:00Z')).toBe(false)
    expect(await stale('2026-11-22T17:00:00Z')).toBe(true)
    // Due at 01:00 of the 30th there.
    await run('reminder add Early --due "2026-11-30 01:00"')
    const coming = async (days: number) =>
      (await run(`today --only coming --within ${days} --json`)).out.includes('Early')
    expect(await coming(8)).toBe(true)
    expect(await coming(7)).toBe(false)
  })

  it('tells what has no activity or no next step, each once', async () => {
    const ids = async (part: string) => (await items(`--only ${part}`)).map((item) => item.id)
    expect(await ids('stale')).toEqual(['d5w2hq8r0c'])
    expect(await ids('noNextStep')).toEqual(['l9s4mq7h2d', 'l4h7w3e9cb'])
    await run('log call d5w2hq8r0c hello --remind +1w')
    await run('reminder add Visit --due +3d --for l9s4mq7h2d')
    expect(await ids('stale')).toEqual([])
    expect(await ids('noNextStep')).toEqual(['l4h7w3e9cb'])
    settings({ stuckAfterDays: 3 })
    expect(await ids('stale')).toContain('l4h7w3e9cb')
  })
})
