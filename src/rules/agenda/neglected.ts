/** R12: open deals and leads nobody has touched for a while, and those for which nothing is planned. */
import { stageNamed, statusKind } from '../../config.ts'
import { addDays, dayOf, daysBetween, isDay, toInstant } from '../../dates.ts'
import type { EntityName } from '../../entities/index.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import type { AgendaItem, AgendaOptions } from './item.ts'

/** Days; nothing of a store is older. */
const LONG_AGO = 200_000

type Open = AnyRecord & { readonly owner?: string; readonly createdAt: string }

/**
 * Stale: nothing logged about it for as many days as `staleAfter`, counted from when it began where nothing ever
 * was: the day a deal was opened, else when it was entered. Without a next step: no open reminder about it and, of a deal, no next step written down. A record is told once.
 */
export function neglected(data: Data, options: AgendaOptions): readonly AgendaItem[] {
  const { settings } = data
  const isOpenDeal = (stage: string) => (stageNamed(settings, stage)?.kind ?? 'open') === 'open'
  const deals = data.all('deal').filter((deal) => isOpenDeal(deal.stage) && options.isOwned(deal))
  const leads = data
    .all('lead')
    .filter((lead) => statusKind(settings, lead.status) === 'open' && options.isOwned(lead))
  if (deals.length + leads.length === 0) return []
  const touched = lastTouched(data, options.now)
  const planned = new Set(
    data.all('reminder').flatMap((reminder) => (reminder.status === 'open' ? (reminder.for ?? []) : [])),
  )
  // Days of UTC and of the zone are at most one apart.
  const surelyFresh = addDays(options.today, 2 - Math.min(options.staleAfter, LONG_AGO))
  const itemOf = (kind: EntityName, hasStep: (record: Open) => boolean) => (record: Open) => {
    const last = touched.get(record.id) ?? begun(record)
    if (last >= surelyFresh && hasStep(record)) return []
    const since = isDay(last) ? last : dayOf(last, options.timezone)
    const days = daysBetween(since, options.today)
    if (days >= options.staleAfter)
      return [item(data, kind, record, 'stale', since, last, `no activity for ${days} days`, options)]
    return hasStep(record)
      ? []
      : [item(data, kind, record, 'noNextStep', since, last, 'nothing is planned', options)]
  }
  const items = [
    ...deals.flatMap(itemOf('deal', (deal) => planned.has(deal.id) || deal['nextStep'] !== undefined)),
    ...leads.flatMap(itemOf('lead', (lead) => planned.has(lead.id))),
  ]
  return items.sort((a, b) => a.days - b.days || (a.id < b.id ? -1 : 1))
}

function begun({ openedOn, createdAt }: Open): string {
  return typeof openedOn === 'string' ? openedOn : createdAt
}

function item(
  data: Data,
  kind: EntityName,
  record: Open,
  group: 'stale' | 'noNextStep',
  since: string,
  last: string,
  text: string,
  options: AgendaOptions,
): AgendaItem {
  return {
    key: `${group} ${record.id} ${last}`,
    group,
    kind,
    id: record.id,
    when: since,
    days: daysBetween(options.today, since),
    text: `${kind}: ${text}`,
    about: [titleOf(entityIn(data.settings, kind), record)],
    ...(record.owner === undefined ? {} : { owner: record.owner }),
  }
}

/** When something was last logged about each record, of any kind, up to now. */
function lastTouched(data: Data, now: Date): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  const limit = toInstant(now)
  for (const { at, for: about } of data.all('activity')) {
    if (at > limit) continue
    for (const id of about) if (at > (last.get(id) ?? '')) last.set(id, at)
  }
  return last
}
