/** What imported deals have beyond their row: a name, a stage, the history of it. */
import { type Settings, stageNamed } from '../../config.ts'
import { instantAt } from '../../dates.ts'
import type { AnyRecord, Value } from '../../schema/field.ts'
import { isBlank, isList } from '../../schema/value.ts'

type Values = { readonly [field: string]: Value | undefined }

/**
 * Fills in place what a new deal lacks. Its name, from products and account: `GTX Basic – Cancity`, or whichever of
 * them it has. Its stage: the first open one. Its stage history: one entry, on the close date of a closed deal (which
 * is also when it was closed), on the day it began of an open one, or else at `stamp`.
 */
export function dealCompleter(
  settings: Settings,
  stamp: string,
  nameOf: (id: string) => string | undefined,
): (deal: { [field: string]: Value | undefined }) => void {
  const first = settings.stages.find(({ kind }) => kind === 'open')?.name
  const startOf = dayStarts(settings.timezone)
  return (deal) => {
    if (isBlank(deal.name)) deal.name = dealName(deal, nameOf)
    const stage = deal.stage ?? first
    if (stage === undefined) return
    const isClosed = isClosedStage(settings, stage)
    const day = isClosed ? deal.closeDate : deal.openedOn
    const began = typeof day === 'string' ? startOf(day) : stamp
    const at = isClosed ? (deal.closedAt ?? began) : began
    deal.stage = stage
    deal.stageHistory ??= [{ stage, at }]
    if (isClosed) deal.closedAt = at
  }
}

/** The first instant of a day in a zone. Many deals share a day: these are remembered. */
function dayStarts(timezone: string): (day: string) => string {
  const starts = new Map<string, string>()
  return (day) => {
    let start = starts.get(day)
    if (start === undefined) {
      start = instantAt(day, '00:00', timezone)
      starts.set(day, start)
    }
    return start
  }
}

function dealName(
  { products, account }: Values,
  nameOf: (id: string) => string | undefined,
): string | undefined {
  const what = products !== undefined && isList(products) ? products.join(', ') : ''
  const who = typeof account === 'string' ? (nameOf(account) ?? '') : ''
  if (what === '' || who === '') return what + who || undefined
  return `${what} – ${who}`
}

function isClosedStage(settings: Settings, stage: Value): boolean {
  return typeof stage === 'string' && (stageNamed(settings, stage)?.kind ?? 'open') !== 'open'
}

/**
 * What else changes where a row moves a deal that is here to another stage: the history, and when it was closed — on
 * the close date that the row says, or else now.
 */
export function movedDeal(
  before: AnyRecord,
  patch: Values,
  settings: Settings,
  { stamp, by }: { readonly stamp: string; readonly by: string },
): Values {
  const { stage, closeDate } = patch
  if (stage === undefined || stage === before.stage) return {}
  const isClosed = isClosedStage(settings, stage)
  const at =
    isClosed && typeof closeDate === 'string' ? instantAt(closeDate, '00:00', settings.timezone) : stamp
  const history = before.stageHistory !== undefined && isList(before.stageHistory) ? before.stageHistory : []
  return {
    stageHistory: [...history, { stage, at, by }],
    closedAt: isClosed ? (patch.closedAt ?? at) : undefined,
  }
}
