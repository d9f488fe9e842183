/** R3: how far deals come, stage by stage, how long they stay and where they stick. */
import type { Settings } from '../config.ts'
import { today } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import type { Data } from '../schema/data.ts'
import { type DealKind, dayReader, daysUntil, dealKinds, openDays } from './days.ts'
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
  const [began, kindOf] = [openDays(settings), dealKinds(settings)]
  const steps = settings.stages.filter(({ kind }) => kind === 'open').map(({ name }) => stepOf(name))
  const won = stepOf('won')
  const countStays = stayCounter(steps, settings, today(now, settings.timezone))
  for (const deal of chosen(data, 'deal', options, now)) {
    const day = began(deal)
    if (!inPeriod(day, options)) continue
    const kind = kindOf(deal)
    countProgress(deal, kind, steps, won)
    countStays(deal, day, kind === 'open')
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

function countProgress(deal: Deal, kind: DealKind, steps: readonly Step[], won: Step): void {
  const hasBeen = (stage: string) =>
    deal.stage === stage || deal.stageHistory?.some((entry) => entry.stage === stage)
  const furthest =
    kind === 'won'
      ? steps.length
      : Math.max(
          0,
          steps.findLastIndex(({ stage }) => hasBeen(stage)),
        )
  steps.forEach((step, index) => {
    if (index <= furthest) step.reached++
    if (index === furthest && kind === 'lost') step.lost++
  })
  if (kind === 'won') won.reached++
}

/**
 * A function that adds a deal's stays to the steps. A deal without history has been in its stage since it began; the
 * last stay of a closed deal is no stay.
 */
function stayCounter(steps: readonly Step[], settings: Settings, today: string) {
  const byStage = new Map(steps.map((step) => [step.stage, step]))
  const dayAt = dayReader(settings.timezone)
  const daysToToday = daysUntil(today)
  return (deal: Deal, began: string, isOpen: boolean): void => {
    const history = deal.stageHistory ?? [{ stage: deal.stage, at: undefined }]
    for (const [index, { stage, at }] of history.entries()) {
      const step = byStage.get(stage)
      const next = history[index + 1]?.at
      if (step === undefined || (next === undefined && !isOpen)) continue
      const left = next === undefined ? 0 : daysToToday(dayAt(next))
      const days = Math.max(0, daysToToday(at === undefined ? began : dayAt(at)) - left)
      step.stays++
      step.days += days
      if (next === undefined && days >= settings.stuckAfterDays) step.stuck++
    }
  }
}
