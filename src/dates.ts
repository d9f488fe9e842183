/** Days and instants: a day is YYYY-MM-DD, an instant UTC to the second, 2026-11-22T02:00:00Z. */
export { addDays, addMonths, daysBetween, isDay, isInstant, monthOf } from './dates/calendar.ts'
export { isDayOfYear, parseDayOrDayOfYear } from './dates/dayOfYear.ts'
export type { DateContext } from './dates/days.ts'
export { dayReader, daysUntil } from './dates/many.ts'
export { daysOf, everComes, loadOccurrences } from './dates/occurrences.ts'
export { parseDay, parseInstant, parseWhen, prepareDates } from './dates/read.ts'
export {
  addUnits,
  isEndless,
  type RuleParts,
  readRule,
  repeatText,
  storedRepeat,
} from './dates/repeat.ts'
export { datesIn, formatRepeat, parseRepeat, splitRepeat } from './dates/repeatWords.ts'
export { clockOf, dayOf, formatWhen, instantAt, isTimezone, today, toInstant } from './dates/zones.ts'
