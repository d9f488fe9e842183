/** The ISO 4217 code of a currency. */
import { InputError } from '../../errors.ts'
import { isCurrency } from '../../money.ts'
import { compareCodes } from '../compare.ts'
import { defineType } from '../type.ts'

function parseCurrency(typed: string): string {
  const code = typed.trim().toUpperCase()
  if (isCurrency(code)) return code
  throw new InputError(`"${typed}" is not the code of a currency.`, 'Type three letters: THB, LAK, USD')
}

export const currency = defineType<string>({
  placeholder: 'CODE',
  is: (value) => typeof value === 'string',
  parse: parseCurrency,
  format: (value) => value,
  plain: (value) => value,
  compare: compareCodes,
  search: (value) => value,
})
