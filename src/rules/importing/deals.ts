/** What imported deals have beyond their row: a name, a stage, the history of it. */
import { type Settings, stageNamed } from '../../config.ts'
import { instantAt } from '../../dates.ts'
import type { AnyRecord, Value } from '../../schema/field.ts'
import { isBlank } from '../../schema/value.ts'

type Values = { readonly [field: string]: Value | undefined }

/**
 * What a new deal lacks. Its name, from products and account: `GTX Basic – Cancity`, or whichever of them it has. Its
 * stage: the first open one. Its stage history: one entry, on the close date of a closed deal (which is also when it
 * was closed), on the day it began of an open one, or else at `stamp`.
 */
export function completedDeal(
  values: Values,
  settings: Settings,
  stamp: string,
  nameOf: (id: string) => string | undefined,
): Values {
  const stage = values.stage ?? settings.stages.find(({ kind }) => kind === 'open')?.name
  const isClosed = isClosedStage(settings, stage)
  const at = enteredAt(values, isClosed, settings, stamp)
  return {
    ...(isBlank(values.name) ? { name: dealName(values, nameOf) } : {}),
    ...(stage === undefined ? {} : { stage }),
    ...(stage === undefined || !isBlank(values.stageHistory) ? {} : { stageHistory: [{ stage, at }] }),
    ...(isClosed && isBlank(values.closedAt) ? { closedAt: at } : {}),
  }
}

function dealName(
  { products, account }: Values,
  nameOf: (id: string) => string | undefined,
): string | undefined {
  const what = Array.isArray(products) ? products.join(', ') : ''
  const who = typeof account === 'string' ? (nameOf(account) ?? '') : ''
  const name = [what, who].filter((part) => part !== '').join(' – ')
  return name === '' ? undefined : name
}

function enteredAt(values: Values, isClosed: boolean, settings: Settings, stamp: string): string {
  if (isClosed && typeof values.closedAt === 'string') return values.closedAt
  const day = isClosed ? values.closeDate : values.openedOn
  return typeof day === 'string' ? instantAt(day, '00:00', settings.timezone) : stamp
}

function isClosedStage(settings: Settings, stage: Value | undefined): boolean {
  return typeof stage === 'string' && (stageNamed(settings, stage)?.kind ?? 'open') !== 'open'
}

/** What else changes where a row moves a deal that is here to another stage. */
export function movedDeal(
  before: AnyRecord,
  patch: Values,
  settings: Settings,
  moment: { stamp: string; by: string },
): Values {
  const { stage } = patch
  if (stage === undefined || stage === before.stage) return {}
  const isClosed = isClosedStage(settings, stage)
  const at =
    isClosed && typeof patch.closeDate === 'string'
      ? instantAt(patch.closeDate, '00:00', settings.timezone)
      : moment.stamp
  const history = Array.isArray(before.stageHistory) ? before.stageHistory : []
  return {
    stageHistory: [...history, { stage, at, by: moment.by }],
    closedAt: isClosed ? (patch.closedAt ?? at) : undefined,
  }
}
