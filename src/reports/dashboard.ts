/** R13: the main figures of the business on one sheet. */
import type { Settings } from '../config.ts'
import { addDays, dayOf, isDay, today, toInstant } from '../dates.ts'
import { formatAmount } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import type { Data } from '../schema/data.ts'
import { linkTitles } from './cells.ts'
import { closeDay, dayReader, kindOfDeal } from './days.ts'
import { forecast } from './forecast.ts'
import { funnel } from './funnel.ts'
import { owners } from './owners.ts'
import { periodBefore, periodNamed } from './period.ts'
import { pipelineTable } from './pipeline.ts'
import { chosen, counted, figureText, inPeriod, percentOf, type ReportOptions } from './report.ts'
import { type Cell, type Column, isAmount, type Row, type Table } from './table.ts'
import { trendTable } from './trend.ts'
import type { Figure, Sheet } from './views.ts'
import { dealFields, probabilityOf, Sum, valued } from './worth.ts'

/**
 * The figures of a period, of the present month where none is given, beside those of the period before; the pipeline,
 * the coming months, the people and what is due, as they stand now.
 */
export function dashboardSheet(data: Data, asked: ReportOptions, now: Date, said: string): Sheet {
  const { timezone } = data.settings
  const day = today(now, timezone)
  const month = periodNamed('this-month', day)
  const hasPeriod = asked.from !== undefined || asked.to !== undefined
  const options = hasPeriod ? asked : { ...asked, ...month }
  const { owner } = asked
  const own = owner === undefined ? {} : { owner }
  const ahead = { ...own, from: `${day.slice(0, 7)}-01`, to: addDays(day, 180) }
  // All parts look into the same records: what any of them reads is read at once.
  data.slim('deal', allFields)
  const parts = [
    trendTable(data, own, now),
    openPipeline(data, own, now),
    forecast.run(data, ahead, now),
    funnel.run(data, own, now),
    activityTable(data, options, now),
    owners.run(data, options, now),
    reminderTable(data, own, now),
  ]
  return {
    title: 'Dashboard',
    subtitle: [hasPeriod ? said : `${options.from} to ${options.to} · ${said.replace('All time · ', '')}`],
    figures: figuresOf(data, options, now),
    parts: parts.map((table) => ({ table })),
    about,
  }
}

const about = `Open pipeline, weighted: the deals that are open now; weighted is amount × probability ÷ 100, of each deal. Overdue: open deals whose expected close date is past.
Won: deals whose close date is in the period. Win rate: won ÷ (won + lost), by number, in the period. New leads: entered in the period. Activities: those that happened in the period, up to now.
Reminders due: open and due today or before; overdue: their day, or day and time, has passed.
Before: the same of the period just before; of one that is not over of the same days of it. The forecast has this month and the half year after today; pipeline, funnel and reminders are as they stand now. The months are those from a year ago to now. Each table is counted as in the report of its name.`

/** The stages of open deals. */
function openPipeline(data: Data, options: ReportOptions, now: Date): Table {
  const table = pipelineTable(data, options, now, true)
  const open = new Set(data.settings.stages.filter(({ kind }) => kind === 'open').map(({ name }) => name))
  const isShown = ({ stage, count }: Row) => open.has(String(stage)) || count !== 0
  return { ...table, title: 'Open pipeline by stage', rows: table.rows.filter(isShown) }
}

function figuresOf(data: Data, options: ReportOptions, now: Date): readonly Figure[] {
  const { from, to } = options
  const before =
    from === undefined || to === undefined
      ? undefined
      : periodBefore({ from, to }, today(now, data.settings.timezone))
  const present = countsOf(data, options, now)
  const past = before === undefined ? undefined : countsOf(data, { ...options, ...before }, now)
  const won = counted(present.won.count, 'deal', data.settings)
  const beside = besides(data.settings)
  return [
    ...openFigures(data, options, now),
    beside('Won', present.won.amount, past?.won.amount, [won, ...present.ahead].join(', ')),
    beside('Win rate', rateOf(present), past && rateOf(past), undefined, '%'),
    beside('New leads', present.leads, past?.leads),
    beside('Activities', present.activities, past?.activities),
    ...reminderFigures(data, options, now),
  ]
}

