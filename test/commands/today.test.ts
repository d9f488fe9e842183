/** crm today: the page of the day, told once, over a year of days. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, filesOf, recordsOf, storeFrom } from '../helpers/crm.ts'

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
    expect(ran.out).toMatch(/^Overdue[^]*2d late[^]*Send the drawings[^]*Coming[^]*in 5d[^]*grinder[^]*Without activity[^]*Cups and saucers[^]*Without a next step[^]*Somsak Meesuk/)
  })

  it('is flat for machines', async () => {
    expect((await run('today --only overdue,stale --format csv')).out).toBe(
      'group,id,kind,when,days,text,about,priority,owner\n' +
        'overdue,r8f3kq2v7n,reminder,2026-11-20,-2,Send the drawings,Roastery fit-out,high,Noy\n' +
        'overdue,r5j1m8c3td,reminder,2026-11-22T07:00:00Z,0,โทรหาคุณน้ำผึ้ง,น้ำผึ้ง เพชรรัตน์,,Noy\n' +
        'stale,d5w2hq8r0c,deal,2026-10-10,-43,deal: no activity for 43 days,Cups and saucers,,Noy\n',
    )
    expect(await items('--only overdue')).toMatchObject([{ id: 'r8f3kq2v7n', days: -2 }, { id: 'r5j1m8c3td' }])
  })

  it('says nothing where there is nothing, unless told', async () => {
    const empty = await emptyStore()
    for (const flags of ['', '--format csv', '--format html', '--format markdown', '--exit-code', '--announce']) {
      expect(await crm(`today ${flags}`, { store: empty })).toMatchObject({ code: 0, out: '', err: '' })
    }
    expect((await crm('today --json', { store: empty })).json()).toEqual([])
    expect((await crm('today --always', { store: empty })).out).toBe('Nothing to do on 2026-11-22.\n')
    expect((await crm('today --always --format html', { store: empty })).out).toMatch(/<h1>Today, 2026-11-22<\/h1>/)
  })

  it('is for one owner or all', async () => {
    await run('reminder add "Kham calls" --due 2026-11-22 --owner Kham')
    expect((await items()).some((item) => item.text === 'Kham calls')).toBe(true)
    expect((await items('--owner me')).some((item) => item.text === 'Kham calls')).toBe(false)
    expect(await items('--owner KHAM')).toMatchObject([{ text: 'Kham calls' }])
  })

  it('has an exit code for scripts', async () => {
    expect((await run('today --exit-code')).code).toBe(10)
    expect((await run('today --exit-code --only dates')).code).toBe(0)
  })

  it('escapes what is in records', async () => {
    await run(['reminder', 'add', '<script>alert(1)</script>\u001b[31m', '--due', 'today'].join(' ').replace('add ', 'add "').replace(' --due', '" --due'))
    const html = (await run('today --format html')).out
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toContain('<script>')
    expect((await run('today')).out).not.toContain('\u001b')
  })

  it.each([['--within soon', /--within/], ['--only everything', /part/], ['--as paper --format ics', /calendar entry/], ['--format pdf', /format/]])('refuses %s', async (flags, message) => {
    expect(await run(`today ${flags}`)).toMatchObject({ code: 2, err: expect.stringMatching(message) })
  })
})

describe('dates that come back', () => {
  const dates = (day: string) => items('--only dates --within 0', { now: at(day) })

  it('are told from their lead time on, and follow the record', async () => {
    expect(await dates('2027-04-06')).toEqual([])
    expect(await dates('2027-04-07')).toMatchObject([{ id: 'c4ntp9x2qa', when: '2027-04-14', days: 7, text: 'birthday (37)' }])
    expect(await dates('2027-04-14')).toMatchObject([{ days: 0 }])
    expect(await dates('2027-04-15')).toEqual([])
    await run('contact edit c4ntp9x2qa --birthday 29/2/2535')
    expect(await dates('2027-02-28')).toMatchObject([{ when: '2027-02-28', days: 0, text: 'birthday (35)' }])
    expect(await dates('2028-02-28')).toMatchObject([{ when: '2028-02-29', days: 1 }])
    await run('contact edit c4ntp9x2qa --unset birthday')
    expect(await dates('2028-02-28')).toEqual([])
  })

  it('come over the end of the year', async () => {
    await run('account edit a7mk2c0f5e --established 2010-01-02')
    expect(await dates('2026-12-30')).toMatchObject([{ when: '2027-01-02', days: 3, text: 'established (17)' }])
  })

  it('are any date field that the settings name', async () => {
    settings({
      customFields: { account: { contractEnd: { type: 'date', help: 'end of the contract' } } },
      dates: [{ kind: 'account', field: 'contractEnd', before: 60 }],
    })
    await run('account edit a7mk2c0f5e --contract-end 31/12/2569')
    expect(await dates('2026-11-01')).toMatchObject([{ id: 'a7mk2c0f5e', when: '2026-12-31', days: 60, text: 'contract end' }])
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
    expect(await touch('2026-12-01')).toMatchObject([{ id: 'c4ntp9x2qa', when: '2026-12-01', days: 0, text: 'last contact 2026-11-17, every 2 weeks' }])
    await run('log note c4ntp9x2qa "a note is no contact"', { now: at('2026-11-25') })
    expect(await touch('2026-12-01')).toHaveLength(1)
    await run('log call c4ntp9x2qa hello', { now: at('2026-11-25') })
    expect(await touch('2026-12-08')).toEqual([])
    expect(await touch('2026-12-09')).toHaveLength(1)
  })

  it('is for a segment too, the record’s own weeks first', async () => {
    settings({ keepInTouch: [{ kind: 'account', query: 'industry:food', weeks: 4 }, { kind: 'account', query: '', weeks: 20 }] })
    expect(await touch('2026-12-15')).toMatchObject([{ id: 'a3t8h5s1nx' }, { id: 'a7mk2c0f5e', when: '2026-12-15' }])
    await run('account edit a7mk2c0f5e --keep-in-touch 10')
    expect(await touch('2026-12-15')).toMatchObject([{ id: 'a3t8h5s1nx' }])
  })
})

describe('come-backs, stale, next steps', () => {
  it('tells a refused deal when its day has come, until somebody tries', async () => {
    const again = (day: string) => items('--only comeBacks --within 0', { now: at(day) })
    expect(await again('2027-01-31')).toEqual([])
    expect(await again('2027-02-01')).toMatchObject([{ id: 'd8t3e6h1sv', text: 'try again: Tea house shelves (lost: price)' }])
    await run('log call d8t3e6h1sv "asked again"', { now: at('2027-02-03') })
    expect(await again('2027-02-04')).toEqual([])
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

describe('--announce', () => {
  /** What an hourly cron prints over some days, each line with the hour it was told in. */
  async function hourly(days: number, crash: (hour: number) => boolean = () => false) {
    const told: { readonly hour: number; readonly id: string; readonly when: string }[] = []
    for (let hour = 0; hour < days * 24; hour++) {
      const now = new Date(Date.parse('2026-11-21T17:00:00Z') + hour * 3_600_000).toISOString()
      const kept = readTold()
      const ran = await run('today --announce --json --only overdue,today,dates', { now })
      const list: unknown = ran.json()
      if (crash(hour)) {
        // Killed before it could mark what it had printed; what it printed went nowhere.
        if (kept === undefined) rmSync(join(store, '.local/announced.json'), { force: true })
        else writeFileSync(join(store, '.local/announced.json'), kept)
        continue
      }
      for (const one of Array.isArray(list) ? list : []) told.push({ hour, id: one.id, when: one.when })
    }
    return told
  }

  function readTold(): string | undefined {
    try {
      return readFileSync(join(store, '.local/announced.json'), 'utf8')
    } catch {
      return undefined
    }
  }

  const prepare = async () => {
    await run('reminder add "Every day" --due "2026-11-23 10:00"')
    await run('contact edit c8b5v2j6yd --birthday 1990-12-01')
  }

  const expected = [
    ['r8f3kq2v7n', '2026-11-20', 0],
    ['r5j1m8c3td', '2026-11-22T07:00:00Z', 0],
    ['c8b5v2j6yd', '2026-12-01', 48],
    ['r2y6p9s4hk', '2026-11-27', 120],
  ]

  it('tells each thing exactly once over a week of hourly runs', async () => {
    await prepare()
    const told = await hourly(7)
    expect(told.filter(({ id }) => !id.startsWith('r') || expected.some(([one]) => one === id)).map(({ id, when, hour }) => [id, when, hour])).toEqual(expected)
    expect(new Set(told.map(({ id, when }) => `${id} ${when}`)).size).toBe(told.length)
    expect(told).toHaveLength(5)
  }, 120_000)

  it('does so with crashes in between', async () => {
    await prepare()
    const told = await hourly(7, (hour) => hour === 0 || hour % 5 === 3)
    expect(new Set(told.map(({ id, when }) => `${id} ${when}`)).size).toBe(told.length)
    expect(told).toHaveLength(5)
  }, 120_000)

  it('tells again what is put off, and each owner for themselves', async () => {
    expect((await items('--announce --only overdue')).map((item) => item.id)).toEqual(['r8f3kq2v7n', 'r5j1m8c3td'])
    expect(await items('--announce --only overdue')).toEqual([])
    expect(await items('--announce --only overdue --owner Noy')).toHaveLength(2)
    await run('reminder snooze r8f3kq2v7n 2026-11-23')
    expect(await items('--announce --only today', { now: at('2026-11-23') })).toMatchObject([{ id: 'r8f3kq2v7n' }])
  })

  it('marks nothing that could not be written out', async () => {
    const { run: start } = await import('../../src/main.ts')
    const { fixedClock } = await import('../../src/clock.ts')
    const failing = { out: () => {}, err: () => {}, flush: async () => Promise.reject(new Error('disk full')) }
    const code = await start({
      argv: ['today', '--announce'],
      env: { CRM_STORE: store, CRM_USER: 'Noy' },
      cwd: store,
      packageFolder: store,
      home: store,
      systemUser: 'tester',
      clock: fixedClock(new Date('2026-11-22T09:00:00Z')),
      random: (bytes) => new Uint8Array(bytes),
      inputIsTerminal: false,
      outputIsTerminal: false,
      errorIsTerminal: false,
      columns: undefined,
      output: failing,
      readInput: async () => new Uint8Array(),
    }).catch(() => 1)
    expect(code).not.toBe(0)
    expect((await items('--announce')).length).toBeGreaterThan(0)
  })

  it('keeps what it told on this machine only', async () => {
    const before = filesOf(store)
    await run('today --announce')
    expect(filesOf(store)).toEqual(before)
    expect(readTold()).toContain('reminder r8f3kq2v7n 2026-11-20')
  })
})

