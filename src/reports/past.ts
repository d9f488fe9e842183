/** The records as they were at an earlier time: what the history has changed since is taken back. */
import { type Settings, stageNamed, statusKind, statusOfKind } from '../config.ts'
import { instantAt } from '../dates.ts'
import type { Deal } from '../entities/deal.ts'
import { type EntityName, kindOfId, type Records } from '../entities/index.ts'
import type { Lead } from '../entities/lead.ts'
import type { Reminder } from '../entities/reminder.ts'
import { areSlim, type Data, type Slim } from '../schema/data.ts'
import type { AnyRecord, Value } from '../schema/field.ts'
import type { HistoryLine, PastChange } from '../schema/history.ts'

/**
 * The data as it was at an instant. Changes of fields and removals made since are taken back; records that were entered
 * since are there if their own dates say that they had begun: openedOn or the first stage of a deal, when a lead was
 * entered, when an activity happened. What was entered and taken out again since was never there. Of deals, stages entered since are dropped; a deal with none left was in the first
 * open stage. Settings are those of now.
 * @param lines of the history, newest first
 */
export function asOf(data: Data, lines: Iterable<HistoryLine>, instant: string): Data {
  return new PastData(data, undone(data, lines, instant), instant)
}

interface Undone {
  /** Records as they were, of those that have changed since; undefined where there was none. */
  readonly records: ReadonlyMap<string, AnyRecord | undefined>
  /** Entered since. */
  readonly entered: ReadonlySet<string>
}

function undone(data: Data, lines: Iterable<HistoryLine>, instant: string): Undone {
  const records = new Map<string, AnyRecord | undefined>()
  const entered = new Set<string>()
  const current = (id: string) => (records.has(id) ? records.get(id) : data.find(id)?.record)
  for (const { at, changes } of lines) {
    if (at <= instant) continue
    for (const change of changes) takeBack(change, records, entered, current)
  }
  return { records, entered }
}

function takeBack(
  change: PastChange,
  records: Map<string, AnyRecord | undefined>,
  entered: Set<string>,
  current: (id: string) => AnyRecord | undefined,
): void {
  if ('settings' in change) return
  if ('removed' in change) {
    records.set(change.id, change.removed)
    entered.delete(change.id)
  } else if ('fields' in change) {
    const record = current(change.id)
    if (record === undefined) return
    const values = new Map<string, Value | undefined>(Object.entries(record))
    for (const [name, [from]] of Object.entries(change.fields)) {
      if (from === null) values.delete(name)
      else values.set(name, from)
    }
    records.set(change.id, { ...Object.fromEntries(values), id: change.id })
  } else entered.add(change.id)
}

class PastData implements Data {
  readonly settings: Settings
  readonly #now: Data
  readonly #undone: Undone
  readonly #instant: string
  readonly #known = new Map<EntityName, ReadonlyMap<string, AnyRecord>>()

  constructor(now: Data, since: Undone, instant: string) {
    this.settings = now.settings
    this.#now = now
    this.#undone = since
    this.#instant = instant
  }