/** A function that makes a figure beside what it was before, where that is known. */
function besides(settings: Settings) {
  return (label: string, cell: Cell, before: Cell | undefined, hint?: string, unit = ''): Figure => {
    const text = (value: Cell) =>
      value === null
        ? '–'
        : isAmount(value)
          ? formatAmount(value, separatorsOf(settings))
          : `${typeof value === 'number' ? figureText(value, settings) : value}${unit}`
    const hints = [
      ...(hint === undefined ? [] : [hint]),
      ...(before === undefined ? [] : [`before: ${text(before)}${changed(cell, before, unit)}`]),
    ]
    return {
      label,
      value: text(cell),
      cell,
      ...(before === undefined ? {} : { before }),
      ...(hints.length === 0 ? {} : { hint: hints.join('; ') }),
    }
  }
}

/** Which way it went, and how far: of a percentage in points; nothing where there was nothing before. */
function changed(cell: Cell, before: Cell, unit: string): string {
  const [now, then] = [cell, before].map((one) => (isAmount(one) ? Number(one.minor) : one))
  if (typeof now !== 'number' || typeof then !== 'number') return ''
  const change = unit === '%' ? Math.round((now - then) * 10) / 10 : percentOf(now - then, then)
  if (change === null || change === 0) return ''
  const size = `${Math.abs(change)}${unit === '%' ? ' points' : '%'}`
  return change > 0 ? ` ▲ ${size}` : ` ▼ ${size}`
}

interface Counts {
  readonly won: Sum
  /** How many of them close in days to come, where any do. */
  readonly ahead: readonly string[]
  readonly lost: number
  readonly leads: number
  readonly activities: number
}

function countsOf(data: Data, options: ReportOptions, now: Date): Counts {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const closed = chosen(data, 'deal', dealFields, options, now).filter(
    (deal) => inPeriod(closeDay(deal, settings, dayAt), options) && kindOfDeal(deal, settings) !== 'open',
  )
  const { currency, worthOf } = valued(closed, settings)
  const won = new Sum(currency)
  const day = today(now, settings.timezone)
  let ahead = 0
  let lost = 0
  for (const deal of closed) {
    if (kindOfDeal(deal, settings) === 'won') {
      won.add(worthOf(deal), 100)
      if ((closeDay(deal, settings, dayAt) ?? day) > day) ahead++
    } else lost++
  }
  const limit = toInstant(now)
  return {
    won,
    ahead: ahead === 0 ? [] : [`${figureText(ahead, settings)} of days to come`],
    lost,
    leads: chosen(data, 'lead', ['createdAt'], options, now).filter(({ createdAt }) =>
      inPeriod(dayAt(createdAt), options),
    ).length,
    activities: chosen(data, 'activity', activityFields, options, now).filter(
      ({ at }) => at <= limit && inPeriod(dayAt(at), options),
    ).length,
  }
}

function rateOf({ won, lost }: Counts): number | null {
  return percentOf(won.count, won.count + lost)
}

function openFigures(data: Data, { owner }: ReportOptions, now: Date): readonly Figure[] {
  const { settings } = data
  const day = today(now, settings.timezone)
  const deals = chosen(data, 'deal', dealFields, owner === undefined ? {} : { owner }, now).filter(
    (deal) => kindOfDeal(deal, settings) === 'open',
  )
  const { currency, worthOf } = valued(deals, settings)
  const open = new Sum(currency)
  for (const deal of deals) open.add(worthOf(deal), probabilityOf(deal, settings))
  const overdue = deals.filter(({ closeDate }) => closeDate !== undefined && closeDate < day).length
  return [
    {
      label: 'Open pipeline',
      value: formatAmount(open.amount, separatorsOf(settings)),
      cell: open.amount,
      hint: `${counted(open.count, 'deal', settings)}, ${figureText(overdue, settings)} overdue`,
    },
    {
      label: 'Weighted',
      value: formatAmount(open.weighted, separatorsOf(settings)),
      cell: open.weighted,
      hint: 'amount × probability',
    },
  ]
}

