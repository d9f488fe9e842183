/** The Date of an email (RFC 5322 3.3 and its obsolete forms in 4.3; also as asctime and ISO 8601 write it). */

import { firstBuddhistYear } from '../dates/calendar.ts'
import { instantAt, isDay, toInstant } from '../dates.ts'
import { dictionary } from '../dictionary.ts'

export interface EmailDate {
  /** UTC instant. */
  readonly at: string
  /** Whether it names no zone: it was taken as the clocks of the zone given. */
  readonly isZoneless: boolean
}

interface Written {
  readonly date: string
  readonly month: number
  readonly year: string
  readonly clock: string
  readonly zone: string
}

const clock = '(\\d{1,2}:\\d\\d(?::\\d\\d)?)(?:[.,]\\d+)?'
const zone = '([+-]\\d\\d:?\\d\\d|[a-z]{1,5})?'
const usual = new RegExp(`^(?:[a-z]+,? )?(\\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\\d{2,4}),? ${clock} ?${zone}$`)
const asctime = new RegExp(`^(?:[a-z]{3} )?([a-z]{3}) (\\d{1,2}) ${clock} (?:${zone} )?(\\d{4})$`)
const iso = new RegExp(`^(\\d{4})-(\\d\\d)-(\\d\\d)[t ]${clock} ?${zone}$`)

/**
 * Reads a Date header; undefined where it is none, or no day of the calendar.
 * @param timezone IANA name: whose clocks are meant where the header names no zone. RFC 5322 wants one always, and "-0000"
 * for a time of UTC that tells nothing of the sender; programs that leave it out write what the wall clock shows.
 */
export function readEmailDate(text: string, timezone: string): EmailDate | undefined {
  const written = partsOf(withoutComments(text.slice(0, LONGEST)).replace(/\s+/g, ' ').trim().toLowerCase())
  if (written === undefined) return undefined
  const day = `${yearOf(written.year)}-${two(written.month)}-${two(Number(written.date))}`
  const [hours = 0, minutes = 0, seconds = 0] = written.clock.split(':').map(Number)
  // 60 is a leap second.
  if (!isDay(day) || hours > 23 || minutes > 59 || seconds > 60) return undefined
  const shown = `${two(hours)}:${two(minutes)}:${two(Math.min(seconds, 59))}`
  if (written.zone === '') return { at: instantAt(day, shown, timezone), isZoneless: true }
  const ahead = minutesAhead(written.zone)
  if (ahead === undefined) return undefined
  const at = toInstant(new Date(Date.parse(`${day}T${shown}Z`) - ahead * 60_000))
  return { at, isZoneless: false }
}

/** No date with its comments is longer. */
const LONGEST = 200

/** Comments may hold comments: the innermost goes first. */
function withoutComments(text: string): string {
  const less = text.replace(/\([^()]*\)/g, ' ')
  return less === text ? text : withoutComments(less)
}

function partsOf(text: string): Written | undefined {
  const first = usual.exec(text)
  if (first !== null) {
    const [, date = '', name = '', year = '', clock = '', zone = ''] = first
    return { date, month: monthOf(name), year, clock, zone }
  }
  const second = asctime.exec(text)
  if (second !== null) {
    const [, name = '', date = '', clock = '', zone = '', year = ''] = second
    return { date, month: monthOf(name), year, clock, zone }
  }
  const [, year, month = '', date = '', clock = '', zone = ''] = iso.exec(text) ?? []
  return year === undefined ? undefined : { date, month: Number(month), year, clock, zone }
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

function monthOf(name: string): number {
  return months.indexOf(name) + 1
}

/** RFC 5322 4.3: two digits up to 49 are of this century, all others count from 1900. A Buddhist year is 543 ahead. */
function yearOf(typed: string): number {
  const year = Number(typed)
  if (typed.length < 4) return typed.length === 2 && year < 50 ? 2000 + year : 1900 + year
  return year >= firstBuddhistYear ? year - 543 : year
}

/** Hours. Of other names RFC 5322 says that nothing is known: they are taken as UTC. */
const named: { readonly [zone: string]: number | undefined } = dictionary({
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
  ict: 7,
})

function minutesAhead(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  if (sign === undefined) return (named[zone] ?? 0) * 60
  const ahead = Number(hours) * 60 + Number(minutes)
  if (Number(minutes) > 59 || ahead > 14 * 60) return undefined
  return sign === '-' ? -ahead : ahead
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
