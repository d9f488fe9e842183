/** Repeats in plain words: "every monday", "monthly on the last friday", "every 3 weeks until June", "2 weeks after done". */
import { dictionary } from '../dictionary.ts'
import { InputError } from '../errors.ts'
import { digits, fold } from '../text.ts'
import { daysInMonth, partsOf } from './calendar.ts'
import type { DateContext } from './days.ts'
import { makeDay } from './numeric.ts'
import { parseDay } from './read.ts'
import {
  counted,
  dayOfUntil,
  dayOrLast,
  type Repeat,
  type RuleParts,
  readRule,
  repeatText,
  storedRepeat,
  type Unit,
  units,
} from './repeat.ts'
import { usualForm } from './repeatForms.ts'
import { repeatInEnglish } from './repeatThaiLao.ts'
import { inEnglish } from './thaiLao.ts'
import { splitTime } from './times.ts'
import { monthName, monthNamed, weekdayNamed } from './words.ts'
import { today } from './zones.ts'

const hint =
  'For example: every monday, every 2 weeks, monthly on the last friday, yearly, every 3 weeks until June, daily for 5 times, 2 weeks after done, or an RRULE'

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const workingDays = 'MO,TU,WE,TH,FR'
const weekdayWords = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const places: { readonly [word: string]: number | undefined } = dictionary({
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  last: -1,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  '5th': 5,
})

/**
 * Reads how something repeats, in words of English, Thai or Lao, or as an RRULE of days.
 * @returns the form the store keeps
 * @throws InputError where it is no such thing
 */
export function parseRepeat(text: string, context: DateContext): string {
  if (storedRepeat(text) !== undefined) return text
  const typed = repeatInEnglish(fold(digits(text)))
  const repeat = readRule(text) ?? afterDone(typed) ?? ruleOf(usualForm(typed), context)
  if (repeat !== undefined) return repeatText(repeat)
  if (splitRepeat(text).clock !== undefined)
    throw new InputError(
      `"${text}" names a time of day: a reminder keeps the one it is due at.`,
      'Leave it out, and give it with --due: --due "monday 9am"',
    )
  throw new InputError(`"${text}" does not say how often.`, hint)
}

/** How often and at what time of day, of a text like "every monday at 9am". */
export function splitRepeat(text: string): { readonly rule: string; readonly clock?: string } {
  const { date, clock } = splitTime(inEnglish(fold(digits(text))))
  return clock === undefined || !/^(?!today)\S*\D/.test(date) ? { rule: text } : { rule: date, clock }
}

/** What a repeat of the store means, in words; the text itself where it is none. */
export function formatRepeat(text: string): string {
  const repeat = storedRepeat(text)
  return repeat === undefined || repeat.type === 'done' ? text : ruleInWords(repeat.parts)
}

function afterDone(text: string): Repeat | undefined {
  const [, before, unit] =
    /^(?:every )?(\d{1,4}|an?) ?(day|week|month|year)s? after (?:it is |being )?(?:done|completion|completed)$/.exec(
      text,
    ) ?? []
  const [, later, laterUnit] = /^after (\d{1,4}|an?) (day|week|month|year)s?$/.exec(text) ?? []
  const named = units.find((one) => one === (unit ?? laterUnit))
  const count = Number((before ?? later ?? '').replace(/^an?$/, '1'))
  return named === undefined || count < 1 ? undefined : { type: 'done', count, unit: named }
}

function ruleOf(text: string, context: DateContext): Repeat | undefined {
  const [, rule = text, left] = /^(.+?),? except (?:on )?(.+)$/.exec(text) ?? []
  const [, body = rule, end] = /^(.+?),?(?: (until .+|for \d+ times|\d+ times))?$/.exec(rule) ?? []
  const base = frequencyOf(body)
  if (base === undefined) return undefined
  const ending = end === undefined ? {} : endOf(end, context)
  return { type: 'rule', parts: { ...base, ...ending, ...exceptions(left, context) } }
}

const frequencies: { readonly [word: string]: RuleParts | undefined } = dictionary({
  daily: { FREQ: 'DAILY' },
  weekly: { FREQ: 'WEEKLY' },
  fortnightly: { FREQ: 'WEEKLY', INTERVAL: '2' },
  biweekly: { FREQ: 'WEEKLY', INTERVAL: '2' },
  monthly: { FREQ: 'MONTHLY' },
  quarterly: { FREQ: 'MONTHLY', INTERVAL: '3' },
  yearly: { FREQ: 'YEARLY' },
  annually: { FREQ: 'YEARLY' },
  'every weekday': { FREQ: 'WEEKLY', BYDAY: workingDays },
  'every quarter on the first day': { FREQ: 'YEARLY', BYMONTH: '1,4,7,10', BYMONTHDAY: '1' },
  'every quarter on the last day': { FREQ: 'YEARLY', BYMONTH: '3,6,9,12', BYMONTHDAY: '-1' },
})

