/** Tables and sheets as files: the one way commands write them. */
import { extname } from 'node:path'
import type { Context } from '../context.ts'
import { InputError } from '../errors.ts'
import { lookOf } from '../formats/cell.ts'
import { type FormatName, type FormatOptions, formats, isFormatName } from '../formats/index.ts'
import { type JsonTable, tableJson } from '../formats/json.ts'
import { agreedFormat } from '../formats/names.ts'
import { boardSheet } from '../reports/boardTable.ts'
import type { Table } from '../reports/table.ts'
import type { Board, Sheet } from '../reports/views.ts'
import type { Input } from './input.ts'

/** What a file can be written as. */
export type FileFormat = FormatName | 'html' | 'xlsx'

/** A table in a format. */
function formatTable(table: Table, format: string, look: FormatOptions): string {
  return formats[namedFormat(format)](table, look)
}

function namedFormat(format: string): FormatName {
  if (isFormatName(format)) return format
  throw new InputError(`A file cannot be written as ${format}.`, `Valid: ${Object.keys(formats).join(', ')}`)
}

function formatOfEnding(file: string): FileFormat | undefined {
  const ending = extname(file).slice(1).toLowerCase()
  const format = ending === 'md' ? 'markdown' : ending === 'htm' ? 'html' : ending
  return isFormatName(format) || format === 'html' || format === 'xlsx' ? format : undefined
}

function unknownEnding(file: string, endings: string): InputError {
  return new InputError(
    `What format is ${file}? Its ending says nothing known.`,
    `Give --format, or an ending: ${endings}`,
  )
}

/** @throws InputError where no file can be written so */
export function fileFormat(word: string): FileFormat {
  if (isFormatName(word) || word === 'html' || word === 'xlsx') return word
  throw new InputError(
    `A file cannot be written as ${word}.`,
    `Valid: ${Object.keys(formats).join(', ')}, html, xlsx`,
  )
}

/**
 * The file that --out names, or undefined.
 * @param name of the file to propose
 * @throws InputError where --format says what only a file can hold, and there is none
 */
export function outFile(context: Context, input: Input, name: string): string | undefined {
  const out = input.text('out')
  if (out === undefined && context.format === 'xlsx')
    throw new InputError('A workbook needs a file to go to.', `Add --out ${name}.xlsx`)
  return out
}

/** What --format and the file's ending say. @throws InputError where they contradict each other */
function formatOfFile(context: Context, file: string): FileFormat | undefined {
  const { format } = context
  const said = format === undefined || format === 'text' ? undefined : fileFormat(format)
  return agreedFormat(file, said, formatOfEnding(file))
}

/**
 * Writes a sheet to a file: whole as a page or as Markdown, its table in the other formats.
 * @param format unless given what --format says, or the file's ending
 */
export async function writeSheet(
  context: Context,
  sheet: Sheet,
  table: Table,
  file: string,
  format?: FileFormat,
): Promise<void> {
  const chosen = format ?? formatOfFile(context, file)
  if (chosen === undefined) throw unknownEnding(file, '.csv .tsv .json .md .html .xlsx')
  const look = { ...lookOf(context.settings()), safe: context.safeFormulas !== undefined }
  await context.write(file, await sheetContent(sheet, table, chosen, look))
}

async function sheetContent(
  sheet: Sheet,
  table: Table,
  format: FileFormat,
  look: FormatOptions,
): Promise<string | Uint8Array> {
  if (format === 'html') return (await import('../formats/html/page.ts')).htmlPage(sheet, look)
  if (format === 'xlsx') {
    const [first, ...rest] = sheet.parts.map((part) => part.table)
    const whole = first === undefined || first === table ? table : { ...table, parts: [first, ...rest] }
    return (await import('../formats/workbook.ts')).workbook(whole, look)
  }
  if (format === 'markdown') return (await import('../formats/sheet.ts')).sheetMarkdown(sheet, look)
  return formatTable(table, format, look)
}

/** Writes a board as a page, or its columns as Markdown. */
export async function writeBoard(context: Context, board: Board, file: string): Promise<void> {
  const format = formatOfFile(context, file)
  if (format !== 'html' && format !== 'markdown') throw unknownEnding(file, '.html .md')
  await writeSheet(context, boardSheet(board), { columns: [], rows: [] }, file, format)
}

/** A table as scripts get it. */
export function tableOfJson(table: Table): JsonTable {
  return tableJson(table)
}
