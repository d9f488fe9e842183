/** Email messages (RFC 5322) and mailboxes of them. The only import of postal-mime, loaded when first needed. */

import type { Address, Email } from 'postal-mime'
import { dictionary } from '../dictionary.ts'
import { InputError } from '../errors.ts'
import { inUtf8 } from './emailBytes.ts'
import { readEmailDate } from './emailDate.ts'
import { type Automatic, automaticOf, failedRecipients } from './emailNature.ts'
import { htmlText } from './htmlText.ts'

export interface Mailbox {
  /** Empty where none was given. */
  readonly name: string
  /** In lower case. */
  readonly address: string
}

export interface Message {
  readonly messageId?: string
  readonly from: Mailbox
  /** Whom an answer goes to, where the message says it. */
  readonly replyTo: readonly Mailbox[]
  /** Who wrote it, where a list put its own address into From. */
  readonly originalFrom?: Mailbox
  readonly to: readonly Mailbox[]
  /** What sent it, where no person did. */
  readonly automatic?: Automatic
  /** Whom a bounce says were not reached. */
  readonly unreached: readonly string[]
  readonly subject?: string
  /** UTC, ISO 8601, to the second; undefined where the message has no date that can be read. */
  readonly at?: string
  /** Whether its date names no zone: it was taken as the clocks of the zone given. */
  readonly isZoneless: boolean
  /** Whether letters of it were lost: it is not in the encoding it says. */
  readonly isGarbled: boolean
  /** Plain text; of a message in HTML only, that reduced to text. */
  readonly text: string
  /** Message-IDs of the conversation so far, the first one first. */
  readonly references: readonly string[]
  readonly files: readonly { readonly name: string; readonly content: Uint8Array }[]
}

/** A part of an mbox that is no message. */
export interface NoMessage {
  /** Its place in the mbox, from 1. */
  readonly number: number
  readonly reason: string
}

export interface ReadMessages {
  readonly messages: readonly Message[]
  readonly broken: readonly NoMessage[]
}

/**
 * The messages in a file: one, or those of an mbox, in order; and what in it is none.
 * @param timezone IANA name of the zone of dates that name none
 * @throws InputError where there is nothing, or the one message is none
 */
export async function readMessages(bytes: Uint8Array, timezone: string): Promise<ReadMessages> {
  const parts = splitMbox(bytes)
  if (parts.length === 0)
    throw new InputError('There is no message: nothing came in.', 'crm log email < message.eml')
  const messages: Message[] = []
  const broken: NoMessage[] = []
  for (const [index, part] of parts.entries()) {
    const found = await readMessage(part, timezone)
    if (typeof found === 'string') broken.push({ number: index + 1, reason: found })
    else messages.push(found)
  }
  if (parts.length === 1 && broken[0] !== undefined)
    throw new InputError(
      `This is no email: ${broken[0].reason}.`,
      'A message as it was sent (RFC 5322), or an mbox',
    )
  return { messages, broken }
}

/** The message, or why it is none. */
async function readMessage(bytes: Uint8Array, timezone: string): Promise<Message | string> {
  const { default: PostalMime } = await import('postal-mime')
  let email: Email
  try {
    email = await PostalMime.parse(inUtf8(bytes), { forceRfc822Attachments: true })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const from = mailboxes([email.from ?? email.sender])[0]
  if (from === undefined) return 'it has no From with an address'
  const subject = email.subject?.replace(/\s+/g, ' ').trim()
  const text = plainText(email)
  const automatic = automaticOf(email.headers, from.address)
  const [originalFrom] = mailboxes(await headerAddresses(email, ['x-original-from', 'x-original-sender']))
  const date = readEmailDate(email.headers.find(({ key }) => key === 'date')?.value ?? '', timezone)
  return {
    from,
    replyTo: mailboxes(email.replyTo ?? []),
    unreached: automatic === 'bounce' ? failedRecipients(bytes) : [],
    ...(automatic === undefined ? {} : { automatic }),
    ...(originalFrom === undefined ? {} : { originalFrom }),
    to: mailboxes([...(email.to ?? []), ...(email.cc ?? []), ...(email.bcc ?? [])]),
    text,
    references: idsIn(`${email.references ?? ''} ${email.inReplyTo ?? ''}`),
    files: filesOf(email),
    isZoneless: date?.isZoneless === true,
    isGarbled: `${subject ?? ''}${text}`.includes('\ufffd'),
    ...(email.messageId === undefined ? {} : { messageId: email.messageId.trim() }),
    ...(subject === undefined || subject === '' ? {} : { subject }),
    ...(date === undefined ? {} : { at: date.at }),
  }
}

/** The addresses in headers that the library leaves as text, of the first that is there. */
async function headerAddresses({ headers }: Email, names: readonly string[]): Promise<readonly Address[]> {
  const { addressParser } = await import('postal-mime')
  const found = names.flatMap((name) => headers.find(({ key }) => key === name)?.value ?? [])
  return found.slice(0, 1).flatMap((value) => addressParser(value))
}

const endings: { readonly [type: string]: string | undefined } = dictionary({
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'image/jpeg': 'jpg',
  'application/octet-stream': 'bin',
})

/** Files of one name stay apart: in a record the later would count as a revision of the earlier. */
function filesOf({ attachments }: Email): Message['files'] {
  const taken = new Set<string>()
  return attachments.map(({ filename, mimeType, content }, index) => {
    const ending = endings[mimeType] ?? mimeType.split('/')[1] ?? 'bin'
    const name = apart(filename ?? `part-${index + 1}.${ending}`, taken)
    taken.add(name)
    return {
      name,
      content: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
    }
  })
}

function apart(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]{1,10})?$/s.exec(name) ?? []
  for (let number = 2, free = name; ; number++) {
    if (!taken.has(free)) return free
    free = `${stem} (${number})${ending}`
  }
}

function plainText({ text, html }: Email): string {
  const plain = text === undefined || text.trim() === '' ? htmlText(html ?? '') : text
  return plain
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
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

/** A line "From address date" after an empty one, and a header after it. */
const separator = /(?:^|\r?\n\r?\n)(?=From \S{1,320} [^\r\n]{0,200}\d{4}[^\r\n]{0,50}\r?\n[!-9;-~]{1,80}:)/

/** The messages of an mbox; one that does not begin as an mbox is one message. Bytes stay as they are. */
function splitMbox(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (text.trim() === '') return []
  if (!text.startsWith('From ')) return [bytes]
  return text
    .split(separator)
    .map((part) => part.replace(/^From .*\r?\n/, '').replace(/^>(>*From )/gm, '$1'))
    .filter((part) => part.trim() !== '')
    .map((part) => Buffer.from(part, 'latin1'))
}
