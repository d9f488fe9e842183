/** R3: how far deals come, stage by stage, how long they stay and where they stick. */
import type { Settings } from '../config.ts'
import { daysBetween, today } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import type { Data } from '../schema/data.ts'
import { dayReader, kindOfDeal, openDay } from './days.ts'
import { chosen, inPeriod, meanOf, percentOf, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'

export const funnel: Report = {
  summary: 'how far deals come by stage, how long they stay, where they stick',
  definition: `The open stages in the order of the settings, then the won deals.
Reached: deals that were in the stage or came further, by their stage history; a deal that skipped a stage counts as having passed it. Went on: those of them that reached the next stage; conversion: went on ÷ reached. Lost here: lost deals that came no further than this stage.
Average days: days from entering the stage to leaving it, or to today for deals that are in it now, over all stays. Stuck: open deals in the stage for the settings' stuckAfterDays or longer.
The period is that in which the deal began: openedOn, else the day it was entered.`,
  run: funnelTable,
}

interface Step {
  readonly stage: string
  reached: number
  lost: number
  stuck: number
  stays: number
  days: number
}

function funnelTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const steps = settings.stages.filter(({ kind }) => kind === 'open').map(({ name }) => stepOf(name))
  const won = stepOf('won')
  const day = today(now, settings.timezone)
  for (const deal of chosen(data, 'deal', options, now)) {
    if (!inPeriod(openDay(deal, dayAt), options)) continue
    countProgress(deal, steps, won, settings)
    for (const stay of staysOf(deal, day, dayAt))
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
      { key: 'averageDays', label: 'Average days', type: 'number' },
      { key: 'stuck', label: 'Stuck', type: 'number' },
    ],
    rows: [...steps.map((step, index) => rowOf(step, steps[index + 1] ?? won)), lastRow(won)],
  }
}

function stepOf(stage: string): Step {
  return { stage, reached: 0, lost: 0, stuck: 0, stays: 0, days: 0 }
}

function rowOf({ stage, reached, lost, stuck, stays, days }: Step, next: Step): Row {
  const conversion = percentOf(next.reached, reached)
  return { stage, reached, wentOn: next.reached, conversion, lost, averageDays: meanOf(days, stays), stuck }
}

function lastRow({ stage, reached }: Step): Row {
  return { stage, reached, wentOn: null, conversion: null, lost: null, averageDays: null, stuck: null }
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

function staysOf(deal: Deal, day: string, dayAt: (instant: string) => string): readonly Stay[] {
  const history = deal.stageHistory ?? [{ stage: deal.stage, at: undefined }]
  return history.map(({ stage, at }, index) => {
    const next = history[index + 1]?.at
    const from = at === undefined ? openDay(deal, dayAt) : dayAt(at)
    return {
      stage,
      days: Math.max(0, daysBetween(from, next === undefined ? day : dayAt(next))),
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
  step.stays++
  step.days += days
  if (isLast && days >= settings.stuckAfterDays) step.stuck++
}
