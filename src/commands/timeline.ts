/** crm timeline REF: everything that happened with a lead, contact, account or deal. */
import { datesOf } from '../config.ts'
import type { Context } from '../context.ts'
import { parseDay, prepareDates } from '../dates.ts'
import { InputError, unknownWord } from '../errors.ts'
import { eventKinds, type TimelineOptions, timelineOf, timelineTable } from '../reports/timeline.ts'
import { refOrPicked } from './asking.ts'
import type { Command } from './command.ts'
import { findOne, findRecord } from './fields.ts'
import type { Input } from './input.ts'
import { outFile, writeSheet } from './output.ts'

const kinds = ['contact', 'lead', 'account', 'deal'] as const

export const command: Command = {
  summary: 'Show what happened with a lead, contact, account or deal, in order',
  description:
    'Activities, stages of deals, conversions, purchases, reminders done, files; of an account with those of its contacts and deals. Export it with --format or --out.',
  arguments: [
    { name: 'ref', help: 'id, beginning of one, email, phone or name', optional: true, many: true },
  ],
  options: [
    { name: 'kind', value: 'KINDS', help: `only these, separated by commas: ${eventKinds.join(', ')}` },
    { name: 'from', value: 'DATE', help: 'first day' },
    { name: 'to', value: 'DATE', help: 'last day' },
    { name: 'thread', value: 'REF', help: 'only the conversation of this email' },
    { name: 'oldestFirst', help: 'the oldest first' },
    { name: 'limit', value: 'N', help: 'show at most N' },
    { name: 'out', value: 'FILE', help: 'write to a file; its ending says the format' },
  ],
  examples: [
    { line: 'crm timeline "Mekong Coffee"', says: 'of an account, with its contacts and deals' },
    {
      line: 'crm timeline noy@mekong.example --kind call,email --from 2026-11-01',
      says: 'calls and emails since a day',
    },
    { line: 'crm timeline "Roastery fit-out" --out timeline.csv --oldest-first', says: 'for a spreadsheet' },
  ],
  ownFormat: ['xlsx'],
  async run(context, input) {
    const out = outFile(context, input, 'timeline')
    const ref = await refOrPicked(context, input, kinds)
    const found = await findRecord(context, ref, kinds)
    const data = context.store()
    const events = timelineOf(data, found, await optionsFrom(context, input))
    const shown = events.slice(0, input.count('limit', 1) ?? events.length)
    const table = timelineTable(data, shown, found.record.id)
    if (out !== undefined) {
      await writeSheet(
        context,
        { title: table.title ?? 'Timeline', subtitle: [], figures: [], parts: [{ table }] },
        table,
        out,
      )
      const lines = shown.length
      return {
        json: { file: out, lines },
        notes: [`Wrote ${out}: ${lines} ${lines === 1 ? 'line' : 'lines'}.`],
      }
    }
    const json = shown.map(({ at, kind, direction, what, about, by, id, thread }) => ({
      at,
      kind,
      direction,
      what,
      about,
      by,
      id,
      thread,
    }))
    const notes =
      shown.length === 0
        ? [nothing(input)]
        : shown.length < events.length
          ? [`${shown.length} of ${events.length}; --limit shows more.`]
          : []
    return { json, view: { type: 'table', table }, notes, paged: true }
  },
}

function nothing(input: Input): string {
  const given = ['kind', 'from', 'to', 'thread'].filter((name) => input.has(name))
  return given.length === 0
    ? 'Nothing has happened yet. Log it with: crm log'
    : `Nothing has happened within ${given.map((name) => `--${name}`).join(', ')}.`
}

async function optionsFrom(context: Context, input: Input): Promise<TimelineOptions> {
  const kinds = input.list('kind')
  const known: readonly string[] = eventKinds
  for (const kind of kinds ?? []) if (!known.includes(kind)) throw unknownWord('kind', kind, known)
  const from = await day(context, input, 'from')
  const to = await day(context, input, 'to')
  const email =
    input.text('thread') === undefined
      ? undefined
      : await findOne(context, 'activity', input.text('thread') ?? '')
  if (email !== undefined && email.thread === undefined)
    throw new InputError(`${email.id} is not of a conversation: it was not logged from a message.`)
  return {
    oldestFirst: input.has('oldestFirst'),
    ...(kinds === undefined ? {} : { kinds }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(email?.thread === undefined ? {} : { thread: email.thread }),
  }
}

async function day(context: Context, input: Input, name: 'from' | 'to'): Promise<string | undefined> {
  const text = input.text(name)
  if (text === undefined) return undefined
  await prepareDates([text])
  try {
    return parseDay(text, datesOf(context.settings(), context.clock.now()))
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`--${name}: ${error.message}`, error.hint)
    throw error
  }
}
