/** The one place that prints what a command answers. */
import type { Result, View } from '../commands/command.ts'
import type { Settings } from '../config.ts'
import { InputError } from '../errors.ts'
import { lookOf } from '../formats/cell.ts'
import { type JsonTable, jsonText, tableJson } from '../formats/json.ts'
import { type FormatName, outputFormat } from '../formats/names.ts'
import type { Table } from '../reports/table.ts'
import { cutValues, printable } from '../text.ts'
import { sheetOf } from './asSheet.ts'
import { renderBoard } from './board.ts'
import { cleanLines } from './lines.ts'
import type { Look } from './look.ts'
import { markdownView } from './markdown.ts'
import type { Output } from './output.ts'

export interface PrintOptions extends Omit<Look, 'timezone'> {
  /** text, or the name of a format; json stands for --json too. */
  readonly format: string
  /** No notes; warnings all the same. */
  readonly quiet: boolean
  /** Nothing was written: show what would have been, instead of saying what was done. */
  readonly dryRun: boolean
  /** Of the store: the time zone, and what a plan is shown with. */
  readonly settings: Settings
  /** Whether --safe-formulas was given. */
  readonly safeFormulas?: boolean
  readonly output: Pick<Output, 'out' | 'err'>
}

/** What is to be written, before it is. */
interface Shown extends Look {
  /** Whether what a spreadsheet would run is guarded. */
  readonly safe: boolean
  readonly format: 'text' | 'html' | FormatName
}

/**
 * Prints a result: data to standard output, everything else to standard error.
 * @throws InputError where there is no such format, or it needs a table and there is none
 */
export async function print(result: Result, options: PrintOptions): Promise<void> {
  const safe = options.safeFormulas === true || options.settings.safeFormulas === true
  const shown = { ...options, ...lookOf(options.settings), safe, format: outputFormat(options.format) }
  const { out, err } = options.output
  const preview = options.dryRun ? await previewText(result, options) : ''
  const isPreview = preview !== ''
  const text = await answer(result, shown, isPreview)
  out(text)
  if (shown.format === 'text') out(preview)
  for (const warning of result.warnings ?? []) err(`${options.palette.warn('⚠')} ${said(cutValues(warning))}`)
  if (options.quiet) return
  if (shown.format !== 'text') err(preview)
  for (const note of hiddenNotes(result.view, shown.format)) err(said(cutValues(note)))
  for (const note of (isPreview ? result.dryNotes : result.notes) ?? []) err(said(cutValues(note)))
}

async function answer(result: Result, look: Shown, isPreview: boolean): Promise<string> {
  const { view } = result
  if (look.format === 'json' && view?.type !== 'raw') return jsonText(result.json ?? tableOf(view))
  // The news of a change, such as the id of a new record, would be false before the change.
  if (view === undefined || (isPreview && view.type === 'text')) return ''
  if (look.format === 'html') return asPage(view, look)
  return look.format === 'text' ? forPeople(view, look) : inFormat(view, look, look.format)
}

async function forPeople(view: View, look: Look): Promise<string> {
  switch (view.type) {
    case 'text':
      return said(view.text)
    case 'raw':
      return view.text
    case 'board':
      return renderBoard(view.board, look)
    case 'sheet':
      return (await import('./sheet.ts')).renderSheet(view.sheet, look, view.charts)
    case 'table':
      return (await import('./table.ts')).renderTable(view.table, look)
    case 'sections':
      return (await import('./page.ts')).renderSections(view.sections, look)
    case 'page':
      return (await import('./page.ts')).renderPage(view.page, look)
  }
}

async function asPage(view: View, look: Look): Promise<string> {
  const { htmlPage } = await import('../formats/html/page.ts')
  const sheet = sheetOf(view)
  if (sheet === undefined)
    throw new InputError('This cannot be written as HTML.', 'Use --json or --format text.')
  const page = htmlPage(sheet, look)
  return look.width === undefined ? page : printable(page)
}

async function inFormat(view: View, look: Look, format: FormatName): Promise<string> {
  const { formats } = await import('../formats/index.ts')
  // Files get the data as it is; what a terminal would obey is made visible on one.
  const write = (table: Table) =>
    look.width === undefined ? formats[format](table, look) : printable(formats[format](table, look))
  if (view.type === 'text') return said(view.text)
  if (view.type === 'raw') return view.text
  if (view.type === 'table') return write(view.table)
  if (view.type === 'sheet' && format !== 'markdown') return write(view.table)
  if (format === 'markdown') return markdownView(view, look)
  if (view.type === 'sections') return view.table.rows.length === 0 ? '' : write(view.table)
  throw new InputError(`This has no table to write as ${format.toUpperCase()}.`, 'Use --json.')
}

function tableOf(view: View | undefined): JsonTable | null {
  return view?.type === 'table' || view?.type === 'sections' || view?.type === 'sheet'
    ? tableJson(view.table)
    : null
}

/** What a plan would do; nothing where there is no plan. */
async function previewText({ changes }: Result, { palette, settings, id }: PrintOptions): Promise<string> {
  if (changes === undefined) return ''
  const { previewLines } = await import('./preview.ts')
  const paints = new Map([
    ['+', palette.good],
    ['~', palette.warn],
    ['-', palette.bad],
  ])
  const lines = previewLines(changes, settings, id)
  return lines.map((line) => `${paints.get(line.charAt(0))?.(line) ?? line}\n`).join('')
}

/** Notes of a table that its text on standard output does not show. */
function hiddenNotes(view: View | undefined, format: 'text' | 'html' | FormatName): readonly string[] {
  if (view?.type !== 'table' && view?.type !== 'sheet') return []
  const isShown =
    format === 'markdown' || format === 'html' || (format === 'text' && view.table.rows.length > 0)
  return isShown ? [] : (view.table.notes ?? [])
}

function said(text: string): string {
  return `${cleanLines(text).join('\n')}\n`
}
