/** A country, by its ISO 3166-1 code of two letters. */
import { InputError } from '../../errors.ts'
import { compareCodes } from '../compare.ts'
import { countryNamed } from '../countries.ts'
import { defineType } from '../type.ts'

function parseCountry(typed: string): string {
  const code = countryNamed(typed)
  if (code !== undefined) return code
  throw new InputError(`"${typed}" is not a country.`, 'Type its name or its code: Laos, ไทย, LA, TH')
}

export const country = defineType<string>({
  placeholder: 'COUNTRY',
  is: (value) => typeof value === 'string',
  parse: parseCountry,
  format: (code) => code,
  plain: (code) => code,
  compare: compareCodes,
  search: (code) => code,
})
