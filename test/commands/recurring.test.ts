/** Reminders that repeat, done over a year of days. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, filesOf, recordsOf, storeFrom } from '../helpers/crm.ts'

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
      expect(await run(`reminder add ${text} ${flags}`, { now: '2028-01-01T08:00:00Z' })).toMatchObject({
        code: 0,
      })
    }
    const dues: { [text: string]: string[] } = {}
    for (let day = 0; day < 366; day++) {
      const now = new Date(Date.UTC(2028, 0, 1 + day, 20)).toISOString()
      for (const [id, reminder] of Object.entries(recordsOf(store, 'reminders'))) {
        if (reminder.status !== 'open' || String(reminder.due) > now) continue
        dues[String(reminder.text)] = [...(dues[String(reminder.text)] ?? []), String(reminder.due)]
        expect((await run(`reminder done ${id}`, { now })).code).toBe(0)
      }
    }
    expect(dues.monthly).toEqual(
      '01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'
        .split(' ')
        .map((one) => `2028-${one}`),
    )
    expect(dues.leap).toEqual(['2028-02-29'])
    expect(
      Object.values(recordsOf(store, 'reminders')).find((one) => one.text === 'leap' && one.status === 'open')
        ?.due,
    ).toBe('2029-02-28')
    expect(dues.twice).toEqual(['2028-01-05', '2028-02-05', '2028-03-05'])
    expect(dues.later?.slice(0, 3)).toEqual(['2028-01-10', '2028-01-20', '2028-01-30'])
    expect(dues.weekly).toHaveLength(52)
    // 9 in the morning in Berlin: 8 in UTC in winter, 7 from 26 March to 29 October.
    expect(dues.weekly).toEqual(
      expect.arrayContaining([
        '2028-03-20T08:00:00Z',
        '2028-03-27T07:00:00Z',
        '2028-10-23T07:00:00Z',
        '2028-10-30T08:00:00Z',
      ]),
    )
  }, 240_000)

  it('is meant by its text whatever was done before', async () => {
    for (const due of ['2026-11-23T02:00:00Z', '2026-11-30T02:00:00Z'])
      expect(await run('reminder done "Monday figures"', { now: due })).toMatchObject({ code: 0 })
    await run('reminder add "Monday figures" --due 2027-05-01')
    expect(await run('reminder done "Monday figures"')).toMatchObject({
      code: 3,
      err: expect.stringMatching(
        /may mean 2 records:[\s\S]*Monday figures {2}2026-12-21T02:00:00Z {2}open\n/,
      ),
    })
  })

  it('comes back at its own time of day where one time was put off', async () => {
    const open = (text: string) =>
      Object.values(recordsOf(store, 'reminders')).find((one) => one.text === text && one.status === 'open')
    await run('reminder snooze "Monday figures" "2026-12-09 15:00"')
    await run('reminder snooze "Monday figures" "2026-12-10"')
    expect(open('Monday figures')).toMatchObject({ due: '2026-12-10', snoozedFrom: '2026-12-07T02:00:00Z' })
    await run('reminder done "Monday figures"', { now: at('2026-12-10') })
    expect(open('Monday figures')?.due).toBe('2026-12-14T02:00:00Z')
    expect(open('Monday figures')?.snoozedFrom).toBeUndefined()
    // A day without a time stays one.
    await run('reminder add Backup --repeat "every friday"')
    await run('reminder snooze Backup "2026-11-28 09:00"')
    await run('reminder skip Backup')
    expect(open('Backup')).toMatchObject({ due: '2026-12-04' })
    // Changed by hand it is a new beginning.
    await run('reminder snooze Backup "2026-12-05 09:00"')
    await run('reminder edit Backup --due "2026-12-04 10:00"')
    await run('reminder done Backup', { now: at('2026-12-04') })
    expect(open('Backup')).toMatchObject({ due: '2026-12-11T03:00:00Z' })
  })

  it('takes the time of day from the rule, and says how it was understood', async () => {
    const ran = await run('reminder add Figures --repeat "every second tuesday at 9am"')
    expect(ran.err).toBe(
      'Added reminder Figures.\nDue 2026-12-08 09:00, then every month on the second Tuesday.\n',
    )
    const before = filesOf(store)
    expect(await run('reminder add Call --repeat "every monday at 9am" --due tomorrow')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Give the time with --due: --repeat "every monday" --due "tomorrow 9am"'),
    })
    expect(filesOf(store)).toEqual(before)
  })

  it('passes over what was missed, skips, ends', async () => {
    const rule = () =>
      Object.values(recordsOf(store, 'reminders')).find(
        (one) => one.text === 'Monday figures' && one.status === 'open',
      )
    await run('reminder done "Monday figures"', { now: at('2027-01-13') })
    expect(rule()).toMatchObject({
      due: '2027-01-18T02:00:00Z',
      repeat: 'FREQ=WEEKLY;BYDAY=MO',
      repeatFrom: '2026-12-07',
    })
    const id = String(rule()?.id)
    await run(`reminder snooze ${id} "2027-01-20 15:00"`)
    expect(rule()).toMatchObject({ due: '2027-01-20T08:00:00Z', repeatFrom: '2026-12-07' })
    await run(`reminder edit ${id} --due "2027-01-18 09:00"`)
    expect(rule()?.repeatFrom).toBeUndefined()
    await run(`reminder skip ${id}`)
    expect(rule()).toMatchObject({ id, due: '2027-01-25T02:00:00Z' })
    await run(`reminder end ${id}`)
    expect(rule()?.repeat).toBeUndefined()
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
    expect((await run('reminder next "Monday figures" --count 2 --format csv')).out).toBe(
      'due\n2026-12-14T02:00:00Z\n2026-12-21T02:00:00Z\n',
    )
    expect((await run('reminder next "Monday figures" --until 2026-12-20 --json')).json()).toEqual([
      { due: '2026-12-14T02:00:00Z' },
    ])
  })
})
