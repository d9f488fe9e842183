/** A day; where the field takes it, also a day of the year whose year nobody knows. */
import { datesOf } from '../../config.ts'
import { isDay, isDayOfYear, parseDay, parseDayOrDayOfYear, prepareDates } from '../../dates.ts'
import { compareCodes } from '../compare.ts'
import { defineType } from '../type.ts'

export const date = defineType<string>(
  {
    placeholder: 'DATE',
    is: (value, { yearless }): value is string =>
      typeof value === 'string' && (isDay(value) || (yearless === true && isDayOfYear(value))),
    parse: (typed, { now, settings, field }) => {
      const read = field.yearless === true ? parseDayOrDayOfYear : parseDay
      return read(typed, datesOf(settings, now))
    },
    format: (value) => value,
    plain: (value) => value,
    compare: compareCodes,
    search: (value) => value,
    prepare: prepareDates,
  },
  { type: 'date', help: '', yearless: true },
)
