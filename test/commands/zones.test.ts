/** Time zones by the names that programs give them, in calendars that are imported or kept in step with. */
import { beforeEach, describe, expect, it } from 'vitest'
import { crm, emptyStore, recordsOf } from '../helpers/crm.ts'

let store: string
beforeEach(async () => {
  store = await emptyStore()
})

const calendar = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const todo = (zone: string, clock = '20270705T100000'): readonly string[] => [
  'BEGIN:VTODO',
  'UID:1@x',
  'SUMMARY:โทรหาลูกค้า',
  `DUE;TZID=${zone}:${clock}`,
  'END:VTODO',
]
const dues = () => Object.values(recordsOf(store, 'reminders')).map(({ due }) => due)
const imported = (input: string) => crm('import reminders - --format ics', { store, input })

describe('a time zone', () => {
  it.each([
    ['SE Asia Standard Time', '2027-07-05T03:00:00Z'],
    ['"se asia standard time"', '2027-07-05T03:00:00Z'],
    ['W. Europe Standard Time 1', '2027-07-05T08:00:00Z'],
    ['GMT Standard Time', '2027-07-05T09:00:00Z'],
    ['Central Standard Time (Mexico)', '2027-07-05T16:00:00Z'],
    ['tzone://Microsoft/Tokyo Standard Time', '2027-07-05T01:00:00Z'],
    ['tzone://Microsoft/Utc', '2027-07-05T10:00:00Z'],
    ['/mozilla.org/20050126_1/Asia/Vientiane', '2027-07-05T03:00:00Z'],
    ['/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires', '2027-07-05T13:00:00Z'],
    ['/Europe/Vienna', '2027-07-05T08:00:00Z'],
    ["'ASIA/BANGKOK'", '2027-07-05T03:00:00Z'],
    ['America/New York', '2027-07-05T14:00:00Z'],
    ['(UTC+07:00) Bangkok, Hanoi, Jakarta', '2027-07-05T03:00:00Z'],
    ['"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', '2027-07-05T08:00:00Z'],
    ['(UTC-05:00) Eastern Time (US & Canada)', '2027-07-05T14:00:00Z'],
    ['(UTC) Coordinated Universal Time', '2027-07-05T10:00:00Z'],
    ['GMT+0700', '2027-07-05T03:00:00Z'],
    ['UTC-3:30', '2027-07-05T13:30:00Z'],
    ['Europe/Berlin;VALUE=DATE-TIME', '2027-07-05T08:00:00Z'],
  ])('is known as %s', async (zone, due) => {
    const ran = await imported(calendar(...todo(zone)))
    expect(ran).toMatchObject({ code: 0, err: expect.not.stringContaining('zone') })
    expect(dues()).toEqual([due])
  })

  it('that the file describes is as described, whatever its name', async () => {
    const described = (id: string): readonly string[] => [
      'BEGIN:VTIMEZONE',
      `TZID:${id}`,
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0630',
      'TZOFFSETTO:+0630',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]
    await imported(calendar(...described('เวลาย่างกุ้ง'), ...todo('เวลาย่างกุ้ง')))
    expect(dues()).toEqual(['2027-07-05T03:30:00Z'])
    store = await emptyStore()
    await imported(calendar(...described('Tokyo Standard Time'), ...todo('"Tokyo Standard Time"')))
    expect(dues()).toEqual(['2027-07-05T03:30:00Z'])
  })

  it('that is described without rules is not taken for UTC', async () => {
    const empty = ['BEGIN:VTIMEZONE', 'TZID:My zone', 'X-LIC-LOCATION:Asia/Tokyo', 'END:VTIMEZONE']
    await imported(calendar(...empty, ...todo('My zone')))
    expect(dues()).toEqual(['2027-07-05T01:00:00Z'])
  })

  it.each(['Customized Time Zone', 'IST', 'เวลาร้าน'])(
    'that nobody knows, %s, is said with its items and read as the calendar says',
    async (zone) => {
      const said = await imported(
        calendar('X-WR-TIMEZONE:Tokyo Standard Time', ...todo('UTC'), ...todo(zone)),
      )
      expect(said.err).toContain(
        `item 2: no time zone is called "${zone}"; its times are read in Tokyo Standard Time, the zone of the calendar.`,
      )
      store = await emptyStore()
      const alone = await imported(calendar(...todo(zone)))
      expect(alone.err).toContain(
        `item 1: no time zone is called "${zone}"; its times are read in the zone of this store.`,
      )
      expect(dues()).toEqual(['2027-07-05T03:00:00Z'])
    },
  )

  it('holds for activities, and for calendars that are kept in step with', async () => {
    await crm('lead add --first-name ນ້ອຍ --email noy@x.example', { store })
    const event = todo('Tokyo Standard Time', '20260105T100000').map((line) =>
      line.replace('VTODO', 'VEVENT').replace('DUE', 'DTSTART'),
    )
    await crm('import activities - --format ics --default for=noy@x.example', {
      store,
      input: calendar(...event),
    })
    expect(Object.values(recordsOf(store, 'activities'))).toMatchObject([{ at: '2026-01-05T01:00:00Z' }])
    const ran = await crm('calendar read -', {
      store,
      input: calendar(...todo('(UTC+09:00) Osaka, Sapporo, Tokyo')),
    })
    expect(ran).toMatchObject({ code: 0 })
    expect(dues()).toEqual(['2027-07-05T01:00:00Z'])
    const unknown = calendar(...todo('เวลาร้าน').map((line) => line.replace('1@x', '2@x')))
    expect((await crm('calendar read -', { store, input: unknown })).err).toContain(
      '"โทรหาลูกค้า": no time zone is called "เวลาร้าน"',
    )
  })
})
