import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, NOW, recordsOf, storeFrom, writeSettings } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const run = (line: string, options = {}) => crm(line, { store, ...options })
const reminder = (id: string) => recordsOf(store, 'reminders')[id] ?? {}

describe('reminder add', () => {
  it.each([
    ['tomorrow', '2026-11-23'],
    ['"tomorrow 9am"', '2026-11-23T02:00:00Z'],
    ['"next friday"', '2026-11-27'],
    ['+2w', '2026-12-06'],
    ['22/12/2569', '2026-12-22'],
    ['"22 ธ.ค. 2569"', '2026-12-22'],
    ['2026-12-24', '2026-12-24'],
    ['"2026-12-24 14:30"', '2026-12-24T07:30:00Z'],
  ])('is due %s', async (due, kept) => {
    const id = (await run(`reminder add "Send samples" --due ${due} --for noy@mekong.example`)).out.trim()
    expect(reminder(id)).toEqual({
      id,
      text: 'Send samples',
      due: kept,
      for: ['c4ntp9x2qa'],
      status: 'open',
      owner: 'Noy',
      createdAt: NOW,
      updatedAt: NOW,
    })
  })

  it.each([
    ['reminder add "Call"', /--due/],
    ['reminder add --due tomorrow', /--text/],
    ['reminder add Call --due 31/02/2026', /31/],
    ['reminder add Call --due whenever', /--due/],
  ])('refuses %s', async (line, message) => {
    const ran = await run(line)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(message)
  })
})

describe('reminder due', () => {
  it('shows what is overdue, then today', async () => {
    const ran = await run('reminder due')
    expect(ran.code).toBe(0)
    expect(ran.err).toBe('')
    expect(ran.out).toMatch(/^Overdue[\s\S]*Send the drawings[\s\S]*โทรหาคุณน้ำผึ้ง/)
    expect(ran.out).toMatch(/2d late/)
    expect(ran.out).not.toMatch(/grinder/)
  })

  it('tells today from overdue by the time', async () => {
    const early = await run('reminder due', { now: '2026-11-22T03:00:00Z' })
    expect(early.out).toMatch(/Today[\s\S]*โทรหาคุณน้ำผึ้ง/)
  })

  it('looks ahead', async () => {
    expect((await run('reminder due --within 5d')).out).toMatch(/Coming[\s\S]*grinder/)
    expect((await run('reminder due --within 4d')).out).not.toMatch(/Coming/)
    expect((await run('reminder due --within soon')).code).toBe(2)
  })

  it('is for one owner or all', async () => {
    writeSettings(store, { unknownOwners: 'tell' })
    await run('reminder add "Not mine" --due 2026-11-01 --owner Kham')
    expect((await run('reminder due')).out).toMatch(/Not mine/)
    expect((await run('reminder due --owner me')).out).not.toMatch(/Not mine/)
    expect((await run('reminder due --owner Kham')).out).not.toMatch(/drawings/)
  })

  it('prints nothing at all when nothing is due, in any format', async () => {
    const empty = await emptyStore()
    for (const flags of ['', '--format csv', '--within 90d']) {
      expect(await crm(`reminder due ${flags}`, { store: empty })).toMatchObject({
        code: 0,
        out: '',
        err: '',
      })
    }
    expect((await crm('reminder due --json', { store: empty })).json()).toEqual([])
  })

  it('is for scripts too', async () => {
    expect((await run('reminder due --json')).json()).toMatchObject([
      { id: 'r8f3kq2v7n', group: 'overdue', days: -2, about: ['Roastery fit-out'] },
      { id: 'r5j1m8c3td', group: 'overdue', days: 0 },
    ])
    expect((await run('reminder due --format csv')).out).toBe(
      'id,group,due,days,text,for,priority,owner\n' +
        'r8f3kq2v7n,overdue,2026-11-20,-2,Send the drawings,Roastery fit-out,high,Noy\n' +
        'r5j1m8c3td,overdue,2026-11-22T07:00:00Z,0,โทรหาคุณน้ำผึ้ง,น้ำผึ้ง เพชรรัตน์,,Noy\n',
    )
  })
})

describe('reminder done, snooze, cancel', () => {
  it('is done once', async () => {
    await run('reminder done r8f3')
    expect(reminder('r8f3kq2v7n')).toMatchObject({ status: 'done', doneAt: NOW })
    const again = await run('reminder done r8f3')
    expect(again.code).toBe(4)
    expect((await run('reminder due')).out).not.toMatch(/drawings/)
  })

  it('is put off to a day or a time', async () => {
    await run('reminder snooze r8f3 tomorrow 9am')
    expect(reminder('r8f3kq2v7n')).toMatchObject({ status: 'open', due: '2026-11-23T02:00:00Z' })
    await run('reminder snooze r8f3 +1w')
    expect(reminder('r8f3kq2v7n')).toMatchObject({ due: '2026-11-29' })
    expect((await run('reminder snooze r8f3')).err).toMatch(/WHEN/)
  })

  it('is cancelled', async () => {
    await run('reminder cancel r8f3')
    expect(reminder('r8f3kq2v7n')).toMatchObject({ status: 'cancelled' })
  })
})

describe('log', () => {
  it('keeps what happened, with whom, when and which way', async () => {
    const ran = await run(
      'log call noy@mekong.example "Wants a quote" --at "yesterday 15:00" --direction in --minutes 12 --for d2r9f4k7ma',
    )
    const id = ran.out.trim()
    expect(recordsOf(store, 'activities')[id]).toEqual({
      id,
      kind: 'call',
      subject: 'Wants a quote',
      at: '2026-11-21T08:00:00Z',
      minutes: 12,
      direction: 'in',
      for: ['c4ntp9x2qa', 'd2r9f4k7ma'],
      owner: 'Noy',
      createdAt: NOW,
      updatedAt: NOW,
    })
    expect(ran.err).toMatch(/Logged call with ບຸນມີ ພົມມະຈັນ/)
  })

  it('needs somebody', async () => {
    expect((await run('log note')).code).toBe(2)
    expect((await run('log note Nobody hello')).code).toBe(3)
  })
})
