/** Email messages (RFC 5322) and mailboxes of them. The only import of postal-mime, loaded when first needed. */
import type { Address, Email } from 'postal-mime'
import { InputError } from '../errors.ts'

export interface Mailbox {
  /** Empty where none was given. */
  readonly name: string
  /** In lower case. */
  readonly address: string
}

export interface Message {
  readonly messageId?: string
  readonly from: Mailbox
  readonly to: readonly Mailbox[]
  readonly subject?: string
  /** UTC, ISO 8601, to the second; undefined where the message has no date that can be read. */
  readonly at?: string
  /** Plain text; of a message in HTML only, that reduced to text. */
  readonly text: string
  /** Message-IDs of the conversation so far, the first one first. */
  readonly references: readonly string[]
  readonly files: readonly { readonly name: string; readonly content: Uint8Array }[]
}

/**
 * The messages in a file: one, or those of an mbox, in order.
 * @throws InputError naming the message that is none
 */
export async function readMessages(bytes: Uint8Array): Promise<readonly Message[]> {
  const parts = splitMbox(bytes)
  if (parts.length === 0)
    throw new InputError('There is no message: nothing came in.', 'crm log email < message.eml')
  const messages: Message[] = []
  for (const [index, part] of parts.entries())
    messages.push(await readMessage(part, parts.length > 1 ? `message ${index + 1}` : 'This'))
  return messages
}

async function readMessage(bytes: Uint8Array, name: string): Promise<Message> {
  const { default: PostalMime } = await import('postal-mime')
  let email: Email
  try {
    email = await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  } catch (error) {
    throw new InputError(`${name} is no email: ${error instanceof Error ? error.message : String(error)}`)
  }
  const from = mailboxes([email.from ?? email.sender])[0]
  if (from === undefined)
    throw new InputError(
      `${name} is no email: it has no From with an address.`,
      'A message as it was sent (RFC 5322), or an mbox',
    )
  const subject = email.subject?.replace(/\s+/g, ' ').trim()
  const at = Date.parse(email.date ?? '')
  return {
    from,
    to: mailboxes([...(email.to ?? []), ...(email.cc ?? []), ...(email.bcc ?? [])]),
    text: plainText(email),
    references: idsIn(`${email.references ?? ''} ${email.inReplyTo ?? ''}`),
    files: email.attachments.map(({ filename, mimeType, content }, index) => ({
      name:
        filename ??
        `part-${index + 1}.${mimeType === 'message/rfc822' ? 'eml' : (mimeType.split('/')[1] ?? 'bin')}`,
      content: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
    })),
    ...(email.messageId === undefined ? {} : { messageId: email.messageId.trim() }),
    ...(subject === undefined || subject === '' ? {} : { subject }),
    ...(Number.isNaN(at) ? {} : { at: `${new Date(at).toISOString().slice(0, 19)}Z` }),
  }
}

function plainText({ text, html }: Email): string {
  const plain = text === undefined || text.trim() === '' ? reduced(html ?? '') : text
  return plain
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const entities: { readonly [name: string]: string | undefined } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** HTML without what is not read: for the messages the library gives no text of. */
function reduced(html: string): string {
  return html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/ ?<(?:br|li|tr|hr|\/?(?:p|div|ul|ol|table|blockquote|h\d))\b[^>]*> ?/gi, '\n')
    .replace(/<\/t[dh]\b[^>]*>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, dec?: string, hex?: string, name?: string) => {
      const code = dec === undefined ? Number.parseInt(hex ?? '', 16) : Number(dec)
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
}

function mailboxes(addresses: readonly (Address | undefined)[]): Mailbox[] {
  return addresses.flatMap((one) => {
    if (one === undefined) return []
    if (one.group !== undefined) return mailboxes(one.group)
    const address = one.address.trim().toLowerCase()
    return /^[^\s@<>]+@[^\s@<>]+$/.test(address)
      ? [{ name: one.name.replace(/\s+/g, ' ').trim(), address }]
      : []
  })
}

function idsIn(text: string): readonly string[] {
  return [...new Set(text.match(/<[^<>\s]+>/g) ?? [])]
}

/** The messages of an mbox; one that does not begin as an mbox is one message. Bytes stay as they are. */
function splitMbox(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (text.trim() === '') return []
  if (!text.startsWith('From ')) return [bytes]
  return text
    .split(/(?:^|\r?\n\r?\n)(?=From \S+ .*\d{4}.*\r?\n[!-9;-~]+:)/)
    .map((part) => part.replace(/^From .*\r?\n/, '').replace(/^>(>*From )/gm, '$1'))
    .filter((part) => part.trim() !== '')
    .map((part) => Buffer.from(part, 'latin1'))
}
