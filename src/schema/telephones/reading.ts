/** One telephone number as it is written, read by the plan of the country it is likely of. */
import { InputError } from '../../errors.ts'
import { countryName } from '../countries.ts'
import { type Candidate, exampleIn, formatIn, numberIn, quickNumber, sureNumber } from './library.ts'
import { isShortNumber, plainPhone, splitExtension } from './text.ts'

/** The countries a number may be of. */
export interface PhonePlaces {
  /** The country of its row or record, where that is known. */
  readonly near?: string
  /** The store's. */
  readonly store: string
  /** Tried where it is no number of these. */
  readonly others: readonly string[]
  /** The others are the user's choice, so that what is a number of them, too, is told. */
  readonly isChosen: boolean
}

export interface Telephone {
  /** E.164, with `;ext=` where it has an extension; of a short number what is dialled. */
  readonly value: string
  /** assigned: of a plan; possible: of a length that numbers have; short: dialled only within a country or an exchange. */
  readonly how: 'assigned' | 'possible' | 'short'
  /** The country it was read in, where that is one of the others. */
  readonly elsewhere?: string
  /** Read in the country near it, which is not the store's. */
  readonly isNear?: true
  /** It is a number of this country, too, read otherwise. */
  readonly also?: Also
}

interface Also {
  readonly country: string
  readonly number: string
  /** It is written as in that country, and not as in the one it was read in. */
  readonly isLikely: boolean
}

/**
 * Reads one number: in the country near it, in the store's, with 00 or without + as one from abroad, then in the others.
 * 00 for + is understood everywhere, though Thailand dials 001: it is what most of the world dials (ITU-T E.164
 * recommends it); of eleven digits and more the + may be missing.
 * @throws InputError for what can be no number, and where numbers of several of the others could be meant
 */
export function readTelephone(typed: string, places: PhonePlaces): Telephone {
  const plain = plainNumber(typed, places)
  if (plain !== undefined) return { value: plain, how: 'assigned' }
  const { number, extension } = splitExtension(plainPhone(typed))
  const found = telephoneIn(number, typed, places)
  return extension === '' ? found : { ...found, value: `${found.value};ext=${extension}` }
}

/**
 * A quick way for imports to what is read otherwise.
 * @returns the number in E.164; undefined where a text is not one number of the store's country and of no other by its digits
 */
export function plainNumber(text: string, { near, store, others }: PhonePlaces): string | undefined {
  if (text.startsWith('+')) return quickNumber(text, store) ?? firstQuick(text, others)
  if (near !== undefined && near !== store) return undefined
  return firstQuick(text, others) === undefined ? quickNumber(text, store) : undefined
}

function firstQuick(text: string, countries: readonly string[]): string | undefined {
  for (const country of countries) {
    const number = quickNumber(text, country)
    if (number !== undefined) return number
  }
  return undefined
}