  all<N extends EntityName>(kind: N): readonly Records[N][] {
    return [...this.#of(kind).values()].filter((record) => isOf(kind, record))
  }

  slim<N extends EntityName, F extends string>(kind: N): readonly Slim<N, F>[] {
    const records: readonly unknown[] = this.all(kind)
    return areSlim<N, F>(records) ? records : []
  }

  get<N extends EntityName>(kind: N, id: string): Records[N] | undefined {
    const record = this.#of(kind).get(id)
    return record !== undefined && isOf(kind, record) ? record : undefined
  }

  find(id: string) {
    const kind = kindOfId(id)
    const record = kind === undefined ? undefined : this.#of(kind).get(id)
    return kind === undefined || record === undefined ? undefined : { kind, record }
  }

  withKey<N extends EntityName>(kind: N, key: string): readonly Records[N][] {
    return this.#now.withKey(kind, key)
  }

  referring(id: string) {
    return this.#now.referring(id)
  }

  idsFrom(kind: EntityName, prefix: string): readonly string[] {
    return this.#now.idsFrom(kind, prefix)
  }

  #of(kind: EntityName): ReadonlyMap<string, AnyRecord> {
    const known = this.#known.get(kind)
    if (known !== undefined) return known
    const { records, entered } = this.#undone
    const byId = new Map<string, AnyRecord>(this.#now.all(kind).map((record) => [record.id, record]))
    for (const [id, record] of records) {
      if (kindOfId(id) !== kind) continue
      // Entered and taken out again since: an import that was undone was never true, whatever its dates say.
      if (record === undefined || (entered.has(id) && !byId.has(id))) byId.delete(id)
      else byId.set(id, record)
    }
    const past = new Map<string, AnyRecord>()
    for (const [id, record] of [...byId].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const then = thatTime(this.settings, record, entered.has(id), this.#instant)
      if (then !== undefined) past.set(id, then)
    }
    this.#known.set(kind, past)
    return past
  }
}

function isOf<N extends EntityName>(kind: N, record: AnyRecord): record is AnyRecord & Records[N] {
  return kindOfId(record.id) === kind
}

function thatTime(
  settings: Settings,
  record: AnyRecord,
  isEntered: boolean,
  instant: string,
): AnyRecord | undefined {
  if (isOf('deal', record)) return dealThen(settings, record, isEntered, instant)
  if (isOf('lead', record)) return leadThen(settings, record, instant)
  if (isOf('activity', record)) return record.at <= instant ? record : undefined
  if (isOf('reminder', record)) return reminderThen(record, instant)
  return record
}

function dealThen(settings: Settings, deal: Deal, isEntered: boolean, instant: string): Deal | undefined {
  const begun = deal.openedOn === undefined ? undefined : instantAt(deal.openedOn, '00:00', settings.timezone)
  const dates = [begun, deal.stageHistory?.[0]?.at, isEntered ? undefined : deal.createdAt]
  const known = dates.filter((date) => date !== undefined)
  if ((known.length === 0 ? [deal.createdAt] : known).every((date) => date > instant)) return undefined
  const history = (deal.stageHistory ?? []).filter(({ at }) => at <= instant)
  const isLater = history.length < (deal.stageHistory ?? []).length || (deal.closedAt ?? '') > instant
  if (!isLater) return deal
  const { closedAt, lostReason, lostNote, tryAgainOn, stageHistory, ...open } = deal
  const stage =
    history.at(-1)?.stage ?? settings.stages.find(({ kind }) => kind === 'open')?.name ?? deal.stage
  const isClosed = (stageNamed(settings, stage)?.kind ?? 'open') !== 'open'
  return {
    ...open,
    stage,
    ...(history.length === 0 ? {} : { stageHistory: history }),
    ...(isClosed && closedAt !== undefined ? { closedAt } : {}),
    ...(isClosed && lostReason !== undefined ? { lostReason } : {}),
  }
}

function leadThen(settings: Settings, lead: Lead, instant: string): Lead | undefined {
  if (lead.createdAt > instant) return undefined
  const { qualification, ...rest } = lead
  const known = qualification !== undefined && qualification.at <= instant ? lead : rest
  if (lead.convertedAt === undefined || lead.convertedAt <= instant) return known
  const { convertedAt, convertedAccount, convertedContact, convertedDeal, ...before } = known
  const kind = known === lead ? 'qualified' : 'open'
  const isConverted = statusKind(settings, lead.status) === 'converted'
  return isConverted ? { ...before, status: statusOfKind(settings, kind) ?? lead.status } : before
}

function reminderThen(reminder: Reminder, instant: string): Reminder | undefined {
  if (reminder.createdAt > instant) return undefined
  if (reminder.doneAt === undefined || reminder.doneAt <= instant) return reminder
  const { doneAt, ...open } = reminder
  return { ...open, status: 'open' }
}
