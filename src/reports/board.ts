/** The board: open deals by stage in columns, with what they are worth and which need attention. */

import { type Settings, type Stage, stageNamed } from '../config.ts'
import { dayOf, daysBetween, today } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { type Amount, formatAmount, toMinor, type Units } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import type { Data } from '../schema/data.ts'
import { currencyOf, linkTitle } from './cells.ts'
import { counted } from './report.ts'
import type { Board, BoardColumn } from './views.ts'
import { probabilityOf, Sum, type Valuation, valued } from './worth.ts'

export interface BoardOptions {
  readonly now: Date
  /** Closed stages too. */
  readonly closed: boolean
  readonly shorten: (id: string) => string
  /** Cards of a column; all unless given. */
  readonly limit?: number
}

/**
 * Deals in the columns of their stages. Age is the days in the present stage; an open deal is stuck from
 * `settings.stuckAfterDays` of them on, and overdue once its close date has passed. Within a column the largest
 * amounts come first. Sums are what the pipeline report has: see worth.ts for deals in several currencies.
 */
export function boardOf(data: Data, deals: readonly Deal[], options: BoardOptions): Board {
  const { settings } = data
  const stages = settings.stages.filter((stage) => options.closed || stage.kind === 'open')
  const names = new Set(stages.map(({ name }) => name))
  const worth = valued(
    deals.filter(({ stage }) => names.has(stage)),
    settings,
  )
  const columns = stages.map((stage) => {
    const own = deals.filter((deal) => deal.stage === stage.name)
    return columnOf(data, stage, own, options, worth)
  })
  const lost = deals.filter((deal) => stageNamed(settings, deal.stage) === undefined)
  const notes = [
    ...worth.notes,
    ...lost.map(
      (deal) => `Deal ${deal.id} ${deal.name} is in a stage that is not configured: ${deal.stage}.`,
    ),
  ]
  return { columns, notes }
}

function columnOf(
  data: Data,
  stage: Stage,
  deals: readonly Deal[],
  options: BoardOptions,
  { currency, worthOf }: Valuation<Deal>,
): BoardColumn {
  const { settings } = data
  const separators = separatorsOf(settings)
  const sum = new Sum(currency)
  for (const deal of deals) sum.add(worthOf(deal), probabilityOf(deal, settings))
  const sorted = [...deals].sort(
    (a, b) => compareWorth(rankOf(a, worthOf), rankOf(b, worthOf)) || (a.id < b.id ? -1 : 1),
  )
  return {
    title: stage.name,
    figures: [
      counted(deals.length, 'deal', settings),
      formatAmount(sum.amount, separators),
      ...(stage.kind === 'open' ? [`weighted ${formatAmount(sum.weighted, separators)}`] : []),
    ],
    cards: sorted.slice(0, options.limit).map((deal) => cardOf(data, stage, deal, options)),
    ...(options.limit === undefined || sorted.length <= options.limit
      ? {}
      : { more: sorted.length - options.limit }),
  }
}

/** What a deal comes by in its column; one without an amount or a rate comes last. */
function rankOf(deal: Deal, worthOf: Valuation<Deal>['worthOf']): Units {
  return (deal.amount === undefined ? undefined : worthOf(deal)) ?? Number.NEGATIVE_INFINITY
}

function compareWorth(a: Units, b: Units): number {
  return a > b ? -1 : a < b ? 1 : 0
}

/** What a deal is worth, in its own currency; undefined where it has no amount. */
function amountOf(settings: Settings, deal: Deal): Amount | undefined {
  if (deal.amount === undefined) return undefined
  const currency = currencyOf(settings, deal)
  return { minor: toMinor(deal.amount, currency), currency }
}

function cardOf(data: Data, stage: Stage, deal: Deal, options: BoardOptions): BoardColumn['cards'][number] {
  const { settings } = data
  const amount = amountOf(settings, deal)
  const day = today(options.now, settings.timezone)
  const since = deal.stageHistory?.at(-1)?.at ?? deal.createdAt
  const age = daysBetween(dayOf(since, settings.timezone), day)
  const account = deal.account === undefined ? undefined : linkTitle(data, deal.account)
  const marks: string[] = []
  if (stage.kind === 'open' && deal.closeDate !== undefined && deal.closeDate < day) {
    marks.push(`overdue ${daysBetween(deal.closeDate, day)}d`)
  }
  if (stage.kind === 'open' && age >= settings.stuckAfterDays) marks.push('stuck')
  const lines = [
    deal.name,
    account === deal.name ? undefined : account,
    amount === undefined ? undefined : formatAmount(amount, separatorsOf(settings)),
    `${options.shorten(deal.id)} · ${age}d`,
  ]
  return { lines: lines.filter((line) => line !== undefined), marks }
}
