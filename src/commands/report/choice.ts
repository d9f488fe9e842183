/** The period, owner, query and grouping that a report is asked for, as typed. */

import { datesOf } from '../../config.ts'
import type { Context } from '../../context.ts'
import { instantAt, parseDay, prepareDates, today } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import { parseQuery } from '../../query/parse.ts'
import { asOf } from '../../reports/past.ts'
import { type Period, periodNamed } from '../../reports/period.ts'
import type { ReportOptions } from '../../reports/report.ts'
import type { Data } from '../../schema/data.ts'
import type { Option } from '../command.ts'
import { daysOf, type Input } from '../input.ts'
import { ownerSaid, unknownOwner } from '../owner.ts'

const periodOptions: readonly Option[] = [
  {
    name: 'period',
    value: 'PERIOD',
    help: 'this-month, last-quarter, last-30-days, 2026, 2026-11, 2026-Q4, 2026-W47 …',
  },
  { name: 'from', value: 'DATE', help: 'first day of the period' },
  { name: 'to', value: 'DATE', help: 'last day of the period' },
]

export const choiceOptions: readonly Option[] = [
  ...periodOptions,
  { name: 'owner', value: 'NAME', help: 'only records of this owner; "me" for your own' },
  { name: 'where', value: 'QUERY', help: 'only records that match, as in list' },
  {
    name: 'asOf',
    value: 'DATE',
    help: 'what the report would have said at the end of that day; a deal imported without its stages was in the first open one until it closed',
  },
]

export const chartOptions: readonly Option[] = [
  { name: 'chart', help: 'draw charts; on a terminal they are drawn where they help' },
  { name: 'noChart', help: 'draw no charts' },
]

/** What a report is run on and with. */
export interface Choice {
  readonly data: Data
  readonly now: Date
  readonly options: ReportOptions
  /** For the head of a page: `2026-01-01 to 2026-12-31 · owner Noy`. */
  readonly said: string
  /** What to say besides the answer. */
  readonly notes: readonly string[]
}

/** @throws InputError for a period, date or query that cannot be read */
export async function choiceOf(context: Context, input: Input): Promise<Choice> {
  const { data, now } = await viewOf(context, input)
  const period = await periodOf(context, input, now)
  const query = input.text('where')
  const days = wholeDays(input)
  const by = input.text('by')
  const { timezone } = context.settings()
  const who = ownerSaid(context, input)
  const said = [
    period.from === undefined && period.to === undefined
      ? 'All time'
      : `${period.from ?? 'the beginning'} to ${period.to ?? 'the end'}`,
    ...(who === undefined ? [] : [`owner ${who}`]),
    ...(query === undefined ? [] : [`where ${query}`]),
    `as of ${today(now, timezone)}`,
  ]
  return {
    data,
    now,
    options: {
      ...period,
      ...(days === undefined ? {} : { days }),
      ...(by === undefined ? {} : { by }),
      ...(who === undefined ? {} : { owner: who }),
      ...(query === undefined ? {} : { query: parseQuery(query) }),
    },
    said: said.join(' · '),
    notes: unknownOwner(data, who),
  }
}

/** Days without activity, as `60`, `60d` or `2w`. */
function wholeDays(input: Input): number | undefined {
  const text = input.text('days')
  if (text === undefined) return undefined
  const days = daysOf(text, '--days')
  if (days > 0) return days
  throw new InputError(`--days takes at least one day, not "${text}".`)
}

/** The store as it is, or as it was at the end of the day that --as-of names. */
async function viewOf(context: Context, input: Input): Promise<{ data: Data; now: Date }> {
  const now = context.clock.now()
  const store = context.store()
  const day = await dayOf(context, input, 'asOf', now)
  if (day === undefined) return { data: store, now }
  const instant = instantAt(day, '23:59:59', store.settings.timezone)
  if (Date.parse(instant) >= now.getTime()) return { data: store, now }
  return { data: asOf(store, context.history(), instant), now: new Date(instant) }
}

async function periodOf(context: Context, input: Input, now: Date): Promise<Partial<Period>> {
  const named = input.text('period')
  const from = await dayOf(context, input, 'from', now)
  const to = await dayOf(context, input, 'to', now)
  if (named === undefined) {
    if (from !== undefined && to !== undefined && from > to)
      throw new InputError(`--from ${from} is after --to ${to}.`)
    return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  }
  if (from !== undefined || to !== undefined)
    throw new InputError('--period and --from or --to exclude each other.', 'Give one of them')
  const period = periodNamed(named, today(now, context.settings().timezone))
  if (period !== undefined) return period
  throw new InputError(
    `--period: "${named}" is no period.`,
    'Type this-month, last-quarter, last-30-days, 2026, 2569, 2026-11, 2026-Q4 or 2026-W47',
  )
}

async function dayOf(
  context: Context,
  input: Input,
  name: 'from' | 'to' | 'asOf',
  now: Date,
): Promise<string | undefined> {
  const text = input.text(name)
  if (text === undefined) return undefined
  await prepareDates([text])
  try {
    return parseDay(text, datesOf(context.settings(), now))
  } catch (error) {
    const flag = name === 'asOf' ? 'as-of' : name
    if (error instanceof InputError) throw new InputError(`--${flag}: ${error.message}`, error.hint)
    throw error
  }
}

/** The period a choice has, whole. @throws InputError where it has none, or only one end */
export function wholePeriod({ from, to }: ReportOptions): Period {
  if (from !== undefined && to !== undefined) return { from, to }
  throw new InputError(
    '--compare needs a period to come before.',
    'Add --period this-month, or --from and --to',
  )
}

/** Whether charts were asked for, refused, or neither. */
export function wantsCharts(input: Input): boolean | undefined {
  if (input.has('noChart')) return false
  return input.has('chart') ? true : undefined
}
