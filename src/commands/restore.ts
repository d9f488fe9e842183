/** crm restore: brings a store back from a backup. */
import { quoted } from '../text.ts'
import { saidOrAsked } from './asking.ts'
import type { Command } from './command.ts'

/** So many names are told. */
const mostNamed = 5

function leftOutNote(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : ''
  return [`Not restored, for no store has such files: ${names.slice(0, mostNamed).join(', ')}${more}.`]
}

export const command: Command = {
  summary: 'Bring a store back from a backup',
  description:
    'Reads the backup wholly and looks it over before anything is changed. A store that is there is replaced in one step, after a backup of it under .local/backups and a confirmation; its history becomes that of the backup, with a line that says so. Nothing is taken from a backup with files that would lie outside of the store, with links, or with more than 200,000 files or 64 GiB.',
  arguments: [{ name: 'file', help: 'a file that crm backup wrote', optional: true }],
  options: [
    { name: 'to', value: 'DIR', help: 'into a new folder; otherwise the present store' },
    {
      name: 'identity',
      value: 'FILE',
      help: 'the secret key of an encrypted backup; otherwise its passphrase is asked for',
    },
  ],
  examples: [
    { line: 'crm restore my-crm.crm.gz --to my-crm', says: 'into a new folder' },
    { line: 'crm restore my-crm.crm.gz --yes', says: 'over the present store, of which a backup is kept' },
  ],
  changes: true,
  storeless: true,
  async run(context, input) {
    const asked = { question: 'Which backup?', hint: 'For example: crm restore my-crm.crm.gz' }
    const file = await saidOrAsked(context, input, 'file', asked)
    const to = input.text('to')
    const identity = input.text('identity')
    const { dir, files, leftOut, examination, backup } = await context.restore(file, {
      ...(to === undefined ? {} : { to }),
      ...(identity === undefined ? {} : { identity }),
      checkOnly: context.dryRun,
      agree: async (store) =>
        context.yes || context.prompt.confirm(`Replace the store in ${store}? A backup of it is kept.`),
    })
    const { problems } = examination
    const [first] = problems
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
    return {
      json: {
        dir,
        files,
        restored: !context.dryRun,
        problems: problems.length,
        leftOut: [...leftOut],
        backup: backup ?? null,
      },
      view: { type: 'text', text: dir },
      warnings: [
        ...leftOutNote(leftOut),
        ...(first === undefined
          ? []
          : [
              `The backup has ${count} (${first.file}: ${first.message}). Repair: crm doctor --fix --store ${dir}`,
            ]),
      ],
      notes: [
        context.dryRun
          ? `The backup is whole: ${files} files. Nothing was restored.`
          : `Restored ${files} files.`,
        ...(backup === undefined
          ? []
          : [
              `The store as it was is kept in ${backup}`,
              `Go back to it with: crm restore ${quoted(backup)}`,
            ]),
      ],
    }
  },
}
