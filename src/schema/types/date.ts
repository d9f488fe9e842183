/** A day. */
import { isDay, parseDay, prepareDates } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import { defineType } from '../type.ts'

export const date = defineType<string>({
  placeholder: 'DATE',
  is: (value): value is string => typeof value === 'string' && isDay(value),
  parse: (typed, { now, settings: { timezone } }) => parseDay(typed, { now, timezone }),
  format: (value) => value,
  plain: (value) => value,
  compare: compareCodes,
  search: (value) => value,
  prepare: prepareDates,
})
