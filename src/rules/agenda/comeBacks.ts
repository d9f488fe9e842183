/** D5: refused deals whose day to try again has come, until something is logged about them after it. */
import { stageNamed } from '../../config.ts'
import { dayOf, daysBetween } from '../../dates.ts'
import type { Data } from '../../schema/data.ts'
import type { AgendaItem, AgendaOptions } from './item.ts'

const comeBackFields = ['name', 'stage', 'owner', 'account', 'tryAgainOn', 'lostReason'] as const

export function comeBacks(data: Data, options: AgendaOptions): readonly AgendaItem[] {
  const items = data.slim('deal', comeBackFields).flatMap((deal): AgendaItem[] => {
    const when = deal.tryAgainOn
    if (when === undefined || stageNamed(data.settings, deal.stage)?.kind !== 'lost') return []
    const days = daysBetween(options.today, when)
    if (days > options.within || isTriedSince(data, deal, when, options.timezone)) return []
    const account = deal.account === undefined ? undefined : data.get('account', deal.account)?.name
    return [
      {
        key: `again ${deal.id} ${when}`,
        group: 'comeBacks',
        kind: 'deal',
        id: deal.id,
        when,
        days,
        text: `try again: ${deal.name}${deal.lostReason === undefined ? '' : ` (lost: ${deal.lostReason})`}`,
        about: account === undefined ? [] : [account],
        ...(deal.owner === undefined ? {} : { owner: deal.owner }),
      },
    ]
  })
  return items.sort((a, b) => a.days - b.days || (a.id < b.id ? -1 : 1))
}

function isTriedSince(data: Data, deal: { readonly id: string }, day: string, timezone: string): boolean {
  return data.referring(deal.id).some((found) => {
    const activity = found.kind === 'activity' ? data.get('activity', found.record.id) : undefined
    return activity !== undefined && dayOf(activity.at, timezone) >= day
  })
}
