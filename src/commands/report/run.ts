/** crm report NAME: the numbers of the business. */

import { today } from '../../dates.ts'
import { InputError } from '../../errors.ts'
import { compared } from '../../reports/compare.ts'
import { ordered } from '../../reports/ordered.ts'
import { periodBefore } from '../../reports/period.ts'
import type { Report } from '../../reports/report.ts'
import { isAmount, type Table } from '../../reports/table.ts'
import type { Sheet } from '../../reports/views.ts'
import type { Command, Json, Option } from '../command.ts'
import type { Input } from '../input.ts'
import { isMailed, mailSheet, sheetMailOptions } from '../mail.ts'
import { outFile, tableOfJson, writeSheet } from '../output.ts'
import { type Choice, chartOptions, choiceOf, choiceOptions, wantsCharts, wholePeriod } from './choice.ts'
import { isTable, keptAnswer } from './kept.ts'

export function reportCommand(name: string, report: Report): Command {
  return {
    summary: report.summary.charAt(0).toUpperCase() + report.summary.slice(1),
    description: `${report.definition}\nSource: ${report.source}`,
    options: optionsOf(report),
    examples: [
      { line: `crm report ${name}`, says: 'as a table' },
      { line: `crm report ${name} --period 2026 --format csv`, says: 'one year, for a spreadsheet' },
      { line: `crm report ${name} --out ${name}.html`, says: 'a page with charts' },
    ],
    ownFormat: ['xlsx'],
    async run(context, input) {
      const out = outFile(context, input, name)
      const choice = await choiceOf(context, input)
      const make = () => tableFor(report, choice, input)
      // A report of one's own may hold a query that asks for hours.
      const isOwn = Object.hasOwn(context.settings().reports, name)
      const asked = `report ${name} ${input.has('compare')}`
      const whole = isOwn ? make() : keptAnswer(context, input, asked, choice, isTable, make)
      const table = ordered(whole, input.list('sort') ?? [], input.count('limit', 1))
      const sheet = sheetFor(report, table, choice)
      if (isMailed(input)) return mailSheet(context, input, sheet, name, choice.options.owner)
      if (out === undefined) {
        return {
          json: jsonOf(table),
          view: { type: 'sheet', sheet, table, charts: wantsCharts(input) },
          notes: [...choice.notes, ...nothingFound(table)],
        }
      }
      await writeSheet(context, sheet, table, out)
      const rows = table.rows.length
      return {
        json: { file: out, rows },
        notes: [...choice.notes, `Wrote ${out}: ${rows} ${rows === 1 ? 'row' : 'rows'}.`],
      }
    },
  }
}

function optionsOf({ by, compared: columns, takesDays }: Report): readonly Option[] {
  return [
    ...choiceOptions,
    ...(by === undefined
      ? []
      : [
          {
            name: 'by',
            value: 'FIELD',
            help: `group by this (${by}): a field, month(createdAt), account.industry, owner.territory; several, one inside the other: owner,stage`,
          },
        ]),
    ...(columns === undefined || columns.length === 0
      ? []
      : [
          { name: 'compare', help: 'beside the period before; of one that is not over, the same days of it' },
        ]),
    ...(takesDays === true
      ? [{ name: 'days', value: 'N', help: 'days without activity; otherwise stuckAfterDays of crm.json' }]
      : []),
    {
      name: 'sort',
      value: 'COLUMNS',
      help: 'in the order of these columns, as in --json; -column for descending',
    },
    { name: 'limit', value: 'N', help: 'only the first N rows; totals are of all' },
    ...chartOptions,
    {
      name: 'out',
      value: 'FILE',
      help: 'write to a file; its ending says the format: .csv .tsv .json .md .html .xlsx',
    },
    ...sheetMailOptions,
  ]
}

/** The report's table, beside that of the period before where it is asked for. */
export function tableFor(report: Report, { data, options, now }: Choice, input: Input): Table {
  const table = report.run(data, options, now)
  if (!input.has('compare')) return table
  const period = wholePeriod(options)
  const until = report.looksAhead ? period.to : today(now, data.settings.timezone)
  const before = periodBefore(period, until)
  const earlier = report.run(data, { ...options, ...before }, now)
  return compared(table, earlier, report.compared ?? [], { now: period, before })
}

/** A report as a page. */
export function sheetFor(report: Report, table: Table, { said }: Choice): Sheet {
  const about = `${report.definition}\nSource: ${report.source}`
  return { title: table.title ?? 'Report', subtitle: [said], figures: [], parts: [{ table, about }] }
}

function nothingFound({ rows }: Table): readonly string[] {
  return rows.length === 0 ? ['Nothing to report.'] : []
}

/** Rows keyed by column, totals, the currency of the amounts, notes, and the tables beside it. */
export function jsonOf(table: Table): { readonly [key: string]: Json } {
  const amount = [table.totals, ...table.rows].flatMap((row) => Object.values(row ?? {})).find(isAmount)
  return {
    title: table.title ?? null,
    ...tableOfJson(table),
    ...(amount === undefined ? {} : { currency: amount.currency }),
    notes: table.notes ?? [],
    ...(table.parts === undefined ? {} : { parts: table.parts.map(jsonOf) }),
  }
}

/** @throws InputError where a report of one's own would take the name of a verb */
export function checkName(name: string, taken: readonly string[]): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u.test(name)) {
    throw new InputError(`"${name}" is no name for a report.`, 'Use letters, digits and hyphens: by-city')
  }
  if (taken.includes(name))
    throw new InputError(
      `There is a report "${name}" already, which comes with the program.`,
      'Choose another name',
    )
}