function reminderFigures(data: Data, { owner }: ReportOptions, now: Date): readonly Figure[] {
  const { timezone } = data.settings
  const day = today(now, timezone)
  const open = chosen(data, 'reminder', reminderFields, owner === undefined ? {} : { owner }, now).filter(
    ({ status }) => status === 'open',
  )
  const days = open.map(({ due }) => (isDay(due) ? due : dayOf(due, timezone)))
  const due = days.filter((one) => one <= day).length
  const late = open.filter(({ due }) => (isDay(due) ? due < day : Date.parse(due) < now.getTime())).length
  return [
    {
      label: 'Reminders due',
      value: figureText(due, data.settings),
      cell: due,
      hint: `${figureText(late, data.settings)} overdue, ${figureText(open.length, data.settings)} open`,
    },
  ]
}

const allFields = [...dealFields, 'stageHistory', 'lead', 'updatedAt'] as const
const activityFields = ['kind', 'at', 'direction'] as const
const reminderFields = ['due', 'text', 'status', 'owner', 'for'] as const

const kinds = ['call', 'email', 'meeting', 'message', 'note'] as const

function activityTable(data: Data, options: ReportOptions, now: Date): Table {
  const dayAt = dayReader(data.settings.timezone)
  const limit = toInstant(now)
  const inside = chosen(data, 'activity', activityFields, options, now).filter(
    ({ at }) => at <= limit && inPeriod(dayAt(at), options),
  )
  const row = (kind: string, all: typeof inside): Row => ({
    kind,
    count: all.length,
    in: all.filter(({ direction }) => direction === 'in').length,
    out: all.filter(({ direction }) => direction === 'out').length,
  })
  const columns: readonly Column[] = [
    { key: 'kind', label: 'Kind', type: 'text' },
    { key: 'count', label: 'Number', type: 'number' },
    { key: 'in', label: 'In', type: 'number' },
    { key: 'out', label: 'Out', type: 'number' },
  ]
  return {
    title: 'Activities',
    columns,
    rows: kinds.map((kind) =>
      row(
        kind,
        inside.filter((one) => one.kind === kind),
      ),
    ),
    totals: row('Total', inside),
    charts: [{ kind: 'bars', title: 'Activities', label: 'kind', values: ['count'] }],
  }
}

/** What is due within a week, the latest first; ten at most. */
function reminderTable(data: Data, options: ReportOptions, now: Date): Table {
  const { timezone } = data.settings
  const last = addDays(today(now, timezone), 7)
  const due = chosen(data, 'reminder', reminderFields, options, now)
    .filter(({ status }) => status === 'open')
    .map(({ due, text, owner, for: about = [] }) => ({
      due,
      text,
      owner,
      about,
      day: isDay(due) ? due : dayOf(due, timezone),
    }))
    .filter(({ day }) => day <= last)
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
  return {
    title: 'Due within a week',
    columns: [
      { key: 'due', label: 'Due', type: 'when' },
      { key: 'text', label: 'What', type: 'text' },
      { key: 'about', label: 'About', type: 'text', under: 'text' },
      { key: 'owner', label: 'Owner', type: 'text', under: 'text' },
    ],
    rows: due.slice(0, 10).map(({ due: when, text, owner, about }) => ({
      due: when,
      text,
      about: linkTitles(data, about).join(', '),
      owner: owner ?? null,
    })),
    notes: due.length > 10 ? [`and ${counted(due.length - 10, 'reminder', data.settings)} more`] : [],
  }
}
