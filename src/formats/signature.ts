/** What a file is by its first bytes, where it is no text: read by another reader, or refused with a way out. */
import { InputError } from '../errors.ts'

interface Kind {
  /** The first bytes, as Latin-1 text. */
  readonly start: string
  readonly what: string
  readonly hint: string
}

const asSpreadsheet = 'Save it as .xlsx or "CSV UTF-8" and import that file'
const unpack = 'Unpack it and import the file inside'
const asText = 'Import the table as .xlsx or CSV instead'

const kinds: readonly Kind[] = [
  { start: '%PDF', what: 'a PDF document', hint: asText },
  { start: '\x89PNG', what: 'a PNG picture', hint: asText },
  { start: '\xff\xd8\xff', what: 'a JPEG picture', hint: asText },
  { start: 'GIF8', what: 'a GIF picture', hint: asText },
  { start: 'RIFF', what: 'a picture or recording', hint: asText },
  { start: '\x1f\x8b', what: 'a gzip archive', hint: unpack },
  { start: 'BZh', what: 'a bzip2 archive', hint: unpack },
  { start: '7z\xbc\xaf', what: 'a 7-Zip archive', hint: unpack },
  { start: 'Rar!', what: 'a RAR archive', hint: unpack },
  { start: '\xfd7zXZ', what: 'an xz archive', hint: unpack },
  { start: '{\\rtf', what: 'an RTF document', hint: asText },
  { start: 'SQLite format 3\0', what: 'an SQLite database', hint: 'Export its table as CSV' },
  { start: '\x7fELF', what: 'a program', hint: asText },
]

/**
 * Whether the file is a workbook (.xlsx).
 * @throws InputError where it is neither that nor text
 */
export function isWorkbook(bytes: Uint8Array): boolean {
  const start = latin1(bytes.subarray(0, 64))
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw oldOffice(bytes)
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return isWorkbookArchive(bytes)
  const kind = kinds.find((one) => start.startsWith(one.start))
  if (kind !== undefined) throw new InputError(`The file is ${kind.what}, not a table.`, kind.hint)
  if (/^[\s\uFEFF\xef\xbb\xbf]*<(?:!doctype html|html|table|\?xml)/i.test(start)) {
    throw new InputError(
      'The file is a web page or XML, whatever its name says.',
      `Open it in a spreadsheet. ${asSpreadsheet}`,
    )
  }
  return false
}

function isWorkbookArchive(bytes: Uint8Array): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (all.includes('xl/workbook.xml')) return true
  if (all.includes('xl/workbook.bin')) throw refused('an .xlsb workbook', asSpreadsheet)
  if (all.includes('opendocument.spreadsheet')) throw refused('an OpenDocument spreadsheet', asSpreadsheet)
  if (all.includes('word/document.xml')) throw refused('a Word document', asText)
  if (all.includes('xl/'))
    throw refused('an .xlsx workbook that is damaged or cut off', 'Fetch or save it again')
  throw refused('a ZIP archive', unpack)
}

function refused(what: string, hint: string): InputError {
  return new InputError(`The file is ${what}.`, hint)
}

/** Old Office files and encrypted new ones are the same kind of container. */
function oldOffice(bytes: Uint8Array): InputError {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (all.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    return refused(
      'a workbook protected by a password',
      'Open it, save it without the password and import that file',
    )
  }
  const what = ['Workbook', 'Book'].some((name) => all.includes(Buffer.from(name, 'utf16le')))
    ? 'an old Excel workbook (.xls)'
    : 'an old Office document'
  return refused(what, asSpreadsheet)
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
