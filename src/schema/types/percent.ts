/** A share of a hundred, 0 to 100. */
import { InputError } from '../../errors.ts'
import { decimalText, parseNumber } from '../../numbers.ts'
import { compareNumbers } from '../compare.ts'
import { defineType } from '../type.ts'

function parsePercent(typed: string): number {
  const value = parseNumber(typed.trim().replace(/ ?[%％]$/, ''))
  if (value >= 0 && value <= 100) return value
  throw new InputError(`"${typed}" is not between 0 and 100 percent.`, 'Type it like 50 or 50%')
}

export const percent = defineType<number>({
  placeholder: 'PERCENT',
  numeric: true,
  is: (value): value is number => typeof value === 'number' && value >= 0 && value <= 100,
  parse: parsePercent,
  format: (value) => `${decimalText(value)}%`,
  plain: decimalText,
  compare: compareNumbers,
})
