/** Reads days and instants as people type them in English, Thai and Lao. */
import { InputError } from '../errors.ts'
import { digits, fold } from '../text.ts'
import { isDay, isInstant } from './calendar.ts'
import { type DateContext, readDay } from './days.ts'
import { wanted } from './numeric.ts'
import { loadPhrases, readPhrase } from './phrases.ts'
import { inEnglish } from './thaiLao.ts'
import { readInstant, splitTime } from './times.ts'
import { dayOf, instantAt } from './zones.ts'

/**
 * Reads a day or an instant, whichever the text tells. Numbers have the day or the month first as the context
 * says (22/11/2026), years from 2400
 * are of the Buddhist era, clock times without an offset are in the context's zone, a weekday is the next one
 * after today, "+1m" is a month.
 * @throws InputError where it is no date, an impossible one, or one that can be read in two ways
 */
export function parseWhen(text: string, context: DateContext): string {
  if (isDay(text) || isInstant(text)) return text
  const typed = plain(text)
  const found = readSimple(typed, context) ?? readLoosely(typed, context)
  if (found !== undefined && (isDay(found) || isInstant(found))) return found
  throw new InputError(`"${text}" is not a date.`, wanted)
}

/**
 * Reads a day as `parseWhen` does; of an instant it is the day in the context's zone.
 * @throws InputError as `parseWhen`
 */
export function parseDay(text: string, context: DateContext): string {
  const value = parseWhen(text, context)
  return value.length === 10 ? value : dayOf(value, context.timezone)
}

/**
 * Reads an instant as `parseWhen` does; of a day it is its first in the context's zone.
 * @throws InputError as `parseWhen`
 */
export function parseInstant(text: string, context: DateContext): string {
  const value = parseWhen(text, context)
  return value.length === 10 ? instantAt(value, '00:00', context.timezone) : value
}

/** Loads what reading these texts needs; where all are of the usual forms, nothing. */
export async function prepareDates(texts: readonly string[]): Promise<void> {
  if (texts.some(isPhrase)) await loadPhrases()
}

/** As it is read: without case and accents, in ASCII digits, Thai and Lao words of near days in English. */
function plain(text: string): string {
  return inEnglish(fold(digits(text)))
}

function isPhrase(text: string): boolean {
  if (text === '' || isDay(text) || isInstant(text)) return false
  try {
    return readSimple(plain(text), { now: new Date(0), timezone: 'UTC' }) === undefined
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

function readSimple(text: string, context: DateContext): string | undefined {
  const value = readDay(text, context) ?? readInstant(text, context)
  if (value !== undefined) return value
  const { date, clock } = splitTime(text)
  const day = clock === undefined ? undefined : readDay(date, context)
  return day === undefined || clock === undefined ? undefined : instantAt(day, clock, context.timezone)
}

function readLoosely(text: string, { now, timezone }: DateContext): string | undefined {
  const value = readPhrase(text, now, timezone)
  if (value !== undefined) return value
  const { date, clock } = splitTime(text)
  const day = clock === undefined ? undefined : readPhrase(date, now, timezone)
  return day?.length === 10 && clock !== undefined ? instantAt(day, clock, timezone) : undefined
}
