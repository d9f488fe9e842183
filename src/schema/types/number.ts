/** A number without a unit. */
import { InputError } from '../../errors.ts'
import { decimalText, groupThousands, parseNumber, separatorsOf } from '../../numbers.ts'
import { compareNumbers } from '../compare.ts'
import { defineType } from '../type.ts'

export const number = defineType<number>({
  placeholder: 'NUMBER',
  numeric: true,
  is: (value): value is number => typeof value === 'number' && Number.isFinite(value),
  // What is stored already stays as it is: a rule that came later must not make a store unreadable.
  parse: (typed, { field: { minimum } }) => {
    const value = parseNumber(typed)
    if (minimum === undefined || value >= minimum) return value
    throw new InputError(`"${typed}" is too small: at least ${minimum}.`, `Type ${minimum} or more.`)
  },
  format: (value, { settings }) => groupThousands(decimalText(value), separatorsOf(settings)),
  plain: decimalText,
  compare: compareNumbers,
  search: decimalText,
})
