/** R12: open leads and deals that nobody has touched for a while. */
import { isOpenStatus } from '../config.ts'
import { today, toInstant } from '../dates.ts'
import { entityIn } from '../schema/custom.ts'
import type { Data } from '../schema/data.ts'
import { titleOf } from '../schema/entity.ts'
import type { AnyRecord } from '../schema/field.ts'
import { dayReader, daysUntil, dealKinds } from './days.ts'
import { chosen, inPeriod, type Report, type ReportOptions } from './report.ts'
import type { Row, Table } from './table.ts'
import { dealFields } from './worth.ts'

export const stale: Report = {
  summary: 'open leads and deals without activity for some days',
  definition: `Leads that are neither converted nor closed and open deals for which nothing was logged in the last N days, the longest neglected first. N is the settings' stuckAfterDays unless given.
Last activity: the latest call, email, meeting, message or note about the record itself that lies not in the future; where there is none, the days count from the day the deal began (openedOn) or else from when the record was entered.
The period is that of this day. A query is asked of leads and of deals.`,
  source: 'The rotting of deals in Pipedrive and the last-activity lists of other CRM systems.',
  takesDays: true,
  run: staleTable,
}

const leadFields = [
  'status',
  'owner',
  'createdAt',
  'firstName',
  'lastName',
  'company',
  'email',
  'phone',
] as const
type Open = AnyRecord & { readonly createdAt: string; readonly owner?: string }

function staleTable(data: Data, options: ReportOptions, now: Date): Table {
  const { settings } = data
  const dayAt = dayReader(settings.timezone)
  const daysSince = daysUntil(today(now, settings.timezone))
  const kindOf = dealKinds(settings)
  const touched = lastTouched(data, now)
  const least = options.days ?? settings.stuckAfterDays
  const begun = ({ openedOn, createdAt }: Open) =>
    typeof openedOn === 'string' ? openedOn : dayAt(createdAt)
  const rows = (kind: 'lead' | 'deal', records: readonly Open[]): Row[] =>
    records.flatMap((record) => {
      const last = touched.get(record.id)
      const since = last === undefined ? begun(record) : dayAt(last)
      const days = daysSince(since)
      if (days < least || !inPeriod(since, options)) return []
      const name = titleOf(entityIn(settings, kind), record)
      return [
        {
          kind,
          id: record.id,
          name,
          owner: record.owner ?? null,
          lastActivity: last === undefined ? null : since,
          days,
        },
      ]
    })
  const leads = chosen(data, 'lead', leadFields, options, now).filter((lead) =>
    isOpenStatus(settings, lead.status),
  )
  const deals = chosen(data, 'deal', dealFields, options, now).filter((deal) => kindOf(deal) === 'open')
  return {
    title: `Without activity for ${least} days`,
    columns: [
      { key: 'kind', label: 'Kind', type: 'text' },
      { key: 'id', label: 'ID', type: 'id' },
      { key: 'name', label: 'Name', type: 'text' },
      { key: 'owner', label: 'Owner', type: 'text' },
      { key: 'lastActivity', label: 'Last activity', type: 'date' },
      { key: 'days', label: 'Days', type: 'number' },
    ],
    rows: [...rows('lead', leads), ...rows('deal', deals)].sort((a, b) => Number(b.days) - Number(a.days)),
  }
}

/** For each record something was logged about, the instant of the latest that is not in the future. */
function lastTouched(data: Data, now: Date): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  const limit = toInstant(now)
  for (const { at, for: about } of data.slim('activity', ['at', 'for'])) {
    if (at > limit) continue
    for (const id of about) if (at > (last.get(id) ?? '')) last.set(id, at)
  }
  return last
}
