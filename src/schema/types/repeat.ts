/** How often something comes back: an RRULE of days, or a distance from its being done. */
import { datesOf } from '../../config.ts'
import { datesIn, formatRepeat, parseRepeat, prepareDates, storedRepeat } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import { defineType } from '../type.ts'

export const repeat = defineType<string>({
  placeholder: 'RULE',
  is: (value): value is string => typeof value === 'string' && storedRepeat(value) !== undefined,
  parse: (typed, { now, settings }) => parseRepeat(typed, datesOf(settings, now)),
  format: formatRepeat,
  plain: (value) => value,
  compare: compareCodes,
  search: formatRepeat,
  prepare: (texts) => prepareDates(texts.flatMap(datesIn)),
})
