/** Columns of dates: the order of their numbers, proven by the column, said by the user, or not to be known. */
import { datesOf, type Settings } from '../../config.ts'
import { isDay, parseDay } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import type { Field, TypeName } from '../../schema/field.ts'
import { digits } from '../../text.ts'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** Neither the user nor any date of the column says in which order its numbers are. */
export class DateOrderUnknown extends InputError {}

/** How a column of dates was read, or why it was not. */
export interface DaysRead {
  /** Undefined where the column is left as it is. */
  readonly rewrite?: (text: string) => string
  readonly says: string
  readonly order: DateOrder | 'serial' | 'named' | 'unknown'
  /** What decided: the user, or a date of the column. */
  readonly because: string
}

/**
 * How the dates of a known field are to be read; undefined where each of them is clear by itself.
 * @throws InputError where they may be read in two ways, or contradict each other
 */
export function daysOfField(
  { type, yearless }: Pick<Field, 'type' | 'yearless'>,
  heading: string,
  texts: readonly string[],
  said: DateOrder | undefined,
): DaysRead | undefined {
  const written = texts.filter((text) => !serial.test(text))
  const numbered = serials(type, texts)
  const ordered = numericDates(heading, written, said, yearless === true)
  return numbered === undefined || written.length === 0 ? (numbered ?? ordered) : both(numbered, ordered)
}

/** Days from 1954 to 2119 as Excel counts them; smaller numbers are years or mistakes. */
const serial = /^[2-7]\d{4}(\.\d+)?$/

/** Day 60 of Excel's calendar is a 29 February 1900 that never was, so that its day 0 is 1899-12-30 for all days since. */
const serialEpoch = Date.UTC(1899, 11, 30)

/** How the cells of a column that are such numbers are read; undefined where none is. */
function serials(type: TypeName, texts: readonly string[]): DaysRead | undefined {
  const example = texts.find((text) => serial.test(text))
  if (example === undefined) return undefined
  const rewrite = (text: string): string => {
    if (!serial.test(text.trim())) return text
    const instant = new Date(serialEpoch + Math.round(Number(text) * 86_400) * 1000).toISOString()
    return type === 'date' || instant.endsWith('T00:00:00.000Z') ? instant.slice(0, 10) : instant.slice(0, 19)
  }
  return { rewrite, says: 'dates as spreadsheets number them', order: 'serial', because: example }
}

/** Spreadsheets make numbers of the dates that they understand and leave the others as they were written. */
function both(numbered: DaysRead, written: DaysRead | undefined): DaysRead {
  const { because: example, rewrite: ofNumber = same } = numbered
  const ofText = written?.rewrite ?? same
  return {
    ...numbered,
    ...written,
    says: `${written?.says ?? 'dates'}, and some as spreadsheets number them (${example} is ${ofNumber(example)})`,
    rewrite: (text) => (serial.test(text.trim()) ? ofNumber(text) : ofText(text)),
  }
}

function same(text: string): string {
  return text
}

const numeric = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(\D.*)?$/

/** The same without a year, in fields that take it. */
const yearlessForm = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})$/

/** A year of the Buddhist era is written with the day first, always. */
const buddhist = 2400

/** What the numeric dates of a column prove. */
interface Proof {
  readonly example: string
  readonly dayFirst: string | undefined
  readonly monthFirst: string | undefined
}

function proofOf(texts: readonly string[], isYearless = false): Proof | undefined {
  const read = (text: string) => numeric.exec(text) ?? (isYearless ? yearlessForm.exec(text) : null)
  const parts = texts.map((text) => read(digits(text))).filter((match) => match !== null)
  const [example] = parts
  if (example === undefined) return undefined
  const dayFirst = parts.find(([, first, , year]) => Number(first) > 12 || Number(year) >= buddhist)
  const monthFirst = parts.find(
    ([, first, second, year = 0]) => Number(second) > 12 && Number(first) <= 12 && Number(year) < buddhist,
  )
  return { example: example[0], dayFirst: dayFirst?.[0], monthFirst: monthFirst?.[0] }
}

function numericDates(
  heading: string,
  texts: readonly string[],
  said: DateOrder | undefined,
  isYearless: boolean,
): DaysRead | undefined {
  const proof = proofOf(texts, isYearless)
  if (proof === undefined) return undefined
  const { example, dayFirst, monthFirst } = proof
  if (said === undefined && dayFirst !== undefined && monthFirst !== undefined) {
    throw new InputError(
      `Column "${heading}" has dates in both orders: ${dayFirst} has the day first, ${monthFirst} the month.`,
      'Make them alike, or say which it is and see the others rejected: --date-order dmy or --date-order mdy',
    )
  }
  if (said === undefined && dayFirst === undefined && monthFirst === undefined) {
    throw new DateOrderUnknown(
      `Column "${heading}" can be read in two ways: has ${example} the day first, or the month?`,
      'Say which: --date-order dmy (the day first) or --date-order mdy (the month first)',
    )
  }
  return inOrder(said, proof, isYearless)
}

