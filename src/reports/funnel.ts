/** R3: how far deals come, stage by stage, how long they stay and where they stick. */
import type { Settings } from '../config.ts'
import { today } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import type { Data } from '../schema/data.ts'
import { cycleReader, type DealKind, dayReader, daySpans, kindOfDeal, openDay } from './days.ts'
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
import { dealFields } from './worth.ts'

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

/** What the deals are counted into, and by what. */
interface Progress {
  readonly steps: readonly Step[]
  readonly won: Step
  readonly placeOf: (stage: string) => number | undefined
  readonly days: Days
  readonly today: string
  readonly stuckAfter: number
}

type Staged = Pick<Deal, 'stage' | 'stageHistory'>

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
  const progress = progressOf(settings, now)
  const { steps, won, days } = progress
  const cycleOf = cycleReader(settings)
  let unknown = 0
  for (const deal of chosen(data, 'deal', [...dealFields, 'stageHistory'], options, now)) {
    const begun = openDay(deal, days.dayAt)
    if (!inPeriod(begun, options)) continue
    const kind = kindOfDeal(deal, settings)
    countProgress(deal, kind, progress)
    countStays(deal, kind, begun, progress)
    const cycle = kind === 'won' ? cycleOf(deal) : undefined
    if (cycle !== undefined) won.arrivals.push(cycle)
    if ((deal.stageHistory ?? []).length < 2 && kind !== 'open') unknown++
  }
  return {
    title: 'Funnel',
    columns: [
      { key: 'stage', label: 'Stage', type: 'text' },
      { key: 'reached', label: 'Reached', type: 'number' },
      { key: 'wentOn', label: 'Went on', type: 'number', minor: true },
      { key: 'conversion', label: 'Conversion', type: 'percent' },
      { key: 'lost', label: 'Lost here', type: 'number', minor: true },
      { key: 'medianDays', label: 'Days in it', type: 'number' },
      { key: 'averageDays', label: 'Average days', type: 'number', minor: true },
      { key: 'arrivalDays', label: 'Days to it', type: 'number', minor: true },
      { key: 'stuck', label: 'Stuck', type: 'number' },
    ],
    rows: [...steps.map((step, index) => rowOf(step, steps[index + 1] ?? won)), lastRow(won)],
    notes:
      unknown === 0
        ? []
        : [
            `${counted(unknown, 'deal', settings)} closed without a history of stages: taken to have come to the last open stage if won, to the first if lost.`,
          ],
    charts: [{ kind: 'funnel', title: 'Deals that reached each stage', label: 'stage', values: ['reached'] }],
    parts: options.query === undefined ? [leadFunnel(data, options, now)] : [],
  }
}

function progressOf({ stages, timezone, stuckAfterDays }: Settings, now: Date): Progress {
  const steps = stages.filter(({ kind }) => kind === 'open').map(({ name }) => stepOf(name))
  const places = new Map(steps.map(({ stage }, place) => [stage, place]))
  return {
    steps,
    won: stepOf('won'),
    placeOf: (stage) => places.get(stage),
    days: { dayAt: dayReader(timezone), span: daySpans() },
    today: today(now, timezone),
    stuckAfter: stuckAfterDays,
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

function countProgress(
  { stage, stageHistory = [] }: Staged,
  kind: DealKind,
  { steps, won, placeOf }: Progress,
): void {
  let furthest = kind === 'won' ? steps.length : (placeOf(stage) ?? 0)
  for (const entry of stageHistory) furthest = Math.max(furthest, placeOf(entry.stage) ?? 0)
  for (let place = 0; place <= furthest; place++) {
    const step = steps[place]
    if (step !== undefined) step.reached++
  }
  const last = steps[furthest]
  if (kind === 'lost' && last !== undefined) last.lost++
  if (kind === 'won') won.reached++
}

/**
 * Days in each open stage, and from the beginning of the deal to entering it the first time. The last stay of an open
 * deal lasts until today; a deal without a history has been in its stage since it began.
 */
function countStays(
  { stage, stageHistory }: Staged,
  kind: DealKind,
  begun: string,
  { steps, placeOf, days: { dayAt, span }, today, stuckAfter }: Progress,
): void {
  const entries = stageHistory ?? [{ stage, at: undefined }]
  for (let index = 0; index < entries.length; index++) {
    const { stage: entered = '', at } = entries[index] ?? {}
    const step = steps[placeOf(entered) ?? -1]
    if (step === undefined) continue
    const from = at === undefined ? begun : dayAt(at)
    const isFirst = at !== undefined && firstOf(entries, entered) === index
    if (isFirst) step.arrivals.push(span(begun, from))
    const next = entries[index + 1]?.at
    if (next === undefined && kind !== 'open') continue
    const days = span(from, next === undefined ? today : dayAt(next))
    step.stays.push(days)
    if (next === undefined && days >= stuckAfter) step.stuck++
  }
}

function firstOf(entries: readonly { readonly stage: string }[], stage: string): number {
  let first = 0
  while (entries[first]?.stage !== stage && first < entries.length) first++
  return first
}