/** What may be in a number besides digits. */
const written = /^\(?\+?[\d\s().-]+$/

function telephoneIn(text: string, typed: string, places: PhonePlaces): Telephone {
  if (!written.test(text)) return shortNumber(text, typed, places)
  const { near, store } = places
  const inStore = readIn(text, store)
  const inNear = near === undefined || near === store ? undefined : readIn(text, near)
  const sure = nearOrStore(text, inNear, inStore, places)
  if (sure !== undefined) return sure
  const fromAbroad = numberIn(text.replace(withoutPlus, '+$&').replace(abroad, '+'), store)
  if (fromAbroad?.how === 'sure') return { value: fromAbroad.number, how: 'assigned' }
  const [other, ...more] = elsewhere(text, places)
  if (other !== undefined) {
    if (more.length > 0) throw severalCountries(typed, [other, ...more])
    return { value: other.number, how: 'assigned', elsewhere: other.country }
  }
  const american = northAmerican.test(text) ? numberIn(text, 'US') : undefined
  const known = [inNear, inStore, fromAbroad, american]
  for (const how of ['valid', 'possible'] as const) {
    const found = known.find((one) => one?.how === how)
    if (found !== undefined) return { value: found.number, how: how === 'valid' ? 'assigned' : 'possible' }
  }
  return shortNumber(text, typed, places)
}

function readIn(text: string, country: string): Candidate | undefined {
  const number = quickNumber(text, country)
  return number === undefined ? numberIn(text, country) : { number, how: 'sure' }
}

/** A number of the country near it, unless it is written as in the store's: people abroad have telephones at home. */
function nearOrStore(
  text: string,
  inNear: Candidate | undefined,
  inStore: Candidate | undefined,
  places: PhonePlaces,
): Telephone | undefined {
  const { near = '', store } = places
  const here = inStore?.how === 'sure' ? { country: store, number: inStore.number } : undefined
  if (inNear?.how === 'sure') {
    const there = { country: near, number: inNear.number }
    if (here !== undefined && here.number !== there.number && isRather(text, here, there))
      return { value: here.number, how: 'assigned', also: { ...there, isLikely: false } }
    return { value: there.number, how: 'assigned', ...(text.startsWith('+') ? {} : { isNear: true }) }
  }
  if (here === undefined) return undefined
  const also = alsoIn(text, here, places)
  return { value: here.number, how: 'assigned', ...(also === undefined ? {} : { also }) }
}

function shortNumber(text: string, typed: string, { near, store }: PhonePlaces): Telephone {
  if (!isShortNumber(text)) throw notANumber(typed, near ?? store)
  return { value: text.replace(/[\s.-]/g, ''), how: 'short' }
}

const abroad = /^\s*\(?\s*00(?=[\s).-]*[1-9])\)?/

/** A number of another country of which a spreadsheet has made a number: too long to be taken for one of this country. */
const withoutPlus = /^[1-9]\d{10,14}$/

interface Elsewhere {
  readonly country: string
  readonly number: string
}

/** The way numbers are written in North America, and nowhere else: (415) 555-1212. Any of its countries will do. */
const northAmerican = /^(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])\d{3}[-.]\d{4}$/

function elsewhere(text: string, { others }: PhonePlaces): readonly Elsewhere[] {
  if (text.startsWith('+')) return []
  const countries = northAmerican.test(text) ? new Set([...others, 'US']) : others
  return [...countries].flatMap((country) => {
    const number = quickNumber(text, country) ?? sureNumber(text, country)
    return number === undefined ? [] : [{ country, number }]
  })
}

/** What else a number of the store's country could be: told where the others were chosen, or it is written so. */
function alsoIn(text: string, here: Elsewhere, places: PhonePlaces): Also | undefined {
  const found = elsewhere(text, places).find(({ number }) => number !== here.number)
  if (found === undefined) return undefined
  const isLikely = isRather(text, found, here)
  return isLikely || places.isChosen ? { ...found, isLikely } : undefined
}

/** Whether the first group of digits is the one dialled first in one country and not in the other: 02 in Bangkok, 021 in Vientiane. */
function isRather(text: string, one: Elsewhere, other: Elsewhere): boolean {
  const group = firstGroup(text)
  return group === firstGroupIn(one) && group !== firstGroupIn(other)
}

function firstGroupIn({ country, number }: Elsewhere): string | undefined {
  return firstGroup(formatIn(number, country))
}

function firstGroup(text: string): string | undefined {
  return /^\(?(\d+)[\s).-]/.exec(text)?.[1]
}

/** Both readings of a number, for a person to choose from. */
export function severalCountries(typed: string, found: readonly Elsewhere[]): InputError {
  const names = found.map(({ country }) => countryName(country)).join(' or of ')
  const forms = found.map(({ number }) => formatIn(number, '')).join(' or ')
  return new InputError(
    `"${typed}" may be a number of ${names}.`,
    `Type it with the code of its country: ${forms}`,
  )
}

function notANumber(typed: string, country: string): InputError {
  const example = exampleIn(country)
  const abroad = 'with the code of its country: +856 20 55 123 456'
  if (example === undefined) return new InputError(`"${typed}" is not a phone number.`, `Type it ${abroad}`)
  return new InputError(
    `"${typed}" is not a phone number in ${country}.`,
    `Type it like ${example}, or ${abroad}`,
  )
}
