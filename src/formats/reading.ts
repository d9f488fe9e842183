/** Files of every format to rows. Adding a format is its file and one line here; it is loaded when a file is of it. */
import { dictionary } from '../dictionary.ts'
import type { EntityName } from '../entities/index.ts'
import { InputError, unknownWord } from '../errors.ts'
import { decode } from './encoding.ts'
import type { Rows } from './rows.ts'
import { isWorkbook } from './signature.ts'
import type { Table } from './xlsx.ts'

export type { Rows } from './rows.ts'

export interface ReadOptions {
  /** One of `inputFormats`; found by the file's name and content unless given. */
  readonly format?: string
  /** Name of the file; "-" for standard input. */
  readonly name?: string
  readonly encoding?: string
  /** One character, or "tab". */
  readonly delimiter?: string
  /** Name or number of a workbook's sheet. */
  readonly sheet?: string
  /** Whether a table holds what is looked for: tells the sheet of a workbook where none is said. */
  readonly isSought?: (table: Table) => boolean
  /** What the records are to become: decides what the fields of vCards and calendars are called. */
  readonly kind?: EntityName
  /** Tells past events of a calendar from those to come. */
  readonly now?: Date
  /** The store's zone, of times that name none. */
  readonly timezone?: string
}

type Reader = (text: string, options: ReadOptions) => Promise<Rows>

const readers = {
  csv: async (text, { delimiter }) => {
    const { readCsv } = await import('./csv.ts')
    return readCsv(text, delimiter === undefined ? {} : { delimiter: delimiterOf(delimiter) })
  },
  tsv: async (text, { delimiter = 'tab' }) =>
    (await import('./csv.ts')).readCsv(text, { delimiter: delimiterOf(delimiter) }),
  json: async (text, { kind }) => (await import('./jsonRecords.ts')).readJson(text, kind),
  jsonl: async (text) => (await import('./jsonRecords.ts')).readJsonLines(text),
  vcard: async (text, { kind }) => (await import('./vcard.ts')).readVcards(text, kind),
  icalendar: async (text, options) => (await import('./icalendar.ts')).readCalendar(text, options),
} as const satisfies { readonly [format: string]: Reader }

type TextFormat = keyof typeof readers

/** The formats a file may be in. */
export const inputFormats = [...Object.keys(readers), 'xlsx']

const endings: { readonly [ending: string]: TextFormat | undefined } = dictionary({
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  vcf: 'vcard',
  vcard: 'vcard',
  ics: 'icalendar',
  ical: 'icalendar',
})

/**
 * Reads a file into rows. The format is what the first bytes say, else what `format` says, else what the name or the
 * content tell; the encoding and the delimiter are found by looking. What was found out is in the notes.
 * @throws InputError where the file is damaged, of no format that can be read, or too large, or an option is unknown
 */
export async function readRows(bytes: Uint8Array, options: ReadOptions = {}): Promise<Rows> {
  const said = options.format === undefined ? undefined : formatNamed(options.format)
  checkSize(bytes, maxBytes)
  if (isWorkbook(bytes)) {
    if (said !== undefined && said !== 'xlsx')
      throw new InputError('The file is a workbook.', 'Leave out --format, or say --format xlsx')
    return (await import('./xlsx.ts')).readXlsx(bytes, options.sheet, options.isSought)
  }
  if (said === 'xlsx') throw new InputError('The file is not a workbook (.xlsx).', 'Leave out --format')
  const isJson = said === 'json' || (said === undefined && endingOf(options.name) === 'json')
  if (!isJson) checkLines(bytes)
  const { text, encoding, isGuessed } = decode(bytes, options.encoding)
  const format = said ?? formatOf(text, options.name)
  const rows = await readers[format](text, options)
  const notes =
    encoding === 'UTF-8' ? rows.notes : [`${encoding}${isGuessed ? ' (by its letters)' : ''}`, ...rows.notes]
  return { ...rows, notes, source: { format, encoding, ...rows.source } }
}

function formatNamed(word: string): TextFormat | 'xlsx' {
  const ending = endings[word] ?? word
  if (isTextFormat(ending) || ending === 'xlsx') return ending
  throw unknownWord('format', word, inputFormats)
}

function isTextFormat(word: string): word is TextFormat {
  return Object.hasOwn(readers, word)
}

function endingOf(name = ''): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Content that can be nothing else goes before the name. */
function formatOf(text: string, name: string | undefined): TextFormat {
  const start = text.slice(0, 1000).trimStart()
  if (/^BEGIN\s*:\s*VCARD/i.test(start)) return 'vcard'
  if (/^BEGIN\s*:\s*V(?:CALENDAR|EVENT|TODO)/i.test(start)) return 'icalendar'
  const named = endings[endingOf(name)]
  if (named === 'json') return looksLikeLines(text) ? 'jsonl' : 'json'
  if (named !== undefined) return named
  if (/^\[\s*(?:[{\]]|$)/.test(start)) return 'json'
  if (!/^\{\s*(?:["}]|$)/.test(start)) return 'csv'
  return looksLikeLines(text) ? 'jsonl' : 'json'
}

/** Whether a text is an object a line rather than one value. */
function looksLikeLines(text: string): boolean {
  return /^\s*\{[^\n]*\}[ \t\r]*\n\s*\{/.test(text)
}

function delimiterOf(typed: string): string {
  const delimiter = typed === 'tab' || typed === '\\t' ? '\t' : typed
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter
  throw new InputError(
    `"${typed}" cannot separate columns.`,
    'Give one character: --delimiter ";" or --delimiter tab',
  )
}

const megabyte = 1_000_000
/** About what fits into one text of JavaScript. */
export const maxBytes = 500 * megabyte
const maxLine = 16 * megabyte

function checkSize(bytes: Uint8Array, most: number): void {
  if (bytes.length <= most) return
  throw new InputError(`The file has more than ${most / megabyte} MB.`, 'Split it into several')
}

/** Jumps from one limit to the next, so that a file of ordinary lines costs nothing. */
function checkLines(bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let from = 0; from + maxLine < file.length; ) {
    const feed = file.lastIndexOf(10, from + maxLine)
    const end = feed > from ? feed : file.lastIndexOf(13, from + maxLine)
    if (end <= from) {
      throw new InputError(
        `The file has a line of more than ${maxLine / megabyte} MB, beginning at byte ${from + 1}.`,
        'Check that it is a text file with a line for each record',
      )
    }
    from = end
  }
}