const byUnit: { readonly [U in Unit]: string } = {
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  year: 'YEARLY',
}

function frequencyOf(text: string): RuleParts | undefined {
  const known = frequencies[text]
  if (known !== undefined) return known
  const [, often = text, on] = /^(.+?) on (?:the )?(.+)$/.exec(text) ?? []
  if (on !== undefined) {
    const base = frequencyOf(often)
    const days = base === undefined ? undefined : daysOn(on, String(base['FREQ']))
    return days === undefined ? undefined : { ...base, ...days }
  }
  const [, count, unit] =
    /^every (?:(\d{1,4}|other|second) )?(day|week|month|quarter|year)s?$/.exec(text) ?? []
  if (unit !== undefined) return everyUnit(count, unit)
  const [, list] = /^every (.+)$/.exec(text) ?? []
  return list === undefined ? undefined : everyDayNamed(list)
}

function everyUnit(count: string | undefined, word: string): RuleParts | undefined {
  const times =
    (count === undefined ? 1 : /\d/.test(count) ? Number(count) : 2) * (word === 'quarter' ? 3 : 1)
  const unit = units.find((one) => one === (word === 'quarter' ? 'month' : word))
  if (unit === undefined || times < 1) return undefined
  return { FREQ: byUnit[unit], ...(times === 1 ? {} : { INTERVAL: String(times) }) }
}

/** every monday and friday; every last friday; every 15th; every 14 april */
function everyDayNamed(list: string): RuleParts | undefined {
  const weekly = weekdaysOf(list)
  if (weekly !== undefined) return { FREQ: 'WEEKLY', BYDAY: weekly.join(',') }
  const monthly = daysOn(list, 'MONTHLY')
  if (monthly !== undefined) return { FREQ: 'MONTHLY', ...monthly }
  const yearly = daysOn(list, 'YEARLY')
  return yearly === undefined ? undefined : { FREQ: 'YEARLY', ...yearly }
}

function weekdaysOf(list: string): readonly string[] | undefined {
  const words = list.split(/,? and |, ?| /).filter((word) => word !== '')
  const found = words.map((word) => weekdayNamed(word) ?? weekdayNamed(word.replace(/s$/, '')))
  if (found.length === 0 || found.some((day) => day === undefined)) return undefined
  return [...new Set(found)]
    .sort((a, b) => (((a ?? 0) + 6) % 7) - (((b ?? 0) + 6) % 7))
    .map((day) => weekdays[day ?? 0] ?? '')
}

function daysOn(text: string, frequency: string): RuleParts | undefined {
  const weekly = weekdaysOf(text)
  if (weekly !== undefined) return frequency === 'WEEKLY' ? { BYDAY: weekly.join(',') } : undefined
  if (frequency === 'YEARLY') return dayOfYear(text)
  if (frequency !== 'MONTHLY') return undefined
  if (/^last day(?: of the month)?$/.test(text)) return { BYMONTHDAY: '-1' }
  const [, end] = /^(first|last) (?:working|business|week) ?day$/.exec(text) ?? []
  if (end !== undefined) return { BYDAY: workingDays, BYSETPOS: end === 'first' ? '1' : '-1' }
  const [, place = '', name = ''] = /^(\S+) (\S+)$/.exec(text) ?? []
  const day = weekdayNamed(name)
  if (day !== undefined && places[place] !== undefined) return { BYDAY: `${places[place]}${weekdays[day]}` }
  return datesOf(text)
}

/** the 15th; the 1st and the 15th; the 31st, or the last day where there is none */
function datesOf(text: string): RuleParts | undefined {
  const dates = text
    .split(/,? and (?:the )?|, ?/)
    .map((word) => Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1]))
  if (dates.some((date) => !(date >= 1 && date <= 31))) return undefined
  const [only] = dates
  return dates.length === 1 && only !== undefined
    ? dayOrLast(only)
    : { BYMONTHDAY: [...new Set(dates)].sort((a, b) => a - b).join(',') }
}

function dayOfYear(text: string): RuleParts | undefined {
  const [, date, name] = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? (\S+)$/.exec(text) ?? []
  const [, first, second] = /^(\S+) (?:the )?(\d{1,2})(?:st|nd|rd|th)?$/.exec(text) ?? []
  const month = monthNamed(name ?? first ?? '')
  const day = Number(date ?? second)
  if (month === undefined || !(day >= 1)) return undefined
  if (day > daysInMonth(2000, month))
    throw new InputError(
      `${monthName(month)} has no day ${day}.`,
      `Its last day is ${daysInMonth(2000, month)}`,
    )
  return { BYMONTH: String(month), ...(month === 2 ? dayOrLast(day) : { BYMONTHDAY: String(day) }) }
}

