/** crm <kind> show, and crm show for any kind: one record on one page, as it is or as it was. */
import { datesOf } from '../../config.ts'
import type { Context } from '../../context.ts'
import { addDays, formatWhen, instantAt, parseWhen, prepareDates } from '../../dates.ts'
import { type EntityName, entityNames, kindOfId } from '../../entities/index.ts'
import { NotFoundError } from '../../errors.ts'
import { pageOf } from '../../reports/page.ts'
import type { Page } from '../../reports/views.ts'
import { recordAt, type Then } from '../../rules/past.ts'
import type { Found } from '../../schema/data.ts'
import type { HistoryLine } from '../../schema/history.ts'
import { types } from '../../schema/types/index.ts'
import { refOrPicked } from '../asking.ts'
import type { Command, Option, Result } from '../command.ts'
import { exampleValues } from '../examples.ts'
import { findRecord } from '../fields.ts'
import type { Input } from '../input.ts'

const sum: Option = { name: 'sum', help: 'add up the deals of the subsidiaries with its own' }

const options: readonly Option[] = [
  {
    name: 'at',
    value: 'DATE',
    help: 'as it was at the end of that day, or at that time; a removed record by its whole id',
  },
]

export function showCommand(kind: EntityName): Command {
  return {
    summary:
      kind === 'account' || kind === 'contact'
        ? `Show one ${kind} with all that belongs to it`
        : `Show one ${kind}`,
    arguments: [
      { name: 'ref', help: 'id, beginning of one, email, phone or name', optional: true, many: true },
    ],
    options: kind === 'account' ? [...options, sum] : options,
    examples: exampleValues[kind].show,
    run: (context, input) => show(context, input, [kind]),
  }
}

export const command: Command = {
  summary: 'Show any record: lead, account, contact, deal, activity or reminder',
  arguments: [
    { name: 'ref', help: 'id, beginning of one, email, phone or name', optional: true, many: true },
  ],
  options: [...options, sum],
  examples: [
    { line: 'crm show c4ntp9x2qa', says: 'whatever has this id' },
    { line: 'crm show 020 5551 2345', says: 'whoever has this phone number' },
    { line: 'crm show c4ntp9x2qa --at yesterday', says: 'as it was then' },
  ],
  run: (context, input) => show(context, input, entityNames),
}

async function show(context: Context, input: Input, kinds: readonly EntityName[]): Promise<Result> {
  const ref = await refOrPicked(context, input, kinds)
  const at = input.text('at')
  if (at !== undefined) return showPast(context, ref, kinds, at)
  const found = await findRecord(context, ref, kinds)
  return {
    json: found.record,
    view: { type: 'page', page: await pageFor(context, found, context.clock.now(), input.has('sum')) },
  }
}

async function pageFor(context: Context, found: Found, now: Date, isSummed = false): Promise<Page> {
  await types.phone.prepare(['+66'])
  return pageOf(context.store(), found, now, isSummed)
}

/** What the record itself was; what belongs to it is of today, and so left out. */
async function showPast(
  context: Context,
  ref: string,
  kinds: readonly EntityName[],
  at: string,
): Promise<Result> {
  const instant = await endOf(context, at)
  const { kind, id, record: today } = await subject(context, ref, kinds)
  const then = recordAt(id, today, context.history(), instant)
  if (then.state !== 'there') throw absence(context, `${kind} ${id}`, then, instant)
  const found = { kind, record: then.record }
  const page = await pageFor(context, found, new Date(instant))
  const sections = page.sections.filter(({ title }) => title === 'Stages')
  const title = `${page.title} · ${formatWhen(instant, context.settings().timezone)}`
  return {
    json: then.record,
    view: { type: 'page', page: { ...page, title, sections } },
    warnings: doubts(context, then),
  }
}

/** The instant that is meant: of a day its last second. */
async function endOf(context: Context, typed: string): Promise<string> {
  const { timezone } = context.settings()
  await prepareDates([typed])
  const when = parseWhen(typed, datesOf(context.settings(), context.clock.now()))
  if (when.length > 10) return when
  const next = Date.parse(instantAt(addDays(when, 1), '00:00', timezone))
  return `${new Date(next - 1000).toISOString().slice(0, 19)}Z`
}

interface Subject {
  readonly kind: EntityName
  readonly id: string
  /** As it is now, unless it is gone. */
  readonly record?: Found['record']
}

/** The record that REF means; one that is gone is known by its whole id. */
async function subject(context: Context, ref: string, kinds: readonly EntityName[]): Promise<Subject> {
  try {
    const { kind, record } = await findRecord(context, ref, kinds)
    return { kind, id: record.id, record }
  } catch (error) {
    const kind = kindOfId(ref)
    if (!(error instanceof NotFoundError) || kind === undefined || !kinds.includes(kind)) throw error
    for (const line of context.history())
      if (line.changes.some((one) => 'id' in one && one.id === ref)) return { kind, id: ref }
    throw error
  }
}

function absence(
  context: Context,
  what: string,
  then: Exclude<Then, { state: 'there' }>,
  instant: string,
): NotFoundError {
  const show = (at: string): string => formatWhen(at, context.settings().timezone)
  const by = (line: HistoryLine): string => `${show(line.at)} by ${line.by}: ${line.command}`
  const hint = `See what happened to it: crm history ${what.split(' ')[1] ?? ''}`
  const moment = show(instant)
  if (then.state === 'unknown')
    return new NotFoundError(`The history does not tell of ${what} at ${moment}.`, hint)
  if (then.state === 'removed')
    return new NotFoundError(`There was no ${what} at ${moment}: it had been removed ${by(then.line)}`, hint)
  const made = then.line === undefined ? 'it was made later' : `it was made ${by(then.line)}`
  return new NotFoundError(`There was no ${what} yet at ${moment}: ${made}`, hint)
}

function doubts(context: Context, then: Extract<Then, { state: 'there' }>): readonly string[] {
  const { timezone } = context.settings()
  return [
    ...(then.since === undefined
      ? []
      : [
          `The history does not reach back so far: this is the record before ${formatWhen(then.since, timezone)}.`,
        ]),
    ...(then.hasGap
      ? ['The record was also changed in a way that left no line in the history; this may be in it.']
      : []),
  ]
}
