/** crm log: what happened, with whom, and the promise that came of it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, filesOf, NOW, recordsOf, storeFrom } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const run = (line: string, options = {}) => crm(line, { store, ...options })
const fresh = (plural: string) =>
  Object.values(recordsOf(store, plural)).filter((record) => record['createdAt'] === NOW)

describe('log --remind', () => {
  it('makes the reminder along with the call, about the same people', async () => {
    const ran = await run(
      'log call noy@mekong.example "wants a quote" --remind "next tuesday" --for "Roastery fit-out"',
    )
    expect(ran.code).toBe(0)
    const [reminder] = fresh('reminders')
    expect(reminder).toMatchObject({
      text: 'Follow up: wants a quote',
      due: '2026-11-24',
      for: ['c4ntp9x2qa', 'd2r9f4k7ma'],
      status: 'open',
      owner: 'Noy',
    })
    expect(ran.err).toMatch(/Reminder .* on 2026-11-24/)
  })

  it('is not shorter than nothing', async () => {
    const before = filesOf(store)
    expect(await run('log call c4nt hello --minutes=-3')).toMatchObject({
      code: 2,
      err: '--minutes: "-3" is too small: at least 0.\nType 0 or more.\n',
    })
    expect(filesOf(store)).toEqual(before)
  })

  it('says what it is told to', async () => {
    await run('log note c4nt "likes tea" --remind "+1m 9am" --remind-text "Send tea"')
    expect(fresh('reminders')).toMatchObject([{ text: 'Send tea', due: '2026-12-22T02:00:00Z' }])
  })

  it.each(['31/02', '05/06', '31/02/2027', 'someday'])('refuses %s and changes nothing', async (when) => {
    const before = filesOf(store)
    const ran = await run(`log call c4nt hello --remind ${when}`)
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/--remind/)
    expect(filesOf(store)).toEqual(before)
  })

  it('is one command to undo', async () => {
    await run('log call c4nt hello --remind tomorrow')
    await run('undo')
    expect(fresh('reminders')).toEqual([])
    expect(fresh('activities')).toEqual([])
  })
})

describe('somebody unknown', () => {
  it('is refused, with the way to make a lead', async () => {
    const before = filesOf(store)
    const ran = await run('log call "Kham Souk" hello')
    expect(ran.code).toBe(3)
    expect(ran.err).toMatch(/--capture/)
    expect(filesOf(store)).toEqual(before)
  })

  it.each([
    ['"Kham Souk"', { firstName: 'Kham', lastName: 'Souk' }],
    ['kham@souk.example', { email: 'kham@souk.example' }],
    ['"020 9999 8888"', { phone: '+8562099998888' }],
  ])('becomes a lead with --capture: %s', async (ref, values) => {
    const ran = await run(`log call ${ref} hello --capture --json`)
    const [lead] = fresh('leads')
    expect(lead).toMatchObject({ ...values, status: 'new', owner: 'Noy' })
    expect(ran.json()).toMatchObject({ kind: 'call', for: [lead?.['id']], subject: 'hello' })
  })

  it('is offered to be made on a terminal', async () => {
    const ran = await run('log call "Kham Souk" hello', { answers: [true] })
    expect(ran.code).toBe(0)
    expect(fresh('leads')).toHaveLength(1)
    expect((await run('log call "Vone" hello', { answers: [false] })).code).toBe(3)
  })
})

describe('log alone', () => {
  it('asks for everything', async () => {
    const ran = await run('log', {
      answers: ['call', 'Malaythong', 'Asked for prices', 'out', 'Will think', 'tomorrow 9am'],
    })
    expect(ran.err).toMatch(/Logged call with Malaythong/)
    expect(fresh('activities')).toMatchObject([
      {
        kind: 'call',
        subject: 'Asked for prices',
        direction: 'out',
        outcome: 'Will think',
        for: ['c8b5v2j6yd'],
      },
    ])
    expect(fresh('reminders')).toMatchObject([{ due: '2026-11-23T02:00:00Z' }])
  })

  it('finds people by their address too, and takes somebody new at their word', async () => {
    await run('log', { answers: ['call', 'noy@mek', 'Hello', 'out', '', ''] })
    expect(fresh('activities')).toMatchObject([{ for: ['c4ntp9x2qa'] }])
    await run('log', { answers: ['call', 'Malaythong Junior', 'Hello', 'out', '', ''] })
    const [lead] = fresh('leads')
    expect(lead).toMatchObject({ firstName: 'Malaythong', lastName: 'Junior' })
  })

  it('says what to type where nobody can be asked', async () => {
    expect(await run('log')).toMatchObject({ code: 2, err: expect.stringMatching(/crm log call\|email/) })
  })
})

describe('the last contact', () => {
  const last = async (ref: string) => /Last contact +(.*)/.exec((await run(`show ${ref}`)).out)?.[1]

  it('follows for everyone concerned', async () => {
    expect(await last('a7mk2c0f5e')).toBe('2026-11-17 10:00')
    await run('log meeting "Roastery fit-out" "on site" --at "2026-11-21 08:30"')
    expect(await last('a7mk2c0f5e')).toBe('2026-11-21 08:30')
    expect(await last('d2r9f4k7ma')).toBe('2026-11-21 08:30')
    expect(await last('c4ntp9x2qa')).toBe('2026-11-21 08:30')
  })

  it('is no note, and nothing that lies ahead', async () => {
    await run('log note c4nt "to think about"')
    await run('log meeting c4nt "planned" --at "2026-12-01 10:00"')
    expect(await last('c4ntp9x2qa')).toBe('2026-11-17 10:00')
  })

  it('follows the activity when that is changed or removed', async () => {
    await run('activity edit v3c8n5t1wk --at "2026-11-01 09:00"')
    expect(await last('c4ntp9x2qa')).toBe('2026-11-01 09:00')
    await run('activity remove v3c8n5t1wk')
    expect(await last('c4ntp9x2qa')).toBeUndefined()
  })
})
