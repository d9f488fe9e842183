/** Tables as the text of a format: the one way commands write files. */
import { extname } from 'node:path'
import { InputError } from '../errors.ts'
import { type FormatName, formats, isFormatName } from '../formats/index.ts'
import type { Table } from '../reports/table.ts'

/** A table in a format. */
export function formatTable(table: Table, format: string, timezone: string): string {
  return formats[namedFormat(format)](table, { timezone })
}

function namedFormat(format: string): FormatName {
  if (isFormatName(format)) return format
  throw new InputError(`A file cannot be written as ${format}.`, `Valid: ${Object.keys(formats).join(', ')}`)
}

/** The format that a file's ending says. */
export function formatOfFile(file: string): FormatName {
  const ending = extname(file).slice(1).toLowerCase()
  const format = ending === 'md' ? 'markdown' : ending
  if (isFormatName(format)) return format
  throw new InputError(
    `What format is ${file}? Its ending says nothing known.`,
    'Give --format, or an ending: .csv .tsv .json .md',
  )
}
