/** R12: open deals and leads nobody has touched for a while, and those for which nothing is planned. */
import { stageNamed, statusKind } from '../../config.ts'
import { dayReader, daysBetween, daysUntil, toInstant } from '../../dates.ts'
import type { EntityName } from '../../entities/index.ts'
import { lead } from '../../entities/lead.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import type { AgendaItem, AgendaOptions, Pending } from './item.ts'

const dealFields = ['name', 'stage', 'owner', 'createdAt', 'nextStep'] as const
const leadFields = ['status', 'owner', 'createdAt', ...lead.title.flat()] as const

type Open = AnyRecord & { readonly owner?: string; readonly createdAt: string }

interface Neglected {
  readonly kind: EntityName
  readonly record: Open
  readonly group: 'stale' | 'noNextStep'
  /** When it was last touched: the instant, and its day. */
  readonly last: string
  readonly since: string
}

/**
 * Stale: nothing logged about it for as many days as `staleAfter`, counted from when it was entered where nothing ever
 * was. Without a next step: no open reminder about it and, of a deal, no next step written down. A record is told once.
 */
export function neglected(data: Data, options: AgendaOptions): readonly Pending[] {
  const { settings } = data
  const isOpenDeal = (stage: string) => (stageNamed(settings, stage)?.kind ?? 'open') === 'open'
  const deals = data
    .slim('deal', dealFields)
    .filter((deal) => isOpenDeal(deal.stage) && options.isOwned(deal))
  const leads = data
    .slim('lead', leadFields)
    .filter((lead) => statusKind(settings, lead.status) === 'open' && options.isOwned(lead))
  if (deals.length + leads.length === 0) return []
  const judged = judge(data, options)
  const found = [
    ...deals.flatMap((deal) => judged('deal', deal, deal.nextStep !== undefined)),
    ...leads.flatMap((lead) => judged('lead', lead, false)),
  ]
  // Deals and leads come by their ids, and a sort leaves equal ones as they are.
  return found
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
    .map((one) => ({ group: one.group, tell: () => item(data, one, options) }))
}

/** A function that says what is neglected about an open record, if anything. */
function judge(data: Data, { now, today, timezone, staleAfter }: AgendaOptions) {
  const touched = lastTouched(data, now)
  const planned = new Set(
    data
      .slim('reminder', ['status', 'for'])
      .flatMap((reminder) => (reminder.status === 'open' ? (reminder.for ?? []) : [])),
  )
  const dayAt = dayReader(timezone)
  const daysSince = daysUntil(today)
  return (kind: EntityName, record: Open, hasStep: boolean): readonly Neglected[] => {
    const { id } = record
    const last = touched.get(id) ?? record.createdAt
    const since = dayAt(last)
    const one = { kind, record, last, since }
    if (daysSince(since) >= staleAfter) return [{ ...one, group: 'stale' }]
    return hasStep || planned.has(id) ? [] : [{ ...one, group: 'noNextStep' }]
  }
}

function item(
  data: Data,
  { kind, record, group, last, since }: Neglected,
  { today }: AgendaOptions,
): AgendaItem {
  const days = daysBetween(today, since)
  return {
    key: `${group} ${record.id} ${last}`,
    group,
    kind,
    id: record.id,
    when: since,
    days,
    text: `${kind}: ${group === 'stale' ? `no activity for ${-days} days` : 'nothing is planned'}`,
    about: [titleOf(entityIn(data.settings, kind), record)],
    ...(record.owner === undefined ? {} : { owner: record.owner }),
  }
}

/** When something was last logged about each record, of any kind, up to now. */
function lastTouched(data: Data, now: Date): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  const limit = toInstant(now)
  for (const { at, for: about } of data.slim('activity', ['at', 'for'])) {
    if (at > limit) continue
    for (const id of about) if (at > (last.get(id) ?? '')) last.set(id, at)
  }
  return last
}
