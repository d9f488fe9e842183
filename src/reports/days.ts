/** The days that reports go by. */
import { type Settings, stageNamed } from '../config.ts'
import { dayReader, daysBetween, daysUntil } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { counted, figureText, hasPeriod, type ReportOptions } from './report.ts'

export { dayReader, daysUntil }

/** Whether a deal is open, won or lost; one in a stage the settings do not know counts as open. */
export function kindOfDeal(deal: Pick<Deal, 'stage'>, settings: Settings): 'open' | 'won' | 'lost' {
  return stageNamed(settings, deal.stage)?.kind ?? 'open'
}

/** The day a deal is expected to close or did close; of one closed without a close date the day it was closed. */
export function closeDay(
  deal: Pick<Deal, 'stage' | 'closeDate' | 'closedAt'>,
  settings: Settings,
  dayAt: (instant: string) => string,
): string | undefined {
  if (deal.closeDate !== undefined) return deal.closeDate
  if (deal.closedAt === undefined || kindOfDeal(deal, settings) === 'open') return undefined
  return dayAt(deal.closedAt)
}

/** What to say where won deals close in days to come: a figure that has them is one of the future. */
export function aheadNote(
  deals: readonly Dated[],
  settings: Settings,
  today: string,
  dayAt: (instant: string) => string,
): readonly string[] {
  const isAhead = (deal: Dated) =>
    kindOfDeal(deal, settings) === 'won' && (closeDay(deal, settings, dayAt) ?? today) > today
  const count = deals.filter(isAhead).length
  if (count === 0) return []
  return [
    `${figureText(count, settings)} won ${count === 1 ? 'deal closes' : 'deals close'} after today, ${today}.`,
  ]
}

/** The day a deal began: openedOn, else the day it was entered. */
export function openDay(
  deal: Pick<Deal, 'openedOn' | 'createdAt'>,
  dayAt: (instant: string) => string,
): string {
  return deal.openedOn ?? dayAt(deal.createdAt)
}

/** Days from a day to another, 0 where the other is earlier. Deals share few days: what was counted is remembered. */
export function daySpans(): (from: string, to: string) => number {
  const known = new Map<string, Map<string, number>>()
  return (from, to) => {
    let spans = known.get(to)
    if (spans === undefined) {
      spans = new Map()
      known.set(to, spans)
    }
    let days = spans.get(from)
    if (days === undefined) {
      days = Math.max(0, daysBetween(from, to))
      spans.set(from, days)
    }
    return days
  }
}

/** What tells when a deal began and closed. */
type Dated = Pick<Deal, 'stage' | 'openedOn' | 'createdAt' | 'closeDate' | 'closedAt'>

/**
 * A function that tells how many days a deal took from its beginning to its close. Undefined where nobody knows: it has no
 * close day, or no openedOn and was entered only after it had closed, as deals are that are brought in from elsewhere.
 */
export function cycleReader(settings: Settings): (deal: Dated) => number | undefined {
  const dayAt = dayReader(settings.timezone)
  const span = daySpans()
  return (deal) => {
    const [begun, closed] = [openDay(deal, dayAt), closeDay(deal, settings, dayAt)]
    if (closed === undefined || (deal.openedOn === undefined && begun > closed)) return undefined
    return span(begun, closed)
  }
}

/** Where a period is asked for: how many deals no period can hold. */
export function undatedNote(
  deals: readonly Pick<Deal, 'closeDate' | 'closedAt'>[],
  options: ReportOptions,
  settings: Settings,
): readonly string[] {
  if (!hasPeriod(options)) return []
  const undated = deals.filter((deal) => deal.closeDate === undefined && deal.closedAt === undefined).length
  return undated === 0
    ? []
    : [
        `${counted(undated, 'deal', settings)} without a close date ${undated === 1 ? 'is' : 'are'} in no period.`,
      ]
}

export type DealKind = 'open' | 'won' | 'lost'

/** A function that tells whether a deal is open, won or lost; one in a stage the settings do not know counts as open. */
export function dealKinds({ stages }: Settings): (deal: Pick<Deal, 'stage'>) => DealKind {
  const kinds = new Map(stages.map(({ name, kind }) => [name, kind]))
  return ({ stage }) => kinds.get(stage) ?? 'open'
}
