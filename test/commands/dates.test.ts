/** Dates as people type them, by the store's settings: whole commands. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, filesOf, recordsOf, storeFrom } from '../helpers/crm.ts'

let store: string
beforeEach(() => {
  store = storeFrom('examples')
})

const run = (line: string, options = {}) => crm(line, { store, ...options })

function settings(values: { readonly [key: string]: unknown }): void {
  const path = join(store, 'crm.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...values }))
}

const due = async (flags: string) => {
  const id = (await run(`reminder add Call ${flags}`)).out.trim()
  return recordsOf(store, 'reminders')[id]?.['due']
}

describe('05/06', () => {
  it('has the day first in Laos and Thailand', async () => {
    expect(await due('--due 05/06/2027')).toBe('2027-06-05')
  })

  it('is refused with both readings where the country writes either, and nothing is changed', async () => {
    settings({ country: 'US' })
    const before = filesOf(store)
    for (const line of [
      'reminder add Call --due 05/06/2027',
      'contact edit c4ntp9x2qa --birthday 05/06/2027',
      'log call c4ntp9x2qa Hello --at 05/06/2027',
      'timeline c4ntp9x2qa --from 05/06/2027',
      'report leads --from 05/06/2027 --to 2027-12-31',
      'reminder next "Monday figures" --until 05/06/2027',
      'history --from 05/06/2027',
      'lead list createdAt:>05/06/2027',
      'reminder add Call --due 2027-01-01 --repeat "every month until 05/06/2027"',
    ]) {
      const ran = await run(line)
      expect([line, ran.code, ran.err]).toEqual([line, 2, expect.stringContaining('may be 5 June or 6 May')])
      expect(ran.err).toContain('Type 2027-06-05 or 2027-05-06; "dateOrder": "dmy" or "mdy" in crm.json')
    }
    expect(filesOf(store)).toEqual(before)
    expect(await due('--due 05/23/2027')).toBe('2027-05-23')
    expect(await due('--due 05/06/2570')).toBe('2027-06-05')
  })

  it('is read as the settings say', async () => {
    settings({ country: 'US', dateOrder: 'mdy' })
    expect(await due('--due 05/06/2027')).toBe('2027-05-06')
    expect(await due('--due "05/06/2027 9am"')).toBe('2027-05-06T02:00:00Z')
    settings({ country: 'US', dateOrder: 'dmy' })
    expect(await due('--due 05/06/2027')).toBe('2027-06-05')
    settings({ dateOrder: 'ymd' })
    expect(await run('reminder due')).toMatchObject({ code: 5, err: expect.stringMatching(/dateOrder.*dmy/) })
  })

  it('without a year is refused, and 31/02 with the nearest days', async () => {
    expect(await run('reminder add Call --due 05/06')).toMatchObject({
      code: 2,
      err: expect.stringContaining('does not say which year'),
    })
    expect(await run('reminder add Call --due 31/02')).toMatchObject({
      code: 2,
      err: expect.stringContaining('The nearest days are 2026-02-28 and 2026-03-01.'),
    })
  })
})

describe('keep in touch', () => {
  it.each(['0', '0.5', '-3'])('is refused every %s weeks', async (weeks) => {
    const before = filesOf(store)
    expect(await run(`contact edit c4ntp9x2qa --keep-in-touch=${weeks}`)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--keep-in-touch: .*at least 1/),
    })
    expect(filesOf(store)).toEqual(before)
  })

  it('is taken from one week on, and an older, smaller one can still be read', async () => {
    expect((await run('contact edit c4ntp9x2qa --keep-in-touch 1')).code).toBe(0)
    const path = join(store, 'data/contacts.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"keepInTouch": 1', '"keepInTouch": 0'))
    expect(await run('contact show c4ntp9x2qa')).toMatchObject({ code: 0 })
  })
})

describe('reminder next', () => {
  const next = async (flags: string) => (await run(`reminder next ${flags}`)).err

  it('tells a rule that has ended from one that comes later', async () => {
    await run('reminder add "Two times" --due 2026-11-30 --repeat "every monday until 2026-12-07"')
    expect(await next('"Two times"')).toBe('Now due: 2026-11-30.\n')
    expect(await next('"Two times" --until 2026-12-01')).toBe(
      'After that day: 2026-12-07.\nNow due: 2026-11-30.\n',
    )
    await run('reminder done "Two times"', { now: '2026-11-30T03:00:00Z' })
    expect((await run('reminder next "Two times"', { now: '2026-12-01T03:00:00Z' })).err).toBe(
      'Now due: 2026-12-07.\nAfter that it comes no more.\n',
    )
  })

  it('of what is cancelled is never', async () => {
    await run('reminder cancel "Monday figures"')
    const ran = await run('reminder next "Monday figures" --count 3')
    expect(ran).toMatchObject({ code: 0, err: 'It is cancelled and comes no more.\n' })
    expect(ran.out).not.toMatch(/20\d\d/)
  })

  it('counted from its being done needs no bound', async () => {
    await run('reminder add "Water plants" --due 2026-11-25 --repeat "10 days after done"')
    expect(await run('reminder next "Water plants"')).toMatchObject({
      code: 0,
      out: expect.stringContaining('2026-12-02'),
      err: 'Now due: 2026-11-25.\nThe next is counted from its being done; as if that were today.\n',
    })
  })

  it('does not go beyond its most', async () => {
    expect(await run('reminder next "Monday figures" --count 5000')).toMatchObject({ code: 2 })
  })
})

describe('what happened in this very second', () => {
  it('counts as a contact', async () => {
    const now = '2026-11-22T09:00:00Z'
    await run('log call "Cups and saucers" "Just now"', { now })
    expect((await run('report stale --json', { now })).out).not.toContain('Cups and saucers')
    const rows: unknown = (await run('report communication --json', { now })).json()
    expect(rows).toMatchObject({ totals: { total: expect.any(Number) } })
  })
})
