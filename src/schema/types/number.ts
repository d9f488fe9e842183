/** A number without a unit. */
import { decimalText, groupThousands, parseNumber, separatorsOf } from '../../numbers.ts'
import { compareNumbers } from '../compare.ts'
import { defineType } from '../type.ts'

export const number = defineType<number>({
  placeholder: 'NUMBER',
  numeric: true,
  is: (value): value is number => typeof value === 'number' && Number.isFinite(value),
  parse: parseNumber,
  format: (value, { settings }) => groupThousands(decimalText(value), separatorsOf(settings)),
  plain: decimalText,
  compare: compareNumbers,
  search: decimalText,
})
