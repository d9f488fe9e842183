/** Bytes of a text file to text. */
import { isUtf8 } from 'node:buffer'
import { InputError } from '../errors.ts'

/**
 * The text of a file in UTF-8, or in UTF-16 that says so by its byte order mark.
 * @throws InputError where the bytes are in another encoding
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes)
  throw new InputError('The file is not in UTF-8.', 'Save it again as "CSV UTF-8" and import that file.')
}
