/** A phone number, in E.164. The only import of libphonenumber-js, which is loaded when first needed. */
import type { CountryCode, MetadataJson, PhoneNumber } from 'libphonenumber-js/min'
import { InputError } from '../../errors.ts'
import { plainCharacters } from '../../numbers.ts'
import { compareText } from '../../text.ts'
import { defineType, type TakeKey, type TypeContext } from '../type.ts'

async function load() {
  const [library, { default: metadata }, { default: examples }] = await Promise.all([
    import('libphonenumber-js/min'),
    import('libphonenumber-js/min/metadata'),
    import('libphonenumber-js/mobile/examples'),
  ])
  return { ...library, metadata, examples }
}

type Library = Awaited<ReturnType<typeof load>>
let library: Library | undefined

/** Loads the library. Before that no number can be read, and numbers are shown as they are stored. */
export async function preparePhones(): Promise<void> {
  library ??= await load()
}

/** What stands before an extension in Thai, in Lao, and in stored numbers. */
const extensionMark = /ต่อ|กด|ຕໍ່|;ext=/i

/** A number of another country of which a spreadsheet has made a number: too long to be taken for one of this country. */
const withoutPlus = /^[1-9]\d{10,14}$/

/**
 * Reads a number as written in the store's country, or of any country with + and its code. 00 for + is understood
 * everywhere, though Thailand dials 001: it is what most of the world dials (ITU-T E.164 recommends it); of eleven digits
 * and more the + may be missing.
 * @throws InputError where there is no such number
 */
export function parsePhone(typed: string, { settings: { country } }: TypeContext): string {
  if (library === undefined) throw new TypeError('Phone numbers are read only after prepare()')
  const text = plainCharacters(typed)
  const local = localNumber(text, country, library)
  if (local !== undefined) return local
  const plain = text.replace(/^tel:/i, '').replace(extensionMark, ' ext. ')
  const number =
    validNumber(plain, country, library) ??
    validNumber(plain.replace(withoutPlus, '+$&').replace(abroad, '+'), country, library)
  if (number !== undefined) return stored(number)
  throw notANumber(typed, country, library)
}

/** What most of the world dials before the code of another country. */
const abroad = /^\s*\(?\s*00(?=[\s).-]*[1-9])\)?/

function validNumber(text: string, country: string, library: Library): PhoneNumber | undefined {
  const number = library.parsePhoneNumberFromString(text, {
    ...(library.isSupportedCountry(country) ? { defaultCountry: country } : {}),
    extract: false,
  })
  return number?.isValid() === true ? number : undefined
}

function stored({ number, ext }: PhoneNumber): string {
  return ext === undefined ? number : `${number};ext=${ext}`
}

function notANumber(
  typed: string,
  country: string,
  { getExampleNumber, isSupportedCountry, examples }: Library,
) {
  const example = isSupportedCountry(country) ? getExampleNumber(country, examples) : undefined
  const abroad = 'with the code of its country: +856 20 55 123 456'
  if (example === undefined) return new InputError(`"${typed}" is not a phone number.`, `Type it ${abroad}`)
  return new InputError(
    `"${typed}" is not a phone number in ${country}.`,
    `Type it like ${example.formatNational()}, or ${abroad}`,
  )
}

/** For people: as dialled within the store's country, with + from any other. */
export function formatPhone(value: string, { settings: { country } }: TypeContext): string {
  const number = library?.parsePhoneNumberFromString(value.replace(extensionMark, ' ext. '))
  if (number === undefined) return value
  return number.country === country ? number.formatNational() : number.formatInternational()
}

/** The lookup key: the number without its extension. */
export function phoneKeys(value: string, take: TakeKey): void {
  const end = value.indexOf(';')
  take('phone:', end < 0 ? value : value.slice(0, end))
}

/** What the library knows of a country whose numbers need none of its special rules. */
interface Plan {
  readonly callingCode: string
  /** Matches the beginning of a number dialled abroad. */
  readonly abroad: RegExp
  readonly national: RegExp
}

const plans = new Map<string, Plan | undefined>()

/**
 * A quick way to what the library would give, for imports: digits, spaces and hyphens only, with the trunk prefix 0
 * or the country's own code. Undefined for everything else, which the library then reads.
 */
function localNumber(text: string, country: string, library: Library) {
  if (!/^\+?\d[\d -]*\d$/.test(text)) return undefined
  const plan = planIn(country, library)
  const national = plan && nationalPart(text.replace(/[ -]/g, ''), plan)
  return plan && national && plan.national.test(national) ? `+${plan.callingCode}${national}` : undefined
}

function planIn(country: string, { metadata, isSupportedCountry }: Library): Plan | undefined {
  const known = plans.get(country)
  if (known !== undefined || plans.has(country)) return known
  const plan = isSupportedCountry(country) ? planOf(country, metadata) : undefined
  plans.set(country, plan)
  return plan
}

function nationalPart(number: string, { callingCode, abroad }: Plan): string | undefined {
  if (number.startsWith(`+${callingCode}`)) return number.slice(callingCode.length + 1)
  return number.startsWith('0') && !abroad.test(number) ? number.slice(1) : undefined
}

/** A country that shares its calling code, or has another trunk prefix than a plain 0, has no plan. */
function planOf(
  country: CountryCode,
  { countries, country_calling_codes: codes }: MetadataJson,
): Plan | undefined {
  const plan: readonly unknown[] = countries[country] ?? []
  const [callingCode, abroad, pattern, , , trunk, , trunkPattern] = plan
  if (typeof callingCode !== 'string' || typeof abroad !== 'string' || typeof pattern !== 'string')
    return undefined
  const isAlone = Object.entries(codes).some(([code, { length }]) => code === callingCode && length === 1)
  if (!isAlone || trunk !== '0' || trunkPattern) return undefined
  return { callingCode, abroad: new RegExp(`^(?:${abroad})`), national: new RegExp(`^(?:${pattern})$`) }
}

export const phone = defineType<string>({
  placeholder: 'PHONE',
  is: (value) => typeof value === 'string',
  parse: parsePhone,
  format: formatPhone,
  plain: (value) => value,
  compare: compareText,
  search: (value) => value,
  keys: phoneKeys,
  prepare: preparePhones,
})
