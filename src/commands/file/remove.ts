/** crm file remove, clean: takes files off records, and contents nobody needs out of the store. */
import type { Context } from '../../context.ts'
import { toInstant } from '../../dates.ts'
import { CancelledError, InputError } from '../../errors.ts'
import { hashesInUse, megabytes, planDetach } from '../../rules/files.ts'
import type { Command } from '../command.ts'
import { chosenFile, fileArguments } from './chosen.ts'

export const command: Command = {
  summary: 'Take a file off its record',
  description:
    'The content stays in the store, so that undo brings it back, until crm file clean. What other records have is theirs.',
  arguments: fileArguments,
  options: [{ name: 'revision', value: 'N', help: 'only this revision; otherwise all of them' }],
  examples: [{ line: 'crm file remove d2r9f4k7ma sketch.txt', says: 'with all its revisions' }],
  changes: true,
  async run(context, input) {
    const data = context.store()
    const file = await chosenFile(context, input)
    const owner = data.find(file.record)
    if (owner === undefined) return { notes: ['Nothing to change.'] }
    const changes = planDetach(owner, file, !input.has('revision'), toInstant(context.clock.now()))
    await context.apply(changes)
    return {
      json: { ...file },
      changes,
      notes: [`${changes.summary}.`, 'Its content stays in the store for undo, until: crm file clean'],
    }
  },
}

export const cleanCommand: Command = {
  summary: 'Remove contents of files that no record names any more',
  description: 'What is removed cannot be brought back by undo. --dry-run only says what it would be.',
  examples: [{ line: 'crm file clean --yes', says: 'without being asked' }],
  changes: true,
  async run(context) {
    const used = hashesInUse(context.store())
    const unused = context.files.names().filter((hash) => !used.has(hash))
    const bytes = unused.reduce((sum, hash) => sum + context.files.size(hash), 0)
    const what = `${counted(unused.length)} of ${megabytes(bytes)}`
    if (unused.length === 0) return { json: [], notes: ['Every content is in use.'] }
    if (context.dryRun) return { json: unused, notes: [`Would remove ${what}.`] }
    await confirmed(context, what)
    const removed = await context.files.clean(hashesInUse)
    return { json: removed, notes: [`Removed ${counted(removed.length)}.`] }
  },
}

function counted(contents: number): string {
  return `${contents} ${contents === 1 ? 'content' : 'contents'}`
}

/** Where nobody can be asked it has to be said: this is not to be undone. */
async function confirmed(context: Context, what: string): Promise<void> {
  if (context.yes) return
  if (!context.prompt.available)
    throw new InputError(
      `Undo cannot bring back ${what}.`,
      'To remove them all the same: crm file clean --yes',
    )
  if (!(await context.prompt.confirm(`Remove ${what}? Undo cannot bring them back.`, false)))
    throw new CancelledError()
}
