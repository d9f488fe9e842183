/** crm backup: the whole store of one moment in one file. */
import { InputError } from '../errors.ts'
import type { Command } from './command.ts'

export const command: Command = {
  summary: 'Write the whole store into one file',
  description:
    'A gzipped tar of everything but .local, of one moment, for its owner alone. Commands that write meanwhile are not kept waiting. Encrypted files are those of age (age-encryption.org): with a passphrase, asked for or in CRM_PASSPHRASE, or for the holder of a key. The setting backups {"keep": 7} in crm.json keeps one of every day under .local/backups.',
  arguments: [
    {
      name: 'file',
      help: 'a new file; otherwise named after the store and the time, in the present folder',
      optional: true,
    },
  ],
  options: [
    { name: 'encrypt', help: 'with a passphrase' },
    { name: 'recipient', value: 'KEY', help: 'for the holder of this public key (age1…)', many: true },
  ],
  examples: [
    { line: 'crm backup', says: 'into a new file here, named after the store and the time' },
    { line: 'crm backup monday.crm.gz', says: 'into this file, which must not be there yet' },
  ],
  async run(context, input) {
    const recipients = input.texts('recipient')
    if (input.has('encrypt') && recipients.length > 0)
      throw new InputError('Give --encrypt or --recipient, not both.')
    const isLocked = input.has('encrypt') || recipients.length > 0
    const { file, files, bytes, leftOut } = await context.backup(
      input.argument('file'),
      isLocked ? { recipients } : undefined,
    )
    return {
      json: { file, files, bytes, encrypted: isLocked },
      view: { type: 'text', text: file },
      warnings: leftOut.map((name) => `${name} is neither a file nor a folder; the backup is without it.`),
      notes: [`Kept ${files} files in ${bytes} bytes${isLocked ? ', encrypted' : ''}.`],
    }
  },
}
