/** Calendars: what is written is read by another parser, and what was done there comes back. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sync as parser } from 'node-ical'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, filesOf, recordsOf, storeFrom, temporaryFolder } from '../helpers/crm.ts'

let store: string
let cwd: string
beforeEach(() => {
  store = storeFrom('examples')
  cwd = temporaryFolder()
})

const run = (line: string, options = {}) => crm(line, { store, cwd, ...options })
const reminder = (id: string) => recordsOf(store, 'reminders')[id] ?? {}
const parsed = (text: string) => Object.values(parser.parseICS(text)).filter((one) => one !== undefined)

describe('export reminders --format ics', () => {
  it('is read by another parser', async () => {
    const text = (await run('export reminders --format ics')).out
    const todos = parsed(text).filter((one) => one.type === 'VTODO')
    expect(todos.map((one) => [one.uid, one.summary, one.contact])).toEqual([
      ['r2y6p9s4hk@lukkha', 'Ask how the grinder runs', 'Mekong Coffee'],
      ['r5j1m8c3td@lukkha', 'โทรหาคุณน้ำผึ้ง', 'น้ำผึ้ง เพชรรัตน์'],
      ['r8f3kq2v7n@lukkha', 'Send the drawings', 'Roastery fit-out'],
      ['rb4w7t2n9c@lukkha', 'Monday figures', undefined],
    ])
    expect(text).toMatch(/DUE;VALUE=DATE:20261127\r\n/)
    expect(text).toMatch(/DUE:20261122T070000Z\r\n/)
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  })

  it('is the same text for the same reminders, and a new sequence after a change', async () => {
    const first = (await run('export reminders --format ics')).out
    expect((await run('export reminders --format ics', { now: '2026-11-25T09:00:00Z' })).out).toBe(first)
    await run('reminder snooze r8f3 +1w')
    const second = (await run('export reminders --format ics')).out
    expect(/UID:r8f3[\s\S]*?SEQUENCE:(\d+)/.exec(first)?.[1]).toBe('0')
    expect(Number(/UID:r8f3[\s\S]*?SEQUENCE:(\d+)/.exec(second)?.[1])).toBeGreaterThan(0)
    expect(second.match(/^UID:.*$/gm)).toEqual(first.match(/^UID:.*$/gm))
  })

  it('has events and alarms by choice', async () => {
    await run('log meeting c4ntp9x2qa "On site" --at "2026-11-25 10:00" --minutes 90')
    const events = parsed(
      await run('export reminders --as event --out reminders.ics').then(() =>
        readFileSync(join(cwd, 'reminders.ics'), 'utf8'),
      ),
    )
    const event = events.find((one) => one.type === 'VEVENT' && one.uid === 'r5j1m8c3td@lukkha')
    expect(event).toMatchObject({
      start: new Date('2026-11-22T07:00:00Z'),
      end: new Date('2026-11-22T07:30:00Z'),
    })
    const meetings = parsed((await run('export activities --format ics')).out).filter(
      (one) => one.type === 'VEVENT',
    )
    expect(meetings.filter((one) => one.summary === 'On site')).toMatchObject([
      {
        contact: 'ບຸນມີ ພົມມະຈັນ',
        start: new Date('2026-11-25T03:00:00Z'),
        end: new Date('2026-11-25T04:30:00Z'),
      },
    ])
    expect((await run('export reminders --format ics')).out).toMatch(/TRIGGER;RELATED=END:-PT15M/)
    expect((await run('export leads --format ics')).code).toBe(2)
  })

  it('is the day’s page too', async () => {
    const days = parsed((await run('today --format ics', { now: '2027-04-10T03:00:00Z' })).out)
    expect(
      days.find(
        (one) => one.type === 'VEVENT' && String(one.uid).startsWith('date-c4ntp9x2qa-birthday-2027'),
      ),
    ).toMatchObject({ summary: 'ບຸນມີ ພົມມະຈັນ: birthday (37)' })
    const empty = await run('today --format ics --only comeBacks')
    expect(empty.out).toMatch(/^BEGIN:VCALENDAR[\s\S]*END:VCALENDAR\r\n$/)
  })
})

describe('calendar write and read', () => {
  const folder = () => join(cwd, 'cal')
  const change = (id: string, edit: (text: string) => string) => {
    const path = join(folder(), `${id}@lukkha.ics`)
    writeFileSync(path, edit(readFileSync(path, 'utf8')))
  }

  it('writes one file an entry, and only what has changed', async () => {
    expect((await run('calendar write cal --json')).json()).toEqual({ written: 4, same: 0, removed: 0 })
    expect(readdirSync(folder())).toEqual([
      'r2y6p9s4hk@lukkha.ics',
      'r5j1m8c3td@lukkha.ics',
      'r8f3kq2v7n@lukkha.ics',
      'rb4w7t2n9c@lukkha.ics',
    ])
    await run('reminder snooze r8f3 +1w')
    expect((await run('calendar write cal --json')).json()).toEqual({ written: 1, same: 3, removed: 0 })
    writeFileSync(
      join(folder(), 'abc.ics'),
      readFileSync(new URL('../../fixtures/import/tasks.ics', import.meta.url), 'utf8').replace(
        /BEGIN:VTODO\r\nUID:r8f3[\s\S]*?END:VTODO\r\n/,
        '',
      ),
    )
    await run('calendar read cal')
    await run('calendar write cal')
    expect(readFileSync(join(folder(), 'abc.ics'), 'utf8')).toContain('UID:4f0c7d52-samples@phone.example')
    expect(readdirSync(folder()).filter((name) => name.includes('samples'))).toEqual([])
    await run('reminder remove r2y6')
    expect((await run('calendar write cal --json')).json()).toEqual({ written: 0, same: 4, removed: 1 })
  })

  it('brings back what was done, moved and cancelled', async () => {
    await run('calendar write cal')
    change('r8f3kq2v7n', (text) =>
      text.replace('STATUS:NEEDS-ACTION', 'STATUS:COMPLETED\r\nCOMPLETED:20261122T080000Z'),
    )
    change('r2y6p9s4hk', (text) => text.replace('DUE;VALUE=DATE:20261127', 'DUE;VALUE=DATE:20261130'))
    change('r5j1m8c3td', (text) => text.replace('STATUS:NEEDS-ACTION', 'STATUS:CANCELLED'))
    change('rb4w7t2n9c', (text) =>
      text.replace('STATUS:NEEDS-ACTION', 'STATUS:COMPLETED\r\nCOMPLETED:20261122T080000Z'),
    )
    expect((await run('calendar read cal --json')).json()).toMatchObject({
      done: 2,
      moved: 2,
      added: 0,
      outdated: 0,
    })
    expect(reminder('r8f3kq2v7n')).toMatchObject({ status: 'done', doneAt: '2026-11-22T08:00:00Z' })
    expect(reminder('r2y6p9s4hk')).toMatchObject({ status: 'open', due: '2026-11-30' })
    expect(reminder('r5j1m8c3td')).toMatchObject({ status: 'cancelled' })
    const next = Object.values(recordsOf(store, 'reminders')).find(
      (one) => one['text'] === 'Monday figures' && one['status'] === 'open',
    )
    expect(next).toMatchObject({ due: '2026-12-14T02:00:00Z' })
    const before = filesOf(store)
    expect((await run('calendar read cal')).err).toBe('Nothing new in the calendar.\n')
    expect(filesOf(store)).toEqual(before)
    await run('undo --yes')
    expect(reminder('r8f3kq2v7n')).toMatchObject({ status: 'open' })
  })

  it('leaves what was changed here later', async () => {
    await run('calendar write cal')
    change('r2y6p9s4hk', (text) => text.replace('DUE;VALUE=DATE:20261127', 'DUE;VALUE=DATE:20261130'))
    await run('reminder snooze r2y6 2026-12-24')
    expect((await run('calendar read cal --json')).json()).toMatchObject({ moved: 0, outdated: 1 })
    expect(reminder('r2y6p9s4hk')).toMatchObject({ due: '2026-12-24' })
    change('r2y6p9s4hk', (text) => text.replace(/LAST-MODIFIED:\S+/, 'LAST-MODIFIED:20261122T100000Z'))
    expect((await run('calendar read cal --json')).json()).toMatchObject({ moved: 1, outdated: 0 })
  })

  it('takes tasks made there, in their zone, once', async () => {
    const sample = readFileSync(new URL('../../fixtures/import/tasks.ics', import.meta.url))
    const ran = await crm('calendar read - --json', { store, cwd, input: sample })
    expect(ran.json()).toMatchObject({ done: 1, added: 1 })
    const made = Object.values(recordsOf(store, 'reminders')).find(
      (one) => one['externalId'] === '4f0c7d52-samples@phone.example',
    )
    expect(made).toMatchObject({
      text: 'Pick up samples',
      due: '2026-11-24T02:30:00Z',
      status: 'open',
      owner: 'Noy',
    })
    expect((await crm('calendar read - --json', { store, cwd, input: sample })).json()).toMatchObject({
      done: 0,
      added: 0,
    })
    expect((await run('export reminders --format ics')).out).toContain('UID:4f0c7d52-samples@phone.example')
  })

  it.each([
    ['DUE:20261201', '2026-12-01'],
    ['DUE:20261201T093000', '2026-12-01T02:30:00Z'],
    ['DUE;TZID=Europe/Berlin:20260701T090000', '2026-07-01T07:00:00Z'],
    ['DUE;TZID=Nowhere:20261201T090000', '2026-12-01T02:00:00Z'],
    ['DUE:INVALID-DATE', '2026-11-22'],
    ['DTSTART;VALUE=DATE:20261203', '2026-12-03'],
  ])('reads a task that other programs write: %s', async (line, due) => {
    const input = `BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:x@y\r\nSUMMARY:Task\r\n${line}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n`
    expect((await crm('calendar read - --json', { store, cwd, input })).json()).toMatchObject({
      added: 1,
      records: [{ text: 'Task', due }],
    })
  })

  it.each([
    ['calendar read nothing.ics', /no such file/],
    ['calendar read crm.json', /no calendar/],
  ])('refuses %s', async (line, message) => {
    writeFileSync(join(cwd, 'crm.json'), '{}')
    expect(await run(line)).toMatchObject({ code: 2, err: expect.stringMatching(message) })
  })
})
