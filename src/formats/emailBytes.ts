/** Emails whose bytes are not in the encoding they say, or say none: made UTF-8 where that can be told. */
import { isUtf8 } from 'node:buffer'
import { InputError } from '../errors.ts'
import { decode } from './encoding.ts'

/**
 * The message with letters beyond ASCII in UTF-8 (RFC 6532) where they stand raw: in headers by the encoding that the
 * message names, else by looking; in a text that names none by looking. Names that say nothing count as none.
 */
export function inUtf8(bytes: Uint8Array): Uint8Array {
  const raw = withWholeWords(latin1(bytes))
  if (isUtf8(bytes)) return Buffer.from(withKnownNames(raw, /[\x80-\xff]/.test(raw)), 'latin1')
  const text = withKnownNames(raw, false)
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  const [head, body] = [text.slice(0, end), text.slice(end)]
  const isPlain = !/^content-type:(?!\s*text\/)/im.test(head) && !charset.test(text)
  return Buffer.concat([
    recoded(head, charset.exec(head)?.[1]),
    recoded(body, isPlain ? undefined : 'as it is'),
  ])
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

const encodedRun = /=\?([^?\s]+)\?([bq])\?[^?\s]*\?=(?:\s+=\?\1\?\2\?[^?\s]*\?=)+/gi

/**
 * Encoded words that stand side by side in the header are made one (RFC 2047): programs split letters of several bytes
 * between them, though they must not.
 */
function withWholeWords(text: string): string {
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  const head = text.slice(0, end).replace(encodedRun, (run, name: string, form: string) => {
    const parts = run.split(/\s+/).map((word) => word.split('?')[3] ?? '')
    const bytes = parts.map((part) => Buffer.from(part, 'base64'))
    const joined = form.toLowerCase() === 'q' ? parts.join('') : Buffer.concat(bytes).toString('base64')
    return `=?${name}?${form}?${joined}?=`
  })
  return head + text.slice(end)
}

const charset = /charset\s*=\s*"?([\w.:-]+)/i
const nameless =
  /^(content-type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*?charset\s*=\s*)"?((?:x-)?unknown(?:-8bit)?|default|us-ascii)"?(?![\w-])/gim

/** @param isRawUtf8 whether letters beyond ASCII stand raw in it, and are UTF-8: then it is not the ASCII it says */
function withKnownNames(text: string, isRawUtf8: boolean): string {
  return text
    .replace(/=\?(?:x-)?unknown(?:-8bit)?\?/gi, '=?utf-8?')
    .replace(nameless, (whole, before: string, name: string) =>
      name.toLowerCase() === 'us-ascii' && !isRawUtf8 ? whole : `${before}utf-8`,
    )
}

function recoded(text: string, named: string | undefined): Uint8Array {
  const bytes = Buffer.from(text, 'latin1')
  if (named === 'as it is' || isUtf8(bytes)) return bytes
  try {
    return Buffer.from(decode(bytes, named).text, 'utf8')
  } catch (error) {
    if (error instanceof InputError) return named === undefined ? bytes : recoded(text, undefined)
    throw error
  }
}
