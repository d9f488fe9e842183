/** How often, as people say it in English, Thai and Lao. */
import { describe, expect, it } from 'vitest'
import { formatRepeat, parseRepeat, splitRepeat } from '../../../src/dates.ts'

// A Sunday.
const context = { now: new Date('2026-11-22T09:00:00Z'), timezone: 'Asia/Bangkok' }
const read = (text: string) => parseRepeat(text, context)
const workingDays = 'BYDAY=MO,TU,WE,TH,FR'

describe('how often', () => {
  it.each([
    ['every other monday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
    ['Mondays', 'FREQ=WEEKLY;BYDAY=MO'],
    ['on tuesdays and thursdays', 'FREQ=WEEKLY;BYDAY=TU,TH'],
    ['each monday', 'FREQ=WEEKLY;BYDAY=MO'],
    ['weekdays', `FREQ=WEEKLY;${workingDays}`],
    ['every business day', `FREQ=WEEKLY;${workingDays}`],
    ['every working day until 2026-12-24', `FREQ=WEEKLY;UNTIL=20261224;${workingDays}`],
    ['every weekend', 'FREQ=WEEKLY;BYDAY=SA,SU'],
    ['every two weeks', 'FREQ=WEEKLY;INTERVAL=2'],
    ['every six months for three times', 'FREQ=MONTHLY;INTERVAL=6;COUNT=3'],
    ['once a month', 'FREQ=MONTHLY'],
    ['twice a year', 'FREQ=MONTHLY;INTERVAL=6'],
    ['half-yearly', 'FREQ=MONTHLY;INTERVAL=6'],
    ['15th of every month', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['on the 1st and 15th of each month', 'FREQ=MONTHLY;BYMONTHDAY=1,15'],
    ['first monday of every month', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['the last friday of the month until June', 'FREQ=MONTHLY;UNTIL=20270630;BYDAY=-1FR'],
    ['every second tuesday of the month', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['end of every month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['every month end', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['monthly on the last working day', `FREQ=MONTHLY;${workingDays};BYSETPOS=-1`],
    ['first business day of every month', `FREQ=MONTHLY;${workingDays};BYSETPOS=1`],
    ['end of every quarter', 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1'],
    ['first day of each quarter', 'FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1'],
    ['weekly until 31 december', 'FREQ=WEEKLY;UNTIL=20261231'],
    ['weekly until the end of the year', 'FREQ=WEEKLY;UNTIL=20261231'],
    ['weekly until end of 2570', 'FREQ=WEEKLY;UNTIL=20271231'],
  ])('%s', (text, rule) => {
    expect(read(text)).toBe(rule)
  })

  it.each([
    ['ทุกวันจันทร์และวันพฤหัส', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['ทุกสองสัปดาห์', 'FREQ=WEEKLY;INTERVAL=2'],
    ['ทุกสิ้นเดือน', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['ทุกวันที่ ๑๕', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['ทุกวันที่ 1 และ 15', 'FREQ=MONTHLY;BYMONTHDAY=1,15'],
    ['ทุกวันศุกร์สุดท้ายของเดือน', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['ทุกวันจันทร์แรกของเดือน', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['ทุกไตรมาส', 'FREQ=MONTHLY;INTERVAL=3'],
    ['ทุกครึ่งปี', 'FREQ=MONTHLY;INTERVAL=6'],
    ['ทุกวันที่ 14 เมษายน', 'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=14'],
    ['ทุกวันทำงาน', `FREQ=WEEKLY;${workingDays}`],
    ['วันเว้นวัน', 'FREQ=DAILY;INTERVAL=2'],
    ['เดือนเว้นเดือน', 'FREQ=MONTHLY;INTERVAL=2'],
    ['จันทร์เว้นจันทร์', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
    ['2 สัปดาห์หลังเสร็จ', '2 weeks after done'],
    ['ทุกวันจันทร์ 10 ครั้ง', 'FREQ=WEEKLY;COUNT=10;BYDAY=MO'],
    ['รายเดือน', 'FREQ=MONTHLY'],
    ['ทุกอาทิตย์', 'FREQ=WEEKLY'],
    ['ทุกวันอาทิตย์', 'FREQ=WEEKLY;BYDAY=SU'],
    ['ທຸກວັນຈັນ ແລະ ວັນສຸກ', 'FREQ=WEEKLY;BYDAY=MO,FR'],
    ['ທຸກວັນທີ 15', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['ທຸກສິ້ນເດືອນ', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['ທຸກສອງອາທິດ', 'FREQ=WEEKLY;INTERVAL=2'],
    ['ທຸກໄຕມາດ', 'FREQ=MONTHLY;INTERVAL=3'],
    ['2 ອາທິດຫຼັງແລ້ວ', '2 weeks after done'],
  ])('%s', (text, rule) => {
    expect(read(text)).toBe(rule)
  })

  it.each([
    'twice a month',
    'bimonthly',
    'every hour',
    'every march',
    'every week for 10 weeks',
    'ทุกเช้า',
    'every 0 days',
  ])('%s is refused', (text) => {
    expect(() => read(text)).toThrow(`"${text}" does not say how often.`)
  })

  it('says working days in words, so that they are read again', () => {
    const rule = `FREQ=MONTHLY;${workingDays};BYSETPOS=-1`
    expect(formatRepeat(rule)).toBe('every month on the last working day')
    expect(read(formatRepeat(rule))).toBe(rule)
  })
})

describe('a time of day in it', () => {
  it.each([
    ['every monday at 9am', 'every monday', '09:00:00'],
    ['weekdays 14:30', 'weekdays', '14:30:00'],
    ['every friday afternoon', 'every friday', '14:00:00'],
    ['ทุกวันจันทร์ 9 โมงเช้า', 'ทุกวันจันทร์', '09:00:00'],
  ])('%s', (text, rule, clock) => {
    expect(splitRepeat(text)).toEqual({ rule, clock })
  })

  it.each(['every monday', 'every 15th', 'every 2 weeks', 'every friday until 2027-06-30'])(
    '%s has none',
    (text) => {
      expect(splitRepeat(text)).toEqual({ rule: text })
    },
  )

  it('is refused where there is nothing to give it to', () => {
    expect(() => read('every monday at 9am')).toThrow('names a time of day')
  })
})
