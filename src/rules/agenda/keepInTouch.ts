/** T4: people and companies nobody has talked to for as many weeks as was meant. Counted from the last real contact. */
import { isOpenStatus } from '../../config.ts'
import { addDays, dayOf, daysBetween } from '../../dates.ts'
import { account } from '../../entities/account.ts'
import { contact } from '../../entities/contact.ts'
import { lead } from '../../entities/lead.ts'
import { entityIn } from '../../schema/custom.ts'
import type { Data } from '../../schema/data.ts'
import { titleOf } from '../../schema/entity.ts'
import type { AnyRecord } from '../../schema/field.ts'
import { lastContacts } from '../log.ts'
import type { AgendaItem, AgendaOptions } from './item.ts'

type Kind = 'lead' | 'contact' | 'account'
type Person = AnyRecord & { readonly owner?: string; readonly createdAt: string }

export function keepInTouch(data: Data, options: AgendaOptions): readonly AgendaItem[] {
  const kinds: readonly Kind[] = ['contact', 'account', 'lead']
  const due = kinds.flatMap((kind) => weeksOf(data, kind, options))
  if (due.length === 0) return []
  const last = lastContacts(data, options.now)
  return due
    .flatMap((one) => item(data, one, last.get(one.record.id), options))
    .sort((a, b) => a.days - b.days || (a.id < b.id ? -1 : 1))
}

interface Wanted {
  readonly kind: Kind
  readonly record: Person
  readonly weeks: number
}

/** The record's own weeks; else the fewest of the rules of the settings that ask for it. */
function weeksOf(data: Data, kind: Kind, options: AgendaOptions): readonly Wanted[] {
  const rules = data.settings.keepInTouch
    .filter((rule) => rule.kind === kind)
    .map((rule) => ({ weeks: rule.weeks, asks: options.matching(kind, rule.query) }))
  if (kind === 'lead' && rules.length === 0) return []
  const isAsking = data.settings.keepInTouch.some((rule) => rule.kind === kind && rule.query.trim() !== '')
  const records: readonly Person[] = isAsking ? data.all(kind) : people(data, kind)
  return records.flatMap((record) => {
    if (isOver(data, kind, record)) return []
    const own = record['keepInTouch']
    const asked = rules.filter((rule) => rule.asks(record)).map((rule) => rule.weeks)
    const weeks = typeof own === 'number' ? own : Math.min(...asked)
    return Number.isFinite(weeks) && weeks > 0 ? [{ kind, record, weeks }] : []
  })
}

/** With only what is told of them: a query may ask for anything. */
function people(data: Data, kind: Kind): readonly Person[] {
  const common = ['owner', 'createdAt', 'keepInTouch'] as const
  if (kind === 'lead') return data.slim('lead', [...common, 'status', ...lead.title.flat()])
  return kind === 'contact'
    ? data.slim('contact', [...common, ...contact.title.flat()])
    : data.slim('account', [...common, ...account.title.flat()])
}

/** Whether it is a lead that was converted or closed. */
function isOver(data: Data, kind: Kind, record: Person): boolean {
  return kind === 'lead' && !isOpenStatus(data.settings, String(record['status']))
}

function item(
  data: Data,
  { kind, record, weeks }: Wanted,
  last: string | undefined,
  options: AgendaOptions,
): readonly AgendaItem[] {
  const since = dayOf(last ?? record.createdAt, options.timezone)
  const when = addDays(since, Math.round(weeks * 7))
  const days = daysBetween(options.today, when)
  if (days > options.within) return []
  const said = last === undefined ? 'never in contact' : `last contact ${since}`
  return [
    {
      key: `touch ${record.id} ${when}`,
      group: 'keepInTouch',
      kind,
      id: record.id,
      when,
      days,
      text: `${said}, every ${weeks === 1 ? 'week' : `${weeks} weeks`}`,
      about: [titleOf(entityIn(data.settings, kind), record)],
      ...(record.owner === undefined ? {} : { owner: record.owner }),
    },
  ]
}
