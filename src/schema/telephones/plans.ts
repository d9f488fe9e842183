/** What the library does not know of the telephone plans of Thailand and Laos: it tests little but their lengths. */
import { dictionary } from '../../dictionary.ts'

/**
 * National numbers that are surely of a country, without the 0 before them. From the numbering plans of the NBTC
 * (Thailand) and of the Ministry of Technology and Communications (Laos), as published by the ITU.
 */
const plans: { readonly [country: string]: RegExp | undefined } = dictionary({
  TH: /^(?:2\d{7}|3[24-9]\d{6}|4[2-5]\d{6}|5[2-6]\d{6}|7[3-7]\d{6}|[689]\d{8}|1[89]00\d{6})$/,
  LA: /^(?:20[2-9]\d{7}|30\d{7}|(?:2[13]|3[1468]|41|5[14]|6[14]|7[14]|8[1468])\d{6})$/,
})

/** Neighbours whose numbers are told from each other by their lengths and beginnings. */
const neighbours: { readonly [country: string]: readonly string[] | undefined } = dictionary({
  TH: ['LA'],
  LA: ['TH'],
})

/** The form of the national numbers of a country; undefined where the library knows better. */
export function planOf(country: string): RegExp | undefined {
  return plans[country]
}

/** The same by the country's calling code. */
export function planWithCode(code: string): RegExp | undefined {
  return code === '66' ? plans['TH'] : code === '856' ? plans['LA'] : undefined
}

/** The countries in which a number is looked for that is none of the store's. */
export function otherCountries(settings: {
  readonly country: string
  readonly countries?: readonly string[]
}): readonly string[] {
  const { country, countries = neighbours[country] ?? [] } = settings
  return countries.filter((one) => one !== country)
}

/** Area codes of Laos, and those of them that begin mobile numbers as well. */
const laoAreas = /^(?:2[13]|3[1468]|41|5[14]|6[14]|7[14]|8[1468])/
const laoEither = /^(?:23|54|88)/

/**
 * A Lao number in full: mobile numbers are 020 and eight digits, and people say the eight alone.
 * @param number in E.164; of any country
 * @param isBare written without 0 and without the country's code, as landlines are not
 */
export function completeNumber(number: string, isBare = false): string {
  if (number.length !== 12 || !number.startsWith('+856')) return number
  const national = number.slice(4)
  const isArea = laoAreas.test(national) && !(isBare && laoEither.test(national))
  return isArea || !/^[25789]/.test(national) ? number : `+85620${national}`
}

/** The same of a stored number, with its extension: older stores may hold a Lao mobile without 20. */
export function wholeNumber(value: string): string {
  const end = value.indexOf(';')
  return end < 0 ? completeNumber(value) : completeNumber(value.slice(0, end)) + value.slice(end)
}
