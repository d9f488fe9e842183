/** crm report all: a folder with every report, for a manager, made by cron. */
import { join } from 'node:path'
import type { Context } from '../../context.ts'
import { InputError } from '../../errors.ts'
import { endingOf } from '../../formats/names.ts'
import { dashboardSheet } from '../../reports/dashboard.ts'
import { reports } from '../../reports/index.ts'
import { ownReports } from '../../reports/own.ts'
import type { Report } from '../../reports/report.ts'
import type { Sheet } from '../../reports/views.ts'
import type { Command } from '../command.ts'
import type { Input } from '../input.ts'
import { fileFormat, writeSheet } from '../output.ts'
import { type Choice, choiceOf, choiceOptions } from './choice.ts'
import { sheetFor, tableFor } from './run.ts'

export const command: Command = {
  summary: 'Write every report, your own too, into a folder',
  description:
    'The folder has an index page, which is the dashboard with a link to each report, and each report as a page; with --formats also as CSV, XLSX and others. Made for cron. A query is not taken: each report is about other records.',
  options: [
    { name: 'out', value: 'DIR', help: 'the folder; it is made where it is not there' },
    {
      name: 'formats',
      value: 'FORMATS',
      help: 'separated by commas (html): html, csv, tsv, json, markdown, xlsx',
    },
    ...choiceOptions.filter(({ name }) => name !== 'where'),
  ],
  examples: [
    { line: 'crm report all --out reports', says: 'pages to open in a browser' },
    {
      line: 'crm report all --out reports --period this-year --formats html,xlsx',
      says: 'this year, workbooks too',
    },
  ],
  ownFormat: ['xlsx'],
  async run(context, input) {
    const out = input.text('out')
    if (out === undefined) throw new InputError('Where should the reports go?', 'Add --out DIR')
    const formats = formatsOf(context, input)
    const choice = await choiceOf(context, input)
    const all = { ...reports, ...ownReports(choice.data.settings) }
    const written: string[] = []
    await context.makeFolder(out)
    const write = async (sheet: Sheet, name: string, table = sheet.parts[0]?.table) => {
      for (const format of formats) {
        if (table === undefined) continue
        const file = `${name}.${endingOf(format)}`
        await writeSheet(context, sheet, table, join(out, file), format)
        written.push(file)
      }
    }
    const links = Object.keys(all).map((name) => [name, `${name}.html`] as const)
    const home = {
      ...dashboardSheet(choice.data, choice.options, choice.now, choice.said),
      ...(formats.includes('html') ? { links } : {}),
    }
    await write(home, 'index')
    for (const [name, report] of Object.entries(all))
      await write(page(report, choice, input, formats.includes('html')), name)
    return {
      json: { folder: out, files: written },
      notes: [...choice.notes, `Wrote ${written.length} files into ${out}.`],
    }
  },
}

/** What --formats says, or else --format: of many files they mean the same. */
function formatsOf({ fileFormat: said }: Context, input: Input) {
  const one = said === undefined || said === 'text' ? 'html' : said
  return (input.list('formats') ?? [one]).map(fileFormat)
}

function page(report: Report, choice: Choice, input: Input, isLinked: boolean): Sheet {
  const sheet = sheetFor(report, tableFor(report, choice, input), choice)
  return isLinked ? { ...sheet, links: [['All reports', 'index.html']] } : sheet
}
