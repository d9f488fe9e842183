/** What programs call time zones → zones: IANA's names with what is put around them, Windows' names, cities, offsets. */
import { clockOf, instantAt, isTimezone, toInstant } from '../dates.ts'

/** Reads what the clocks of a zone show: a day, and HH:MM:SS. @returns a UTC instant */
export type ZoneClock = (day: string, clock: string) => string

/** The zone that Windows calls so. */
type ByWindowsName = (name: string) => string | undefined

/** A name as it is compared: without quotes, escapes, what numbers it, and the difference of cases. */
export function zoneKey(name: string): string {
  return bare(name).toLowerCase()
}

function bare(name: string): string {
  return name
    .replace(/\\([,;\\])/g, '$1')
    .replace(/^["'\s]+|["'\s]+$/g, '')
    .replace(/\s+/g, ' ')
}

/** The clocks of a zone of IANA's, whatever path a program puts before its name: /mozilla.org/20050126_1/Asia/Bangkok */
export function clockOfIana(name: string): ZoneClock | undefined {
  const parts = bare(name)
    .replaceAll(' ', '_')
    .replace(/_\d+$/, '')
    .split('/')
    .filter((part) => part !== '')
  const names = [3, 2].flatMap((count) => (parts.length < count ? [] : [parts.slice(-count).join('/')]))
  const zone = [...names, ...singleName(parts)].find(isTimezone)
  return zone === undefined ? undefined : (day, clock) => instantAt(day, clock, zone)
}

/** Three letters are of several zones (IST, BST, CST), but for these. */
const plainAbbreviations = /^(?:UTC|GMT|UCT|CET|EET|MET|WET|PRC|ROK|ROC)$/i

function singleName(parts: readonly string[]): readonly string[] {
  const [last = ''] = parts.slice(-1)
  if (/^Z$/i.test(last)) return ['UTC']
  const isUsual = plainAbbreviations.test(last) || (last.length > 3 && /^[A-Z]/i.test(last))
  return isUsual && (parts.length === 1 || /^(?:UTC|GMT)$/i.test(last)) ? [last] : []
}

/** The clocks of a zone by any other name: Windows', those of its menu of zones, an offset. */
export function clockByAnyName(name: string, ofWindows: ByWindowsName): ZoneClock | undefined {
  const plain = bare(name).replace(/^.*\/\/[^/]*\//, '')
  const zone = ofWindows(plain) ?? ofWindows(plain.replace(/ \d+$/, '')) ?? menuZone(plain, ofWindows)
  if (zone !== undefined) return (day, clock) => instantAt(day, clock, zone)
  const minutes = offsetIn(plain)
  return minutes === undefined ? clockOfIana(plain) : (day, clock) => aheadOf(day, clock, minutes)
}

function aheadOf(day: string, clock: string, minutes: number): string {
  return toInstant(new Date(Date.parse(`${day}T${clock}Z`) - minutes * 60_000))
}

const offsetForm = /^\(?(?:UTC|GMT)? ?([+-]) ?(\d{1,2})(?:[:.]?([0-5]\d))?\)?(?= |$)/i

/** Minutes ahead of UTC: GMT+0700, (UTC+07:00), +07:00, UTC+7 */
function offsetIn(name: string): number | undefined {
  const [, sign, hours, minutes = '0'] = offsetForm.exec(name) ?? []
  const ahead = Number(hours) * 60 + Number(minutes)
  if (/^\((?:UTC|GMT)\)/i.test(name)) return 0
  if (sign === undefined || ahead > 14 * 60) return undefined
  return sign === '-' ? -ahead : ahead
}

const regions = [
  'Asia',
  'Europe',
  'America',
  'Australia',
  'Africa',
  'Pacific',
  'Atlantic',
  'Indian',
  'America/Argentina',
  'America/Indiana',
]

/**
 * The zone of a line in Windows' menu: "(UTC+07:00) Bangkok, Hanoi, Jakarta" by the first city that has a zone of its
 * own, "(UTC-05:00) Eastern Time (US & Canada)" by the name of the zone. What it is ahead of UTC must agree.
 */
function menuZone(name: string, ofWindows: ByWindowsName): string | undefined {
  const minutes = offsetIn(name)
  const rest = name.replace(offsetForm, '').replace(/^\((?:UTC|GMT)\)/i, '')
  const agrees = (zone: string) => minutes === undefined || isAhead(zone, minutes)
  const [, time] = /^ ?(.+) Time(?: \(.*\))?$/i.exec(rest) ?? []
  const named = time === undefined ? undefined : ofWindows(`${time} Standard Time`)
  if (named !== undefined && agrees(named)) return named
  const cities = rest.split(/[,/]/).map((city) => city.trim().replace(/[ -]/g, '_'))
  return cities
    .filter((city) => /^\p{L}[\p{L}_'.]{2,}$/u.test(city))
    .flatMap((city) => regions.map((region) => `${region}/${city}`))
    .find((zone) => isTimezone(zone) && agrees(zone))
}

/** Whether a zone is so many minutes ahead of UTC in winter or in summer. */
function isAhead(zone: string, minutes: number): boolean {
  return ['2026-01-15', '2026-07-15'].some((day) => {
    const shown = new Date(Date.parse(`${day}T12:00:00Z`) + minutes * 60_000).toISOString()
    return clockOf(`${day}T12:00:00Z`, zone) === shown.slice(11, 19)
  })
}
