/** Records as files of every format. Adding a format is its file and one line here; it is loaded when it is asked for. */

import type { Settings } from '../config.ts'
import { dictionary } from '../dictionary.ts'
import { type EntityName, entities } from '../entities/index.ts'
import { unknownWord } from '../errors.ts'
import type { Table } from '../reports/table.ts'
import { entityIn } from '../schema/custom.ts'
import type { AnyRecord } from '../schema/field.ts'
import { splitList } from '../schema/lists.ts'
import { lookOf, plainCell } from './cell.ts'

/** What is to be written, and how. */
export interface Export {
  readonly kind: EntityName
  /** The records as plain cells, one column for each field chosen. */
  readonly table: Table
  /** The whole records, in the order of the table's rows. */
  readonly records: readonly AnyRecord[]
  readonly settings: Settings
  /** What a linked record is called, for formats that people read. */
  readonly nameOf?: (id: string) => string | undefined
  /** csv, tsv: a byte order mark and CR LF, as Excel wants them. */
  readonly excel?: boolean
  /** csv, tsv: an apostrophe before what a spreadsheet would run as a formula. */
  readonly safe?: boolean
  /** vcard: 4.0 unless given. */
  readonly version?: '3.0' | '4.0'
  /** icalendar: what reminders are written as; to-dos unless given. */
  readonly as?: 'todo' | 'event'
  /** icalendar: how many minutes before it is due a reminder rings. */
  readonly alarm?: number
}

export interface Written {
  readonly content: string | Uint8Array
  /** What the format cannot carry, as sentences. */
  readonly notes: readonly string[]
}

type Writer = (given: Export) => Promise<Written>

const writers = {
  csv: async (given) => separated(given, ','),
  tsv: async (given) => separated(given, '\t'),
  xlsx: async (given) => (await import('./xlsxWriting.ts')).writeXlsx(given),
  json: async (given) => {
    const [{ picked }, { jsonText }] = await Promise.all([import('./jsonRecords.ts'), import('./json.ts')])
    return { content: jsonText(picked(given.records, columnsOf(given))), notes: [] }
  },
  jsonl: async (given) => {
    const { jsonLines } = await import('./jsonRecords.ts')
    return { content: jsonLines(given.records, columnsOf(given)), notes: [] }
  },
  xml: async (given) => (await import('./xml.ts')).writeXml(given),
  html: async (given) => {
    const { tablePage } = await import('./html/page.ts')
    const table = { title: entities[given.kind].plural, ...readable(given) }
    return { content: tablePage(table, lookOf(given.settings)), notes: [] }
  },
  markdown: async (given) => {
    const { markdown } = await import('./markdown.ts')
    return { content: markdown(readable(given), lookOf(given.settings)), notes: [] }
  },
  vcard: async (given) => (await import('./vcardWriting.ts')).writeVcards(given),
  icalendar: async (given) => (await import('./icalendarWriting.ts')).writeCalendar(given),
} as const satisfies { readonly [format: string]: Writer }

export type OutputFormat = keyof typeof writers

/** The formats records can be written in. */
export const outputFormats: readonly string[] = Object.keys(writers)

const endings: { readonly [ending: string]: OutputFormat | undefined } = dictionary({
  md: 'markdown',
  ndjson: 'jsonl',
  htm: 'html',
  vcf: 'vcard',
  ics: 'icalendar',
})

/** The format that a word or the ending of a file's name means, or undefined. */
export function outputFormatNamed(word: string): OutputFormat | undefined {
  const name = word.toLowerCase()
  return isOutputFormat(name) ? name : endings[name]
}

function isOutputFormat(word: string): word is OutputFormat {
  return Object.hasOwn(writers, word)
}

/**
 * Writes records in a format.
 * @throws InputError where the format is unknown, or cannot hold records of this kind
 */
export async function writeRecords(format: string, given: Export): Promise<Written> {
  const name = outputFormatNamed(format)
  if (name === undefined) throw unknownWord('format', format, outputFormats)
  return writers[name](given)
}

async function separated(
  { table, excel = false, safe = false }: Export,
  delimiter: string,
): Promise<Written> {
  const { csv } = await import('./csv.ts')
  return { content: csv(table, { delimiter, crlf: excel, bom: excel, safe }), notes: [] }
}

/** The table for people: what records link to by name. */
function readable({ kind, table, settings, nameOf }: Export): Table {
  const { fields } = entityIn(settings, kind)
  const links = new Set(
    table.columns.map(({ key }) => key).filter((key) => fields[key]?.type.startsWith('link')),
  )
  if (links.size === 0 || nameOf === undefined) return table
  const named = (text: string) =>
    splitList(text, ',;')
      .map((id) => nameOf(id) ?? id)
      .join(', ')
  const rows = table.rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, cell]) => [
        key,
        links.has(key) && typeof cell === 'string' ? named(cell) : cell,
      ]),
    ),
  )
  return { ...table, rows }
}

function columnsOf({ table }: Export): readonly string[] {
  return table.columns.map(({ key }) => key)
}

/** The cells of a record that hold something, by field. */
export function cellsByField({ table }: Export, index: number): ReadonlyMap<string, string> {
  const row = table.rows[index] ?? {}
  const cells = table.columns.map(({ key }): [string, string] => [key, plainCell(row[key])])
  return new Map(cells.filter(([, text]) => text !== ''))
}
