/** crm.json: where the business is: time zone, language, currency and rates. */
import { defaultSettings, type Settings } from '../../config.ts'
import { type Expect, mapOf, object, refuse, textLike } from '../expect.ts'

export const timezone: Expect<string> = (value, at) =>
  value === defaultSettings.timezone || isTimezone(value)
    ? String(value)
    : refuse(at, 'an IANA time zone such as Asia/Bangkok', value)

function isTimezone(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== ''
  } catch {
    return false
  }
}

/** Only said where numbers are to be written otherwise than 1,234.50. */
export const locale: Expect<string> = (value, at) =>
  typeof value === 'string' && isLocale(value)
    ? value
    : refuse(at, 'a language and country such as lo or de-CH', value)

function isLocale(value: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(value).length === 1
  } catch {
    return false
  }
}

export const rates: Expect<Settings['rates']> = (value, at) => {
  for (const code of Object.keys(object(value, at))) currency(code, `${at}.${code}`)
  return mapOf(
    textLike(/^(?=.*[1-9])\d{1,15}(\.\d{1,15})?$/, 'a decimal number above 0 in quotes, such as "36.50"'),
  )(value, at)
}

export const currency = textLike(/^[A-Z]{3}$/, 'an ISO 4217 code such as THB')
