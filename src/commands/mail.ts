/** What is mailed instead of printed: to whom, and a sheet as a message. */
import { userNamed } from '../config/users.ts'
import type { Context } from '../context.ts'
import { InputError, MailError } from '../errors.ts'
import { type CellLook, lookOf } from '../formats/cell.ts'
import type { Table } from '../reports/table.ts'
import type { Sheet } from '../reports/views.ts'
import type { Option, Result } from './command.ts'
import type { Input } from './input.ts'

export const mailOption: Option = { name: 'mail', help: 'send it instead of printing it' }

/** @param name of the option; where --to is a date it has another */
export function recipientOption(name: 'to' | 'mailTo'): Option {
  const help = 'whom to mail it to; otherwise the owner given, or "to" under "mail" in crm.json'
  return { name, value: 'ADDRESS', help, many: true }
}

/** The options of what is mailed as a sheet. */
export const sheetMailOptions: readonly Option[] = [mailOption, recipientOption('mailTo')]

/** Whether a sheet is to be mailed. */
export function isMailed(input: Input): boolean {
  return input.has('mail') || input.texts('mailTo').length > 0
}

/**
 * To whom something is mailed: the addresses given, else the owner, else the settings'.
 * @param typed addresses, several in one separated by commas
 * @param owner whose things the message is about
 * @throws InputError where nobody is named or an address is none
 */
export function recipients(
  context: Context,
  typed: readonly string[],
  owner: string | undefined,
): readonly string[] {
  const { mail: settings, users } = context.settings()
  const own = userNamed(users, owner ?? '')?.email
  const given = typed
    .flatMap((text) => text.split(',').map((part) => part.trim()))
    .filter((part) => part !== '')
  const to = given.length > 0 ? given : own === undefined ? settings.to : [own]
  for (const address of to) {
    if (!/^[^\s@<>,]+@[^\s@<>,]+$/.test(address))
      throw new InputError(`"${address}" is no email address.`, 'Type it like noy@example.com')
  }
  if (to.length === 0)
    throw new InputError('To whom is it to be sent?', 'Give an address, or "to" under "mail" in crm.json')
  return [...new Set(to)]
}

/** What to say of the addresses mailed to. @throws MailError that tells every failure, and what was sent all the same */
export function toldOf(sent: readonly string[], failures: readonly MailError[]): readonly string[] {
  const notes = sent.map((address) => `Sent to ${address}.`)
  if (failures.length === 0) return notes
  const hints = [...new Set(failures.flatMap(({ hint }) => hint ?? []))]
  throw new MailError(failures.map(({ message }) => message).join('\n'), [...hints, ...notes].join('\n'))
}

/**
 * Mails a sheet, once the store was read as a whole: its figures and tables in the message, the page with the charts
 * attached as `name`.html.
 */
export async function mailSheet(
  context: Context,
  input: Input,
  sheet: Sheet,
  name: string,
  owner: string | undefined,
): Promise<Result> {
  if (input.text('out') !== undefined)
    throw new InputError('--mail and --out exclude each other.', 'Give one of them')
  const to = recipients(context, input.texts('mailTo'), owner)
  const message = await messageOf(sheet, name, lookOf(context.settings()))
  return {
    settled: async () => {
      const sent: string[] = []
      const failures: MailError[] = []
      for (const address of to) {
        // Any id will do that is never given twice.
        const sending = context.sendMail({ to: address, id: context.newId('activity'), ...message })
        const failure = await sending.then(() => undefined, asMailError)
        if (failure === undefined) sent.push(address)
        else failures.push(failure)
      }
      return { json: { sent }, notes: toldOf(sent, failures) }
    },
  }
}

function asMailError(error: unknown): MailError {
  if (error instanceof MailError) return error
  throw error
}

async function messageOf(sheet: Sheet, name: string, look: CellLook) {
  const [{ htmlPage }, { sheetMarkdown }, { sectionsHtml }] = await Promise.all([
    import('../formats/html/page.ts'),
    import('../formats/sheet.ts'),
    import('../formats/sections.ts'),
  ])
  const subject = [sheet.title, ...sheet.subtitle].join(', ').replaceAll(' · ', ', ').slice(0, 200)
  const tables = sheet.parts.flatMap(({ table }) => [table, ...(table.parts ?? [])])
  const sections = [figureTable(sheet), ...tables]
    .filter(({ rows }) => rows.length > 0)
    .map((table) => ({ title: table.title ?? '', table }))
  return {
    subject,
    text: sheetMarkdown(sheet, look),
    html: sectionsHtml(subject, sections, look),
    attachments: [{ filename: `${name}.html`, content: htmlPage(sheet, look) }],
  }
}

function figureTable({ figures }: Sheet): Table {
  return {
    title: 'Figures',
    columns: [
      { key: 'label', label: 'Figure', type: 'text' },
      { key: 'value', label: 'Value', type: 'text' },
      { key: 'hint', label: '', type: 'text' },
    ],
    rows: figures.map(({ label, value, hint }) => ({ label, value, hint: hint ?? null })),
  }
}
