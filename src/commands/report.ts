/** crm report NAME: the numbers of the business. */

import type { Context } from '../context.ts'
import { parseDay, prepareDates } from '../dates.ts'
import { InputError, unknownWord } from '../errors.ts'
import { parseQuery } from '../query/parse.ts'
import { reports } from '../reports/index.ts'
import type { Command } from './command.ts'
import type { Input } from './input.ts'
import { formatOfFile, formatTable } from './output.ts'

export function reportCommand(name: string): Command {
  const report = reports[name]
  if (report === undefined) throw unknownWord('report', name, Object.keys(reports))
  return {
    summary: report.summary.charAt(0).toUpperCase() + report.summary.slice(1),
    description: report.definition,
    options: [
      { name: 'from', value: 'DATE', help: 'first day of the period' },
      { name: 'to', value: 'DATE', help: 'last day of the period' },
      { name: 'owner', value: 'NAME', help: 'only records of this owner; "me" for your own' },
      { name: 'where', value: 'QUERY', help: 'only records that match, as in list' },
      ...(name === 'stale'
        ? [{ name: 'days', value: 'N', help: 'days without activity; otherwise stuckAfterDays of crm.json' }]
        : []),
      { name: 'out', value: 'FILE', help: 'write to a file; its ending says the format' },
    ],
    examples: [
      { line: `crm report ${name}`, says: 'as a table' },
      {
        line: `crm report ${name} --from 2026-01-01 --to 2026-12-31 --format csv`,
        says: 'one year, for a spreadsheet',
      },
    ],
    async run(context, input) {
      const owner = input.text('owner')
      const from = await day(context, input, 'from')
      const to = await day(context, input, 'to')
      if (from !== undefined && to !== undefined && from > to)
        throw new InputError(`--from ${from} is after --to ${to}.`)
      const query = input.text('where')
      const days = input.count('days', 1)
      const options = {
        ...(days === undefined ? {} : { days }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(owner === undefined ? {} : { owner: owner === 'me' ? context.user : owner }),
        ...(query === undefined ? {} : { query: parseQuery(query) }),
      }
      const table = report.run(context.store(), options, context.clock.now())
      const out = input.text('out')
      if (out === undefined) return { view: { type: 'table', table } }
      await context.write(
        out,
        formatTable(table, context.format ?? formatOfFile(out), context.store().settings.timezone),
      )
      return { notes: [`Wrote ${out}: ${table.rows.length} rows.`] }
    },
  }
}

async function day(context: Context, input: Input, name: 'from' | 'to'): Promise<string | undefined> {
  const text = input.text(name)
  if (text === undefined) return undefined
  await prepareDates([text])
  try {
    return parseDay(text, { now: context.clock.now(), timezone: context.settings().timezone })
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`--${name}: ${error.message}`, error.hint)
    throw error
  }
}

/** Every report as a verb of `crm report`. */
export const reportVerbs = Object.fromEntries(
  Object.keys(reports).map((name) => [name, async () => reportCommand(name)]),
)
