/** What a ZIP archive holds, looked at before anything unpacks it: one of a few bytes can unpack to fill the memory. */
import { inflateRawSync } from 'node:zlib'
import { InputError } from '../errors.ts'

/** More than a workbook of a million rows takes. */
const maxUnpacked = 400_000_000
/** More than text is ever packed by, apart from small files. */
const maxRatio = 200
const smallEnough = 10_000_000
const maxEntries = 10_000

export interface ZipEntry {
  readonly name: string
  readonly size: number
  /** Its content. */
  unpack(): Buffer
}

const endMark = Buffer.from('PK\x05\x06', 'latin1')
const entryMark = Buffer.from('PK\x01\x02', 'latin1')

/**
 * The files in an archive.
 * @throws InputError where it is cut off, damaged, encrypted, or would unpack to more than 400 MB or 200 times its size
 */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.lastIndexOf(endMark)
  if (end < 0 || end + 22 > file.length) throw damaged()
  const count = file.readUInt16LE(end + 10)
  if (count > maxEntries) throw tooLarge()
  const entries: ZipEntry[] = []
  let at = file.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || !file.subarray(at, at + 4).equals(entryMark)) throw damaged()
    const nameLength = file.readUInt16LE(at + 28)
    entries.push(entryAt(file, at, nameLength))
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0)
  if (unpacked > maxUnpacked || (unpacked > smallEnough && unpacked > maxRatio * file.length))
    throw tooLarge()
  return entries
}

/** The layout is that of PKWARE's APPNOTE, 4.3.12 and 4.3.7. */
function entryAt(file: Buffer, at: number, nameLength: number): ZipEntry {
  if ((file.readUInt16LE(at + 8) & 1) === 1) {
    throw new InputError('The workbook is protected by a password.', 'Save it without the password')
  }
  const method = file.readUInt16LE(at + 10)
  const packed = file.readUInt32LE(at + 20)
  const size = file.readUInt32LE(at + 24)
  const start = file.readUInt32LE(at + 42)
  const name = file.subarray(at + 46, at + 46 + nameLength).toString('utf8')
  return { name, size, unpack: () => unpacked(file, start, packed, size, method) }
}

function unpacked(file: Buffer, start: number, packed: number, size: number, method: number): Buffer {
  if (start + 30 > file.length) throw damaged()
  const from = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
  const content = file.subarray(from, from + packed)
  if (content.length < packed) throw damaged()
  if (method === 0) return content
  try {
    const text = inflateRawSync(content, { maxOutputLength: Math.max(size, 1) })
    if (text.length === size) return text
  } catch {
    throw damaged()
  }
  throw damaged()
}

function damaged(): InputError {
  return new InputError(
    'The workbook is damaged or cut off.',
    'Fetch or save it again, or save it as "CSV UTF-8"',
  )
}

function tooLarge(): InputError {
  return new InputError(
    `The workbook would unpack to more than ${maxUnpacked / 1_000_000} MB, or to more than ${maxRatio} times its size.`,
    'Save the sheet as "CSV UTF-8" and import that file',
  )
}
