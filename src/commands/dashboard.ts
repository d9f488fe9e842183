/** crm dashboard: the main figures on one screen or one page. */
import { dashboardSheet } from '../reports/dashboard.ts'
import { isAmount, type Table } from '../reports/table.ts'
import type { Sheet } from '../reports/views.ts'
import type { Command } from './command.ts'
import { isMailed, mailSheet, sheetMailOptions } from './mail.ts'
import { outFile, tableOfJson, writeSheet } from './output.ts'
import { chartOptions, choiceOf, choiceOptions, wantsCharts } from './report/choice.ts'
import { isSheet, keptAnswer } from './report/kept.ts'
import { jsonOf } from './report/run.ts'

export const command: Command = {
  summary: 'Show the main figures: pipeline, forecast, won, activities, reminders',
  description: `Figures of the period, which is the present month unless another is given, beside those of the period before. Pipeline and reminders are as they stand now.
--mail sends it by the server under "mail" in crm.json, with the password from CRM_SMTP_PASSWORD or CRM_SMTP_PASSWORD_COMMAND.
Each figure is counted as in the report of its name; crm report NAME --help says how.`,
  options: [
    ...choiceOptions.filter(({ name }) => name !== 'where'),
    ...chartOptions,
    {
      name: 'out',
      value: 'FILE',
      help: 'write to a file; its ending says the format: .html .md .csv .json .xlsx',
    },
    ...sheetMailOptions,
  ],
  examples: [
    { line: 'crm dashboard', says: 'this month' },
    { line: 'crm dashboard --period this-quarter --owner me', says: 'your quarter' },
    { line: 'crm dashboard --period last-week --out week.html', says: 'a page of its own' },
  ],
  ownFormat: ['xlsx'],
  async run(context, input) {
    const out = outFile(context, input, 'dashboard')
    const choice = await choiceOf(context, input)
    const make = () => dashboardSheet(choice.data, choice.options, choice.now, choice.said)
    const sheet = keptAnswer(context, input, 'dashboard', choice, isSheet, make)
    const table = figureTable(sheet)
    const json = {
      ...tableOfJson(table),
      tables: sheet.parts.map((part) => jsonOf(part.table)),
    }
    if (isMailed(input)) return mailSheet(context, input, sheet, 'dashboard', choice.options.owner)
    const { notes } = choice
    if (out === undefined)
      return { json, view: { type: 'sheet', sheet, table, charts: wantsCharts(input) }, notes }
    await writeSheet(context, sheet, table, out)
    return { json: { file: out }, notes: [...notes, `Wrote ${out}.`] }
  },
}

/** The figures for machines: a number each, the currency of amounts, what it was in the period before. */
function figureTable({ title, figures }: Sheet): Table {
  return {
    title,
    columns: [
      { key: 'figure', label: 'Figure', type: 'text' },
      { key: 'value', label: 'Value', type: 'number' },
      { key: 'currency', label: 'Currency', type: 'text' },
      { key: 'before', label: 'Before', type: 'number' },
    ],
    rows: figures.map(({ label, cell, before }) => ({
      figure: label,
      value: cell,
      currency: isAmount(cell) ? cell.currency : null,
      before: before ?? null,
    })),
  }
}