function endOf(text: string, context: DateContext): RuleParts {
  const [, times] = /(\d+) times$/.exec(text) ?? []
  if (times !== undefined) return { COUNT: String(Math.max(1, Number(times))) }
  const day = lastDayIn(text.replace(/^until /, ''), context)
  if (day < today(context.now, context.timezone))
    throw new InputError(`"${text}" is past already: ${day}.`, 'Name a day to come')
  return { UNTIL: day.replaceAll('-', '') }
}

/** Days on which it does not come. */
function exceptions(text: string | undefined, context: DateContext): RuleParts {
  if (text === undefined) return {}
  const days = exceptedIn(text).map((day) => parseDay(day, { ...context, isAhead: true }).replaceAll('-', ''))
  return { EXDATE: [...new Set(days)].sort().join(',') }
}

function exceptedIn(text: string): readonly string[] {
  return text.split(/,? and |, ?/).map((day) => day.replace(/^on /, ''))
}

/** June, end of June, 2027, end of 2570, or any day to come. */
function lastDayIn(text: string, context: DateContext): string {
  const [, name = ''] = /^(?:the )?(?:end of )?(.+)$/.exec(text) ?? []
  const month = monthNamed(name)
  if (month !== undefined) return endOfMonth(month, today(context.now, context.timezone))
  return /^\d{4}$/.test(name) ? makeDay(text, name, 12, 31) : parseDay(text, { ...context, isAhead: true })
}

/** The last day of the next month of that number, this month included. */
function endOfMonth(month: number, from: string): string {
  const [year, current] = partsOf(from)
  const wanted = month < current ? year + 1 : year
  return `${wanted}-${String(month).padStart(2, '0')}-${daysInMonth(wanted, month)}`
}

const unitOf: { readonly [frequency: string]: Unit | undefined } = dictionary({
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
})

function ruleInWords(parts: RuleParts): string {
  const interval = Number(parts['INTERVAL'] ?? '1')
  const unit = unitOf[parts['FREQ'] ?? ''] ?? 'day'
  const every = interval === 1 ? `every ${unit}` : `every ${counted(interval, unit)}`
  const on = onInWords(parts)
  if (on === undefined) return repeatText({ type: 'rule', parts })
  const until = parts['UNTIL'] === undefined ? '' : ` until ${dayOfUntil(parts['UNTIL'])}`
  const times = parts['COUNT'] === undefined ? '' : ` for ${parts['COUNT']} times`
  const left = parts['EXDATE'] === undefined ? [] : parts['EXDATE'].split(',').map(dayOfUntil)
  const except = left.length === 0 ? '' : ` except ${left.join(', ')}`
  return `${every}${on}${until}${times}${except}`
}

/** On which days; undefined where the words would not say it all. */
function onInWords(parts: RuleParts): string | undefined {
  const { BYDAY: days, BYMONTHDAY: dates, BYMONTH: month, BYSETPOS: place } = parts
  if (parts['BYYEARDAY'] !== undefined || parts['BYWEEKNO'] !== undefined || (month ?? '').includes(','))
    return undefined
  const where = month === undefined ? '' : ` of ${monthName(Number(month))}`
  if (days === undefined && dates === undefined)
    return month === undefined && place === undefined ? '' : undefined
  if (days !== undefined && dates !== undefined) return undefined
  if (days === workingDays && (place === '1' || place === '-1'))
    return ` on the ${place === '1' ? 'first' : 'last'} working day${where}`
  if (days !== undefined)
    return place === undefined ? ` on ${days.split(',').map(weekdayInWords).join(', ')}${where}` : undefined
  const last = (dates ?? '').split(',').at(-1) ?? ''
  if (place === '-1' && sameParts(dayOrLast(Number(last)), dates))
    return ` on the ${last}, or the last day${where}`
  if (place !== undefined) return undefined
  return dates === '-1'
    ? ` on the last day${where}`
    : ` on the ${(dates ?? '').replaceAll(',', ', ')}${where}`
}

function sameParts(parts: RuleParts, dates: string | undefined): boolean {
  return parts['BYMONTHDAY'] === dates
}

function weekdayInWords(code: string): string {
  const name = weekdayWords[weekdays.indexOf(code.slice(-2))] ?? code
  const place = code.slice(0, -2)
  if (place === '') return name
  const words = Object.entries(places).find(([word, number]) => number === Number(place) && !/\d/.test(word))
  return `the ${words?.[0] ?? place} ${name}`
}

/** The texts in a repeat that are read as dates, for `prepareDates`. */
export function datesIn(text: string): readonly string[] {
  const [, rule = text, left] = /^(.+?),? except (?:on )?(.+)$/i.exec(text) ?? []
  const [, until] = /until (?:the end of )?(.+)$/i.exec(rule) ?? []
  const ends = until === undefined || monthNamed(fold(until)) !== undefined ? [] : [until]
  return [...ends, ...(left === undefined ? [] : exceptedIn(left))]
}
