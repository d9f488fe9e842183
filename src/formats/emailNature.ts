/** Emails that no person wrote to us: bounces, automatic answers, lists (RFC 3834, RFC 2919, RFC 3464). */

/** What a machine has sent; `generated` is what says of itself that no person sent it, such as the mail of a web form. */
export type Automatic = 'bounce' | 'reply' | 'list' | 'generated'

export interface Header {
  /** In lower case. */
  readonly key: string
  readonly value: string
}

/** What kind of machine sent a message; undefined where a person did. @param from the address of its sender */
export function automaticOf(headers: readonly Header[], from: string): Automatic | undefined {
  const text = (name: string) =>
    headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase() ?? ''
  const has = (name: string) => headers.some(({ key }) => key === name)
  const submitted = text('auto-submitted')
  const precedence = text('precedence')
  if (/^(?:mailer-daemon|postmaster)@/.test(from) || has('x-failed-recipients')) return 'bounce'
  if (/^multipart\/report\b/.test(text('content-type'))) return 'bounce'
  if (/^auto-(?:replied|notified)/.test(submitted) || precedence === 'auto_reply') return 'reply'
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => has(name) && text(name) !== 'no'))
    return 'reply'
  if (has('list-id') || has('list-post') || /^(?:list|bulk|junk)$/.test(precedence)) return 'list'
  return submitted !== '' && !submitted.startsWith('no') ? 'generated' : undefined
}

/** The addresses that a bounce says were not reached. */
export function failedRecipients(raw: Uint8Array): readonly string[] {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const lines = text.match(/^(?:(?:final|original)-recipient|x-failed-recipients):[^\r\n]{0,1000}/gim) ?? []
  const found = lines.flatMap((line) => line.match(/[^\s;:<>,"]+@[^\s;:<>,"]+/g) ?? [])
  return [...new Set(found.map((address) => address.toLowerCase()))]
}
