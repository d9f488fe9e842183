/** Sends mail by SMTP. The only import of nodemailer, loaded when something is to be sent. */
import { execFile } from 'node:child_process'
import type { MailSettings } from '../config.ts'
import type { OutgoingMail } from '../context.ts'
import { InputError, MailError } from '../errors.ts'

/** A server that does not answer in this time is taken for gone. */
const PATIENCE_MS = 30_000

type Environment = { readonly [name: string]: string | undefined }

/**
 * Sends one message to one address, and returns once the server has taken it.
 * @param agree called before the password goes to a server that is not on this machine; it throws where that is not agreed to
 * @throws InputError where the settings name no server, MailError where it was not taken
 */
export async function sendMail(
  settings: MailSettings,
  env: Environment,
  mail: OutgoingMail,
  agree: (server: MailSettings) => Promise<void>,
): Promise<void> {
  if (settings.host === '') {
    throw new InputError(
      'No mail server is set.',
      'In crm.json: "mail": {"host": "smtp.example.com", "user": "me@example.com", "from": "me@example.com", "to": ["me@example.com"]}',
    )
  }
  if (settings.user !== '' && !isThisMachine(settings.host)) await agree(settings)
  const auth = settings.user === '' ? {} : { auth: { user: settings.user, pass: await password(env) } }
  const { createTransport } = await import('nodemailer')
  const { host, port, secure } = settings
  const transport = createTransport({
    host,
    port,
    secure,
    ...auth,
    requireTLS: 'auth' in auth && !isThisMachine(host),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { id, attachments = [], ...message } = mail
    const messageId = `<${id}@${domainOf(settings.from)}>`
    const { rejected } = await transport.sendMail({
      from: settings.from,
      messageId,
      ...message,
      attachments: attachments.map((file) => ({ ...file })),
    })
    if (rejected.length > 0)
      throw new MailError(`${host} refused the recipient ${mail.to}.`, 'Check "to" under "mail" in crm.json.')
  } catch (error) {
    throw error instanceof MailError ? error : explained(error, settings, mail.to)
  } finally {
    transport.close()
  }
}

/** What goes to this machine's own server passes no wire. */
function isThisMachine(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host)
}

const reasons: { readonly [code: string]: readonly [message: string, hint: string] | undefined } = {
  EAUTH: [
    'refused the login',
    'Check "user" under "mail" in crm.json, and the password in CRM_SMTP_PASSWORD or CRM_SMTP_PASSWORD_COMMAND.',
  ],
  EENVELOPE: ['refused the sender or recipient', 'Check "from" and "to" under "mail" in crm.json.'],
  ECONNECTION: ['cannot be reached', 'Check "host", "port" and "secure" under "mail" in crm.json.'],
  ESOCKET: ['cannot be reached', 'Check "host", "port" and "secure" under "mail" in crm.json.'],
  EDNS: ['is not known', 'Check "host" under "mail" in crm.json.'],
  ETIMEDOUT: ['does not answer', 'Check "host" and "port" under "mail" in crm.json.'],
  ETLS: [
    'has no safe connection to offer, and a password is sent over no other',
    'Check "secure" and "port" under "mail" in crm.json: true with 465, or false with 587 where the server has STARTTLS.',
  ],
}

/** What a connection is refused for by this side: the library has the same code for all of it. */
function unsafeReason(detail: string): readonly [message: string, hint: string] | undefined {
  if (/wrong version number/i.test(detail))
    return [
      'does not begin with TLS',
      '"secure": true is for port 465; for 587 and 25 it is false: TLS comes by STARTTLS.',
    ]
  if (/certificate|altnames/i.test(detail))
    return [
      'has a certificate that is not trusted',
      'Is "host" under "mail" in crm.json the name in it? Of an authority of your own: NODE_EXTRA_CA_CERTS=FILE.',
    ]
  return undefined
}

function explained(error: unknown, { host, port }: MailSettings, to: string): MailError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const detail = error instanceof Error ? error.message.replace(/\s+/g, ' ').trim() : String(error)
  const [reason, hint] = unsafeReason(detail) ??
    reasons[code] ?? ['did not take the message', 'Try again later; nothing was marked as told.']
  const message = `The mail server ${host}:${port} ${reason} (mail to ${to}): ${detail}`
  return new MailError(message, hint, !isSure(error, code))
}

/** Failures before the message was handed over. */
const early = new Set(['EAUTH', 'EENVELOPE', 'EDNS', 'ETLS', 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'])

/** Whether the message did certainly not arrive: the server said so, or never got it. */
function isSure(error: unknown, code: string): boolean {
  if (!(error instanceof Error)) return false
  const wasAnswered = 'responseCode' in error && typeof error.responseCode === 'number'
  return wasAnswered || early.has(code) || ('originalCode' in error && early.has(String(error.originalCode)))
}

/** Of an address such as "Noy <noy@mekong.example>". */
function domainOf(address: string): string {
  return /@([^\s>@]+)>?\s*$/.exec(address)?.[1] ?? 'lukkha'
}

/** From the environment only: the store is shared and versioned, and what it says is not run. */
async function password(env: Environment): Promise<string> {
  const given = env['CRM_SMTP_PASSWORD']
  if (given !== undefined && given !== '') return given
  const command = env['CRM_SMTP_PASSWORD_COMMAND']
  if (command === undefined || command === '') {
    throw new InputError(
      'The mail server wants a password.',
      'Set CRM_SMTP_PASSWORD, or CRM_SMTP_PASSWORD_COMMAND to a command that prints it: "pass show smtp"',
    )
  }
  return outputOf(command)
}

function outputOf(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', command], { timeout: PATIENCE_MS }, (error, stdout) => {
      const [line = ''] = stdout.split('\n')
      if (error !== null || line === '')
        reject(
          new InputError(
            'CRM_SMTP_PASSWORD_COMMAND printed no password.',
            'Run it by hand and look at what it says.',
          ),
        )
      else resolve(line)
    })
  })
}
