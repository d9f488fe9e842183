/** The only import of libphonenumber-js, which is loaded when first needed. */
import type { CountryCode, MetadataJson, PhoneNumber } from 'libphonenumber-js/min'
import { completeNumber, planOf, planWithCode, wholeNumber } from './plans.ts'

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

function loaded(): Library {
  if (library === undefined) throw new TypeError('Phone numbers are read only after prepare()')
  return library
}

/** A number read as one of a country. */
export interface Candidate {
  /** In E.164. */
  readonly number: string
  /** Surely of that country; otherwise only perhaps assigned, or not assigned and of a possible length. */
  readonly how: 'sure' | 'valid' | 'possible'
}

/** What a text is as a number of a country, or with + of any; undefined where it cannot be one. */
export function numberIn(text: string, country: string): Candidate | undefined {
  const found = parsedIn(text, country)
  if (found === undefined) return undefined
  const number = completeNumber(found.number, isBare(text))
  if (isSure(found, text, number)) return { number, how: 'sure' }
  if (found.isValid()) return { number, how: 'valid' }
  const isPossible = found.isPossible() && hasLength(found.countryCallingCode, found.nationalNumber)
  return isPossible ? { number, how: 'possible' } : undefined
}

/** The same of what is surely a number of that country. @returns the number in E.164 */
export function sureNumber(text: string, country: string): string | undefined {
  const found = parsedIn(text, country)
  const number = found === undefined ? '' : completeNumber(found.number, isBare(text))
  return found !== undefined && isSure(found, text, number) ? number : undefined
}

function parsedIn(text: string, country: string): PhoneNumber | undefined {
  const { parsePhoneNumberFromString, isSupportedCountry } = loaded()
  return parsePhoneNumberFromString(text, {
    ...(isSupportedCountry(country) ? { defaultCountry: country } : {}),
    extract: false,
  })
}

function isBare(text: string): boolean {
  return /^[1-9]/.test(text)
}

/** With 0 before it a number is whole: 053 559 447 is no mobile of Laos. */
function isSure(found: PhoneNumber, text: string, completed: string): boolean {
  const plan = planWithCode(found.countryCallingCode)
  if (plan === undefined) return found.isValid()
  const number = /^\(?0/.test(text) ? found.number : completed
  return plan.test(number.slice(found.countryCallingCode.length + 1))
}

const lengths = new Map<string, boolean>()

/** Whether numbers that begin with the same digit are ever as long, or none begins so: 081 234 56789 is a slip. */
function hasLength(code: string, national: string): boolean {
  if (national.startsWith('0')) return false
  const key = `${code} ${national.charAt(0)} ${national.length}`
  const known = lengths.get(key) ?? isLengthOf(code, national)
  lengths.set(key, known)
  return known
}

function isLengthOf(code: string, national: string): boolean {
  const { metadata } = loaded()
  const [country] = metadata.country_calling_codes[code] ?? []
  const pattern: unknown = country === undefined ? undefined : metadata.countries[country]?.[2]
  if (typeof pattern !== 'string') return true
  const form = new RegExp(`^(?:${pattern})$`)
  const begins = (length: number) =>
    Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0')).some((next) =>
      form.test(`${national.charAt(0)}${next}${'2'.repeat(Math.max(0, length - 3))}`),
    )
  if (begins(national.length)) return true
  return ![6, 7, 8, 9, 10, 11].some(begins)
}

/** For people: as dialled within the country, with + from any other; what is no number of a plan as it is stored. */
export function formatIn(value: string, country: string): string {
  const number = library?.parsePhoneNumberFromString(wholeNumber(value).replace(';ext=', ' ext. '))
  if (library === undefined || number === undefined) return value
  const codes = library.metadata.country_calling_codes[number.countryCallingCode] ?? []
  const isOwn = number.country === country || (number.country === undefined && codes[0] === country)
  return isOwn ? number.formatNational() : number.formatInternational()
}

/** A number of a country as it is written there; undefined where the country has none. */
export function exampleIn(country: string): string | undefined {
  const { getExampleNumber, isSupportedCountry, examples } = loaded()
  return isSupportedCountry(country) ? getExampleNumber(country, examples)?.formatNational() : undefined
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
 * A quick way to what is read otherwise, for imports: digits, spaces and hyphens only, with the trunk prefix 0 or the
 * country's own code. Undefined for everything else.
 * @returns the number in E.164
 */
export function quickNumber(text: string, country: string): string | undefined {
  if (!/^\+?\d[\d -]*\d$/.test(text)) return undefined
  const plan = quickPlan(country)
  const national = plan && nationalPart(text.replace(/[ -]/g, ''), plan)
  return plan && national && plan.national.test(national) ? `+${plan.callingCode}${national}` : undefined
}

function quickPlan(country: string): Plan | undefined {
  const known = plans.get(country)
  if (known !== undefined || plans.has(country)) return known
  const { metadata, isSupportedCountry } = loaded()
  const plan = isSupportedCountry(country) ? planFrom(country, metadata) : undefined
  plans.set(country, plan)
  return plan
}

function nationalPart(number: string, { callingCode, abroad }: Plan): string | undefined {
  if (number.startsWith(`+${callingCode}`)) return number.slice(callingCode.length + 1)
  return number.startsWith('0') && !abroad.test(number) ? number.slice(1) : undefined
}

/** A country that shares its calling code, or has another trunk prefix than a plain 0, has no plan. */
function planFrom(
  country: CountryCode,
  { countries, country_calling_codes: codes }: MetadataJson,
): Plan | undefined {
  const plan: readonly unknown[] = countries[country] ?? []
  const [callingCode, abroad, pattern, , , trunk, , trunkPattern] = plan
  if (typeof callingCode !== 'string' || typeof abroad !== 'string' || typeof pattern !== 'string')
    return undefined
  const isAlone = Object.entries(codes).some(([code, { length }]) => code === callingCode && length === 1)
  if (!isAlone || trunk !== '0' || trunkPattern) return undefined
  const national = planOf(country) ?? new RegExp(`^(?:${pattern})$`)
  return { callingCode, abroad: new RegExp(`^(?:${abroad})`), national }
}
