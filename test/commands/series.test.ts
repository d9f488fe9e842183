/** What repeats in a calendar that is imported: rules, exceptions, moved and further times. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

const now = '2026-12-01T03:00:00Z'
let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const run = (line: string | readonly string[], options = {}) => crm(line, { store, now, ...options })
const calendar = (...items: readonly (readonly string[])[]): string =>
  ['BEGIN:VCALENDAR', ...items.flat(), 'END:VCALENDAR', ''].join('\r\n')
const item = (name: string, ...lines: readonly string[]): readonly string[] => [
  `BEGIN:${name}`,
  'UID:s1',
  ...(lines.some((line) => line.startsWith('SUMMARY')) ? [] : ['SUMMARY:ประชุมทีม']),
  ...lines,
  `END:${name}`,
]
const todo = (...lines: readonly string[]) => item('VTODO', ...lines)
const event = (...lines: readonly string[]) => item('VEVENT', ...lines)
const bangkok = 'TZID=Asia/Bangkok'

const reminders = () =>
  Object.values(recordsOf(store, 'reminders'))
    .map(({ text, due, repeat }) => [due, repeat, text])
    .sort()
const imported = (input: string, line = 'import reminders -') => run(`${line} --format ics`, { input })

async function activities(input: string) {
  await run('lead add --first-name ນ້ອຍ --email noy@x.example')
  const ran = await imported(input, 'import activities - --default for=noy@x.example')
  expect(ran.code).toBe(0)
  return Object.values(recordsOf(store, 'activities'))
    .map(({ at, subject }) => [at, subject])
    .sort()
}

describe('a task that repeats', () => {
  it.each([
    [`EXDATE;${bangkok}:20261214T090000,20261221T090000`, '20261214,20261221'],
    ['EXDATE:20261214T020000Z', '20261214'],
    ['EXDATE;VALUE=DATE:20261214', '20261214'],
    ['EXDATE;TZID=Tokyo Standard Time:20261214T110000', '20261214'],
    [`EXDATE;${bangkok}:20261214T090000\r\nEXDATE;VALUE=DATE:20270104`, '20261214,20270104'],
  ])('does not come at the times of %s', async (line, days) => {
    const input = calendar(todo(`DUE;${bangkok}:20261207T090000`, 'RRULE:FREQ=WEEKLY', line))
    expect((await imported(input)).code).toBe(0)
    expect(reminders()).toEqual([['2026-12-07T02:00:00Z', `FREQ=WEEKLY;EXDATE=${days}`, 'ประชุมทีม']])
    const skipped = (await run('reminder next ประชุมทีม --count 6')).out
    for (const day of days.split(',')) {
      expect(skipped).not.toContain(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`)
    }
  })

  it('keeps moved times as reminders of their own, also where the series is not in the file', async () => {
    const moved = todo(
      `RECURRENCE-ID;${bangkok}:20261214T090000`,
      'SUMMARY:ຍ້າຍແລ້ວ',
      `DUE;${bangkok}:20261215T130000`,
    )
    const cancelled = todo(
      'RECURRENCE-ID:20261221T020000Z',
      'STATUS:CANCELLED',
      `DUE;${bangkok}:20261221T090000`,
    )
    const series = todo(`DUE;${bangkok}:20261207T090000`, 'RRULE:FREQ=WEEKLY;COUNT=4')
    await imported(calendar(moved))
    expect(reminders()).toEqual([['2026-12-15T06:00:00Z', undefined, 'ຍ້າຍແລ້ວ']])
    await imported(calendar(moved, series, cancelled))
    const all = [
      ['2026-12-07T02:00:00Z', 'FREQ=WEEKLY;COUNT=4;EXDATE=20261214,20261221', 'ประชุมทีม'],
      ['2026-12-15T06:00:00Z', undefined, 'ຍ້າຍແລ້ວ'],
    ]
    expect(reminders()).toEqual(all)
    const again = await imported(
      calendar(series, moved, cancelled),
      'import reminders - --on-duplicate update',
    )
    expect(again.err).not.toContain('update takes it')
    expect(reminders()).toEqual(all)
    expect(await run('reminder done "ประชุมทีม"')).toMatchObject({ err: expect.stringContaining('2026-12-28') })
  })

  it('is not opened again by a file in which it is still open', async () => {
    const input = calendar(todo(`DUE;${bangkok}:20261207T090000`, 'RRULE:FREQ=WEEKLY'))
    await imported(input)
    await run('reminder done "ประชุมทีม"', { now: '2026-12-07T03:00:00Z' })
    const before = recordsOf(store, 'reminders')
    expect((await imported(input)).err).not.toContain('--on-duplicate')
    expect(await imported(input, 'import reminders - --on-duplicate update')).toMatchObject({
      code: 0,
      err: expect.stringMatching(/Item 1 was left out: it is reminder \w+, which is done/),
    })
    expect(recordsOf(store, 'reminders')).toEqual(before)
  })

  it('changes from one time on', async () => {
    const input = calendar(
      todo(`DTSTART;${bangkok}:20261207T090000`, 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=6'),
      todo(
        `RECURRENCE-ID;RANGE=THISANDFUTURE;${bangkok}:20261221T090000`,
        'SUMMARY:ใหม่',
        `DTSTART;${bangkok}:20261222T100000`,
      ),
    )
    await imported(input)
    expect(reminders()).toEqual([
      ['2026-12-07T02:00:00Z', 'FREQ=WEEKLY;UNTIL=20261214;BYDAY=MO', 'ประชุมทีม'],
      ['2026-12-22T03:00:00Z', 'FREQ=WEEKLY;COUNT=4', 'ใหม่'],
    ])
  })

  it('has further times (RDATE) and ends when the file says, in its own zone', async () => {
    await imported(
      calendar(
        todo(
          `DUE;${bangkok}:20261207T020000`,
          'RRULE:FREQ=DAILY;UNTIL=20261208T190000Z',
          `RDATE;${bangkok}:20261220T020000,20261225T020000`,
          `EXDATE;${bangkok}:20261225T020000`,
        ),
      ),
    )
    expect(reminders()).toEqual([
      ['2026-12-06T19:00:00Z', 'FREQ=DAILY;UNTIL=20261209', 'ประชุมทีม'],
      ['2026-12-19T19:00:00Z', undefined, 'ประชุมทีม'],
    ])
  })

  it('passes over months without its day, as calendars do', async () => {
    await imported(calendar(todo('DUE;VALUE=DATE:20270131', 'RRULE:FREQ=MONTHLY')))
    expect(reminders()).toEqual([['2027-01-31', 'FREQ=MONTHLY;BYMONTHDAY=31', 'ประชุมทีม']])
  })

  it('is read time by time where another zone changes its clocks', async () => {
    const input = calendar(todo('DUE;TZID=Europe/Berlin:20270301T090000', 'RRULE:FREQ=MONTHLY;COUNT=3'))
    const ran = await imported(input)
    expect(ran.err).toContain(
      'item 1, "ประชุมทีม": no rule here holds its times: each was read as one of its own.',
    )
    const times = [
      ['2027-03-01T08:00:00Z', undefined, 'ประชุมทีม'],
      ['2027-04-01T07:00:00Z', undefined, 'ประชุมทีม'],
      ['2027-05-01T07:00:00Z', undefined, 'ประชุมทีม'],
    ]
    expect(reminders()).toEqual(times)
    await imported(input)
    expect(reminders()).toEqual(times)
  })

  it('is refused where its rule never comes, and its first time taken where nothing can follow the rule', async () => {
    const never = calendar(todo('DUE:20270131T020000Z', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'))
    expect(await imported(never)).toMatchObject({ code: 2, err: expect.stringContaining('never comes') })
    const hourly = calendar(todo('DUE:20270131T020000Z', 'RRULE:FREQ=HOURLY;INTERVAL=4'))
    expect((await imported(hourly)).err).toContain(
      'item 1, "ประชุมทีม": its rule, FREQ=HOURLY;INTERVAL=4, cannot be followed: only its first time was read.',
    )
    expect(reminders()).toEqual([['2027-01-31T02:00:00Z', undefined, 'ประชุมทีม']])
    const own = calendar(
      todo('UID:s2', `DUE;${bangkok}:20270131T090000`, 'RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0'),
    )
    await imported(own.replace('UID:s1\r\n', ''))
    expect(reminders()).toContainEqual(['2027-01-31T02:00:00Z', 'FREQ=DAILY', 'ประชุมทีม'])
  })
})

describe('an event that repeats', () => {
  const series = event(
    `DTSTART;${bangkok}:20261128T090000`,
    `DTEND;${bangkok}:20261128T100000`,
    'RRULE:FREQ=DAILY;COUNT=6',
  )
  const moved = event(
    `RECURRENCE-ID;${bangkok}:20261129T090000`,
    'SUMMARY:ย้ายไปบ่าย',
    `DTSTART;${bangkok}:20261129T130000`,
  )
  const cancelled = event(
    `RECURRENCE-ID;${bangkok}:20261202T090000`,
    'STATUS:CANCELLED',
    `DTSTART;${bangkok}:20261202T090000`,
  )

  it('is an activity at each time that was, once', async () => {
    const times = [
      ['2026-11-28T02:00:00Z', 'ประชุมทีม'],
      ['2026-11-29T06:00:00Z', 'ย้ายไปบ่าย'],
      ['2026-11-30T02:00:00Z', 'ประชุมทีม'],
      ['2026-12-01T02:00:00Z', 'ประชุมทีม'],
    ]
    expect(await activities(calendar(series, moved, cancelled))).toEqual(times)
    expect(await activities(calendar(series, moved, cancelled))).toEqual(times)
    const [first] = Object.values(recordsOf(store, 'activities'))
    expect(first).not.toHaveProperty('repeat')
    expect(first).toMatchObject({ minutes: 60 })
  })

  it('is a reminder from its next time on', async () => {
    const ran = await imported(calendar(series, moved, cancelled))
    expect(ran.err).toContain('left out: 1 that are activities')
    expect(reminders()).toEqual([['2026-12-03T02:00:00Z', 'FREQ=DAILY;UNTIL=20261203', 'ประชุมทีม']])
  })

  it('that is old and goes on gives the activities of a year, and says so', async () => {
    const weekly = event('DTSTART;VALUE=DATE:20100104', 'RRULE:FREQ=WEEKLY;BYDAY=MO')
    const times = await activities(calendar(weekly))
    expect([times.length, times[0]?.[0], times.at(-1)?.[0]]).toEqual([
      53,
      '2025-11-30T17:00:00Z',
      '2026-11-29T17:00:00Z',
    ])
    expect((await imported(calendar(weekly), 'import activities -')).err).toContain(
      'it begins before 2025-11-30: only its times since then were read.',
    )
    await imported(calendar(weekly))
    expect(reminders()).toEqual([['2026-12-07', 'FREQ=WEEKLY;BYDAY=MO', 'ประชุมทีม']])
  })
})

describe('a calendar that is kept in step', () => {
  it('says how a task that repeats comes with its rule', async () => {
    const input = calendar(todo(`DUE;${bangkok}:20261207T090000`, 'RRULE:FREQ=WEEKLY'))
    const ran = await run('calendar read -', { input })
    expect(ran.err).toContain(
      '"ประชุมทีม" repeats there, and was taken once. With its rule: crm import reminders FILE --on-duplicate update',
    )
    await imported(input, 'import reminders - --on-duplicate update')
    expect(reminders()).toEqual([['2026-12-07T02:00:00Z', 'FREQ=WEEKLY', 'ประชุมทีม']])
    expect((await run('calendar read -', { input })).err).not.toContain('repeats there')
  })
})

describe('--repeat', () => {
  it.each([
    ['every monday except 2026-12-14', 'FREQ=WEEKLY;BYDAY=MO;EXDATE=20261214'],
    ['ทุกวันศุกร์ ยกเว้น 25/12/2569', 'FREQ=WEEKLY;BYDAY=FR;EXDATE=20261225'],
    ['ທຸກວັນຈັນ ຍົກເວັ້ນ 14/12/2026', 'FREQ=WEEKLY;BYDAY=MO;EXDATE=20261214'],
    [
      'daily until 2027-01-31 except 2027-01-01 and 2027-01-02',
      'FREQ=DAILY;UNTIL=20270131;EXDATE=20270101,20270102',
    ],
  ])('knows exceptions: %s', async (repeat, stored) => {
    const ran = await run(['reminder', 'add', 'x', '--repeat', repeat, '--json'])
    expect(ran.json()).toMatchObject({ repeat: stored })
  })

  it.each([
    'reminder edit x --repeat "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"',
    'reminder edit x --repeat "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31"',
  ])('that never comes is refused: %s', async (line) => {
    await run('reminder add x --due tomorrow')
    expect(await run(line)).toMatchObject({ code: 2, err: expect.stringContaining('never comes') })
  })
})
