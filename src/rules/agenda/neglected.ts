/** R12: open deals and leads nobody has touched for a while, and those for which nothing is planned. */
import { isOpenStatus, stageNamed, statusKind } from '../../config.ts'
import { dayReader, daysBetween, daysUntil, isDay, toInstant } from '../../dates.ts'
import type { EntityName } from '../../entities/index.ts'
import { lead } from '../../entities/lead.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import type { AgendaItem, AgendaOptions, Pending } from './item.ts'

const dealFields = ['name', 'stage', 'owner', 'createdAt', 'openedOn', 'nextStep'] as const
const leadFields = ['status', 'owner', 'createdAt', 'qualification', ...lead.title.flat()] as const

type Open = AnyRecord & { readonly owner?: string; readonly createdAt: string }

/**
 * Stale: nothing logged about it for as many days as `staleAfter`, counted from when it began where nothing ever
 * was: the day a deal was opened, else when it was entered. Without a next step: no open reminder about it and, of a deal, no next step written down.  A lead that is qualified
 * and was not converted for `convertAfter` days is told as that. A record is told once.
 */
export function neglected(data: Data, options: AgendaOptions): readonly Pending[] {
  const { settings } = data
  const isOpenDeal = (stage: string) => (stageNamed(settings, stage)?.kind ?? 'open') === 'open'
  const deals = data.slim('deal', dealFields).filter((deal) => isOpenDeal(deal.stage))
  const leads = data.slim('lead', leadFields).filter((lead) => isOpenStatus(settings, lead.status))
  if (deals.length + leads.length === 0) return []
  const found: Neglected[] = []
  const judge = judgeOf(data, options, found)
  for (const deal of deals) judge('deal', deal, { hasStep: deal.nextStep !== undefined })
  for (const lead of leads) {
    const isQualified = statusKind(settings, lead.status) === 'qualified'
    judge('lead', lead, isQualified ? { qualifiedAt: lead.qualification?.at ?? begun(lead) } : {})
  }
  // Deals and leads come by their ids, and a sort leaves equal ones as they are.
  return found.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
}

/** A function that adds an open record to those found where something is neglected about it. */
function judgeOf(data: Data, options: AgendaOptions, found: Neglected[]) {
  const { now, today, timezone, staleAfter, convertAfter } = options
  const touched = lastTouched(data, now)
  const planned = new Set(
    data
      .slim('reminder', ['status', 'for'])
      .flatMap((reminder) => (reminder.status === 'open' ? (reminder.for ?? []) : [])),
  )
  const dayAt = dayReader(timezone)
  const dayIn = (time: string) => (isDay(time) ? time : dayAt(time))
  const daysSince = daysUntil(today)
  const of = { data, today }
  return (kind: EntityName, record: Open, { hasStep = false, qualifiedAt }: Standing): void => {
    const { id } = record
    if (qualifiedAt !== undefined && daysSince(dayIn(qualifiedAt)) >= convertAfter) {
      found.push(new Neglected(of, kind, record, 'qualified', qualifiedAt, dayIn(qualifiedAt)))
      return
    }
    const last = touched.get(id) ?? begun(record)
    const since = dayIn(last)
    const isStale = daysSince(since) >= staleAfter
    if (isStale || !(hasStep || planned.has(id)))
      found.push(new Neglected(of, kind, record, isStale ? 'stale' : 'noNextStep', last, since))
  }
}

/** What keeps a record from being neglected, or makes it so. */
interface Standing {
  readonly hasStep?: boolean
  /** When a lead was qualified that is not converted: an instant or a day. */
  readonly qualifiedAt?: string
}

type Neglect = 'qualified' | 'stale' | 'noNextStep'

function begun({ openedOn, createdAt }: Open): string {
  return typeof openedOn === 'string' ? openedOn : createdAt
}

/** There may be as many as there are records: each is put into words only if it is shown. */
class Neglected implements Pending {
  readonly #of: { readonly data: Data; readonly today: string }
  readonly #kind: EntityName
  readonly #record: Open
  readonly group: Neglect
  readonly owner: string | undefined
  /** When it was last touched, or qualified: the instant, and its day. */
  readonly #last: string
  readonly since: string

  constructor(
    of: { readonly data: Data; readonly today: string },
    kind: EntityName,
    record: Open,
    group: Neglect,
    last: string,
    since: string,
  ) {
    this.#of = of
    this.#kind = kind
    this.#record = record
    this.group = group
    this.owner = record.owner
    this.#last = last
    this.since = since
  }

  tell(): AgendaItem {
    const [record, kind] = [this.#record, this.#kind]
    const { data, today } = this.#of
    const days = daysBetween(today, this.since)
    return {
      key: `${this.group} ${record.id} ${this.#last}`,
      group: this.group,
      kind,
      id: record.id,
      when: this.since,
      days,
      text: this.#said(-days),
      about: [titleOf(entityIn(data.settings, kind), record)],
      ...(record.owner === undefined ? {} : { owner: record.owner }),
    }
  }

  #said(days: number): string {
    if (this.group === 'qualified')
      return `qualified, not converted for ${days} days: crm lead convert ${this.#record.id}`
    return `${this.#kind}: ${this.group === 'stale' ? `no activity for ${days} days` : 'nothing is planned'}`
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
