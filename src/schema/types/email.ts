/** An email address, in lower case: mail systems treat capitals alike. */
import { InputError } from '../../errors.ts'
import { compareText, nfc } from '../../text.ts'
import { emailKeys, normalDomain } from '../domains.ts'
import { defineType } from '../type.ts'

const hint = 'Type it like somchai@example.com'

const asciiForm = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/

/** What most addresses are, in lower case: it is read as it stands. */
const plainForm =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/

/** Words between dots, of letters of any script (RFC 6531); the form for all of them is made when first needed. */
function isLocalPart(text: string): boolean {
  if (asciiForm.test(text)) return true
  return /^[^\p{C}\p{Z}@"(),:;<>[\]\\.]+(?:\.[^\p{C}\p{Z}@"(),:;<>[\]\\.]+)*$/u.test(text)
}

/**
 * Reads one address of at most 254 bytes (RFC 5321).
 * @throws InputError that says which part is wrong
 */
export function parseEmail(typed: string): string {
  const lower = nfc(typed.trim()).toLowerCase()
  if (lower.length <= 254 && plainForm.test(lower) && !lower.includes('xn--')) return lower
  const address = lower.replace(/^mailto:/, '')
  const [local = '', host, extra] = address.split('@')
  const wrong = (why: string): InputError =>
    new InputError(`"${typed}" is not an email address: ${why}.`, hint)
  if (host === undefined) throw wrong('it has no @')
  if (extra !== undefined) throw wrong('it has more than one @')
  if (!isLocalPart(local)) throw wrong(`"${local}" cannot stand before the @`)
  const domain = normalDomain(host)
  if (domain === undefined) throw wrong(`"${host}" is no domain`)
  if (Buffer.byteLength(address) > 254) throw wrong('it is too long')
  return `${local}@${domain}`
}

export const email = defineType<string>({
  placeholder: 'EMAIL',
  is: (value) => typeof value === 'string',
  parse: parseEmail,
  format: (value) => value,
  plain: (value) => value,
  compare: compareText,
  search: (value) => value,
  keys: emailKeys,
})