describe('a year of days', () => {
  it('has every recurrence on its day, through leap day, month ends and daylight saving', async () => {
    settings({ timezone: 'Europe/Berlin' })
    await run('reminder remove r2y6 r5j1 r8f3 rb4w --yes')
    const added: { readonly [text: string]: string } = {
      weekly: '--due "2028-01-03 09:00" --repeat "every monday"',
      monthly: '--due 2028-01-31 --repeat monthly',
      leap: '--due 29/2/2571 --repeat yearly',
      later: '--due 2028-01-10 --repeat "10 days after done"',
      twice: '--due 2028-01-05 --repeat "every month on the 5th until March"',
    }
    for (const [text, flags] of Object.entries(added)) {
      expect(await run(`reminder add ${text} ${flags}`, { now: '2028-01-01T08:00:00Z' })).toMatchObject({ code: 0 })
    }
    const dues: { [text: string]: string[] } = {}
    for (let day = 0; day < 366; day++) {
      const now = new Date(Date.UTC(2028, 0, 1 + day, 20)).toISOString()
      for (const [id, reminder] of Object.entries(recordsOf(store, 'reminders'))) {
        if (reminder['status'] !== 'open' || String(reminder['due']) > now) continue
        dues[String(reminder['text'])] = [...(dues[String(reminder['text'])] ?? []), String(reminder['due'])]
        expect((await run(`reminder done ${id}`, { now })).code).toBe(0)
      }
    }
    expect(dues['monthly']).toEqual('01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'.split(' ').map((one) => `2028-${one}`))
    expect(dues['leap']).toEqual(['2028-02-29'])
    expect(Object.values(recordsOf(store, 'reminders')).find((one) => one['text'] === 'leap' && one['status'] === 'open')?.['due']).toBe('2029-02-28')
    expect(dues['twice']).toEqual(['2028-01-05', '2028-02-05', '2028-03-05'])
    expect(dues['later']?.slice(0, 3)).toEqual(['2028-01-10', '2028-01-20', '2028-01-30'])
    expect(dues['weekly']).toHaveLength(52)
    // 9 in the morning in Berlin: 8 in UTC in winter, 7 from 26 March to 29 October.
    expect(dues['weekly']).toEqual(expect.arrayContaining(['2028-03-20T08:00:00Z', '2028-03-27T07:00:00Z', '2028-10-23T07:00:00Z', '2028-10-30T08:00:00Z']))
  }, 240_000)

  it('passes over what was missed, skips, ends', async () => {
    const rule = () => Object.values(recordsOf(store, 'reminders')).find((one) => one['text'] === 'Monday figures' && one['status'] === 'open')
    await run('reminder done "Monday figures"', { now: at('2027-01-13') })
    expect(rule()).toMatchObject({ due: '2027-01-18T02:00:00Z', repeat: 'FREQ=WEEKLY;BYDAY=MO', repeatFrom: '2026-12-07' })
    const id = String(rule()?.['id'])
    await run(`reminder snooze ${id} "2027-01-20 15:00"`)
    expect(rule()).toMatchObject({ due: '2027-01-20T08:00:00Z', repeatFrom: '2026-12-07' })
    await run(`reminder edit ${id} --due "2027-01-18 09:00"`)
    expect(rule()?.['repeatFrom']).toBeUndefined()
    await run(`reminder skip ${id}`)
    expect(rule()).toMatchObject({ id, due: '2027-01-25T02:00:00Z' })
    await run(`reminder end ${id}`)
    expect(rule()?.['repeat']).toBeUndefined()
    await run(`reminder done ${id}`)
    expect(rule()).toBeUndefined()
    expect((await run(`reminder skip ${id}`)).code).toBe(4)
  })

  it('is one undo, the next one too', async () => {
    const before = recordsOf(store, 'reminders')
    await run('reminder done "Monday figures"')
    expect(Object.keys(recordsOf(store, 'reminders'))).toHaveLength(5)
    await run('undo --yes')
    expect(recordsOf(store, 'reminders')).toEqual(before)
  })

  it.each([
    ['reminder next "Monday figures"', /never ends.*\n.*--count/],
    ['reminder next "Send the drawings" --count 2', /does not repeat/],
    ['reminder add X --repeat "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"', /never comes/],
    ['reminder add X --repeat "every now and then"', /--repeat.*does not say/],
    ['reminder skip "Send the drawings"', /does not come back/],
  ])('refuses %s', async (line, message) => {
    expect(await run(line)).toMatchObject({ code: 2, err: expect.stringMatching(message) })
  })

  it('shows what comes', async () => {
    expect((await run('reminder next "Monday figures" --count 2 --format csv')).out).toBe('due\n2026-12-14T02:00:00Z\n2026-12-21T02:00:00Z\n')
    expect((await run('reminder next "Monday figures" --until 2026-12-20 --json')).json()).toEqual([{ due: '2026-12-14T02:00:00Z' }])
  })
})
