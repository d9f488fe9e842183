/** A phone number, in E.164; a short one as it is dialled. */
import { compareText } from '../../text.ts'
import { isAddress } from '../addresses.ts'
import { countryName, countryNamed } from '../countries.ts'
import type { Address } from '../field.ts'
import { countryOfProvince } from '../provinces.ts'
import { formatIn, preparePhones } from '../telephones/library.ts'
import { completeNumber, otherCountries } from '../telephones/plans.ts'
import { type PhonePlaces, readTelephone, severalCountries, type Telephone } from '../telephones/reading.ts'
import { defineType, type TakeKey, type TypeContext } from '../type.ts'

/**
 * Reads one number as it is written in the country of the record's address, in the store's, in another of those the
 * settings name, or of any country with + and its code.
 * @throws InputError where it can be no number, or one of several countries
 */
function parsePhone(typed: string, context: TypeContext): string {
  const found = readTelephone(typed, placesOf(context))
  tellOf(found, typed, context)
  return found.value
}

/** The countries a number in a record may be of. */
export function placesOf({ settings, record }: TypeContext): PhonePlaces {
  const near = isAddress(record?.['address']) ? countryOf(record['address']) : undefined
  return {
    ...(near === undefined ? {} : { near }),
    store: settings.country,
    others: otherCountries(settings),
    isChosen: settings.countries !== undefined,
  }
}

/** The country that an address is in, where it names it or a province that tells it. */
export function countryOf({ country, province, city, subdistrict }: Address): string | undefined {
  if (country !== undefined) return countryNamed(country)
  const places = [province, city, subdistrict].map((place) =>
    place === undefined ? undefined : countryOfProvince(place),
  )
  return places.find((place) => place !== undefined)
}

/**
 * Says how a number was read, where that is not plain.
 * @throws InputError for a number of the store's country that is written as another's
 */
export function tellOf(found: Telephone, typed: string, context: TypeContext): void {
  const { how, also, elsewhere, value } = found
  const { country } = context.settings
  if (also?.isLikely === true) throw severalCountries(typed, [{ country, number: value }, also])
  if (context.tell === undefined) return
  const shown = formatPhone(value, context)
  if (how === 'short')
    context.tell(`${typed} is kept as it is: it is dialled only within its country or exchange`)
  if (how === 'possible') context.tell(`${shown} is kept, though no such number is assigned`)
  if (elsewhere !== undefined)
    context.tell(`${typed} was read as a number of ${countryName(elsewhere)}: ${shown}`)
  if (also !== undefined)
    context.tell(
      `${typed} was read as ${shown}; of ${countryName(also.country)} it is ${formatIn(also.number, '')}`,
    )
}

/** For people: as dialled within the store's country, with + from any other. */
export function formatPhone(value: string, { settings: { country } }: TypeContext): string {
  return formatIn(value, country)
}

/** The lookup key: the number without its extension; of a Lao mobile in full, as older stores may not have it. */
export function phoneKeys(value: string, take: TakeKey): void {
  const end = value.indexOf(';')
  take('phone:', completeNumber(end < 0 ? value : value.slice(0, end)))
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
