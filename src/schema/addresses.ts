/** Postal addresses as text, and back. */
import { dictionary } from '../dictionary.ts'
import { InputError, unknownWord } from '../errors.ts'
import { digits, fold, nfc } from '../text.ts'
import { countryNamed } from './countries.ts'
import type { Address } from './field.ts'
import { escaped, splitList, unescaped } from './lists.ts'

/** The parts in the order they are written on one line. */
export const addressParts = [
  'label',
  'street',
  'subdistrict',
  'district',
  'city',
  'province',
  'postalCode',
  'country',
] as const satisfies readonly (keyof Address)[]

type Part = (typeof addressParts)[number]

const otherNames: { readonly [name: string]: Part | undefined } = dictionary({
  zip: 'postalCode',
  zipcode: 'postalCode',
  postcode: 'postalCode',
  state: 'province',
})

/** Text whose first part has a name; everything else is free text. */
const named = /^\s*[a-z][a-z -]*=/i

/**
 * Reads "street=…; city=…", or takes free text whole as the street.
 * @throws InputError where a part is unknown, empty or given twice
 */
export function parseAddress(typed: string): Address {
  if (!named.test(typed)) return { street: nfc(typed.replace(/\r\n?/g, '\n').trim()) }
  const parts: { [P in Part]?: string } = {}
  for (const piece of splitList(typed, ';')) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(piece) ?? []
    if (name === undefined || value === undefined) {
      throw new InputError(
        `"${piece}" does not say which part of the address it is.`,
        'Type it like city=Vientiane',
      )
    }
    const part = partNamed(name.trim())
    if (parts[part] !== undefined)
      throw new InputError(`The address has ${part} twice.`, 'Give each part once')
    parts[part] = readPart(part, nfc(unescaped(value).trim()))
  }
  return inOrder(parts)
}

function partNamed(name: string): Part {
  const wanted = fold(name).replace(/[ -]/g, '')
  const part = addressParts.find((known) => known.toLowerCase() === wanted) ?? otherNames[wanted]
  if (part === undefined) throw unknownWord('part of an address', name, addressParts)
  return part
}

function readPart(part: Part, value: string): string {
  if (value === '')
    throw new InputError(`"${part}=" has no value.`, `Leave ${part} out, or type it like ${part}=VALUE`)
  if (part === 'postalCode') return digits(value)
  return part === 'country' ? (countryNamed(value) ?? value) : value
}

function inOrder(parts: Address): Address {
  return Object.fromEntries(
    addressParts.flatMap((part) => (parts[part] === undefined ? [] : [[part, parts[part]]])),
  )
}

/** The address as `parseAddress` reads it. */
export function plainAddress(address: Address): string {
  const given = addressParts.filter((part) => address[part] !== undefined)
  const { street } = address
  if (street !== undefined && given.length === 1 && !named.test(street)) return street
  return given.map((part) => `${part}=${escaped(address[part] ?? '', ';')}`).join('; ')
}

/** The address on one line, for people. */
export function addressLine(address: Address): string {
  const { label, street = '', subdistrict, district, city, province, postalCode, country } = address
  const town = province === undefined ? joined([city, postalCode], ' ') : city
  const region = province === undefined ? undefined : joined([province, postalCode], ' ')
  const place = joined([...street.split('\n'), subdistrict, district, town, region, country], ', ')
  return joined([label, place], ': ')
}

function joined(parts: readonly (string | undefined)[], between: string): string {
  return parts.filter((part) => part !== undefined && part !== '').join(between)
}

/** Whether the store may hold this as an address. */
export function isAddress(value: unknown): value is Address {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((part) => part === undefined || typeof part === 'string')
}
