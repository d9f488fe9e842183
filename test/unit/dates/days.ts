/** What tests of dates share: a moment, random days, and the time zone of the machine put back after each test. */
import fc from 'fast-check'
import { afterEach } from 'vitest'

/** A Sunday, 09:00 in Bangkok. */
export const context = { now: new Date('2026-11-22T02:00:00Z'), timezone: 'Asia/Bangkok' }

/** A day between the years 1000 and 2399, as year, month and date. */
export const someDay = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('2399-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date): [number, number, number] => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()])

export function two(number: number): string {
  return String(number).padStart(2, '0')
}

export function iso([year, month, date]: readonly [number, number, number]): string {
  return `${year}-${two(month)}-${two(date)}`
}

/** Lets a test set process.env.TZ. */
export function restoreZone(): void {
  const zone = process.env.TZ
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })
}
