/** A moment, kept in UTC and shown in the store's zone. */
import { datesOf } from '../../config.ts'
import { formatWhen, isInstant, parseInstant, prepareDates } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import { defineType } from '../type.ts'

export const instant = defineType<string>({
  placeholder: 'TIME',
  is: (value): value is string => typeof value === 'string' && isInstant(value),
  parse: (typed, { now, settings }) => parseInstant(typed, datesOf(settings, now)),
  format: (value, { settings: { timezone } }) => formatWhen(value, timezone),
  plain: (value) => value,
  compare: compareCodes,
  prepare: prepareDates,
})