function inOrder(said: DateOrder | undefined, { dayFirst, monthFirst }: Proof, isYearless = false): DaysRead {
  const isMonthFirst = said === undefined ? monthFirst !== undefined : said === 'mdy'
  return {
    rewrite: (text) => (isYearless ? dayOfYear(text, isMonthFirst) : undefined) ?? iso(text, isMonthFirst),
    says: isMonthFirst ? 'dates with the month first' : 'dates with the day first',
    order: isMonthFirst ? 'mdy' : 'dmy',
    because: said === undefined ? (monthFirst ?? dayFirst ?? '') : '--date-order',
  }
}

function dayOfYear(text: string, isMonthFirst: boolean): string | undefined {
  const [, first = '', second = ''] = yearlessForm.exec(digits(text.trim())) ?? []
  const [day, month] = isMonthFirst ? [second, first] : [first, second]
  return first === '' || Number(month) > 12 || Number(day) > 31
    ? undefined
    : `--${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function iso(text: string, isMonthFirst: boolean): string {
  const match = numeric.exec(digits(text.trim()))
  if (match === null) return text
  const [, first = '', second = '', year, rest = ''] = match
  const [day, month] = isMonthFirst ? [second, first] : [first, second]
  // An impossible date is left as it was written, so that the message shows what the file says.
  if (Number(month) > 12 || Number(day) > 31) return text
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest}`
}

/** Dates with a whole year, and no time of day: 22/11/2569, 2026/11/22, 22 พ.ย. 2569, Nov 22, 2026. */
const shapes: readonly RegExp[] = [
  /^\d{1,2}([/.-])\d{1,2}\1\d{4}$/,
  /^\d{4}([/.-])\d{1,2}\1\d{1,2}$/,
  /^\d{1,2}(?:st|nd|rd|th)?[ -]?[\p{L}\p{M}][\p{L}\p{M}.]*[ ,-]+(?:(?:พ\.?ศ|ค\.?ศ|ພ\.?ສ|ຄ\.?ສ)\.? ?)?\d{4}$/u,
  /^[\p{L}\p{M}.]+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}$/u,
]

/** Headings under which a number may be a day: date, Order Date, วันที่สั่งซื้อ. */
const saysDate = /(?:^|[^\p{L}])date(?:[^\p{L}]|$)|\p{Ll}Date(?:[^\p{Ll}]|$)|วันที่|ວັນທີ/iu

/**
 * The days of a column that matches no field, where all of it are days; undefined where it is something else, or days in
 * the form they are stored in. Where the order of the numbers is not to be known it is left as it is, and said.
 */
export function daysOfContent(
  heading: string,
  texts: readonly string[],
  said: DateOrder | undefined,
  settings: Settings,
  now: Date,
): DaysRead | undefined {
  if (!texts.every((text) => serial.test(text) || isDate(text)) || texts.every(isDay)) return undefined
  const isDated = saysDate.test(heading)
  const written = texts.filter((text) => !serial.test(text))
  if (written.length === 0) return isDated ? serials('date', texts) : undefined
  const numbered = serials('date', texts)
  // Few dates among numbers may as well be the mistakes.
  if (numbered !== undefined && !isDated && written.length * 2 < texts.length)
    return left(`dates and numbers such as ${numbered.because}`)
  const days = daysOfTexts(written, said, settings, now)
  return numbered === undefined || days?.rewrite === undefined ? days : both(numbered, days)
}

function isDate(text: string): boolean {
  const plain = digits(text)
  return isDay(plain) || shapes.some((shape) => shape.test(plain))
}

function daysOfTexts(
  texts: readonly string[],
  said: DateOrder | undefined,
  settings: Settings,
  now: Date,
): DaysRead | undefined {
  const proof = proofOf(texts)
  if (proof !== undefined && said === undefined) {
    const { example, dayFirst, monthFirst } = proof
    if (dayFirst !== undefined && monthFirst !== undefined)
      return left(`dates in both orders (${dayFirst}, ${monthFirst})`)
    if (dayFirst === undefined && monthFirst === undefined)
      return left(`${example} can be read in two ways; --date-order dmy or mdy says it`)
  }
  const ordered = proof === undefined ? undefined : inOrder(said, proof)
  const days = daysIn(texts, ordered?.rewrite, { ...datesOf(settings, now), order: 'dmy' })
  if (days === undefined) return undefined
  const named = texts.find((text) => /\p{L}/u.test(text))
  return {
    says: named === undefined ? 'dates with the year first' : 'dates with names of months',
    order: named === undefined ? 'ymd' : 'named',
    because: named ?? texts[0] ?? '',
    ...ordered,
    rewrite: (text) => days.get(text.trim()) ?? text,
  }
}

function left(why: string): DaysRead {
  return { says: `kept as text: ${why}`, order: 'unknown', because: why }
}

/** The day that each text means; undefined where one means none. */
function daysIn(
  texts: readonly string[],
  rewrite: ((text: string) => string) | undefined,
  context: Parameters<typeof parseDay>[1],
): ReadonlyMap<string, string> | undefined {
  const days = new Map<string, string>()
  try {
    for (const text of texts) if (!days.has(text)) days.set(text, parseDay(rewrite?.(text) ?? text, context))
    return days
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}
