/** How often something comes back: an RRULE of days, or a distance from its being done. */
import { datesOf } from '../../config.ts'
import {
  datesIn,
  everComes,
  formatRepeat,
  loadOccurrences,
  parseRepeat,
  prepareDates,
  storedRepeat,
} from '../../dates.ts'
import { InputError } from '../../errors.ts'
import { compareCodes } from '../compare.ts'
import { defineType } from '../type.ts'

export const repeat = defineType<string>({
  placeholder: 'RULE',
  is: (value): value is string => typeof value === 'string' && storedRepeat(value) !== undefined,
  parse: (typed, { now, settings }) => coming(parseRepeat(typed, datesOf(settings, now))),
  format: formatRepeat,
  plain: (value) => value,
  compare: compareCodes,
  search: formatRepeat,
  prepare: async (texts) => {
    await Promise.all([prepareDates(texts.flatMap(datesIn)), loadOccurrences()])
  },
})

/** @throws InputError for a rule of days that no calendar has */
function coming(text: string): string {
  const repeat = storedRepeat(text)
  if (repeat?.type !== 'rule' || everComes(repeat.parts)) return text
  throw new InputError(`${text} never comes.`, 'Look at the days and months it names')
}
