/** A day to come, or a moment of it. */
import { datesOf } from '../../config.ts'
import { formatWhen, isDay, isInstant, parseWhen, prepareDates } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import { defineType } from '../type.ts'

export const when = defineType<string>({
  placeholder: 'WHEN',
  is: (value): value is string => typeof value === 'string' && (isDay(value) || isInstant(value)),
  parse: (typed, { now, settings }) => parseWhen(typed, { ...datesOf(settings, now), isAhead: true }),
  format: (value, { settings: { timezone } }) => formatWhen(value, timezone),
  plain: (value) => value,
  compare: compareCodes,
  prepare: prepareDates,
})
