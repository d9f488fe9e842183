/** crm dashboard: the main figures on one screen or one page. */
import { dashboardSheet } from '../reports/dashboard.ts'
import type { Command } from './command.ts'
import { tableOfJson, writeSheet } from './output.ts'
import { chartOptions, choiceOf, choiceOptions, wantsCharts } from './report/choice.ts'

export const command: Command = {
  summary: 'Show the main figures: pipeline, forecast, won, activities, reminders',
  description: `Figures of the period, which is the present month unless another is given, beside those of the period before. Pipeline and reminders are as they stand now.
Each figure is counted as in the report of its name; crm report NAME --help says how.`,
  options: [
    ...choiceOptions.filter(({ name }) => name !== 'where'),
    ...chartOptions,
    {
      name: 'out',
      value: 'FILE',
      help: 'write to a file; its ending says the format: .html .md .csv .json .xlsx',
    },
  ],
  examples: [
    { line: 'crm dashboard', says: 'this month' },
    { line: 'crm dashboard --period this-quarter --owner me', says: 'your quarter' },
    { line: 'crm dashboard --period last-week --out week.html', says: 'a page to send' },
  ],
  async run(context, input) {
    const choice = await choiceOf(context, input)
    const sheet = dashboardSheet(choice.data, choice.options, choice.now, choice.said)
    const table = {
      title: sheet.title,
      columns: [
        { key: 'figure', label: 'Figure', type: 'text' as const },
        { key: 'value', label: 'Value', type: 'text' as const },
        { key: 'hint', label: 'Beside', type: 'text' as const },
      ],
      rows: sheet.figures.map(({ label, value, hint }) => ({ figure: label, value, hint: hint ?? null })),
    }
    const json = {
      figures: sheet.figures.map(({ label, value, hint }) => ({ label, value, hint: hint ?? null })),
      tables: sheet.parts.map((part) => ({ title: part.table.title ?? null, ...tableOfJson(part.table) })),
    }
    const out = input.text('out')
    if (out === undefined) return { json, view: { type: 'sheet', sheet, table, charts: wantsCharts(input) } }
    await writeSheet(context, sheet, table, out)
    return { notes: [`Wrote ${out}.`] }
  },
}
