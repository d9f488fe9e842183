/** A day. */
import { datesOf } from '../../config.ts'
import { isDay, parseDay, prepareDates } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import { defineType } from '../type.ts'

export const date = defineType<string>({
  placeholder: 'DATE',
  is: (value): value is string => typeof value === 'string' && isDay(value),
  parse: (typed, { now, settings }) => parseDay(typed, datesOf(settings, now)),
  format: (value) => value,
  plain: (value) => value,
  compare: compareCodes,
  search: (value) => value,
  prepare: prepareDates,
})
