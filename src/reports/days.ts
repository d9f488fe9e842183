/** The days that reports go by. */
import { type Settings, stageNamed } from '../config.ts'
import { dayOf, daysBetween } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { counted, hasPeriod, type ReportOptions } from './report.ts'

/** The day of an instant in the store's zone. Many records share an instant: days are remembered. */
export function dayReader(timezone: string): (instant: string) => string {
  const days = new Map<string, string>()
  return (instant) => {
    let day = days.get(instant)
    if (day === undefined) {
      day = dayOf(instant, timezone)
      days.set(instant, day)
    }
    return day
  }
}

/** Whether a deal is open, won or lost; one in a stage the settings do not know counts as open. */
export function kindOfDeal(deal: Deal, settings: Settings): 'open' | 'won' | 'lost' {
  return stageNamed(settings, deal.stage)?.kind ?? 'open'
}

/** The day a deal is expected to close or did close; of one closed without a close date the day it was closed. */
export function closeDay(
  deal: Deal,
  settings: Settings,
  dayAt: (instant: string) => string,
): string | undefined {
  if (deal.closeDate !== undefined) return deal.closeDate
  if (deal.closedAt === undefined || kindOfDeal(deal, settings) === 'open') return undefined
  return dayAt(deal.closedAt)
}

/** The day a deal began: openedOn, else the day it was entered. */
export function openDay(deal: Deal, dayAt: (instant: string) => string): string {
  return deal.openedOn ?? dayAt(deal.createdAt)
}

/** Age in days of a deal on a day; one that begins later is 0 days old. */
export function ageOf(deal: Deal, day: string, dayAt: (instant: string) => string): number {
  return Math.max(0, daysBetween(openDay(deal, dayAt), day))
}

/** Where a period is asked for: how many deals no period can hold. */
export function undatedNote(deals: readonly Deal[], options: ReportOptions): readonly string[] {
  if (!hasPeriod(options)) return []
  const undated = deals.filter((deal) => deal.closeDate === undefined && deal.closedAt === undefined).length
  return undated === 0
    ? []
    : [`${counted(undated, 'deal')} without a close date ${undated === 1 ? 'is' : 'are'} in no period.`]
}
