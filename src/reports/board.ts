/** The board: open deals by stage in columns, with what they are worth and which need attention. */

import { type Settings, type Stage, stageNamed } from '../config.ts'
import { dayOf, daysBetween, today } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { type Amount, add, convert, formatAmount, share, toMinor, zero } from '../money.ts'
import { separatorsOf } from '../numbers.ts'
import type { Data } from '../schema/data.ts'
import { currencyOf, linkTitle } from './cells.ts'
import { counted } from './report.ts'
import type { Board, BoardColumn } from './views.ts'

export interface BoardOptions {
  readonly now: Date
  /** Closed stages too. */
  readonly closed: boolean
  readonly shorten: (id: string) => string
  /** Cards of a column; all unless given. */
  readonly limit?: number
}

/**
 * Deals in the columns of their stages. Age is the days in the present stage; an open deal is stuck after
 * `settings.stuckAfterDays` of them, and overdue once its close date has passed. Within a column the largest
 * amounts come first. Sums are in the store's currency; deals that have no rate to it are named in a note.
 */
export function boardOf(data: Data, deals: readonly Deal[], options: BoardOptions): Board {
  const { settings } = data
  const stages = settings.stages.filter((stage) => options.closed || stage.kind === 'open')
  const unconvertible = new Set<string>()
  const columns = stages.map((stage) => {
    const own = deals.filter((deal) => deal.stage === stage.name)
    return columnOf(data, stage, own, options, unconvertible)
  })
  const lost = deals.filter((deal) => stageNamed(settings, deal.stage) === undefined)
  const notes = [
    ...[...unconvertible].map(
      (currency) => `Deals in ${currency} are left out of the sums: no rate for it in crm.json.`,
    ),
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
  unconvertible: Set<string>,
): BoardColumn {
  const { settings } = data
  const separators = separatorsOf(settings)
  let amount = zero(settings.currency)
  let weighted = zero(settings.currency)
  const worth = new Map<string, bigint>()
  for (const deal of deals) {
    const own = amountOf(settings, deal)
    if (own === undefined) continue
    const here = convert(own, settings)
    if (here === undefined) {
      unconvertible.add(own.currency)
      continue
    }
    worth.set(deal.id, here.minor)
    amount = add(amount, here)
    weighted = add(weighted, share(here, deal.probability ?? stage.probability))
  }
  const sorted = [...deals].sort(
    (a, b) => compareWorth(worth.get(a.id), worth.get(b.id)) || (a.id < b.id ? -1 : 1),
  )
  return {
    title: stage.name,
    figures: [
      counted(deals.length, 'deal', settings),
      formatAmount(amount, separators),
      ...(stage.kind === 'open' ? [`weighted ${formatAmount(weighted, separators)}`] : []),
    ],
    cards: sorted.slice(0, options.limit).map((deal) => cardOf(data, stage, deal, options)),
    ...(options.limit === undefined || sorted.length <= options.limit
      ? {}
      : { more: sorted.length - options.limit }),
  }
}

function compareWorth(a: bigint | undefined, b: bigint | undefined): number {
  const left = a ?? -1n
  const right = b ?? -1n
  return left > right ? -1 : left < right ? 1 : 0
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
  if (stage.kind === 'open' && age > settings.stuckAfterDays) marks.push('stuck')
  const lines = [
    deal.name,
    account === deal.name ? undefined : account,
    amount === undefined ? undefined : formatAmount(amount, separatorsOf(settings)),
    `${options.shorten(deal.id)} · ${age}d`,
  ]
  return { lines: lines.filter((line) => line !== undefined), marks }
}
