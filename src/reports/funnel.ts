/** R3: how far deals come, stage by stage, how long they stay and where they stick. */
import type { Settings } from '../config.ts'
import { today } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import type { Data } from '../schema/data.ts'
import { closeDay, dayReader, daySpans, kindOfDeal, openDay } from './days.ts'
import { leadFunnel } from './leadFunnel.ts'
import {
  chosen,
  counted,
  inPeriod,
  meanOf,
  medianOf,
  percentOf,
  type Report,
  type ReportOptions,
} from './report.ts'
import type { Row, Table } from './table.ts'

export const funnel: Report = {
  summary: 'deals by stage: reached, went on, lost there, days in it, where they stick',
  definition: `The open stages in the order of the settings, then the won deals.
Reached: deals that were in the stage or came further, by their stage history; a deal that skipped a stage counts as having passed it. Went on: those of them that reached the next stage; conversion: went on ÷ reached. Lost here: lost deals that came no further than this stage.
Days in a stage: from entering it to leaving it, or to today for deals that are in it now, over all stays; the median, which a few old deals do not move, and the average. Days to it: from the beginning of the deal to entering the stage (for won: to the close), the median. Stuck: open deals in the stage for the settings' stuckAfterDays or longer.
Deals that were imported without a history of their stages count as having come as far as the stage they are in; a note says how many.
The second table has leads: entered in the period, qualified, converted, won; conversion is of all leads, days are the median from entering the lead.
The period is that in which the deal began (openedOn, else the day it was entered) or the lead was entered. A query is asked of the deals; the leads are left out then.`,
  source: 'Stage conversion by the cohort of the period, as in Salesforce’s and HubSpot’s funnel reports.',
  compared: ['reached', 'conversion', 'medianDays'],
  run: funnelTable,
}

interface Days {
  readonly dayAt: (instant: string) => string
  readonly span: (from: string, to: string) => number
}

interface Step {
  readonly stage: string
  reached: number
  lost: number
  stuck: number
  readonly stays: number[]
  readonly arrivals: number[]
}

function funnelTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const days = { dayAt: dayReader(settings.timezone), span: daySpans() }
  const { dayAt } = days
  const steps = settings.stages.filter(({ kind }) => kind === 'open').map(({ name }) => stepOf(name))
  const won = stepOf('won')
  let unknown = 0
  const day = today(now, settings.timezone)
  for (const deal of chosen(data, 'deal', options, now)) {
    if (!inPeriod(openDay(deal, dayAt), options)) continue
    countProgress(deal, steps, won, settings)
    countArrivals(deal, steps, won, data, days)
    if ((deal.stageHistory ?? []).length < 2 && kindOfDeal(deal, settings) !== 'open') unknown++
    for (const stay of staysOf(deal, day, days))
      countStay(stay, steps, settings, kindOfDeal(deal, settings) === 'open')
  }
  return {
    title: 'Funnel',
    columns: [
      { key: 'stage', label: 'Stage', type: 'text' },
      { key: 'reached', label: 'Reached', type: 'number' },
      { key: 'wentOn', label: 'Went on', type: 'number' },
      { key: 'conversion', label: 'Conversion', type: 'percent' },
      { key: 'lost', label: 'Lost here', type: 'number' },
      { key: 'medianDays', label: 'Days in it', type: 'number' },
      { key: 'averageDays', label: 'Average days', type: 'number' },
      { key: 'arrivalDays', label: 'Days to it', type: 'number' },
      { key: 'stuck', label: 'Stuck', type: 'number' },
    ],
    rows: [...steps.map((step, index) => rowOf(step, steps[index + 1] ?? won)), lastRow(won)],
    notes:
      unknown === 0
        ? []
        : [
            `${counted(unknown, 'deal')} closed without a history of stages: taken to have come to the last open stage if won, to the first if lost.`,
          ],
    charts: [{ kind: 'funnel', title: 'Deals that reached each stage', label: 'stage', values: ['reached'] }],
    parts: options.query === undefined ? [leadFunnel(data, options, now)] : [],
  }
}

function stepOf(stage: string): Step {
  return { stage, reached: 0, lost: 0, stuck: 0, stays: [], arrivals: [] }
}

function rowOf({ stage, reached, lost, stuck, stays, arrivals }: Step, next: Step): Row {
  const days = stays.reduce((sum, one) => sum + one, 0)
  return {
    stage,
    reached,
    wentOn: next.reached,
    conversion: percentOf(next.reached, reached),
    lost,
    medianDays: medianOf(stays),
    averageDays: meanOf(days, stays.length),
    arrivalDays: medianOf(arrivals),
    stuck,
  }
}

function lastRow({ stage, reached, arrivals }: Step): Row {
  return { stage, reached, arrivalDays: medianOf(arrivals) }
}

/** Days from the beginning of the deal to each open stage it entered, the first time, and to its being won. */
function countArrivals(
  deal: Deal,
  steps: readonly Step[],
  won: Step,
  { settings }: Data,
  { dayAt, span }: Days,
): void {
  const begun = openDay(deal, dayAt)
  for (const step of steps) {
    const entry = deal.stageHistory?.find(({ stage }) => stage === step.stage)
    if (entry !== undefined) step.arrivals.push(span(begun, dayAt(entry.at)))
  }
  const closed = closeDay(deal, settings, dayAt)
  if (kindOfDeal(deal, settings) === 'won' && closed !== undefined) won.arrivals.push(span(begun, closed))
}

function countProgress(deal: Deal, steps: readonly Step[], won: Step, settings: Settings): void {
  const kind = kindOfDeal(deal, settings)
  const been = new Set([deal.stage, ...(deal.stageHistory ?? []).map(({ stage }) => stage)])
  const furthest =
    kind === 'won'
      ? steps.length
      : Math.max(
          0,
          steps.findLastIndex(({ stage }) => been.has(stage)),
        )
  steps.forEach((step, index) => {
    if (index <= furthest) step.reached++
    if (index === furthest && kind === 'lost') step.lost++
  })
  if (kind === 'won') won.reached++
}

interface Stay {
  readonly stage: string
  readonly days: number
  /** The deal is in this stage now. */
  readonly isLast: boolean
}

function staysOf(deal: Deal, day: string, { dayAt, span }: Days): readonly Stay[] {
  const history = deal.stageHistory ?? [{ stage: deal.stage, at: undefined }]
  return history.map(({ stage, at }, index) => {
    const next = history[index + 1]?.at
    const from = at === undefined ? openDay(deal, dayAt) : dayAt(at)
    return {
      stage,
      days: span(from, next === undefined ? day : dayAt(next)),
      isLast: next === undefined,
    }
  })
}

function countStay(
  { stage, days, isLast }: Stay,
  steps: readonly Step[],
  settings: Settings,
  isOpen: boolean,
): void {
  const step = steps.find((one) => one.stage === stage)
  if (step === undefined || (isLast && !isOpen)) return
  step.stays.push(days)
  if (isLast && days >= settings.stuckAfterDays) step.stuck++
}
